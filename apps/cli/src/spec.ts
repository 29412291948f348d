import {
  deadlines, dealStatus, historyOf, MILESTONE_KINDS, naiveEvidence, notices, parseClaims, parseWhen, resolveInstant, viewAt,
  type Bounds, type ClaimInput, type EventBody, type Evidence, type FactType, type LedgerEvent, type Moment, type Op, type When,
} from '#libs/domain';
import { createTimeline } from '#libs/timeline';
import { readSpecFile, type SpecAsk, type SpecCase, type SpecClaim, type SpecEvent } from './spec-file.js';

/** One question that was answered otherwise than the file says. */
export interface Difference {
  case: string;
  ask: Omit<SpecAsk, 'answer'>;
  /** JSON Pointer into the answer; empty where the question could not be answered at all. */
  at: string;
  expected: unknown;
  got: unknown;
}

/** Counts are of questions. */
export interface SpecResult {
  passed: number;
  failed: number;
  differences: Difference[];
}

/**
 * Asks every question of a file of small histories, and compares the answers with those in the file.
 * @param through whether the fold gathers what answers are made from, or the as-of index
 * @throws SpecFileError where the file has another form
 */
export function runSpec(file: unknown, through: Through = 'fold'): SpecResult {
  const { zone, cases } = readSpecFile(file);
  const result: SpecResult = { passed: 0, failed: 0, differences: [] };
  for (const each of cases) {
    const answer = answerer(each, zone, through);
    for (const ask of each.asks) {
      const found = differencesOf(ask, answer).map((difference) => ({ case: each.name, ask: withoutAnswer(ask), ...difference }));
      result.differences.push(...found);
      if (found.length === 0) result.passed += 1;
      else result.failed += 1;
    }
  }
  return result;
}

/** The ways to the evidence that answers are made from: each on its own, so that they can be held against each other. */
export const THROUGH = ['fold', 'timeline'] as const;
export type Through = (typeof THROUGH)[number];

const gatherers: Record<Through, (zone: string, events: readonly LedgerEvent[]) => (moment: Moment) => Evidence> = {
  fold(zone, events) {
    const history = historyOf('spec', zone, events);
    return (moment) => naiveEvidence(viewAt(history, moment));
  },
  timeline(zone, events) {
    const timeline = createTimeline(zone, 'spec');
    for (const event of events) timeline.append(event);
    return (moment) => timeline.evidenceAt(moment);
  },
};

type Answerer = (ask: SpecAsk) => unknown;
type Found = Pick<Difference, 'at' | 'expected' | 'got'>;

function differencesOf(ask: SpecAsk, answer: Answerer): Found[] {
  try {
    return compare(ask.answer, answer(ask), '');
  } catch (error) {
    return [{ at: '', expected: ask.answer, got: error instanceof Error ? error.message : error }];
  }
}

function withoutAnswer({ at, known, ledger }: SpecAsk): Omit<SpecAsk, 'answer'> {
  return { at, ...(known === undefined ? {} : { known }), ...(ledger === undefined ? {} : { ledger }) };
}

/** Answers questions about one case. A case whose events can't be read fails each of its questions, with the reason. */
function answerer({ events }: SpecCase, zone: string, through: Through): Answerer {
  try {
    const evidenceAt = gatherers[through](zone, ledgerEvents(events, zone));
    return ({ at, known, ledger }) => {
      const evidence = evidenceAt({
        at: resolveInstant(at, zone).instant,
        known: known === undefined ? Infinity : resolveInstant(known, zone).instant,
        ledger: ledger ?? Infinity,
      });
      return answerOf(evidence, events);
    };
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The events as the ledger would hold them; hashes and the time of recording play no part in answers. */
function ledgerEvents(events: readonly SpecEvent[], zone: string): LedgerEvent[] {
  const records = new Map(events.filter(({ op }) => op === 'record').map((event) => [event.fact, event]));
  const revisions = new Map<string, number>();
  return events.toSorted((a, b) => a.seq - b.seq).map((event) => {
    const record = records.get(event.fact);
    if (record?.type === undefined) throw new Error(`event ${event.seq}: the fact ${event.fact} is never recorded`);
    const revision = (revisions.get(event.fact) ?? 0) + 1;
    revisions.set(event.fact, revision);
    const head = { seq: event.seq, id: `event-${event.seq}`, recordedAt: '', recordedBy: 'spec', negotiation: 'spec', bodyHash: '' };
    return { head: { ...head, fact: event.fact, revision, op: event.op as Op, type: record.type as FactType }, body: bodyOf(event, record, zone) };
  });
}

function bodyOf(event: SpecEvent, record: SpecEvent, zone: string): EventBody {
  const body: EventBody = { salt: '' };
  if (event.claims !== undefined) {
    const inputs = event.claims.map((claim) => claimInput(claim, record));
    body.claims = parsed(parseClaims(record.type as FactType, inputs, zone), event);
  }
  if (event.reported !== undefined) body.reported = parsed<When>(parseWhen(event.reported, zone, '/reported'), event);
  if (event.mends !== undefined) body.mends = event.mends;
  if (event.undoes !== undefined) body.undoes = event.undoes;
  return body;
}

function parsed<T>(result: { ok: true; value: T } | { ok: false; problems: { pointer: string; message: string }[] }, event: SpecEvent): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ pointer, message }) => `event ${event.seq} ${pointer}: ${message}`).join('; '));
}

function claimInput({ count, due, ...claim }: SpecClaim, record: SpecEvent): ClaimInput {
  return { ...claim, data: dataOf(record, count, due) };
}

function dataOf({ type, round, kind = 'other', key }: SpecEvent, count = 'unstated', due: string | undefined): unknown {
  switch (type) {
    case 'notices.issued':
      return { round, count };
    case 'milestone.reached':
      return (MILESTONE_KINDS as readonly string[]).includes(kind) ? { kind, what: kind } : { kind: 'other', what: kind };
    default:
      return { key, due };
  }
}

/** The answer in the file's form. Which rounds, keys and blocks it has depends on all events of the case, whatever is visible. */
function answerOf(evidence: Evidence, events: readonly SpecEvent[]): Record<string, unknown> {
  const { certain, possible } = evidence.group('happened');
  const visible = [certain, possible].flatMap((run) => run.first(Infinity));
  const named = (family: string, member: 'round' | 'key'): string[] =>
    [...new Set(events.filter(({ type }) => type?.startsWith(family) === true).flatMap((event) => event[member] ?? []))];
  const rounds = named('notices.', 'round');
  const keys = named('deadline.', 'key');
  return {
    certain: certain.first(Infinity).map(({ id }) => id).sort(),
    possible: possible.first(Infinity).map(({ id }) => id).sort(),
    contested: visible.filter(({ contested }) => contested.length > 0).map(({ id }) => id).sort(),
    ...(rounds.length === 0 ? {} : { issued: issuedByRound(evidence, rounds) }),
    ...(events.some(({ type }) => type === 'milestone.reached') ? statusOf(evidence) : {}),
    ...(keys.length === 0 ? {} : { deadlines: deadlinesByKey(evidence, keys) }),
  };
}

function issuedByRound(evidence: Evidence, rounds: readonly string[]): Record<string, unknown> {
  const answered = new Map(notices(evidence).rounds.map(({ round, issued }) => [round, issued.itemised]));
  const pair = (bounds: Bounds | undefined): [number, number | null] => (bounds === undefined ? [0, 0] : [bounds.low, bounds.high]);
  return Object.fromEntries(rounds.map((round) => {
    const itemised = answered.get(round);
    return [round, { recorded: itemised?.recorded ?? false, certain: pair(itemised?.certain), possible: pair(itemised?.possible) }];
  }));
}

function statusOf(evidence: Evidence): Record<string, unknown> {
  const { status, possible } = dealStatus(evidence);
  return { status, possibleStatuses: possible.map((reached) => reached.status).sort() };
}

function deadlinesByKey(evidence: Evidence, keys: readonly string[]): Record<string, unknown> {
  const answered = new Map(deadlines(evidence).map((deadline) => [deadline.key, deadline]));
  return Object.fromEntries(keys.map((key) => {
    const deadline = answered.get(key);
    if (deadline === undefined || deadline.status === null) return [key, null];
    const { status, due, daysLeft } = deadline;
    return [key, { status, ...(due === null ? {} : { due: due.edtf }), ...(daysLeft === null ? {} : { daysLeft }) }];
  }));
}

/** The places where two JSON values differ; a member that only one of them has differs from nothing. */
function compare(expected: unknown, got: unknown, at: string): Found[] {
  if (Object.is(expected, got)) return [];
  if (!isTree(expected) || !isTree(got) || Array.isArray(expected) !== Array.isArray(got)) return [{ at, expected, got }];
  const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
  return names.flatMap((name) => compare(expected[name], got[name], `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
