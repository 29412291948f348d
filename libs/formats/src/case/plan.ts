import { createHash } from 'node:crypto';
import { resolve, sameSpan, spanOf, stepsAt, withReport, type CheckedClaims, type Claim, type Command, type DataOf, type FactType, type History, type Span, type When } from '#libs/domain';
import { canonicalJson } from '#libs/proof';
import type { LoadedFact } from './loaded.js';
import { problem, type CaseProblem } from './located.js';
import { MOST_PROBLEMS } from './problems.js';

/** A fact as the ledger has it: its newest version. */
export interface ExistingFact {
  type: FactType;
  revision: number;
  /** null where they were redacted. */
  claims: Claim[] | null;
  /** When that version became public. */
  reported: Span;
  /** The retraction that stands, if one does: as our error, or by the source. */
  retraction?: { seq: number; by: 'error' | 'source' };
}

/** Facts, of which so many are named. */
export interface Tally {
  count: number;
  first: string[];
}

/** What an import does, as far as it is planned. */
export interface ImportPlan {
  recorded: Tally;
  mended: Tally;
  revised: Tally;
  reinstated: Tally;
  retracted: Tally;
  /** In the ledger and not in the files: left as they are. */
  missing: Tally;
  /** Not compared, because their source withdrew them or their words were redacted. */
  leftAlone: Tally;
  /** CSV files beside `case.yaml`, by name, of which nothing is read. */
  unread: Tally;
  unchanged: number;
  /** What stands against the import: where there are any, nothing is to be written. */
  conflicts: CaseProblem[];
}

/**
 * Finds what must be written so that the ledger holds what the files say: new facts are recorded, edited ones mended (or revised, where
 * the file says since when), retracted ones that stand in the files again reinstated. Equal ones are left: claims are compared as
 * they are resolved, not as they are worded. Ids of events follow from what they say, so that an import cut short is completed
 * by the next one, and a second one writes nothing.
 */
export interface Planner {
  plan: ImportPlan;
  /** What is to be written about a fact of the files; they come in the order of the case. */
  held(fact: LoadedFact, existing: ExistingFact | undefined): Command[];
  /** What is to be written about a fact that the files no longer hold. */
  gone(id: string, existing: ExistingFact): Command[];
}

export interface PlannerOptions {
  negotiation: string;
  zone: string;
  /** Retract the facts that the files no longer have. */
  retractMissing?: boolean;
  /** Names of CSV files that are not read. */
  unread?: readonly string[];
}

/** Facts named of each kind of step. */
const NAMED = 1_000;

/** The facts of one negotiation as its events leave them, in the order of `seq`. */
export function existingFacts(history: History): Map<string, ExistingFact> {
  const existing = new Map<string, ExistingFact>();
  for (const fact of history.facts.values()) {
    const steps = stepsAt(fact, Infinity);
    const newest = steps?.versions.at(-1);
    if (steps === null || newest === undefined) continue;
    const standing = steps.retractions.filter(({ undone }) => undone.length === 0);
    const error = standing.find(({ reported }) => reported === null);
    const bySource = standing.findLast(({ seq, reported }) => reported !== null && seq > newest.seq);
    existing.set(fact.id, {
      type: fact.type,
      revision: steps.newest.revision,
      claims: newest.claims,
      reported: newest.reported,
      ...(error !== undefined ? { retraction: { seq: error.seq, by: 'error' } } : bySource !== undefined ? { retraction: { seq: bySource.seq, by: 'source' } } : {}),
    });
  }
  return existing;
}

export function createPlanner({ negotiation, zone, retractMissing = false, unread = [] }: PlannerOptions): Planner {
  const plan: ImportPlan = { recorded: tally(), mended: tally(), revised: tally(), reinstated: tally(), retracted: tally(), missing: tally(), leftAlone: tally(), unread: tally(), unchanged: 0, conflicts: [] };
  for (const name of unread) note(plan.unread, name);
  /** Of the case's sources, which come before what cites them. */
  const published = new Map<string, When>();

  function change({ id, type, claims, checked, revised, reason }: LoadedFact, known: ExistingFact & { claims: Claim[] }, revision: number): Command[] {
    const asKept = checked.map((claim) => withReport(type, claim, (source) => published.get(source)));
    if (canonicalJson(known.claims) === canonicalJson(asKept)) return [];
    const isNews = revised !== undefined && !sameSpan(spanOf(resolve(revised, zone)), known.reported);
    note(plan[isNews ? 'revised' : 'mended'], id);
    const step = { fact: id, expectedRevision: revision, claims, ...(reason === undefined ? {} : { reason }) };
    return [identified(negotiation, isNews ? { op: 'revise', ...step, reported: revised } : { op: 'mend', ...step }, { zone, claims: checked })];
  }

  return {
    plan,
    held(fact, existing) {
      const { id, type, claims, checked } = fact;
      const [first] = checked;
      if (type === 'source.registered' && first !== undefined) published.set(id, (first.data as DataOf<'source.registered'>).published);
      if (existing === undefined) {
        note(plan.recorded, id);
        return [identified(negotiation, { op: 'record', fact: id, negotiation, type, claims }, { zone, claims: checked })];
      }
      if (existing.type !== type) {
        if (plan.conflicts.length < MOST_PROBLEMS) plan.conflicts.push(problem(fact.where, `${id} is recorded as ${existing.type}, and a fact keeps its type`, 'give the new fact another id'));
        return [];
      }
      const { claims: recorded, revision, retraction } = existing;
      if (recorded === null || retraction?.by === 'source') {
        note(plan.leftAlone, id);
        return [];
      }
      if (retraction !== undefined) note(plan.reinstated, id);
      const back = retraction === undefined ? [] : [identified(negotiation, { op: 'reinstate', fact: id, expectedRevision: revision, undoes: retraction.seq })];
      const steps = [...back, ...change(fact, { ...existing, claims: recorded }, revision + back.length)];
      if (steps.length === 0) plan.unchanged += 1;
      return steps;
    },
    gone(id, { revision, retraction }) {
      if (retraction !== undefined) return [];
      note(retractMissing ? plan.retracted : plan.missing, id);
      return retractMissing ? [identified(negotiation, { op: 'retract', fact: id, expectedRevision: revision, reason: 'no longer in the case file' })] : [];
    },
  };
}

function tally(): Tally {
  return { count: 0, first: [] };
}

function note(tally: Tally, id: string): void {
  tally.count += 1;
  if (tally.first.length < NAMED) tally.first.push(id);
}

type Unidentified = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

/** A command whose id follows from the negotiation, the revision that it starts from, and all that it says, as it is worded. */
function identified(negotiation: string, command: Unidentified, checked?: CheckedClaims): Command {
  const hash = createHash('sha256').update(canonicalJson({ ...command, negotiation })).digest('hex');
  return { ...command, ...(checked === undefined ? {} : { claims: checked }), id: `case-${hash.slice(0, 40)}` } as Command;
}

const SHOWN = 20;

/** The plan for people, a line for each kind of step: `+ 5 new: …`. */
export function describePlan(plan: ImportPlan): string[] {
  const line = (sign: string, { count, first }: Tally, words: string): string[] => {
    if (count === 0) return [];
    const more = count > SHOWN ? ` and ${count - SHOWN} more` : '';
    return [`${sign} ${count} ${words}: ${first.slice(0, SHOWN).join(', ')}${more}`];
  };
  return [
    ...line('+', plan.recorded, 'new'),
    ...line('~', plan.mended, 'mended'),
    ...line('~', plan.revised, 'revised'),
    ...line('+', plan.reinstated, 'reinstated'),
    ...line('-', plan.retracted, 'retracted'),
    ...line('?', plan.missing, 'recorded but not in the files'),
    ...line('?', plan.leftAlone, 'left alone, withdrawn by their source or redacted'),
    ...line('?', plan.unread, `beside case.yaml but not read, for want of a line such as "${plan.unread.first[0]}: { type: issued }" below its "lists:"`),
    `= ${plan.unchanged} unchanged`,
  ];
}
