import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { readList } from './lists.js';
import type { CaseProblem, Entry } from './located.js';

function read(text: string, blockSize?: number, pieces: Iterable<string> = [text]): { entries: Entry[]; problems: CaseProblem[] } {
  const problems: CaseProblem[] = [];
  const entries = [...readList('may.csv', pieces, new Map(), (found) => problems.push(found), blockSize)].flat();
  return { entries, problems };
}

const cell = fc.oneof(
  fc.constantFrom('', '2011-05-10', '1,200', 'two\nlines', 'said "no"', 'é', ' padded '),
  fc.string({ maxLength: 5 }).filter((text) => !/[\u0000-\u001f\u2028\u2029\ufeff]/.test(text)),
);
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe('a list read in blocks, and in pieces', () => {
  it('says the same, at the same lines, however small the blocks are', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('b1', 'b2', 'b3', ''), cell, cell), { minLength: 1, maxLength: 12 });
    check(fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 60 }), (all, end, size) => {
      const text = ['id,when,"a\nnote"', ...all.map((row) => row.map(quoted).join(','))].join(end) + end;
      expect(read(text, size)).toEqual(read(text));
      expect(read(text, size, text)).toEqual(read(text));
    }), 300);
  });

  it('counts a line end within a cell as one, whatever it is written as', () => {
    const lists = ['\n', '\r\n'].map((end) => read(['id,when,note', 'b1,2011,"two', 'lines"', 'b2,2011,"and', '', 'three"', ',2012,x', 'b3,2011'].join(end)));
    expect(lists[0]!.problems).toEqual([expect.objectContaining({ line: 8, message: expect.stringContaining('on line 8') })]);
    expect(lists[1]).toEqual(lists[0]);
    const [entry, , nameless] = read('id,note\r\nb1,"two\r\nlines"\r\nb2,x\r\n,y\r\n').entries;
    expect([entry?.place.line, entry?.fields.get('note')?.text, nameless?.place]).toEqual([2, 'two\nlines', { file: 'may.csv', line: 5, column: 1 }]);
  });

  it('names the line of the file where a row of a later block is broken', () => {
    const rows = Array.from({ length: 50 }, (_, n) => `b${n},2011\n`).join('');
    const { entries, problems } = read(`id,when\n${rows}b50,2011,x\n`, 40);
    expect(entries.length).toBeGreaterThan(40);
    expect(problems).toEqual([expect.objectContaining({ file: 'may.csv', line: 52, message: expect.stringContaining('expect 2, got 3 on line 52') })]);
  });

  it('gives up on a quote that is never closed', () => {
    function* endless(): Generator<string, void> {
      yield 'id,note\nb1,x\nb2,"';
      for (;;) yield 'and so on\n'.repeat(10_000);
    }
    const { entries, problems } = read('', 10, endless());
    expect(entries.map(({ id }) => id)).toEqual(['b1']);
    expect(problems).toEqual([expect.objectContaining({ file: 'may.csv', message: expect.stringMatching(/Max Record Size/) })]);
  });
});
