import { beforeEach, describe, expect, it } from '@jest/globals';
import { decide, historyOf, learn, viewAt, type Command, type Known, type LedgerEvent } from '#libs/domain';
import { isLoaded, loadCase, type LoadedCase, planOf } from '../../../../test/support/loaded-case.js';
import { describePlan, type ImportPlan } from './plan.js';

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

interface Planned {
  plan: ImportPlan;
  commands: Command[];
}

function plan(yaml: string, options?: { retractMissing: boolean }): Planned {
  return planOf(historyOf('mill', 'UTC', events), caseOf(yaml), options);
}

function importCase(yaml: string, options?: { retractMissing: boolean }): Planned {
  const made = plan(yaml, options);
  write(made.commands);
  return made;
}

/** The facts of each kind of step that the plan takes. */
function steps({ plan: { unchanged: _, conflicts: __, ...tallies } }: Planned): Partial<Record<keyof ImportPlan, string[]>> {
  return Object.fromEntries(Object.entries(tallies).flatMap(([kind, { first }]) => (first.length === 0 ? [] : [[kind, first]])));
}

const lines = ({ plan: made }: Planned): string[] => describePlan(made);

/** How many notices the first batch is seen with, by what was known at an instant. */
function firstCount(instant: string): unknown {
  const view = viewAt(historyOf('mill', 'America/New_York', events), { at: Infinity, known: Date.UTC(...(instant.split('-').map(Number) as [number, number, number])), ledger: Infinity });
  return view.certain.find(({ id }) => id === 'mill.first')?.data;
}

describe('an import', () => {
  it('records what is new, and a second one writes nothing', () => {
    expect(lines(importCase(BASE))).toEqual(['+ 5 new: mill, mill.S1, mill.S2, mill.first, mill.second', '= 0 unchanged']);
    const again = plan(BASE);
    expect([again.commands, lines(again)]).toEqual([[], ['= 5 unchanged']]);
  });

  it('writes nothing for other words of the same meaning to the ledger', () => {
    importCase(BASE.replace('when: 2011-05-09, count: 10', 'when: 2011-05-09 midday, count: 10'));
    expect(plan(BASE.replace('when: 2011-05-09, count: 10', 'when: "[2011-05-09T11:00..2011-05-09T12:59]", count: 10')).commands).toEqual([]);
  });

  it('mends an edited fact, with the reason that the file gives', () => {
    importCase(BASE);
    const made = importCase(BASE.replace('count: 10,', 'count: 11, reason: typing,'));
    expect(lines(made)).toEqual(['~ 1 mended: mill.first', '= 4 unchanged']);
    expect(made.commands).toEqual([expect.objectContaining({ op: 'mend', fact: 'mill.first', expectedRevision: 1, reason: 'typing' })]);
    expect(firstCount('2011-05-20')).toMatchObject({ count: { low: 11 } });
  });

  it('mends a note, which no comparison of claims would see', () => {
    importCase(BASE);
    expect(steps(plan(BASE.replace('count: 10,', 'count: 10, note: by hand,')))).toEqual({ mended: ['mill.first'] });
  });

  it('revises where the file says since when, and mends what is edited after that', () => {
    importCase(BASE);
    const revised = BASE.replace('count: 10, source: S1', 'count: 12, source: S2, revised: 2011-06-20');
    expect(lines(importCase(revised))).toEqual(['~ 1 revised: mill.first', '= 4 unchanged']);
    expect(firstCount('2011-05-20')).toMatchObject({ count: { low: 10 } });
    expect(firstCount('2011-06-30')).toMatchObject({ count: { low: 12 } });
    expect(plan(revised).commands).toEqual([]);
    expect(steps(importCase(revised.replace('count: 12', 'count: 13')))).toEqual({ mended: ['mill.first'] });
    expect([firstCount('2011-05-20'), firstCount('2011-06-30')]).toMatchObject([{ count: { low: 10 } }, { count: { low: 13 } }]);
  });

  it('moves what a source printed when its publication is mended', () => {
    importCase(BASE);
    const made = importCase(BASE.replace('published: 2011-05-10', 'published: 2011-05-12'));
    expect(steps(made)).toEqual({ mended: ['mill.S1', 'mill.first', 'mill.second'] });
    expect(plan(BASE.replace('published: 2011-05-10', 'published: 2011-05-12')).commands).toEqual([]);
  });

  it('reports what vanished, retracts it only when told to, and reinstates it when it is back', () => {
    importCase(BASE);
    const without = BASE.replace(/ {2}second.*\n/, '');
    const kept = plan(without);
    expect([lines(kept), kept.commands]).toEqual([['? 1 recorded but not in the files: mill.second', '= 4 unchanged'], []]);
    expect(lines(importCase(without, { retractMissing: true }))).toEqual(['- 1 retracted: mill.second', '= 4 unchanged']);
    expect(plan(without, { retractMissing: true }).commands).toEqual([]);
    const back = importCase(BASE.replace('count: 20', 'count: 21'));
    expect(steps(back)).toEqual({ reinstated: ['mill.second'], mended: ['mill.second'] });
    expect(plan(BASE.replace('count: 20', 'count: 21')).commands).toEqual([]);
  });

  it('leaves a fact alone that its source withdrew, until the source says more', () => {
    importCase(BASE);
    write([{ op: 'retract', id: 'withdrawn', fact: 'mill.first', reported: '2011-06-01' }]);
    const made = plan(BASE.replace('count: 10', 'count: 11'));
    expect([steps(made), made.commands]).toEqual([{ leftAlone: ['mill.first'] }, []]);
  });

  it('leaves a fact alone whose words were redacted', () => {
    importCase(BASE);
    const event = events.find(({ head }) => head.fact === 'mill.first');
    if (event !== undefined) event.body = null;
    const made = plan(BASE);
    expect([steps(made), made.commands]).toEqual([{ leftAlone: ['mill.first'] }, []]);
  });

  it('writes nothing where a fact was recorded as another type', () => {
    importCase(BASE);
    const made = plan(BASE.replace('type: issued, when: 2011-05-09, count: 10', 'type: withdrawn, when: 2011-05-09, count: 10').replace('count: 20', 'count: 21'));
    expect(made.plan.conflicts).toEqual([expect.objectContaining({ line: 7, column: 3, message: 'mill.first is recorded as notices.issued, and a fact keeps its type' })]);
  });

  it('names the ids of long lists only in part', () => {
    const many = Array.from({ length: 30 }, (_, index) => `  b${index}: { type: issued, when: 2011-05-09, count: 1, source: S1 }\n`).join('');
    expect(lines(plan(BASE + many))[0]).toMatch(/^\+ 35 new: mill, .*, mill\.b14 and 15 more$/);
  });
});
