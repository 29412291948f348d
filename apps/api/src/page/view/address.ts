import { type Clocks, pathOf, type Question } from '#libs/application';
import { type PageQuery, pageAddress } from '../query.js';

/** What can be asked of one negotiation, without its clocks. */
type Asked = { ask: 'notices'; by?: Extract<Question, { ask: 'notices' }>['by'] } | { ask: 'course' } | { ask: 'story'; place?: number; source?: string | undefined } | { ask: 'explain'; path: string };

/** Addresses at the moment shown: of the page with something changed, of what the API answers, of the chart as a picture. */
export interface Places {
  page(changes: PageQuery, anchor?: string): string;
  api(asked: Asked, suffix?: '.csv'): string;
  fact(fact: string, what?: 'history'): string;
  /** Where a fact is changed by those who may. */
  edit(fact: string): string;
  picture(ending: 'svg' | 'png'): string;
}

/** @param query of the page shown @param clocks as the API takes them */
export function placesOf(id: string, query: PageQuery, { at, known, ledger, conventions }: Clocks): Places {
  const clocks = { at, known, ledger, conventions };
  return {
    page: (changes, anchor) => `${pageAddress(id, { ...query, ...changes })}${anchor === undefined ? '' : `#${anchor}`}`,
    api: (asked, suffix) => pathOf({ ...asked, negotiation: id, ...clocks }, suffix),
    fact: (fact, what) => pathOf({ ask: what === undefined ? 'fact' : 'fact-history', fact, ...clocks }),
    edit: (fact) => `${pageAddress(id, {}, '/edit')}?${new URLSearchParams({ fact }).toString()}`,
    picture: (ending) => pageAddress(id, { ...clocks, scale: query.scale }, `/notices.${ending}`),
  };
}
