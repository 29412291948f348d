import { wrongBody } from './body-hash.js';
import { parseCanonicalJson } from './canonical.js';
import { type CompactTree, emptyTree, grow, type Hash, leafHash } from './merkle.js';

/** An event as a log keeps it: what is at a position, and the two texts. */
export interface KeptEvent {
  seq: number;
  id: string;
  head: string;
  /** null where it was removed. */
  body: string | null;
}

/** A log's events held against their own hashes, one after the other from the first on. */
export interface Inspection {
  /** The tree over the heads of those that were found to be sound. */
  tree(): CompactTree;
  /** Takes the next event: the nodes of the tree that it completes, or what is wrong with it, in which case it is not taken. */
  next(event: KeptEvent): { completed: Hash[] } | { wrong: string };
  /** The first event whose body is missing although none of those taken redacts it. */
  lost(): number | undefined;
  /** The events whose bodies those taken redact. */
  redacted(): number[];
}

/**
 * Each event must stand in its place, with its head in canonical form and of the id that it is kept under, be recorded after the one before it, and have the
 * body that its head names.
 */
export function inspection(): Inspection {
  const missing = new Set<number>();
  const redacted = new Set<number>();
  let tree = emptyTree();
  let recordedAt = '';
  return {
    tree: () => tree,
    next(event) {
      if (event.seq !== tree.size) return { wrong: 'it is missing' };
      const head = headOf(event.head);
      if (head === undefined) return { wrong: 'its head is not canonical JSON' };
      const wrong = wrongIn(event, head, recordedAt);
      if (wrong !== undefined) return { wrong };
      recordedAt = head.recordedAt as string;
      if (event.body === null) missing.add(event.seq);
      else if (head.op === 'redact') redacted.add((JSON.parse(event.body) as { redacts: number }).redacts);
      const grown = grow(tree, leafHash(event.head));
      tree = grown.tree;
      return { completed: grown.completed };
    },
    redacted: () => [...redacted],
    lost: () => [...missing].find((seq) => !redacted.has(seq)),
  };
}

type Head = Partial<Record<'seq' | 'id' | 'recordedAt' | 'bodyHash' | 'op', unknown>>;

function headOf(text: string): Head | undefined {
  try {
    return parseCanonicalJson(text) as Head;
  } catch {
    return undefined;
  }
}

function wrongIn({ seq, id, body }: KeptEvent, head: Head, previous: string): string | undefined {
  if (head.seq !== seq) return `its head says that it is event ${String(head.seq)}`;
  if (head.id !== id) return `its head says that its id is ${String(head.id)}, not ${id}`;
  if (typeof head.recordedAt !== 'string' || head.recordedAt <= previous) return 'it was not recorded after the one before it';
  return wrongBody(head, body);
}
