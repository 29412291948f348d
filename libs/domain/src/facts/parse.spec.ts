import { describe, expect, it } from '@jest/globals';
import type { ClaimInput } from '../command.js';
import { FACT_TYPES, isFactType, parseCitations, parseClaims, parseWhen, referencesIn } from './parse.js';
import type { FactType } from './types.js';

const ZONE = 'America/New_York';
const pointers = (type: FactType, claims: ClaimInput[]) => {
  const parsed = parseClaims(type, claims, ZONE);
  return parsed.ok ? [] : parsed.problems.map(({ pointer }) => pointer);
};

describe('claims', () => {
  it('have their words resolved, and what is left out filled in', () => {
    expect(parseClaims('notices.issued', [{ happened: '2011-07-12', data: { count: 'about 125', round: undefined } }], ZONE)).toEqual({
      ok: true,
      value: [{ happened: { edtf: '2011-07-12', earliest: Date.UTC(2011, 6, 12, 4), latest: Date.UTC(2011, 6, 13, 4) }, data: { notice: 'layoff', count: { wording: 'about 125', low: 118, high: 132, qualifier: 'about', convention: 'about-5%' } }, sources: [], rank: 'normal' }],
    });
  });

  it('need a date, unless they tell what the case is', () => {
    expect(pointers('deadline.met', [{ data: { key: 'k' } }])).toEqual(['/claims/0/happened']);
    expect(parseClaims('party.joined', [{ data: { name: 'Unions', side: 'employees' } }], ZONE)).toMatchObject({ ok: true, value: [{ happened: { earliest: null, latest: null } }] });
  });

  it('have all their problems told, each with its place', () => {
    expect(pointers('notices.issued', [
      { happened: '2011-07-12', data: { count: 'lots', breakdowns: [{ by: 'agency', complete: true, parts: [{ name: 'A', count: -1 }, { name: 'B', count: 1, size: 2 }] }] } },
      { happened: '2011-02-30', data: { count: 1, 'a~/b': 1 }, sources: [{ source: 'no spaces' }], rank: 'best' as 'normal' },
    ])).toEqual(['/claims/0/data/count', '/claims/0/data/breakdowns/0/parts/0/count', '/claims/0/data/breakdowns/0/parts/1/size', '/claims/1/happened', '/claims/1/data/a~0~1b', '/claims/1/sources/0/source', '/claims/1/rank']);
  });

  it('are told in plain words what was expected, and what was given', () => {
    const messages = (type: FactType, data: object) => {
      const parsed = parseClaims(type, [{ happened: '2011-07-12', data }], ZONE);
      return parsed.ok ? {} : Object.fromEntries(parsed.problems.map(({ pointer, message }) => [pointer.replace('/claims/0/data/', ''), message]));
    };
    expect(messages('rule.adopted', { rule: 'r', unit: 5, needed: -1, outOf: 0.5 })).toEqual({ unit: 'expected text, not 5', needed: 'expected at least 0, not -1', outOf: 'expected a whole number, not 0.5', inForce: 'is missing' });
    expect(messages('notices.issued', { count: 1, disjointFrom: [], mayOverlap: 'b', breakdowns: [{ by: 'agency', complete: 'x', parts: [null] }] })).toEqual({
      disjointFrom: 'expected at least 1 entry, not 0', mayOverlap: 'expected a list, not text', 'breakdowns/0/complete': 'expected true or false, not text', 'breakdowns/0/parts/0': 'expected an object, not null',
    });
    expect(messages('source.registered', { published: '2011', title: ' ', author: 'a'.repeat(301), url: 'ftp://x' })).toEqual({
      title: 'expected at least 1 character, not 0', author: 'expected at most 300 characters, not 301', url: 'expected an address that begins with http:// or https://',
    });
    expect(messages('party.joined', { name: 'Unions', side: 'both' })).toEqual({ side: 'expected one of "employer", "employees", "outside"' });
  });

  it('read a date as the zone has it', () => {
    const day = parseWhen('2011-07-12', 'Pacific/Auckland', '/at');
    expect(day.ok && day.value.earliest).toBe(Date.UTC(2011, 6, 11, 12));
    expect(parseWhen('2011-03-13T02:30', ZONE, '/at')).toMatchObject({ ok: false, problems: [{ pointer: '/at', message: expect.stringContaining('does not exist in America/New_York') }] });
  });
});

describe('citations', () => {
  it('are tidied, and need a source', () => {
    expect(parseCitations([{ source: 'S4', locator: ' ¶2 ' }], '/sources')).toEqual({ ok: true, value: [{ source: 'S4', locator: '¶2' }] });
    expect(parseCitations([], '/sources')).toMatchObject({ ok: false, problems: [{ pointer: '/sources' }] });
  });
});

describe('references', () => {
  it('are the ids of other facts, by type; where the type is not known, all that may be', () => {
    const data = { within: 'a', mayOverlap: ['b', 3, 'c'], group: 'g', party: 'p' };
    expect(referencesIn('notices.issued', data, '/data')).toEqual([{ pointer: '/data/within', id: 'a' }, { pointer: '/data/mayOverlap/0', id: 'b' }, { pointer: '/data/mayOverlap/2', id: 'c' }, { pointer: '/data/group', id: 'g' }]);
    expect(referencesIn(null, data, '').map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'g', 'p']);
    expect([referencesIn('deadline.met', data, ''), referencesIn(null, 'no object', '')]).toEqual([[], []]);
  });
});

describe('fact types', () => {
  it('are a closed list', () => {
    expect([FACT_TYPES.every(isFactType), isFactType('notice.issued'), isFactType('toString')]).toEqual([true, false, false]);
  });
});
