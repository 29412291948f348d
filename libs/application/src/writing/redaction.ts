import { type Command, type LedgerEvent, type Receipt, Rejection } from '#libs/domain';
import type { Log } from '#libs/log';
import type { ReadModel } from '#libs/read-model';

/** What of a fact must not stay readable. */
export interface Redaction {
  fact: string;
  /** `seq` of one event; all of the fact's events where none is named. */
  redacts?: number | undefined;
  reason: string;
  note?: string | undefined;
  /** The revision that the author saw; a newer one is a conflict. */
  expectedRevision?: number | undefined;
  /** Of the first event that this writes; the ids of all follow from it, so that asking again writes nothing. */
  id: string;
  /** Reason and note may hold names and numbers that the redacted text holds. */
  mayRepeat?: boolean | undefined;
}

interface Desk {
  log: Pick<Log, 'erase'>;
  readModel: Pick<ReadModel, 'factEvents' | 'position'>;
  submit(commands: readonly Command[]): Promise<Receipt[]>;
}

/**
 * Redacts the bodies of a fact: one event for each is appended, all or none; then the bodies are erased. Where the process dies between, the
 * next start erases them (`finishRedactions`).
 * @throws Rejection; NotErased where the text is still in a file
 */
export async function redact(redaction: Redaction, { log, readModel, submit }: Desk): Promise<Receipt[]> {
  const events = await readModel.factEvents(redaction.fact);
  const commands = commandsFor(redaction, events);
  if (redaction.mayRepeat !== true) requireOtherWords(redaction, events.filter(({ head }) => commands.some(({ redacts }) => redacts === head.seq)));
  const receipts = await submit(commands);
  await log.erase(commands.map(({ redacts }) => redacts));
  // A question waits until the index has done what was written.
  await readModel.position();
  return receipts;
}

/** Erases again whatever was redacted: what is gone already costs a look. */
export async function finishRedactions(log: Pick<Log, 'erase'>, readModel: Pick<ReadModel, 'redacted'>): Promise<void> {
  const seqs = await readModel.redacted();
  if (seqs.length > 0) await log.erase(seqs);
}

type RedactCommand = Extract<Command, { op: 'redact' }>;

/** One command for each event; for a fact that is not there, one that says so. The revision seen is that before the first. */
function commandsFor({ fact, redacts, reason, note, expectedRevision, id }: Redaction, events: readonly LedgerEvent[]): RedactCommand[] {
  const idFor = (seq: number): string => (seq === redacts ? id : `${id}.${seq}`);
  const done = new Set(events.map(({ head }) => head.id));
  const targets = events.filter(({ head, body }) => head.op !== 'redact' && (body !== null || done.has(idFor(head.seq)))).map(({ head }) => head.seq);
  if (events.length > 0 && redacts === undefined && targets.length === 0) throw new Rejection('already-redacted', `every event of ${fact} is redacted already`);
  const seen = expectedRevision ?? (redacts === undefined ? events.at(-1)?.head.revision : undefined);
  const seqs = redacts === undefined && targets.length > 0 ? targets : [redacts ?? 0];
  return seqs.map((seq, index) => ({
    op: 'redact', id: idFor(seq), fact, redacts: seq, reason,
    ...(note === undefined ? {} : { note }),
    ...(seen === undefined ? {} : { expectedRevision: seen + index }),
  }));
}

/** A reason stays readable for ever: it must not tell what the text told. */
function requireOtherWords({ reason, note = '' }: Redaction, events: readonly LedgerEvent[]): void {
  const told = new Set(events.flatMap(({ body }) => tellingWords(textsIn(body).join(' '))));
  const repeated = [...new Set(wordsIn(`${reason} ${note}`).filter((word) => told.has(word.toLowerCase())))];
  if (repeated.length === 0) return;
  throw new Rejection('reason-repeats', `a reason stays readable for ever, and this one has words of the text that is to go: ${repeated.join(', ')}`, [{ pointer: '/reason', message: 'say why without them, or say that it may repeat them' }]);
}

/** Names and numbers: words of four letters or more that begin with a capital, or have none to begin with, and numbers of three digits or more. */
function tellingWords(text: string): string[] {
  return wordsIn(text).filter((word) => /^(?:[\p{Lu}\p{Lo}].{3,}|\p{Lo}{2,}|\p{N}{3,})/u.test(word)).map((word) => word.toLowerCase());
}

function wordsIn(text: string): string[] {
  return text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Members that point somewhere, or date something, and tell nothing else. */
const POINTERS = new Set(['edtf', 'source', 'locator', 'salt']);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (POINTERS.has(name) ? [] : textsIn(member)));
}
