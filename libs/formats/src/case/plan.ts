import { createHash } from 'node:crypto';
import { decide, learn, namesOf, resolve, sameSpan, spanOf, stepsAt, type Claim, type Command, type FactType, type History, type Known, type Span } from '#libs/domain';
import { canonicalJson } from '#libs/proof';
import { finished, type Slices } from '../slices.js';
import type { LoadedCase, LoadedFact } from './loaded.js';
import { problem, type CaseProblem } from './located.js';

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

/** What an import would do, by the facts' ids, and the commands that do it. */
export interface ImportPlan {
  recorded: string[];
  mended: string[];
  revised: string[];
  reinstated: string[];
  retracted: string[];
  /** In the ledger and not in the files: left as they are. */
  missing: string[];
  /** Not compared, because their source withdrew them or their words were redacted. */
  leftAlone: string[];
  unchanged: number;
  /** What stands against the import: where there are any, nothing is to be written. */
  conflicts: CaseProblem[];
  /** To be written one after another, each whole. */
  chunks: Command[][];
}

export interface ImportOptions {
  /** Retract the facts that the files no longer hold. */
  retractMissing?: boolean;
  /** Commands in a chunk; a few more where facts name each other. Default 50: deciding so many holds the event loop for some 5 ms. */
  chunkSize?: number;
}

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

/**
 * What must be written so that the ledger holds what the files say: new facts are recorded, edited ones mended (or revised, where
 * the file says since when), retracted ones that stand in the files again reinstated. Equal ones are left: claims are compared as
 * they are resolved, not as they are worded. Ids of events follow from what they say, so that an import cut short is completed
 * by the next one, and a second one writes nothing.
 */
export function planImport(existing: ReadonlyMap<string, ExistingFact>, loaded: LoadedCase, options: ImportOptions = {}): ImportPlan {
  return finished(planningImport(existing, loaded, options));
}

/** As `planImport`, in slices of a fact or a chunk. */
export function* planningImport(existing: ReadonlyMap<string, ExistingFact>, loaded: LoadedCase, options: ImportOptions = {}): Slices<ImportPlan> {
  const plan: ImportPlan = { recorded: [], mended: [], revised: [], reinstated: [], retracted: [], missing: [], leftAlone: [], unchanged: 0, conflicts: [], chunks: [] };
  const size = options.chunkSize ?? 50;
  const facts = underItsOpening(existing, loaded);
  const claims = existing.size === 0 ? new Map<string, Claim[]>() : yield* resolvedClaims(loaded.negotiation, facts, size);
  const commands: Command[] = [];
  for (const fact of facts) {
    commands.push(...stepsTo(fact, existing.get(fact.id), claims.get(fact.id) ?? [], loaded, plan));
    yield;
  }
  const held = new Set<string>();
  for (const { id } of existing.size === 0 ? [] : facts) {
    held.add(id);
    yield;
  }
  for (const [id, { revision, retraction }] of existing) {
    if (held.has(id) || retraction !== undefined) continue;
    plan[options.retractMissing === true ? 'retracted' : 'missing'].push(id);
    if (options.retractMissing === true) commands.push(identified(loaded.negotiation, { op: 'retract', fact: id, expectedRevision: revision, reason: 'no longer in the case file' }));
    yield;
  }
  if (plan.conflicts.length === 0) plan.chunks = yield* inChunks(commands, size);
  return plan;
}

/** A negotiation that was opened by other means keeps the opening that it has. */
function underItsOpening(existing: ReadonlyMap<string, ExistingFact>, { facts }: LoadedCase): LoadedFact[] {
  const [opening] = [...existing].find(([, { type }]) => type === 'negotiation.opened') ?? [];
  return facts.map((fact) => (opening !== undefined && fact.type === 'negotiation.opened' ? { ...fact, id: opening } : fact));
}

/** The claims as an empty ledger would keep them. */
function* resolvedClaims(negotiation: string, facts: readonly LoadedFact[], chunkSize: number): Slices<Map<string, Claim[]>> {
  const records = facts.map(({ id, type, claims }): Command => ({ op: 'record', id, fact: id, negotiation, type, claims }));
  const known: Known = { zones: new Map(), facts: new Map(), events: new Map() };
  const resolved = new Map<string, Claim[]>();
  let nextSeq = 0;
  for (const chunk of yield* inChunks(records, chunkSize)) {
    for (const { body, ...head } of decide(known, chunk, { by: 'import', nextSeq }).drafts) {
      learn(known, { head: { ...head, seq: nextSeq, recordedAt: '', bodyHash: '' }, body: { ...body, salt: '' } });
      resolved.set(head.fact, body.claims ?? []);
      nextSeq += 1;
    }
    yield;
  }
  return resolved;
}

function stepsTo(fact: LoadedFact, known: ExistingFact | undefined, claims: readonly Claim[], { negotiation, zone }: LoadedCase, plan: ImportPlan): Command[] {
  const { id, type, reason } = fact;
  if (known === undefined) {
    plan.recorded.push(id);
    return [identified(negotiation, { op: 'record', fact: id, negotiation, type, claims: fact.claims })];
  }
  if (known.type !== type) {
    plan.conflicts.push(problem(fact.where, `${id} is recorded as ${known.type}, and a fact keeps its type`, 'give the new fact another id'));
    return [];
  }
  if (known.claims === null || known.retraction?.by === 'source') {
    plan.leftAlone.push(id);
    return [];
  }
  const commands: Command[] = [];
  let { revision } = known;
  if (known.retraction !== undefined) {
    plan.reinstated.push(id);
    commands.push(identified(negotiation, { op: 'reinstate', fact: id, expectedRevision: revision, undoes: known.retraction.seq }));
    revision += 1;
  }
  if (canonicalJson(known.claims) !== canonicalJson(claims)) {
    const because = reason === undefined ? {} : { reason };
    const isNews = fact.revised !== undefined && !sameSpan(spanOf(resolve(fact.revised, zone)), known.reported);
    plan[isNews ? 'revised' : 'mended'].push(id);
    const change = { fact: id, expectedRevision: revision, claims: fact.claims, ...because };
    commands.push(identified(negotiation, isNews && fact.revised !== undefined ? { op: 'revise', ...change, reported: fact.revised } : { op: 'mend', ...change }));
  }
  if (commands.length === 0) plan.unchanged += 1;
  return commands;
}

type Unidentified = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

/** A command whose id follows from the negotiation, the revision that it starts from, and all that it says. */
function identified(negotiation: string, command: Unidentified): Command {
  const hash = createHash('sha256').update(canonicalJson({ ...command, negotiation })).digest('hex');
  return { ...command, id: `case-${hash.slice(0, 40)}` } as Command;
}

/** A chunk ends only where nothing in it names a fact that a later chunk would record. */
function* inChunks(commands: readonly Command[], size: number): Slices<Command[][]> {
  const positions = new Map<string, number>();
  for (const [index, command] of commands.entries()) {
    if (command.op === 'record') positions.set(command.fact, index);
    yield;
  }
  const chunks: Command[][] = [];
  let chunk: Command[] = [];
  let furthest = 0;
  for (const [index, command] of commands.entries()) {
    for (const id of namesOf([command]).facts) furthest = Math.max(furthest, positions.get(id) ?? 0);
    chunk.push(command);
    if (chunk.length >= size && furthest <= index) {
      chunks.push(chunk);
      chunk = [];
    }
    yield;
  }
  return chunk.length === 0 ? chunks : [...chunks, chunk];
}

const SHOWN = 20;

/** The plan for people, a line for each kind of step: `+ 5 new: …`. */
export function describePlan(plan: ImportPlan): string[] {
  const line = (sign: string, ids: readonly string[], words: string): string[] => {
    if (ids.length === 0) return [];
    const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : '';
    return [`${sign} ${ids.length} ${words}: ${ids.slice(0, SHOWN).join(', ')}${more}`];
  };
  return [
    ...line('+', plan.recorded, 'new'),
    ...line('~', plan.mended, 'mended'),
    ...line('~', plan.revised, 'revised'),
    ...line('+', plan.reinstated, 'reinstated'),
    ...line('-', plan.retracted, 'retracted'),
    ...line('?', plan.missing, 'recorded but not in the files'),
    ...line('?', plan.leftAlone, 'left alone, withdrawn by their source or redacted'),
    `= ${plan.unchanged} unchanged`,
  ];
}
