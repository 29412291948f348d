import { type Command, type KnownFact, type Receipt, Rejection, type RejectionCode } from './command.js';
import type { Citation, Claim, EventBody, EventDraft, LedgerEvent } from './facts/event.js';
import { isFactType, parseCitations, parseClaims, parseWhen, type Parsed, referencesIn } from './facts/parse.js';
import type { Problem } from './facts/problems.js';
import { type DataOf, type FactType, idSchema } from './facts/types.js';
import { type Knowledge, learn, withRoom } from './learn.js';
import { claimsOf, isSameStep } from './repeat.js';
import { earliestPublication, type PublishedOf, withReport } from './reported.js';
import { finished, type Slices } from './slices.js';
import type { When } from './time/when.js';
import { checkZone, TimeError } from './time/zone.js';

/** What is decided about commands: the events to write, and for each command its draft's index or its first receipt. */
export interface Decision {
  drafts: EventDraft[];
  receipts: ({ draft: number } | { repeated: Receipt })[];
}

export interface DecideContext {
  /** Who records: the name of the token. */
  by: string;
  /** The position that the first event written will have. */
  nextSeq: number;
}

type DraftBody = Omit<EventBody, 'salt'>;

/** One command being decided on what is known by then. */
interface Desk {
  known: Knowledge;
  command: Command;
  index: number;
  /** Facts that the same batch records, each with its negotiation: they may be named before their turn. */
  arriving: ReadonlyMap<string, string>;
}

/** The ids that must be known before the commands can be decided. */
export function namesOf(commands: readonly Command[]): { negotiations: Set<string>; facts: Set<string>; events: Set<string> } {
  const names = { negotiations: new Set<string>(), facts: new Set<string>(), events: new Set<string>() };
  for (const command of commands) {
    names.events.add(command.id);
    names.facts.add(command.fact);
    if (command.op === 'record') names.negotiations.add(command.negotiation);
    for (const { source } of citationsOf(command)) names.facts.add(source);
    for (const claim of claimsOf(command)) for (const { id } of referencesIn(command.op === 'record' ? command.type : null, claim.data, '')) names.facts.add(id);
  }
  return names;
}

/**
 * Decides commands one after another, each on what the ones before it left; all are accepted or none. Pure: `known` is
 * left as it was.
 * @throws Rejection with a stable code, the index of the command and pointers to what is wrong.
 */
export function decide(known: Knowledge, commands: readonly Command[], context: DecideContext): Decision {
  return finished(deciding(known, commands, context));
}

/** `decide`, which can be left between any two commands; `known` stays as it is meanwhile. */
export function* deciding(known: Knowledge, commands: readonly Command[], context: DecideContext): Slices<Decision> {
  // Nothing comes after the last command that would have to know of it.
  const last = commands.length - 1;
  const evolving = last > 0 ? withRoom(known) : known;
  const arriving = new Map<string, string>();
  for (const command of commands) if (command.op === 'record') arriving.set(command.fact, command.negotiation);
  const decision: Decision = { drafts: [], receipts: [] };
  for (const [index, command] of commands.entries()) {
    yield;
    const desk: Desk = { known: evolving, command, index, arriving };
    requireIds(desk);
    const first = evolving.events.get(command.id);
    if (first !== undefined) {
      requireSameContent(desk, first);
      const draft = first.head.seq - context.nextSeq;
      decision.receipts.push(draft >= 0 ? { draft } : { repeated: receiptOf(first) });
      continue;
    }
    const draft: EventDraft = { ...draftOf(desk), recordedBy: context.by };
    if (index < last) learn(evolving, provisionalEvent(draft, context.nextSeq + decision.drafts.length));
    decision.receipts.push({ draft: decision.drafts.length });
    decision.drafts.push(draft);
  }
  return decision;
}

function draftOf(desk: Desk): Omit<EventDraft, 'recordedBy'> {
  const { command } = desk;
  if (command.op === 'record') {
    const type = typeOf(desk, command.type);
    const zone = zoneOf(desk, type);
    if (desk.known.facts.has(command.fact)) throw refuse(desk, 'fact-exists', `the fact ${command.fact} is recorded already; revise or mend it`, [{ pointer: '/fact', message: 'choose another id' }]);
    return { id: command.id, negotiation: command.negotiation, fact: command.fact, revision: 1, op: 'record', type, body: bodyOf(desk, type, zone) };
  }
  const fact = knownFact(desk);
  const { expectedRevision } = command;
  if (expectedRevision !== undefined && expectedRevision !== fact.revision) {
    throw refuse(desk, 'stale-revision', `revision ${expectedRevision} was expected, but ${fact.id} is at revision ${fact.revision}; read it again and decide anew`, [{ pointer: '/expectedRevision', message: `it is ${fact.revision}` }], fact.revision);
  }
  const { negotiation, type } = fact;
  return { id: command.id, negotiation, fact: fact.id, revision: fact.revision + 1, op: command.op, type, body: bodyOf(desk, type, zoneOf(desk, type)) };
}

/** What a command asks to be written: its claims, what it points to, and when it became public. */
function bodyOf(desk: Desk, type: FactType, zone: string): DraftBody {
  const { command } = desk;
  const claims = readClaims(desk, type, zone);
  const reported = readReported(desk, zone);
  const sources = 'sources' in command && command.sources !== undefined ? accept(desk, parseCitations(command.sources, '/sources')) : undefined;
  requireReferences(desk, type, claims ?? []);
  const body: DraftBody = targetOf(desk, reported);
  if (claims !== undefined) body.claims = claims;
  if (sources !== undefined) body.sources = sources;
  if (reported !== undefined) body.reported = reported;
  if (command.reason !== undefined) body.reason = command.reason;
  if (command.note !== undefined) body.note = command.note;
  return body;
}

function readClaims(desk: Desk, type: FactType, zone: string): Claim[] | undefined {
  const { command } = desk;
  if (!('claims' in command)) return undefined;
  const claims = accept(desk, parseClaims(type, command.claims, zone));
  const moved = type === 'negotiation.opened' ? claims.findIndex((claim) => (claim.data as DataOf<'negotiation.opened'>).zone !== zone) : -1;
  if (moved >= 0) {
    throw refuse(desk, 'invalid-fact', 'the zone of a negotiation stays what it was when it was opened: its dates are resolved in it', [{ pointer: `/claims/${moved}/data/zone`, message: `must be ${zone}` }]);
  }
  return claims.map((claim) => withReport(type, claim, published(desk)));
}

function readReported(desk: Desk, zone: string): When | undefined {
  const { command } = desk;
  if (!('reported' in command) || command.reported === undefined) {
    return 'sources' in command ? earliestPublication(command.sources ?? [], published(desk)) : undefined;
  }
  return accept(desk, parseWhen(command.reported, zone, '/reported'));
}

/** When a source was published, as far as it is known. */
function published({ known }: Desk): PublishedOf {
  return (source) => known.facts.get(source)?.published;
}

/** What a mend, a reinstatement or a redaction points to. */
function targetOf(desk: Desk, reported: When | undefined): Pick<DraftBody, 'mends' | 'undoes' | 'redacts'> {
  const { command } = desk;
  switch (command.op) {
    case 'mend':
      return { mends: mendedVersion(desk, knownFact(desk), command.mends) };
    case 'retract':
      requireNoStandingError(desk, knownFact(desk), reported);
      return {};
    case 'reinstate':
      return { undoes: undoneRetraction(desk, knownFact(desk), command.undoes, reported) };
    case 'redact':
      return { redacts: redactedEvent(desk, knownFact(desk), command.redacts) };
    default:
      return {};
  }
}

function mendedVersion(desk: Desk, fact: KnownFact, asked: number | undefined): number {
  const versions = fact.steps.filter(({ op }) => op === 'record' || op === 'revise').map(({ seq }) => seq);
  const target = asked ?? versions.at(-1);
  if (target === undefined || !versions.includes(target)) {
    throw refuse(desk, 'not-a-version', `a mend names the seq of a record or revise event of the fact: ${versions.join(', ')}`, [{ pointer: '/mends', message: `${asked} is not one of them` }]);
  }
  return target;
}

/** Retractions of a fact that no reinstatement has taken back. */
function standingRetractions(fact: KnownFact): KnownFact['steps'] {
  const undone = new Set(fact.steps.flatMap(({ undoes }) => undoes ?? []));
  return fact.steps.filter(({ op, seq }) => op === 'retract' && !undone.has(seq));
}

function requireNoStandingError(desk: Desk, fact: KnownFact, reported: When | undefined): void {
  if (reported === undefined && standingRetractions(fact).some((step) => step.reported === undefined)) {
    throw refuse(desk, 'already-retracted', `${fact.id} is retracted as an error already`);
  }
}

function undoneRetraction(desk: Desk, fact: KnownFact, asked: number | undefined, reported: When | undefined): number {
  const standing = standingRetractions(fact);
  const target = asked === undefined ? standing.at(-1) : standing.find(({ seq }) => seq === asked);
  if (target === undefined) throw refuse(desk, 'not-retracted', `${fact.id} has no standing retraction${asked === undefined ? '' : ` at seq ${asked}`} to take back`, asked === undefined ? [] : [{ pointer: '/undoes', message: `${asked} is none` }]);
  if (target.reported === true && reported === undefined) {
    throw refuse(desk, 'invalid-fact', 'the source withdrew this fact: say when it stood by it again', [{ pointer: '/reported', message: 'needed to take back a retraction by the source' }]);
  }
  return target.seq;
}

function redactedEvent(desk: Desk, fact: KnownFact, asked: number): number {
  if (!fact.steps.some(({ seq, op }) => seq === asked && op !== 'redact')) {
    throw refuse(desk, 'not-a-version', `a redaction names the seq of an event of the fact that has a body`, [{ pointer: '/redacts', message: `${asked} is not one` }]);
  }
  if (fact.steps.some(({ redacts }) => redacts === asked)) throw refuse(desk, 'already-redacted', `the event at seq ${asked} is redacted already`, [{ pointer: '/redacts', message: `${asked} has no body` }]);
  return asked;
}

function typeOf(desk: Desk, type: string): FactType {
  if (!isFactType(type)) throw refuse(desk, 'unknown-type', `there is no fact type "${type}"`, [{ pointer: '/type', message: 'unknown fact type' }]);
  return type;
}

/** The zone in which the command's dates are read: the negotiation's, or the one that it is opened with. */
function zoneOf(desk: Desk, type: FactType): string {
  const { command, known } = desk;
  const negotiation = command.op === 'record' ? command.negotiation : knownFact(desk).negotiation;
  const zone = known.zones.get(negotiation);
  if (command.op !== 'record' || type !== 'negotiation.opened') {
    if (zone === undefined) throw refuse(desk, 'unknown-negotiation', `there is no negotiation ${negotiation}; open it first`, [{ pointer: '/negotiation', message: 'is not open' }]);
    return zone;
  }
  if (zone !== undefined) throw refuse(desk, 'negotiation-exists', `the negotiation ${negotiation} is open already`, [{ pointer: '/negotiation', message: 'choose another id' }]);
  const asked = (claimsOf(command)[0]?.data as { zone?: unknown } | null | undefined)?.zone;
  if (typeof asked !== 'string') return 'UTC';
  if (!isZone(asked)) throw refuse(desk, 'invalid-fact', `${asked} is not a time zone`, [{ pointer: '/claims/0/data/zone', message: 'must be an IANA name such as America/New_York' }]);
  return asked;
}

function isZone(name: string): boolean {
  try {
    checkZone(name);
    return true;
  } catch (error) {
    if (error instanceof TimeError) return false;
    throw error;
  }
}

function knownFact(desk: Desk): KnownFact {
  const fact = desk.known.facts.get(desk.command.fact);
  if (fact === undefined) throw refuse(desk, 'unknown-fact', `there is no fact ${desk.command.fact}; record it first`, [{ pointer: '/fact', message: 'is not recorded' }]);
  return fact;
}

function requireIds(desk: Desk): void {
  const { command } = desk;
  const problems: Problem[] = [];
  const ids = command.op === 'record' ? { id: command.id, fact: command.fact, negotiation: command.negotiation } : { id: command.id, fact: command.fact };
  for (const [name, id] of Object.entries(ids)) {
    for (const { message } of idSchema.safeParse(id).error?.issues ?? []) problems.push({ pointer: `/${name}`, message });
  }
  if (problems.length > 0) throw refuse(desk, 'invalid-fact', 'an id is not of the right form', problems);
}

/** Every source must be registered, and every other fact that is named be there or come in the same batch; all in the negotiation that is written to. */
function requireReferences(desk: Desk, type: FactType, claims: readonly Claim[]): void {
  const { known, arriving, command } = desk;
  const sources: { id: string; pointer: string }[] = [];
  const named: { id: string; pointer: string }[] = [];
  for (const [index, claim] of claims.entries()) {
    for (const [place, { source }] of claim.sources.entries()) sources.push({ id: source, pointer: `/claims/${index}/sources/${place}/source` });
    named.push(...referencesIn(type, claim.data, `/claims/${index}/data`));
  }
  if ('sources' in command) command.sources?.forEach(({ source }, place) => sources.push({ id: source, pointer: `/sources/${place}/source` }));
  const noSource = sources.filter(({ id }) => known.facts.get(id)?.type !== 'source.registered');
  if (noSource.length > 0) throw refuse(desk, 'unknown-source', `not a registered source: ${idsOf(noSource)}`, noSource.map(({ pointer, id }) => ({ pointer, message: `${id} is not a registered source; register it first` })));

  const homeOf = (id: string): string | undefined => known.facts.get(id)?.negotiation ?? arriving.get(id);
  const missing = named.filter(({ id }) => homeOf(id) === undefined);
  if (missing.length > 0) throw refuse(desk, 'unknown-reference', `not a recorded fact: ${idsOf(missing)}`, missing.map(({ pointer, id }) => ({ pointer, message: `there is no fact ${id}` })));

  const here = command.op === 'record' ? command.negotiation : knownFact(desk).negotiation;
  const elsewhere = [...sources, ...named].filter(({ id }) => homeOf(id) !== here);
  if (elsewhere.length > 0) throw refuse(desk, 'wrong-negotiation', `a fact of another negotiation: ${idsOf(elsewhere)}`, elsewhere.map(({ pointer, id }) => ({ pointer, message: `${id} belongs to ${homeOf(id)}, not to ${here}` })));
}

function idsOf(named: readonly { id: string }[]): string {
  return named.map(({ id }) => id).join(', ');
}

/** The same id again must mean the same step: idempotency comes before the expected revision. */
function requireSameContent(desk: Desk, first: LedgerEvent): void {
  const { command } = desk;
  if (isSameStep(first, command, desk.known.zones.get(first.head.negotiation) ?? 'UTC')) return;
  throw refuse(desk, 'id-taken', `the id ${command.id} was used before, for something else (seq ${first.head.seq})`, [{ pointer: '/id', message: 'choose another id' }]);
}

function receiptOf({ head }: LedgerEvent): Receipt {
  return { seq: head.seq, id: head.id, fact: head.fact, revision: head.revision, recordedAt: head.recordedAt, repeated: true };
}

function provisionalEvent({ body, ...head }: EventDraft, seq: number): LedgerEvent {
  return { head: { ...head, seq, recordedAt: '', bodyHash: '' }, body: { ...body, salt: '' } };
}

function citationsOf(command: Command): readonly Citation[] {
  const all: Citation[] = 'sources' in command ? [...(command.sources ?? [])] : [];
  for (const { sources } of claimsOf(command)) if (Array.isArray(sources)) all.push(...(sources as Citation[]));
  return all;
}

function accept<T>(desk: Desk, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw refuse(desk, 'invalid-fact', `the ${desk.command.op} of ${desk.command.fact} is not valid`, parsed.problems);
}

function refuse(desk: Desk, code: RejectionCode, message: string, problems: Problem[] = [], revision?: number): Rejection {
  return new Rejection(code, message, problems, desk.index, revision);
}
