import { createHash } from 'node:crypto';
import type { EventBody, EventHead, LedgerEvent } from '#libs/domain';
import { append, type Checkpoint, emptyTree, type Hash, leafHash, readBundle, rootOf, verifyEventProof } from '#libs/proof';
import { type Archive, Damaged, type Line, linesOf, textOf } from './archive.js';
import type { Difference } from './difference.js';
import { entryBundles } from './entries.js';
import { FILES, redactionPath } from './paths.js';
import { parsed, type Signed } from './signed.js';

/** What was signed of the tree at a size, and where that stands. */
export interface SignedRoot {
  where: string;
  checkpoint: Checkpoint;
}

/** Neighbouring lines of events.jsonl, without the line feed after the last. */
export interface Stretch {
  offset: number;
  bytes: number;
}

/** The events of a bundle, once each is known to be the one in the tree. */
export interface CheckedEvents {
  root: Hash;
  /** When the last was recorded. */
  at: string | null;
  /** Negotiations in the order of their first events, each with where its lines stand in events.jsonl. */
  negotiations: ReadonlyMap<string, readonly Stretch[]>;
  /** Events without a body whose redaction is not among these events. */
  redactedLater: readonly number[];
  differences: Difference[];
}

/**
 * Reads the events once: each head against its entry, each body against the hash in its head, the tree against every checkpoint. Reading stops at the first event
 * that differs, for all after it would.
 */
export function checkEvents(archive: Archive, size: number, trusted: Signed['trusted'], checkpoints: readonly SignedRoot[]): CheckedEvents {
  const differences: Difference[] = [];
  const negotiations = new Map<string, Stretch[]>();
  const bodiless = new Set<number>();
  const redacted = new Set<number>();
  const signedAt = new Map<number, SignedRoot[]>();
  for (const each of checkpoints) signedAt.set(each.checkpoint.size, [...(signedAt.get(each.checkpoint.size) ?? []), each]);
  let tree = emptyTree();
  let at: string | null = null;
  const entries = entriesIn(archive, size);

  const wrong = (seq: number, message: string): void => void differences.push({ where: FILES.events, seq, message });
  const requireRoot = (): void => {
    for (const { where, checkpoint } of signedAt.get(tree.size) ?? []) {
      if (!checkpoint.root.equals(rootOf(tree))) differences.push({ where, message: `the first ${tree.size} events are not those that it was signed for: their Merkle root is another` });
    }
  };

  requireRoot();
  for (const line of linesOf(archive, FILES.events)) {
    const seq = tree.size;
    const entry = entries.next();
    if (entry.done === true) {
      wrong(seq, `it is one event more than the ${size} that the bundle tells of`);
      break;
    }
    const end = `,"head":${entry.value}}`;
    if (!line.ended || !line.text.startsWith(BEGIN) || !line.text.endsWith(end)) {
      wrong(seq, 'its head is not the one in tile/entries: one of the two was altered, or an event was taken out or put in');
      break;
    }
    const body = line.text.slice(BEGIN.length, -end.length);
    const head = parsed(FILES.events, entry.value) as EventHead;
    if (head.seq !== seq) wrong(seq, `it says of itself that it is event ${head.seq}`);
    if (body === 'null') bodiless.add(seq);
    else if (createHash('sha256').update(body).digest('hex') !== head.bodyHash) wrong(seq, 'its body is not the one that its head vouches for: it was altered');
    if (differences.length > 0) break;
    if (head.op === 'redact') redacted.add((parsed(FILES.events, body) as EventBody).redacts ?? -1);
    const stretches = negotiations.get(head.negotiation);
    if (stretches === undefined) negotiations.set(head.negotiation, [{ offset: line.offset, bytes: line.bytes }]);
    else lengthen(stretches, line);
    at = head.recordedAt;
    tree = append(tree, leafHash(entry.value));
    requireRoot();
  }
  if (differences.length === 0 && tree.size < size) wrong(tree.size, `it is missing: the bundle tells of ${size} events`);
  for (const seq of redacted) if (!bodiless.has(seq)) wrong(seq, 'it was redacted, and its body is there');
  const redactedLater = [...bodiless].filter((seq) => !redacted.has(seq));
  if (differences.length === 0) for (const seq of redactedLater) differences.push(...unproven(archive, seq, trusted));
  return { root: rootOf(tree), at, negotiations, redactedLater, differences };
}

/** Longer stretches are read in parts. */
const STRETCH_BYTES = 4 * 1024 * 1024;

function lengthen(stretches: Stretch[], { offset, bytes }: Line): void {
  const last = stretches.at(-1)!;
  if (last.offset + last.bytes + 1 === offset && last.bytes < STRETCH_BYTES) last.bytes = offset + bytes - last.offset;
  else stretches.push({ offset, bytes });
}

const BEGIN = '{"body":';

function* entriesIn(archive: Archive, size: number): Generator<string, void> {
  for (const { path, width } of entryBundles(size)) {
    if (!archive.names.includes(path)) throw new Damaged(path, 'it is missing');
    const entries = bundleOf(archive, path);
    if (entries.length !== width) throw new Damaged(path, `it holds ${entries.length} entries, and should hold ${width}`);
    for (const entry of entries) yield entry.toString();
  }
}

function bundleOf(archive: Archive, path: string): Buffer[] {
  try {
    return readBundle(archive.readAt(path, 0, archive.sizeOf(path)));
  } catch (error) {
    if (error instanceof RangeError) throw new Damaged(path, error.message);
    throw error;
  }
}

/** A body may only be missing where the log itself says that it was redacted. */
function unproven(archive: Archive, seq: number, trusted: Signed['trusted']): Difference[] {
  const path = redactionPath(seq);
  const missing = { where: FILES.events, seq, message: `its body is missing, and no redaction of it is recorded, neither here nor in ${path}` };
  if (!archive.names.includes(path)) return [missing];
  try {
    const proven = verifyEventProof(textOf(archive, path), { logs: trusted });
    const redaction = { head: JSON.parse(proven.head) as EventHead, body: JSON.parse(proven.body ?? 'null') as LedgerEvent['body'] };
    return redaction.head.op === 'redact' && redaction.body?.redacts === seq ? [] : [{ where: path, seq, message: 'it proves another event, not the redaction' }];
  } catch (error) {
    return [{ where: path, seq, message: (error as Error).message }];
  }
}
