import { beforeEach, describe, expect, it } from '@jest/globals';
import { decide, historyOf, learn, viewAt, type Command, type Known, type LedgerEvent } from '#libs/domain';
import { isLoaded, loadCase } from './load.js';
import type { LoadedCase } from './loaded.js';
import { describePlan, existingFacts, planImport, type ImportOptions, type ImportPlan } from './plan.js';

const BASE = `
negotiation: { id: mill, title: The mill, zone: America/New_York }
sources:
  S1: { published: 2011-05-10 }
  S2: { published: 2011-06-10 }
notices:
  first: { type: issued, when: 2011-05-09, count: 10, source: S1 }
  second: { type: issued, when: 2011-05-09, count: 20, source: S1 }
`;

function caseOf(yaml: string): LoadedCase {
  const loaded = loadCase([{ path: 'case.yaml', text: yaml }]);
  if (!isLoaded(loaded)) throw new Error(JSON.stringify(loaded));
  return loaded;
}

let known: Known;
let events: LedgerEvent[];

beforeEach(() => {
  known = { zones: new Map(), facts: new Map(), events: new Map() };
  events = [];
});

/** Decides and keeps commands, as the ledger does. */
function write(commands: readonly Command[]): void {
  for (const { body, ...head } of decide(known, commands, { by: 'test', nextSeq: events.length }).drafts) {
    const event = { head: { ...head, seq: events.length, recordedAt: '', bodyHash: '' }, body: { ...body, salt: '' } };
    events.push(event);
    learn(known, event);
  }
}

function plan(yaml: string, options?: ImportOptions): ImportPlan {
  return planImport(existingFacts(historyOf('mill', 'UTC', events)), caseOf(yaml), options);
}

function importCase(yaml: string, options?: ImportOptions): ImportPlan {
  const made = plan(yaml, options);
  for (const chunk of made.chunks) write(chunk);
  return made;
}

/** How many notices the first batch is seen with, by what was known at an instant. */
function firstCount(instant: string): unknown {
  const view = viewAt(historyOf('mill', 'America/New_York', events), { at: Infinity, known: Date.UTC(...(instant.split('-').map(Number) as [number, number, number])), ledger: Infinity });
  return view.certain.find(({ id }) => id === 'mill.first')?.data;
}

describe('an import', () => {
  it('records what is new, and a second one writes nothing', () => {
    expect(describePlan(importCase(BASE))).toEqual(['+ 5 new: mill, mill.S1, mill.S2, mill.first, mill.second', '= 0 unchanged']);
    const again = plan(BASE);
    expect([again.chunks, describePlan(again)]).toEqual([[], ['= 5 unchanged']]);
  });

  it('writes nothing for other words of the same meaning to the ledger', () => {
    importCase(BASE.replace('when: 2011-05-09, count: 10', 'when: 2011-05-09 midday, count: 10'));
    expect(plan(BASE.replace('when: 2011-05-09, count: 10', 'when: "[2011-05-09T11:00..2011-05-09T12:59]", count: 10')).chunks).toEqual([]);
  });

  it('mends an edited fact, with the reason that the file gives', () => {
    importCase(BASE);
    const made = importCase(BASE.replace('count: 10,', 'count: 11, reason: typing,'));
    expect(describePlan(made)).toEqual(['~ 1 mended: mill.first', '= 4 unchanged']);
    expect(made.chunks).toEqual([[expect.objectContaining({ op: 'mend', fact: 'mill.first', expectedRevision: 1, reason: 'typing' })]]);
    expect(firstCount('2011-05-20')).toMatchObject({ count: { low: 11 } });
  });

  it('mends a note, which no comparison of claims would see', () => {
    importCase(BASE);
    expect(plan(BASE.replace('count: 10,', 'count: 10, note: by hand,')).mended).toEqual(['mill.first']);
  });

  it('revises where the file says since when, and mends what is edited after that', () => {
    importCase(BASE);
    const revised = BASE.replace('count: 10, source: S1', 'count: 12, source: S2, revised: 2011-06-20');
    expect(describePlan(importCase(revised))).toEqual(['~ 1 revised: mill.first', '= 4 unchanged']);
    expect(firstCount('2011-05-20')).toMatchObject({ count: { low: 10 } });
    expect(firstCount('2011-06-30')).toMatchObject({ count: { low: 12 } });
    expect(plan(revised).chunks).toEqual([]);
    expect(importCase(revised.replace('count: 12', 'count: 13')).mended).toEqual(['mill.first']);
    expect([firstCount('2011-05-20'), firstCount('2011-06-30')]).toMatchObject([{ count: { low: 10 } }, { count: { low: 13 } }]);
  });

  it('moves what a source printed when its publication is mended', () => {
    importCase(BASE);
    const made = importCase(BASE.replace('published: 2011-05-10', 'published: 2011-05-12'));
    expect(made.mended).toEqual(['mill.S1', 'mill.first', 'mill.second']);
    expect(plan(BASE.replace('published: 2011-05-10', 'published: 2011-05-12')).chunks).toEqual([]);
  });

  it('reports what vanished, retracts it only when told to, and reinstates it when it is back', () => {
    importCase(BASE);
    const without = BASE.replace(/ {2}second.*\n/, '');
    const kept = plan(without);
    expect([describePlan(kept), kept.chunks]).toEqual([['? 1 recorded but not in the files: mill.second', '= 4 unchanged'], []]);
    expect(describePlan(importCase(without, { retractMissing: true }))).toEqual(['- 1 retracted: mill.second', '= 4 unchanged']);
    expect(plan(without, { retractMissing: true }).chunks).toEqual([]);
    const back = importCase(BASE.replace('count: 20', 'count: 21'));
    expect([back.reinstated, back.mended]).toEqual([['mill.second'], ['mill.second']]);
    expect(plan(BASE.replace('count: 20', 'count: 21')).chunks).toEqual([]);
  });

  it('leaves a fact alone that its source withdrew, until the source says more', () => {
    importCase(BASE);
    write([{ op: 'retract', id: 'withdrawn', fact: 'mill.first', reported: '2011-06-01' }]);
    expect(plan(BASE.replace('count: 10', 'count: 11'))).toMatchObject({ leftAlone: ['mill.first'], chunks: [] });
  });

  it('leaves a fact alone whose words were redacted', () => {
    importCase(BASE);
    const event = events.find(({ head }) => head.fact === 'mill.first');
    if (event !== undefined) event.body = null;
    expect(plan(BASE)).toMatchObject({ leftAlone: ['mill.first'], chunks: [] });
  });

  it('writes nothing where a fact was recorded as another type', () => {
    importCase(BASE);
    const made = plan(BASE.replace('type: issued, when: 2011-05-09, count: 10', 'type: withdrawn, when: 2011-05-09, count: 10').replace('count: 20', 'count: 21'));
    expect(made.conflicts).toEqual([expect.objectContaining({ line: 7, column: 3, message: 'mill.first is recorded as notices.issued, and a fact keeps its type' })]);
    expect(made.chunks).toEqual([]);
  });

  it('goes on under the opening that a negotiation has', () => {
    write([{ op: 'record', id: 'by-hand', negotiation: 'mill', fact: 'mill-opening', type: 'negotiation.opened', claims: [{ data: { title: 'The mill', zone: 'America/New_York' } }] }]);
    expect(importCase(BASE).recorded).toEqual(['mill.S1', 'mill.S2', 'mill.first', 'mill.second']);
  });
});

describe('chunks', () => {
  const many = `${BASE}${Array.from({ length: 30 }, (_, index) => `  b${index}: { type: issued, when: 2011-05-09, count: 1, source: S1 }\n`).join('')}`;

  it('cut short, they are completed by the next import, with the same ids', () => {
    const whole = plan(many, { chunkSize: 10 });
    expect(whole.chunks.map(({ length }) => length)).toEqual([10, 10, 10, 5]);
    for (const chunk of whole.chunks.slice(0, 2)) write(chunk);
    const rest = plan(many, { chunkSize: 10 });
    expect(rest.chunks.flat()).toEqual(whole.chunks.slice(2).flat());
    for (const chunk of rest.chunks) write(chunk);
    expect(plan(many).unchanged).toBe(35);
  });

  it('written twice over are the same commands', () => {
    const { chunks } = plan(many);
    for (const chunk of chunks) write(chunk);
    const size = events.length;
    for (const chunk of chunks) write(chunk);
    expect(events.length).toBe(size);
  });

  it('do not part facts from those that they name', () => {
    const crossed = BASE.replace('count: 10,', 'count: 10, disjoint from: [second],') + '  third: { type: issued, when: 2011-05-09, count: 1, source: S1 }\n';
    expect(plan(crossed, { chunkSize: 4 }).chunks.map((chunk) => chunk.map(({ fact }) => fact))).toEqual([
      ['mill', 'mill.S1', 'mill.S2', 'mill.first', 'mill.second'],
      ['mill.third'],
    ]);
    importCase(crossed, { chunkSize: 1 });
    expect(plan(crossed).chunks).toEqual([]);
  });

  it('names the ids of long lists only in part', () => {
    expect(describePlan(plan(many))[0]).toMatch(/^\+ 35 new: mill, .*, mill\.b14 and 15 more$/);
  });
});
