import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { type Citation, toBibtex, toCslJson, toRis } from './citation.js';

const PLAIN: Citation = {
  id: 'talks:at-20110714T040000Z:ledger-127',
  title: 'The talks, at the end of July 13, 2011',
  publisher: 'Parley',
  url: 'https://parley.example/n/talks?at=2011-07-14T04%3A00%3A00Z&ledger=127',
  issued: '2026-11-02',
  version: 'ledger size 127',
  abstract: 'At the end of July 13, 2011, there was no deal.',
  note: 'Merkle root Ml2P=',
};

/** Texts that were typed by others: what each format uses for itself, line breaks of every kind, controls, half of a pair. */
const hostile = fc.array(fc.oneof(fc.constantFrom('\\', '{', '}', '}}', '"', '@misc{x,', '~', '^', '$', '&', '#', '%', '_', '\r\nER  - \r\nTY  - BOOK', '\u2028', '\u0085', '\u0000', '\ud800', '\u202e', 'é', '法'), fc.string())).map((parts) => parts.join(''));
const citations = fc.record({ title: hostile, publisher: hostile, version: hostile, abstract: hostile, note: hostile }).map((texts): Citation => ({ ...PLAIN, ...texts }));

const plainly = (text: string): string => text.toWellFormed().replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

describe('citations', () => {
  it('come back from CSL-JSON as they are', () => {
    check(fc.property(citations, (citation) => {
      const [item] = JSON.parse(toCslJson(citation));
      expect(item).toEqual({ id: citation.id, type: 'dataset', title: citation.title, publisher: citation.publisher, URL: citation.url, issued: { 'date-parts': [[2026, 11, 2]] }, version: citation.version, abstract: citation.abstract, note: citation.note });
    }));
  });

  it('come back from BibTeX, each on one line', () => {
    check(fc.property(citations, (citation) => {
      const { type, key, fields } = readBibtex(toBibtex(citation));
      expect([type, key, fields['year'], fields['month'], fields['url']]).toEqual(['misc', citation.id, '2026', 'nov', citation.url]);
      const { title = '', publisher = '', edition = '', abstract = '', note = '' } = fields;
      expect([title.slice(1, -1), publisher, edition, abstract, note].map(readTex)).toEqual([citation.title, citation.publisher, citation.version, citation.abstract, citation.note].map(plainly));
    }));
  });

  it('come back from RIS as one reference', () => {
    check(fc.property(citations, (citation) => {
      const lines = toRis(citation).split('\r\n').slice(0, -1).map((line) => /^([A-Z][A-Z0-9]) {2}- (.*)$/su.exec(line)!.slice(1));
      expect([lines[0], lines.at(-1)]).toEqual([['TY', 'DATA'], ['ER', '']]);
      expect(Object.fromEntries(lines)).toEqual({ TY: 'DATA', TI: plainly(citation.title), PB: plainly(citation.publisher), PY: '2026', DA: '2026/11/02/', ET: plainly(citation.version), UR: citation.url, AB: plainly(citation.abstract), N1: plainly(citation.note), ER: '' });
    }));
  });

  it('name BibTeX entries so that LaTeX takes the key', () => {
    expect(readBibtex(toBibtex({ ...PLAIN, id: 'récord, {1} of #2' })).key).toBe('r-cord-1-of-2');
  });
});

/** Reads as BibTeX does: a field ends with the brace that closes it, whatever stands before a brace. */
function readBibtex(text: string): { type: string; key: string; fields: Record<string, string> } {
  const [head = '', type = '', key = ''] = /^@(\w+)\{([^\s,{}#%~\\]+),\s*/u.exec(text) ?? [];
  const fields: Record<string, string> = {};
  let at = head.length;
  while (text[at] !== '}') {
    const [begun = '', name = ''] = /^(\w+) = /u.exec(text.slice(at)) ?? [];
    if (begun === '') throw new Error(`no field at ${text.slice(at, at + 20)}`);
    at += begun.length;
    const start = at;
    for (let depth = 0; depth > 0 || !/[,\n]/.test(text[at]!); at += 1) depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0;
    fields[name] = text.slice(start, at).replace(/^\{(.*)\}$/su, '$1');
    at += /^,?\s*/u.exec(text.slice(at))![0].length;
  }
  expect(text.slice(at)).toBe('}\n');
  return { type, key, fields };
}

function readTex(text: string): string {
  const commands: Record<string, string> = { textbackslash: '\\', textbraceleft: '{', textbraceright: '}', textasciitilde: '~', textasciicircum: '^' };
  return text.replaceAll(/\\(?:([a-z]+)\{\}|(.))/gu, (_, command: string | undefined, character: string) => (command === undefined ? character : commands[command]!));
}
