import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { csvLines, jsonLines } from './rows.js';

const toCsv = (...asked: Parameters<typeof csvLines>): string => [...csvLines(...asked)].join('');

describe('CSV', () => {
  const columns = [{ name: 'id' }, { name: 'count', member: 'number' }, { name: 'parts' }];

  it('has a header, CRLF, quotes where needed and empty cells for what is missing', () => {
    const rows = [{ id: 'a "b"', number: 328, parts: ['x', 'y'] }, { id: 'c\nd', number: null }];
    expect(toCsv(rows, columns)).toBe('id,count,parts\r\n"a ""b""",328,"[""x"",""y""]"\r\n"c\nd",,\r\n');
  });

  it('is only its header where there are no rows', () => {
    expect(toCsv([], columns)).toBe('id,count,parts\r\n');
  });

  it('leaves text that a spreadsheet would run as it is, unless asked', () => {
    const rows = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a=1'].map((id) => ({ id, number: -5 }));
    expect(parse(toCsv(rows, columns.slice(0, 2)))).toEqual([['id', 'count'], ...rows.map(({ id }) => [id, '-5'])]);
    expect(parse(toCsv(rows, columns.slice(0, 2), { neutraliseFormulas: true }))).toEqual([
      ['id', 'count'],
      ...rows.map(({ id }) => [id.startsWith('a') ? id : `'${id}`, '-5']),
    ]);
  });

  it('reads back as it was, whatever the text', () => {
    const cell = fc.string({ unit: 'grapheme' });
    check(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (cells) => {
        const csv = toCsv(cells.map(([a, b]) => ({ a, b })), [{ name: 'a' }, { name: 'b' }]);
        expect(parse(csv, { record_delimiter: '\r\n' })).toEqual([['a', 'b'], ...cells]);
      }),
      300,
    );
  });
});

describe('JSON Lines', () => {
  it('is one text a line', () => {
    expect([...jsonLines([{ a: 'x\ny' }, 3])]).toEqual(['{"a":"x\\ny"}\n', '3\n']);
  });
});
