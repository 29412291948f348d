import type { FileHandle } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type BundleFile, bundleFiles, type BundleMoment, createZipWriter, eventLine, historyOpenedBy, keysThatSigned, negotiationFiles, type Parts, type Summed } from '#libs/bundle';
import { addToHistory, type EventHead, type History, type LedgerEvent } from '#libs/domain';
import type { Log, StoredEvent } from '#libs/log';
import { parseNote, parseTlogProof, parseVerifierKey, toBase64, writeNote, writeTlogProof } from '#libs/proof';
import type { ReadModel } from '#libs/read-model';
import { resolveLedger } from '../asking/moments.js';
import { createBreather } from '../breather.js';
import type { LedgerTree } from '../notary/ledger-tree.js';
import type { Notary } from '../notary/notary.js';
import type { Proofs } from '../notary/proofs.js';
import { eventsOf } from './events-of.js';
import { readVerifier } from './verifier-file.js';

/** What an export is made from. */
export interface BundleSources {
  log: Pick<Log, 'read'>;
  readModel: Pick<ReadModel, 'events' | 'factEvents' | 'sizeAt'>;
  tree: LedgerTree;
  notary: Pick<Notary, 'covering' | 'list' | 'keys'>;
  proofs: Pick<Proofs, 'ofEvent'>;
}

/** How many events are read at a time. */
const STRIDE = 1_000;
const CHECKPOINTS = 1_000;

/**
 * Writes the ledger as an auditor takes it home: the whole of it below a size, with all that it takes to check it without a server. The same size gives the same bytes,
 * but for what was redacted since. One page of events, or one negotiation, is held at a time.
 * @param ledger a size or an instant; absent: all of it
 * @param file empty, open for writing
 * @returns the ledger size
 * @throws QuestionError for a size that is not there; LedgerForked; LedgerDamaged; BundleTooLarge; NotBuilt
 */
export async function writeBundle(sources: BundleSources, ledger: string | undefined, file: FileHandle): Promise<number> {
  const { size } = await resolveLedger(ledger, 'UTC', { head: await sources.tree.size(), readModel: sources.readModel });
  const zip = createZipWriter(file);
  const sums: Summed[] = [];
  for await (const { path, chunks } of bundleFiles(await partsOf(sources, size), sums)) sums.push(await zip.add(path, chunks));
  await zip.end();
  return size;
}

async function partsOf(sources: BundleSources, size: number): Promise<Parts> {
  const { log, tree, notary } = sources;
  const verifier = await readVerifier();
  const { at, negotiations, redacted } = await survey(tree, size);
  const covering = await notary.covering(size);
  const redactions = await laterRedactions(sources, redacted);
  const signed = [ownNote(notary, covering.note), ...notesBelow(notary, covering.size), ...redactions.map(({ proof }) => parseTlogProof(proof).checkpoint)];
  return {
    size,
    root: toBase64(await tree.rootAt(size)),
    at,
    verifier,
    keys: keysThatSigned(notary.keys(), signed),
    checkpoint: ownNote(notary, covering.note),
    ...(covering.size === size ? {} : { consistency: { from: size, to: covering.size, hashes: await tree.consistency(size, covering.size) } }),
    checkpoints: { [Symbol.iterator]: () => notesBelow(notary, covering.size) },
    redactions,
    heads: async ({ from, width }) => (await log.read(from, width)).map(({ head }) => head),
    events: () => eventLines(log, size),
    async *negotiations(moment) {
      for (const id of negotiations) yield { id, files: filesOf(sources.readModel, id, moment) };
    },
  };
}

/** What is to be known of the events before any is written: that they are what was recorded, whom they are about, and which bodies were removed by a redaction that comes after them. */
async function survey(tree: Pick<LedgerTree, 'events'>, size: number): Promise<{ at: string | null; negotiations: Set<string>; redacted: Map<number, string> }> {
  const negotiations = new Set<string>();
  const redacted = new Map<number, string>();
  let at: string | null = null;
  for await (const { head: text, body } of eventsBelow(tree.events, size)) {
    const head = JSON.parse(text) as EventHead;
    negotiations.add(head.negotiation);
    if (body === null) redacted.set(head.seq, head.fact);
    else if (head.op === 'redact') redacted.delete((JSON.parse(body) as LedgerEvent['body'])?.redacts ?? -1);
    at = head.recordedAt;
  }
  return { at, negotiations, redacted };
}

async function laterRedactions({ readModel, proofs, notary }: BundleSources, redacted: ReadonlyMap<number, string>): Promise<{ seq: number; proof: string }[]> {
  const found: { seq: number; proof: string }[] = [];
  for (const [seq, fact] of redacted) {
    const redaction = (await readModel.factEvents(fact)).find(({ head, body }) => head.op === 'redact' && body?.redacts === seq);
    if (redaction === undefined) continue;
    const proof = parseTlogProof((await proofs.ofEvent(redaction.head.seq)).text);
    found.push({ seq, proof: writeTlogProof({ ...proof, checkpoint: ownNote(notary, proof.checkpoint) }) });
  }
  return found;
}

function* notesBelow(notary: Pick<Notary, 'list' | 'keys'>, size: number): Generator<string, undefined> {
  for (let after = -1; ; ) {
    const page = notary.list(after, CHECKPOINTS);
    for (const { note, size: signed } of page) {
      if (signed >= size) return;
      yield ownNote(notary, note);
      after = signed;
    }
    if (page.length < CHECKPOINTS) return;
  }
}

/** A note with the log's own signatures alone: witnesses may cosign it whenever they come, and the bundle is to stay the same. */
function ownNote(notary: Pick<Notary, 'keys'>, note: string): string {
  const own = new Set(notary.keys().map((key) => parseVerifierKey(key).id));
  const { text, signatures } = parseNote(note);
  return writeNote(text, signatures.filter(({ id }) => own.has(id)).map(({ line }) => line));
}

async function* eventLines(log: Pick<Log, 'read'>, size: number): AsyncGenerator<string> {
  for await (const { head, body } of eventsBelow(log.read, size)) yield eventLine(head, body);
}

async function* eventsBelow(read: Log['read'], size: number): AsyncGenerator<StoredEvent> {
  for (let from = 0; from < size; from += STRIDE) {
    yield* await read(from, Math.min(STRIDE, size - from));
    await setImmediate();
  }
}

/** The files of a negotiation, made while others have their turn. */
async function* filesOf(readModel: BundleSources['readModel'], negotiation: string, moment: BundleMoment): AsyncGenerator<BundleFile> {
  const breathe = createBreather();
  for (const file of negotiationFiles(await historyBelow(readModel, negotiation, moment.size), moment)) {
    if (file === undefined) await breathe();
    else yield file;
  }
}

async function historyBelow(readModel: BundleSources['readModel'], negotiation: string, size: number): Promise<History> {
  let history: History | undefined;
  for await (const event of eventsOf(readModel, negotiation, size)) addToHistory((history ??= historyOpenedBy(event)), event);
  return history!;
}
