import { createHash } from 'node:crypto';
import type { Log, StoredEvent } from '#libs/log';
import { append, emptyTree, leafHash, parseCanonicalJson, rootOf } from '#libs/proof';
import type { Indexed } from '#libs/read-model';

/** The first event that is not what it should be, and in what. */
export interface Discrepancy {
  seq: number;
  what: string;
}

export interface Verification {
  events: number;
  /** Of the heads, in hex. */
  root: string;
  /** Events of the index that were compared; absent where there is no index. */
  indexed?: number;
  discrepancy?: Discrepancy;
}

/** Events read at a time. */
const PAGE = 500;

/**
 * Checks the log against its own hashes, and against what the index took from it: every head in its place and in canonical form, each body as its head
 * names it, `recordedAt` strictly increasing, no body missing that nothing redacts. Reads a page at a time and stops at the first discrepancy.
 */
export async function verifyLog(log: Log, indexed: Indexed | undefined, onProgress: (done: number, total: number) => void = () => undefined): Promise<Verification> {
  const total = await log.head();
  const missing = new Set<number>();
  const redacted = new Set<number>();
  let tree = emptyTree();
  let recordedAt = '';
  const told = (discrepancy?: Discrepancy): Verification => ({
    events: tree.size, root: rootOf(tree).toString('hex'),
    ...(indexed === undefined ? {} : { indexed: Math.min(indexed.position.seq, tree.size) }),
    ...(discrepancy === undefined ? {} : { discrepancy }),
  });
  while (tree.size < total) {
    const events = await log.read(tree.size, PAGE);
    const known = new Map(indexed?.events(tree.size, PAGE).map((event) => [event.seq, event]));
    for (const event of events) {
      const seq = tree.size;
      const what = wrongIn(event, seq, recordedAt) ?? (known.has(seq) && known.get(seq)?.head !== event.head ? 'its head is not the one that was indexed' : undefined);
      if (what !== undefined) return told({ seq, what });
      const head = JSON.parse(event.head) as { recordedAt: string; op: string };
      recordedAt = head.recordedAt;
      if (event.body === null) missing.add(seq);
      else if (head.op === 'redact') redacted.add((JSON.parse(event.body) as { redacts: number }).redacts);
      tree = append(tree, leafHash(event.head));
    }
    if (events.length === 0) return told({ seq: tree.size, what: `it is missing, of ${total}` });
    onProgress(tree.size, total);
  }
  if (indexed !== undefined && indexed.position.seq > total) return told({ seq: total, what: `the log ends here, and ${indexed.position.seq} events were indexed: it was cut, or is an older copy` });
  const lost = [...missing].find((seq) => !redacted.has(seq));
  if (lost !== undefined) return told({ seq: lost, what: 'its body is missing, and no event redacts it' });
  return told();
}

/** What is wrong with an event that should be at `seq`, by itself and by the one before it. */
function wrongIn({ seq, id, head: text, body }: StoredEvent, place: number, previous: string): string | undefined {
  if (seq !== place) return 'it is missing';
  let head: { seq?: unknown; id?: unknown; recordedAt?: unknown; bodyHash?: unknown };
  try {
    head = parseCanonicalJson(text) as typeof head;
  } catch {
    return 'its head is not canonical JSON';
  }
  if (head.seq !== seq) return `its head says that it is event ${String(head.seq)}`;
  if (head.id !== id) return `its head says that its id is ${String(head.id)}, not ${id}`;
  if (typeof head.recordedAt !== 'string' || head.recordedAt <= previous) return 'it was not recorded after the one before it';
  if (body !== null && createHash('sha256').update(body).digest('hex') !== head.bodyHash) return 'its body is not the one that its head names';
  return undefined;
}
