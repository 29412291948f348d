import type { Log, StoredEvent } from '#libs/log';
import { type CompactTree, type Hash, inspection, nodeCount, rootOf, serialise } from '#libs/proof';
import type { Discrepancy } from './discrepancy.js';
import type { Indexed } from './indexed.js';

export interface LogCheck {
  /** What an index took from the log; absent: the log is checked by itself. */
  indexed?: Indexed | undefined;
  /** What is wrong with the tree, at each size that it has had, from the empty one on. */
  wrongTree?: (tree: CompactTree) => Discrepancy | undefined;
  /** What is wrong with its end. */
  wrongEnd?: (size: number) => Discrepancy | undefined;
  /** Awaited before each page; false ends the check. */
  turn?: (done: number, total: number) => Promise<boolean>;
}

export const BODY_MISSING = 'its body is missing, and no event redacts it';

/** Events read at a time. */
const PAGE = 500;

/**
 * Reads the whole log, a page at a time, against its own hashes and against what the index took from it: heads, the tree's nodes, and the checkpoint.
 * Stops at the first discrepancy.
 * @returns the tree over the sound events before it
 */
export async function checkLog(log: Log, { indexed, wrongTree = () => undefined, wrongEnd = () => undefined, turn = async () => true }: LogCheck): Promise<{ tree: CompactTree; found?: Discrepancy }> {
  const inspected = inspection();
  const after = (tree: CompactTree): Discrepancy | undefined => wrongCheckpoint(indexed, tree) ?? wrongTree(tree);
  const told = (found?: Discrepancy) => ({ tree: inspected.tree(), ...(found === undefined ? {} : { found }) });

  let found = after(inspected.tree());
  // The log may grow meanwhile: a redaction that took a body away is then read, too.
  for (let total = await log.head(); found === undefined && inspected.tree().size < total; total = await log.head()) {
    const from = inspected.tree().size;
    if (!(await turn(from, total))) return told();
    const events = await log.read(from, PAGE);
    if (events.length === 0) return told({ seq: from, what: `it is missing, of ${total}`, against: 'itself' });
    found = checkPage(events, await pageOf(indexed, from));
  }
  if (found !== undefined) return told(found);
  const { size } = inspected.tree();
  const held = Math.max(indexed?.size ?? 0, indexed?.checkpoint?.seq ?? 0);
  if (held > size) return told({ seq: size, what: `the log ends here, and ${held} events were indexed: it was cut, or is an older copy`, against: 'index' });
  const lost = inspected.lost();
  return told(wrongEnd(size) ?? (lost === undefined ? undefined : { seq: lost, what: BODY_MISSING, against: 'itself' }));

  function checkPage(events: readonly StoredEvent[], { heads, nodes }: Page): Discrepancy | undefined {
    for (const event of events) {
      const { size: seq } = inspected.tree();
      const result = inspected.next(event);
      if ('wrong' in result) return { seq, what: result.wrong, against: 'itself' };
      if (seq < (indexed?.size ?? 0)) {
        if (heads.get(seq) !== event.head) return { seq, what: heads.has(seq) ? 'its head is not the one that was indexed' : 'it is missing from the index', against: 'index' };
        if (result.completed.some((hash, at) => nodes.get(nodeCount(seq) + at)?.equals(hash) !== true)) return { seq, what: 'the index has another hash of it in its tree', against: 'index' };
      }
      const wrong = after(inspected.tree());
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
}

interface Page {
  heads: Map<number, string>;
  nodes: Map<number, Hash>;
}

async function pageOf(indexed: Indexed | undefined, from: number): Promise<Page> {
  const first = nodeCount(from);
  return {
    heads: new Map((await indexed?.heads(from, PAGE))?.map(({ seq, head }) => [seq, head])),
    nodes: new Map((await indexed?.nodes(first, nodeCount(from + PAGE) - first))?.map(({ number, hash }) => [number, hash])),
  };
}

/** The checkpoint must stand behind the last event that was indexed, with the tree of all of them. */
function wrongCheckpoint(indexed: Indexed | undefined, tree: CompactTree): Discrepancy | undefined {
  if (indexed === undefined || tree.size !== indexed.size) return undefined;
  const { seq, root, tree: kept } = indexed.checkpoint ?? { seq: undefined, root: undefined, tree: undefined };
  if (seq === tree.size && root === rootOf(tree).toString('hex') && kept === serialise(tree)) return undefined;
  const says = seq === undefined ? 'has no checkpoint' : seq === tree.size ? `has another root at its checkpoint of ${seq} events` : `has ${tree.size} events, and its checkpoint says ${seq}`;
  return { seq: Math.min(seq ?? 0, Math.max(tree.size - 1, 0)), what: `the index ${says}`, against: 'index' };
}
