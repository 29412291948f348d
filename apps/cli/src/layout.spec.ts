import { describe, expect, it } from '@jest/globals';
import { printable, table, TIE, widthOf, wrap } from './layout.js';

describe('widthOf', () => {
  it.each([
    ['plain', 5],
    ['e\u0301te\u0301', 3],
    ['合同', 4],
    ['👩‍👩‍👧', 2],
    ['\u001B[1mbold\u001B[22m', 4],
    ['a\u200Bb', 2],
    ['', 0],
  ])('counts the cells of %j as %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('wrap', () => {
  it('breaks at spaces, within the width', () => {
    expect(wrap('the talks go on until the end', 10)).toEqual(['the talks', 'go on', 'until the', 'end']);
  });
  it('breaks a word that is longer than a line, and never a letter from its accent', () => {
    expect(wrap('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301']);
  });
  it('counts wide letters twice', () => {
    expect(wrap('合同 合同', 5)).toEqual(['合同', '合同']);
  });
  it('keeps together what is tied', () => {
    expect(wrap(`see S4${TIE}¶16`, 8)).toEqual(['see', 'S4 ¶16']);
  });
  it('hangs a line beside its mark', () => {
    expect(wrap('• one two', 6)).toEqual(['• one', '  two']);
  });
  it('keeps line breaks', () => {
    expect(wrap('one\ntwo', 10)).toEqual(['one', 'two']);
  });
});

describe('table', () => {
  it('aligns columns by what they show, and gives the last what is left', () => {
    expect(table([['合同', 'contract'], ['a', 'letter']], { width: 60 })).toEqual(['合同  contract', 'a     letter']);
  });
  it('wraps each cell in its column', () => {
    const lines = table([['when', 'a long story that needs more than one line of the table']], { width: 40, indent: 2 });
    expect(lines).toEqual(['  when  a long story that needs more', '        than one line of the table']);
  });
  it('stays within the width, however wide its cells', () => {
    const lines = table([['x'.repeat(80), 'y'.repeat(80), 'z'.repeat(80)]], { width: 60, indent: 2 });
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(60);
    expect(lines.join('').replaceAll(/[^z]/g, '')).toHaveLength(80);
  });
  it('styles what is shown, and not the spaces between', () => {
    expect(table([['a', 'b'], ['ccc', 'd']], { width: 60, styles: [(text) => `<${text}>`] })).toEqual(['<a>    b', '<ccc>  d']);
  });
});

describe('printable', () => {
  it('takes a terminal\'s orders out of any text, at every depth', () => {
    expect(printable({ list: [{ text: 'red \u001B[31m', count: 1, none: null }] })).toEqual({ list: [{ text: 'red \uFFFD[31m', count: 1, none: null }] });
  });
  it('takes out what turns the direction of writing, and makes line breaks spaces', () => {
    expect(printable('a\u202Eb\r\nc')).toBe('a\uFFFDb c');
  });
});
