import { pageAddress } from '../query.js';
import { stillWords as words } from '../words/still.js';

/** What a negotiation's page says where nothing is recorded yet, and where those go who may write. */
export interface BeginningView {
  title: string;
  text: string;
  add: { text: string; href: string };
  load: { text: string; href: string };
}

export function beginningView(id: string): BeginningView {
  const { title, text, add } = words.opening.empty;
  return { title, text, add: { text: add, href: pageAddress(id, {}, '/edit') }, load: { text: words.importing.title, href: '/import' } };
}
