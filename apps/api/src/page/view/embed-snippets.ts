import { type PageQuery, pageAddress } from '../query.js';
import { words } from '../words/en.js';
import { EMBEDS } from './embed.js';

/** What an author pastes into an article to frame a part of the page. */
export interface EmbedSnippet {
  /** Of the element that holds it. */
  id: string;
  name: string;
  html: string;
}

/** How high each is in a column of an article, in pixels. */
const HEIGHTS = { chart: 880, headline: 320, deadlines: 640 };

/** @param origin scheme and host of this server, as readers reach it @param pinned what the address of the page that never changes asks for */
export function embedSnippets(origin: string, id: string, title: string, { at, known, ledger, conventions, root, scale }: PageQuery): EmbedSnippet[] {
  return EMBEDS.map((name) => {
    const src = `${origin}/embed${pageAddress(id, { at, known, ledger, conventions, root, ...(name === 'chart' ? { scale } : {}) }, `/${name}`)}`;
    const told = words.embed.title(words.embed.names[name], title);
    return { id: `embed-${name}`, name: words.embed.names[name], html: `<iframe src="${attribute(src)}" title="${attribute(told)}" width="100%" height="${HEIGHTS[name]}" loading="lazy" style="border: 0"></iframe>` };
  });
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
