import { access } from 'node:fs/promises';
import { isLogConflict, type Log, openLog, type StoredEvent } from '#libs/log';
import { inspection, rootOf, toBase64 } from '#libs/proof';

/** Why a ledger is not copied into another, or from where on: what was there is left as it was. */
export class CopyRefused extends Error {
  readonly code = 'copy-refused';
  constructor(message: string) {
    super(message);
    this.name = 'CopyRefused';
  }
}

/** Somebody else wrote to the target meanwhile. What was copied before stays, and nothing was written over. */
export class CopyDisturbed extends Error {
  readonly code = 'copy-disturbed';
  constructor(target: string, expected: number, head: number) {
    super(`${target} was written to by somebody else while it was copied to: event ${expected} was to be copied, and it has ${head} events. End what writes there`);
    this.name = 'CopyDisturbed';
  }
}

export interface Copied {
  /** Events in either ledger now, and the root over them in base 64. */
  size: number;
  root: string;
  /** How many of them were copied just now. */
  copied: number;
  /** How many bodies are redacted. */
  redacted: number;
  /** Whether the target could erase them, otherwise its index masks them; absent where none is redacted. */
  erased?: boolean;
}

/** Events read at a time, and the most bytes of them that are appended at once: every engine takes as much. */
const PAGE = 500;
const APPENDED_BYTES = 512 * 1_024;

/**
 * Copies a ledger, event for event, behind what the target has of it already; so a copy that was cut off goes on. Every event is held against its hashes on the way, and
 * what the target has against the source.
 * @param from, to as PARLEY_LOG names them
 * @throws CopyRefused, CopyDisturbed; Error with code `file-not-found`; NotALedger, LogUnavailable
 */
export async function copyLedger(from: string, to: string, onProgress: (done: number, total: number) => void = () => undefined): Promise<Copied> {
  if (from.startsWith('sqlite:') && !(await access(from.slice('sqlite:'.length)).then(() => true, () => false))) {
    throw Object.assign(new Error(`there is no ledger at ${from.slice('sqlite:'.length)}`), { code: 'file-not-found' });
  }
  const source = await openLog(from);
  try {
    const target = await openLog(to);
    try {
      return await copyAll(source, target, onProgress);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyAll(source: Log, target: Log, onProgress: (done: number, total: number) => void): Promise<Copied> {
  const had = await target.head();
  const inspected = inspection();
  /** Bodies that the target has no more, and the source still has. */
  const gone: number[] = [];
  for (let total = await source.head(); inspected.tree().size < total; total = await source.head()) {
    const at = inspected.tree().size;
    const events = await source.read(at, PAGE);
    for (const event of events) {
      const result = inspected.next(event);
      if ('wrong' in result) throw new CopyRefused(`event ${event.seq} of ${source.name} is not what it was: ${result.wrong}`);
    }
    const there = at < had ? await target.read(at, events.length) : [];
    for (const [index, event] of there.entries()) {
      requireSame(events[index]!, event, target.name);
      if (event.body === null && events[index]!.body !== null) gone.push(event.seq);
    }
    for (const batch of batchesOf(events.slice(there.length))) await append(target, batch);
    onProgress(inspected.tree().size, total);
  }
  const { size } = inspected.tree();
  if (had > size) throw new CopyRefused(`${target.name} has ${had} events, ${source.name} only ${size}: it goes on from event ${size} with something else`);
  const redacted = inspected.redacted();
  const lost = inspected.lost() ?? gone.find((seq) => !redacted.includes(seq));
  if (lost !== undefined) throw new CopyRefused(`event ${lost} has no body in one of the two ledgers, and no event redacts it`);
  // What a source has not erased yet, or a target from before, goes now.
  const erasure = redacted.length === 0 ? {} : { erased: await target.erase(redacted) };
  return { size, root: toBase64(rootOf(inspected.tree())), copied: size - had, redacted: redacted.length, ...erasure };
}

async function append(target: Log, batch: readonly StoredEvent[]): Promise<void> {
  const { seq } = batch[0]!;
  await target.append(seq, batch).catch((error: unknown) => {
    if (!isLogConflict(error)) throw error;
    if (error.takenId !== undefined) throw new CopyRefused(`${target.name} has the id ${error.takenId} already, which comes again from event ${seq} on: the ledger that is copied is damaged`);
    throw new CopyDisturbed(target.name, seq, error.head);
  });
}

/** A body may be missing in one of both: it was redacted since. */
function requireSame(event: StoredEvent, there: StoredEvent, name: string): void {
  const isSame = event.head === there.head && event.id === there.id && (event.body === there.body || event.body === null || there.body === null);
  if (!isSame) throw new CopyRefused(`${name} has another event ${event.seq}: it is no copy of this ledger, and was left as it is`);
}

function* batchesOf(events: readonly StoredEvent[]): Generator<StoredEvent[]> {
  let batch: StoredEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const length = Buffer.byteLength(event.head) + Buffer.byteLength(event.body ?? '');
    if (batch.length > 0 && bytes + length > APPENDED_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += length;
  }
  if (batch.length > 0) yield batch;
}
