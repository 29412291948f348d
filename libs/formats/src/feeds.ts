/** A feed, newest entry first. Addresses are paths, or begin with the base that it is written for. */
export interface Feed {
  /** A URI that never changes, whatever the feed's address. */
  id: string;
  title: string;
  /** What the feed is about. */
  home: string;
  /** RFC 3339. */
  updated: string;
  entries: FeedEntry[];
}

export interface FeedEntry {
  /** A URI that never changes. */
  id: string;
  url: string;
  title: string;
  /** Plain text, lines ended by LF. */
  text: string;
  published: string;
  updated: string;
  author: string;
  category: string;
}

/**
 * Atom 1.0 (RFC 4287). Every text is plain; characters that XML can't hold are replaced by U+FFFD.
 * @param self path of the feed itself
 * @param base scheme and host before every path
 */
export function toAtom(feed: Feed, self: string, base = ''): string {
  const entries = feed.entries.map(
    ({ id, url, title, text, published, updated, author, category }) => `  <entry>
    <id>${xml(id)}</id>
    <title type="text">${xml(title)}</title>
    <link rel="alternate" href="${xml(base + url)}"/>
    <published>${xml(published)}</published>
    <updated>${xml(updated)}</updated>
    <author><name>${xml(author)}</name></author>
    <category term="${xml(category)}"/>
    <content type="text">${xml(text)}</content>
  </entry>
`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${xml(feed.id)}</id>
  <title type="text">${xml(feed.title)}</title>
  <updated>${xml(feed.updated)}</updated>
  <author><name>Parley</name></author>
  <link rel="self" type="application/atom+xml" href="${xml(base + self)}"/>
  <link rel="alternate" href="${xml(base + feed.home)}"/>
${entries.join('')}</feed>
`;
}

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). The parameters are those of `toAtom`. */
export function toJsonFeed(feed: Feed, self: string, base = ''): string {
  const items = feed.entries.map(({ id, url, title, text, published, updated, author, category }) => ({
    id, url: base + url, title, content_text: text, date_published: published, date_modified: updated, authors: [{ name: author }], tags: [category],
  }));
  return `${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: feed.title, home_page_url: base + feed.home, feed_url: base + self, items }, null, 2)}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '\r': '&#13;' };

/** Text for XML 1.0, as content or as an attribute. */
function xml(text: string): string {
  return text
    .toWellFormed()
    // What XML 1.0 (§2.2) has no way to write.
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"'\r]/g, (character) => ENTITIES[character]!);
}
