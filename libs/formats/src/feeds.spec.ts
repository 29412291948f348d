import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { check } from '../../../test/support/property.js';
import { type Feed, toAtom, toJsonFeed } from './feeds.js';

const entry = { id: 'urn:uuid:1', url: '/api/v1/facts/a/history', title: 'Revised: 328 notices', text: 'count: 328 → 382', published: '2011-07-13T10:00:00.000000Z', updated: '2011-07-14T10:00:00.000000Z', author: 'archivist', category: 'revise' };
const feed: Feed = { id: 'urn:uuid:0', title: 'Corrections: The talks', home: '/api/v1/negotiations/talks', updated: '2011-07-14T10:00:00.000000Z', entries: [entry] };

/** The texts and attributes of an XML document, element by element. Throws where it is not well-formed, as far as a feed may be so. */
function readXml(text: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: typeof found = [];
  const [declaration = ''] = /^<\?xml version="1\.0" encoding="utf-8"\?>\n/.exec(text) ?? [];
  if (declaration === '') throw new Error('no declaration');
  let at = declaration.length;
  const token = /<\/([a-z]+)>|<([a-z]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39|#13);[^"<&]*)*")*)(\/?)>|([^<&]|&(?:amp|lt|gt|quot|#39|#13);)+/gy;
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 40)}`);
    at = token.lastIndex;
    const [whole, closing, opening, attributes = '', empty] = match;
    if (closing !== undefined) {
      if (open.pop()?.name !== closing) throw new Error(`${closing} closes what is not open`);
    } else if (opening !== undefined) {
      const element = { name: opening, attributes: Object.fromEntries([...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value!)])), text: '' };
      found.push(element);
      if (empty === '') open.push(element);
    } else if (open.length > 0) open.at(-1)!.text += unescaped(whole);
    else if (whole.trim() !== '') throw new Error('text outside the document');
  }
  if (open.length > 0) throw new Error(`${open.at(-1)!.name} is not closed`);
  return found;
}

function unescaped(text: string): string {
  const characters: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#13;': '\r' };
  return text.replaceAll(/&[^;]+;/g, (entity) => characters[entity]!);
}

describe('Atom', () => {
  it('has what RFC 4287 asks for', () => {
    const elements = readXml(toAtom(feed, '/corrections.atom', 'https://parley.example'));
    expect(elements.map(({ name }) => name)).toEqual(['feed', 'id', 'title', 'updated', 'author', 'name', 'link', 'link', 'entry', 'id', 'title', 'link', 'published', 'updated', 'author', 'name', 'category', 'content']);
    expect(elements.find(({ name }) => name === 'feed')?.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom' });
    expect(elements.filter(({ name }) => name === 'link').map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ['self', 'https://parley.example/corrections.atom'],
      ['alternate', 'https://parley.example/api/v1/negotiations/talks'],
      ['alternate', 'https://parley.example/api/v1/facts/a/history'],
    ]);
  });

  it('is well-formed and gives every text back, whatever it holds', () => {
    const held = (text: string) => text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\ufffd]/gu, (character) => (character.codePointAt(0)! > 0xffff ? character : '\ufffd'));
    check(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '</content>', ']]>', '<!--', '&lt;', '"\r\n\u0000', '\ud800', '\u001b[31m', '<script>'), (text, hostile) => {
        const told = { ...feed, title: hostile + text, entries: [{ ...entry, title: text, text: text + hostile, author: hostile }] };
        const elements = readXml(toAtom(told, '/self?q=<&"'));
        expect(elements.filter(({ name }) => name === 'title').map((title) => title.text)).toEqual([held(hostile + text), held(text)]);
        expect(elements.find(({ name }) => name === 'content')?.text).toBe(held(text + hostile));
        expect(elements.find(({ name }) => name === 'link')?.attributes.href).toBe('/self?q=<&"');
      }),
    );
  });
});

describe('JSON Feed', () => {
  it('has what version 1.1 asks for', () => {
    expect(JSON.parse(toJsonFeed(feed, '/corrections.feed', 'https://parley.example'))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Corrections: The talks',
      home_page_url: 'https://parley.example/api/v1/negotiations/talks',
      feed_url: 'https://parley.example/corrections.feed',
      items: [{
        id: 'urn:uuid:1', url: 'https://parley.example/api/v1/facts/a/history', title: 'Revised: 328 notices', content_text: 'count: 328 → 382',
        date_published: '2011-07-13T10:00:00.000000Z', date_modified: '2011-07-14T10:00:00.000000Z', authors: [{ name: 'archivist' }], tags: ['revise'],
      }],
    });
  });
});
