import type { PageQuery } from '../query.js';

/** The path of a negotiation's page. */
export function pathOfPage(id: string): string {
  return `/n/${encodeURIComponent(id)}`;
}

/** The query of an address, with its "?"; empty where nothing is asked for. */
export function textOf(query: PageQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Addresses of the same moment: of the page with something changed, and of what the API answers. */
export interface Places {
  page(changes: PageQuery, anchor?: string): string;
  api(view: string, more?: Record<string, string>): string;
  picture(ending: 'svg' | 'png'): string;
}

export function placesOf(id: string, query: PageQuery): Places {
  const { at, known, ledger, conventions, scale } = query;
  const clocks = { at, known, ledger, conventions };
  return {
    page: (changes, anchor) => `${pathOfPage(id)}${textOf({ ...query, ...changes })}${anchor === undefined ? '' : `#${anchor}`}`,
    api: (view, more = {}) => `/api/v1/negotiations/${encodeURIComponent(id)}/${view}${textOf({ ...clocks, ...more })}`,
    picture: (ending) => `${pathOfPage(id)}/notices.${ending}${textOf({ ...clocks, scale })}`,
  };
}
