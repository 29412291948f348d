import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idsInMemory, isLoaded, loadCase } from '../../../../test/support/loaded-case.js';
import { check } from '../../../../test/support/property.js';
import { readingCase } from './load.js';
import { describeProblem } from './located.js';
import type { LoadedFact } from './loaded.js';

const HEAD = `
negotiation: { id: mill, title: The mill, zone: America/New_York }
sources:
  S1: { published: 2011-05-10 evening }
  S2: { published: 2011-05-11 }
`;

/** Local id → fact, of a case with the usual head. */
function facts(yaml: string, lists: Record<string, string> = {}): Record<string, LoadedFact> {
  const loaded = loadCase([{ path: 'case.yaml', text: HEAD + yaml }, ...Object.entries(lists).map(([path, text]) => ({ path, text }))]);
  if (!isLoaded(loaded)) throw new Error(loaded.map(describeProblem).join('\n'));
  return Object.fromEntries(loaded.facts.map((fact) => [fact.id.replace('mill.', ''), fact]));
}

/** The problems of a case, one line each; lines are counted from the first after the usual head. */
function problems(yaml: string, lists: Record<string, string> = {}): string[] {
  const loaded = loadCase([{ path: 'case.yaml', text: HEAD + yaml }, ...Object.entries(lists).map(([path, text]) => ({ path, text }))]);
  if (isLoaded(loaded)) return [];
  const offset = HEAD.split('\n').length - 1;
  return loaded.map((found) => describeProblem(found.file === 'case.yaml' ? { ...found, line: found.line - offset } : found));
}

describe('short forms', () => {
  it('reads dates in words, as EDTF and as the lists that YAML makes of sets', () => {
    const read = facts(`
milestones:
  a: { kind: talks-opened, when: 2011-05-09 midday }
  b: { kind: talks-opened, when: [..2011-03-09] }
  c: { kind: talks-opened, when: [2011-07-20, 2011-07-27] }
  d: { kind: talks-opened, when: 2009 }
  e: { kind: talks-opened, when: "[2011-07-20,2011-07-27] after 10:00" }
  f: { kind: talks-opened, when: 2011-05-10T08:00 }
  g: { kind: talks-opened, when: 2011-05/2011-07 }
`);
    expect(Object.fromEntries('abcdefg'.split('').map((id) => [id, read[id]?.claims[0]?.happened]))).toEqual({
      a: '[2011-05-09T11:00..2011-05-09T12:59]',
      b: '[..2011-03-09]',
      c: '[2011-07-20,2011-07-27]',
      d: '2009',
      e: '[2011-07-20T10:00..2011-07-20T23:59,2011-07-27T10:00..2011-07-27T23:59]',
      f: '2011-05-10T08:00',
      g: '2011-05/2011-07',
    });
  });

  it('reads a place in a source, a list of places, and one with its wording', () => {
    const read = facts(`
milestones:
  a: { kind: other, when: 2011, source: S1 ¶2 }
  b: { kind: other, when: 2011, source: [S1 ¶9-10, S2] }
  c: { kind: other, when: 2011, source: [{ source: S1, locator: ¶3, wording: as a question }] }
`);
    expect(['a', 'b', 'c'].map((id) => read[id]?.claims[0]?.sources)).toEqual([
      [{ source: 'mill.S1', locator: '¶2' }],
      [{ source: 'mill.S1', locator: '¶9-10' }, { source: 'mill.S2' }],
      [{ source: 'mill.S1', locator: '¶3', wording: 'as a question' }],
    ]);
  });

  it('gives each claim the keys of its entry, and its own before them', () => {
    const { signed } = facts(`
milestones:
  signed:
    kind: budget-signed
    what: The budget is signed
    source: S1 ¶3
    claims:
      - { when: 2011-05-04, said by: the clerk }
      - { when: 2011-05-05, source: S2 ¶9, rank: preferred, order: 2, reported: 2011-05-12 }
`);
    const data = { kind: 'budget-signed', what: 'The budget is signed' };
    expect(signed?.claims).toEqual([
      { happened: '2011-05-04', data, attributedTo: 'the clerk', sources: [{ source: 'mill.S1', locator: '¶3' }] },
      { happened: '2011-05-05', data, sources: [{ source: 'mill.S2', locator: '¶9' }], rank: 'preferred', order: 2, reported: '2011-05-12' },
    ]);
  });

  it('makes ids of the case ids of the ledger, wherever a fact names another', () => {
    const read = facts(`
parties:
  union: { name: The union, side: employees, source: S1 }
people:
  boss: { name: A. Boss, party: union, source: S1 }
notices:
  first: { type: issued, when: 2011-05-10, count: 10, source: S1 }
  second: { type: issued, when: 2011-05-11, count: 20, disjoint from: first, source: S1 }
statements:
  said: { when: 2011-05-11, speaker: A. Boss, person: boss, for: union, gist: No., about: [first, second], source: S1 }
`);
    expect(read.boss?.claims[0]?.data).toMatchObject({ party: 'mill.union' });
    expect(read.second?.claims[0]?.data).toMatchObject({ disjointFrom: ['mill.first'] });
    expect(read.said?.claims[0]?.data).toMatchObject({ person: 'mill.boss', for: 'mill.union', about: ['mill.first', 'mill.second'] });
  });

  it('reads `site:` on a batch as a complete breakdown of one part', () => {
    const { batch } = facts('notices:\n  batch: { type: issued, when: 2011-05-10, count: about 125, site: The hospital, source: S1 }\n');
    expect(batch?.claims[0]?.data).toMatchObject({ breakdowns: [{ by: 'site', complete: true, parts: [{ name: 'The hospital', count: 'about 125' }] }] });
  });

  it('reads dates within data, and keys of two words', () => {
    const read = facts(`
groups:
  g: { name: Clerks, notice period: P2W, source: S1 }
deadlines:
  d: { type: set, when: 2011-05-10, key: k, due: 2011-05-12 midday, source: S1 }
ballots:
  r: { type: rule, when: 2011, rule: r, unit: unions, needed: 14, out of: 15, in force: 2011-05-11/2011-07-12, source: S1 }
`);
    expect(read.g?.claims[0]?.data).toEqual({ name: 'Clerks', noticePeriod: 'P2W' });
    expect(read.d?.claims[0]?.data).toEqual({ key: 'k', due: '[2011-05-12T11:00..2011-05-12T12:59]' });
    expect(read.r?.claims[0]?.data).toEqual({ rule: 'r', unit: 'unions', needed: 14, outOf: 15, inForce: '2011-05-11/2011-07-12' });
  });

  it('takes an entry that was revised as known from that day on', () => {
    const { m } = facts('milestones:\n  m: { kind: other, when: 2011-05-09, source: S1, revised: 2011-06-01, reason: a correction was printed }\n');
    expect(m).toMatchObject({ revised: '2011-06-01', reason: 'a correction was printed', claims: [{ reported: '2011-06-01' }] });
  });

  it('puts the opening first, then sources, parties, people and groups, whatever the order of the file', () => {
    const loaded = loadCase([{ path: 'case.yaml', text: 'statements:\n  q: { when: 2011, speaker: X, gist: No. }\npeople:\n  p: { name: P }\nsources:\n  s: { published: 2011 }\nnegotiation: { id: n, title: N, zone: UTC }\n' }]);
    expect(isLoaded(loaded) && loaded.facts.map(({ id }) => id)).toEqual(['n', 'n.s', 'n.p', 'n.q']);
  });
});

describe('a long case.yaml', () => {
  it('can be left while it is read', () => {
    const text = `${HEAD}milestones:\n${Array.from({ length: 500 }, (_, n) => `  m${n}: { kind: talks-opened, when: 2011-05-09 }\n`).join('')}`;
    const reading = readingCase([{ path: 'case.yaml', text }], idsInMemory());
    let steps = 0;
    while (reading.next().value === undefined) steps += 1;
    expect(steps).toBeGreaterThan(10);
  });
});

describe('problems', () => {
  it('are all given at once, each with its place', () => {
    expect(problems(`
milestones:
  a: { knd: talks-opened, when: 2011-02-29, source: S9 ¶1 }
notices:
  b: { when: 2011-05-10, count: 12 }
  c: { type: isued, when: 2011-05-10 }
`)).toEqual([
      expect.stringMatching(/^case\.yaml:3:3: "kind" is missing/),
      'case.yaml:3:8: unknown key "knd" (did you mean "kind"?)',
      expect.stringMatching(/^case\.yaml:3:33: "2011-02-29" is not a date: there is no day 29/),
      'case.yaml:3:53: there is no source S9 (did you mean "S1"?)',
      expect.stringMatching(/^case\.yaml:5:3: b has no type \(add "type:", one of planned, issued,/),
      'case.yaml:6:14: "isued" is not a type of notices (did you mean "issued"?)',
    ]);
  });

  it.each([
    ['a word that is not of a closed list', 'milestones:\n  a: { kind: talks-opend, when: 2011 }', /:2:14: .*talks-opened.*\(did you mean "talks-opened"\?\)$/],
    ['a count', 'notices:\n  a: { type: issued, when: 2011, count: a lot }', /:2:41: "a lot" is not a count/],
    ['a key within a part', 'notices:\n  a:\n    type: issued\n    when: 2011\n    count: 3\n    breakdowns:\n      - by: agency\n        complete: true\n        parts:\n          - { nme: X, count: 3 }', /:10:15: unknown member "nme" \(did you mean "name"\?\)$/],
    ['a part without a count', 'notices:\n  a:\n    type: issued\n    when: 2011\n    count: 3\n    breakdowns:\n      - { by: agency, complete: true, parts: [{ name: X }] }', /:7:\d+: .*count/],
    ['a dimension given twice', 'notices:\n  a: { type: issued, when: 2011, count: 3, site: X, breakdowns: [{ by: site, complete: true, parts: [{ name: X, count: 3 }] }] }', /:2:44: "site" stands both here and in the breakdowns/],
    ['a fact that is not there', 'statements:\n  a: { when: 2011, speaker: X, gist: G, about: [nowhere] }', /:2:49: there is no fact nowhere in this case/],
    ['brackets that lie too deep', `terms:\n  a: ${'['.repeat(20_000)}`, /:2:10\d: here lists and mappings lie more than 100 deep in each other \(no fact needs that: close brackets .*\)$/],
    ['a number where text is expected', 'terms:\n  a: { when: 2011, package: p, term: t, text: 4 }', /:2:47: expected text, not 4 \(put the value in quotes\)$/],
    ['an id of the wrong form', 'milestones:\n  "a b": { kind: other, when: 2011 }', /:2:3: "a b" is no id/],
    ['an id used in two sections', 'milestones:\n  S1: { kind: other, when: 2011 }', /:2:3: the id S1 is taken \(by case.yaml:4; choose another\)/],
    ['a second document', '---\nmilestones: {}', /:1:\d+: a second document begins here \(write one/],
    ['a key given twice', 'milestones:\n  a: { kind: other, when: 2011 }\n  a: { kind: other, when: 2011 }', /:3:3: Map keys must be unique \(an id or key stands only once/],
    ['an empty date', 'milestones:\n  a: { kind: other, when: }', /:2:\d+: a date is missing/],
    ['an empty source', 'milestones:\n  a: { kind: other, when: 2011, source: "" }', /:2:41: a source is missing/],
    ['a place in no source', 'milestones:\n  a: { kind: other, when: 2011, source: [{ locator: ¶2 }] }', /:2:42: a source is missing/],
    ['a source by a number', 'milestones:\n  a: { kind: other, when: 2011, source: [{ source: 5 }] }', /:2:42: there is no source 5/],
    ['a type that every object has a member for', 'notices:\n  a: { type: constructor, when: 2011, count: 3 }', /:2:14: "constructor" is not a type of notices/],
    ['claims that are no list', 'milestones:\n  a: { kind: other, when: 2011, claims: x }', /:2:41: claims are a list/],
    ['a claim that is no mapping', 'milestones:\n  a: { kind: other, when: 2011, claims: [x] }', /:2:42: a claim is a mapping/],
    ['a section that is no mapping', 'milestones: [a]', /:1:13: milestones is not a mapping/],
    ['an entry that is no mapping', 'milestones:\n  a: x', /:2:6: a is not a mapping/],
    ['an unknown section', 'milestone:\n  a: {}', /:1:1: unknown key "milestone" \(did you mean "milestones"\?\)/],
    ['a list that is not there', 'lists:\n  may.csv: {}', /:2:3: there is no file may\.csv beside case\.yaml/],
    ['an alias for a mapping', 'milestones:\n  a: &a { kind: other, when: 2011 }\n  b: *a', /:3:6: the alias \*a stands for a list or a mapping/],
    ['text after a bracket', 'milestones:\n  a: { kind: other, when: [2011] after 10:00 }', /:2:\d+: /],
  ])('%s', (_, yaml, expected) => {
    expect(problems(yaml)).toContainEqual(expect.stringMatching(expected));
  });

  it('that several claims inherit is said once', () => {
    expect(problems('notices:\n  a: { type: issued, count: lots, claims: [{ when: 2011 }, { when: 2012 }] }')).toEqual([expect.stringMatching(/:2:29: "lots" is not a count/)]);
  });

  it.each([
    ['no negotiation', 'sources: {}', /^case\.yaml:1:1: the negotiation is not described/],
    ['no id', 'negotiation: { title: N, zone: UTC }', /^case\.yaml:1:1: "id" is missing/],
    ['no title', 'negotiation: { id: n, zone: UTC }', /^case\.yaml:1:1: "title" is missing/],
    ['a zone that does not exist', 'negotiation: { id: n, title: N, zone: America/Hartford }', /^case\.yaml:1:39: .*America\/Hartford.*IANA/],
    ['an unknown key', 'negotiation: { id: n, title: N, zon: UTC }', /^case\.yaml:1:33: unknown key "zon" \(did you mean "zone"\?\)/],
    ['no mapping', 'just text', /^case\.yaml:1:1: the file holds no mapping/],
    ['nothing', '', /^case\.yaml:1:1: the file holds no mapping/],
  ])('of the negotiation: %s', (_, text, expected) => {
    const loaded = loadCase([{ path: 'case.yaml', text }]);
    expect(isLoaded(loaded) ? [] : loaded.map(describeProblem)).toContainEqual(expect.stringMatching(expected));
  });

  it('are named up to a thousand, and then that there are more', () => {
    const rows = Array.from({ length: 1_100 }, (_, row) => `b${row},2011-05-32,1\n`).join('');
    const found = problems('lists: { may.csv: { type: issued } }\n', { 'may.csv': `id,when,count\n${rows}` });
    expect([found.length, found[999], found[1_000]]).toEqual([1_001, expect.stringMatching(/^may\.csv:1001:/), expect.stringMatching(/^may\.csv:1002:.*more problems than these 1000/)]);
  });

  it('text in another encoding than UTF-8 is not guessed at', () => {
    expect(loadCase([{ path: 'case.yaml', text: Buffer.from('negotiation:\n  title: Fabrik Köln\n', 'latin1').toString() }])).toEqual([expect.objectContaining({ line: 2, column: 18, message: 'a character is not in UTF-8' })]);
  });

  it('a list by another name is looked for beside case.yaml', () => {
    const found = loadCase([{ path: 'cases/mill/case.yaml', text: `${HEAD}lists: { may.csv: { type: issued } }\n` }, { path: 'cases/mill/mai.csv', text: '' }]);
    expect(found).toEqual([expect.objectContaining({ advice: 'did you mean "mai.csv"?' })]);
  });

  it('a folder without case.yaml', () => {
    expect(loadCase([{ path: 'notes.txt', text: '' }])).toEqual([expect.objectContaining({ message: 'there is no case.yaml' })]);
  });
});

describe('a damaged file', () => {
  const whole = `${HEAD}milestones:\n  a:\n    kind: other\n    when: [2011-05-04, 2011-05-05]\n    claims:\n      - { source: [S1 ¶2, S2] }\nnotices:\n  b:\n    type: issued\n    when: 2011\n    count: 3\n    breakdowns:\n      - { by: site, complete: true, parts: [{ name: X, count: 3 }] }\nstatements:\n  q: { when: 2011, speaker: X, gist: G, about: [a, b] }\nlists:\n  may.csv: { type: issued }\n`;
  const list = 'id,when,count,note\nc,2011-05-10,"1,200","two\nlines"\n';
  const damage = fc.record({ file: fc.constantFrom('case.yaml', 'may.csv'), at: fc.nat(), cut: fc.nat(8), put: fc.constantFrom('', '[', '{', ': ', '\n', '- ', '"', '*a', '&a ', '~', 'x', '🜨', ', ') });

  it('is read or refused with places in the file, never thrown at', () => {
    check(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const texts: Record<string, string> = { 'case.yaml': whole, 'may.csv': list };
        for (const { file, at, cut, put } of damages) {
          const text = texts[file] ?? '';
          const from = at % (text.length + 1);
          texts[file] = text.slice(0, from) + put + text.slice(from + cut);
        }
        const loaded = loadCase(Object.entries(texts).map(([path, text]) => ({ path, text })));
        if (isLoaded(loaded)) return;
        expect(loaded.length).toBeGreaterThan(0);
        for (const { file, line, column } of loaded) {
          expect(line).toBeLessThanOrEqual((texts[file] ?? '').split(/\r\n|\r|\n/).length);
          expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        }
      }),
      1_000,
    );
  });
});

describe('lists', () => {
  const lists = 'lists:\n  may.csv: { type: issued, round: may, source: S1 ¶4 }\n';

  it('makes a fact of each row, with the defaults of the list for empty cells', () => {
    const read = facts(lists, { 'may.csv': 'id,when,count,site,source\r\nb1,2011-05-10,"1,200",Mill,\r\nb2,2011-05-11 morning,about 30,"Yard, north",S2 ¶1\r\n' });
    expect(read.b1).toMatchObject({
      type: 'notices.issued',
      where: { file: 'may.csv', line: 2, column: 1 },
      claims: [{ happened: '2011-05-10', sources: [{ source: 'mill.S1', locator: '¶4' }], data: { round: 'may', count: '1,200', breakdowns: [{ by: 'site', complete: true, parts: [{ name: 'Mill', count: '1,200' }] }] } }],
    });
    expect(read.b2?.claims[0]).toMatchObject({ happened: '[2011-05-11T06:00..2011-05-11T11:59]', sources: [{ source: 'mill.S2', locator: '¶1' }], data: { count: 'about 30' } });
  });

  it('reads what spreadsheets write: a byte order mark, CRLF, rows of empty cells', () => {
    expect(Object.keys(facts(lists, { 'may.csv': '\uFEFFid,when,count\r\nb1,2011-05-10,3\r\n,,\r\n,,\r\nb2,2011-05-11,4\r\n,,\r\n' })).filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  it('says where in the list a problem stands, over cells of several lines', () => {
    expect(problems(lists, { 'may.csv': 'id,when,count,note\nb1,2011-05-10,3,"two\nlines"\n\nb2,2011-05-32,some,x\n' })).toEqual([
      expect.stringMatching(/^may\.csv:5:4: "2011-05-32" is not a date/),
      expect.stringMatching(/^may\.csv:5:15: "some" is not a count/),
    ]);
  });

  it.each([
    ['a row of another length', 'id,when\nb1,2011,x\n', /^may\.csv:2:1: .*expect 2, got 3/],
    ['no header', '', /^may\.csv:1:1: the first row names the columns/],
    ['semicolons between its columns', 'id;when;count\nb;2011;2\n', /^may\.csv:1:1: the first row names the columns, .*commas between its columns: there are semicolons now/],
    ['tabs between its columns', 'id\twhen\tcount\nb\t2011\t2\n', /^may\.csv:1:1: the first row names the columns, .*commas between its columns: there are tabs now/],
    ['another encoding than UTF-8', `id,when,count,site\nb,2011,2,${Buffer.from('Fabrik Köln', 'latin1')}\n`, /^may\.csv:2:18: a character is not in UTF-8 .*"CSV UTF-8"/],
    ['a year of two digits', 'id,when,count\nb,5/10/86,2\n', /^may\.csv:2:3: "5\/10\/86" is not a date: expected the year first, in four digits/],
    ['no id column', 'when,count\n2011,2\n', /^may\.csv:1:1: the first row names the columns, one of them "id"/],
    ['a row without id', 'id,when,count\n,2011,2\n', /^may\.csv:2:1: a row without id/],
    ['an unknown column', 'id,when,count,hall\nb,2011,2,x\n', /^may\.csv:2:10: unknown key "hall"/],
    ['an id that is taken', 'id,when,count\nS1,2011,2\n', /^may\.csv:2:1: the id S1 is taken/],
  ])('%s', (_, csv, expected) => {
    expect(problems(lists, { 'may.csv': csv })).toContainEqual(expect.stringMatching(expected));
  });
});
