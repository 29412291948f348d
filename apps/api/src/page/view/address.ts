import { type Clocks, pathOf, type Question, type StoryQuestion } from '#libs/application';
import { type PageQuery, pageAddress } from '../query.js';
import { factAnchor, sourceAnchor } from './anchors.js';

/** What can be asked of one negotiation, without its clocks. */
type Asked = { ask: 'notices'; by?: Extract<Question, { ask: 'notices' }>['by'] } | { ask: 'course' } | Pick<StoryQuestion, 'ask' | 'place' | 'order' | 'kind' | 'source'> | { ask: 'explain'; path: string };

/** Addresses at the moment shown: of the page with something changed, of what the API answers, of the chart as a picture. */
export interface Places {
  page(changes: PageQuery, anchor?: string): string;
  api(asked: Asked, suffix?: '.csv'): string;
  /** Its place in the page's story. */
  fact(fact: string): string;
  factData(fact: string, what?: 'history'): string;
  /** Where a fact is changed by those who may. */
  edit(fact: string): string;
  /** Its entry in the page's list of sources. */
  source(source: string): string;
  picture(ending: 'svg' | 'png'): string;
}

/**
 * @param query of the page shown
 * @param clocks as the API takes them
 * @param listed the sources that the page lists; any other is told where the story of what rests on it is
 */
export function placesOf(id: string, query: PageQuery, { at, known, ledger, conventions }: Clocks, listed: readonly string[] = []): Places {
  const clocks = { at, known, ledger, conventions };
  const page: Places['page'] = (changes, anchor) => `${pageAddress(id, { ...query, ...changes })}${anchor === undefined ? '' : `#${anchor}`}`;
  const isListed = new Set(listed);
  return {
    page,
    source: (source) => (isListed.has(source) ? `#${sourceAnchor(source)}` : page({ source, kind: undefined, story: undefined }, sourceAnchor(source))),
    api: (asked, suffix) => pathOf({ ...asked, negotiation: id, ...clocks }, suffix),
    fact: (fact) => page({ fact, source: undefined, kind: undefined, order: undefined, story: undefined }, factAnchor(fact)),
    factData: (fact, what) => pathOf({ ask: what === undefined ? 'fact' : 'fact-history', fact, ...clocks }),
    edit: (fact) => `${pageAddress(id, {}, '/edit')}?${new URLSearchParams({ fact }).toString()}`,
    picture: (ending) => pageAddress(id, { ...clocks, scale: query.scale }, `/notices.${ending}`),
  };
}
