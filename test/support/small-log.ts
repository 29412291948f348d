import { checkpointText, consistencyProof, emptyTree, grow, type Hash, leafHash, nodeNumber, rootAt, signatureLine, type SigningKey, signingKey, writeAddCheckpoint, writeNote } from '#libs/proof';

/** A transparency log in memory, honest or not: what a witness meets. */
export interface SmallLog {
  key: SigningKey;
  size(): number;
  add(...leaves: string[]): void;
  root(size?: number): Hash;
  /** A signed checkpoint. */
  checkpoint(size?: number): string;
  proof(from: number, to?: number): Hash[];
  /** What it sends to a witness that knows its first `old` leaves. */
  request(old: number, size?: number): Buffer;
  /** Another log that says it is the same, and has the same leaves by now. */
  forked(): SmallLog;
}

export function smallLog(origin = 'log.example/mill', leaves: readonly string[] = []): SmallLog {
  const key = signingKey(origin, 'log', Buffer.alloc(32, 1));
  const nodes: Hash[] = [];
  const held: string[] = [];
  let tree = emptyTree();
  const read = (wanted: Parameters<typeof nodeNumber>[0][]): Hash[] => wanted.map((node) => nodes[nodeNumber(node)]!);

  const log: SmallLog = {
    key,
    size: () => tree.size,
    add(...added) {
      for (const leaf of added) {
        const { tree: larger, completed } = grow(tree, leafHash(leaf));
        nodes.push(...completed);
        tree = larger;
      }
      held.push(...added);
    },
    root: (size = tree.size) => rootAt((wanted) => read([...wanted]), size),
    checkpoint(size = tree.size) {
      const text = checkpointText({ origin, size, root: log.root(size) });
      return writeNote(text, [signatureLine(text, key)]);
    },
    proof: (from, to = tree.size) => consistencyProof((wanted) => read([...wanted]), from, to),
    request: (old, size = tree.size) => writeAddCheckpoint({ old, hashes: log.proof(old, size), checkpoint: log.checkpoint(size) }),
    forked: () => smallLog(origin, held),
  };
  log.add(...leaves);
  return log;
}

/** So many leaves that no other call with another word gives. */
export function leaves(count: number, word = 'leaf'): string[] {
  return Array.from({ length: count }, (_, at) => `${word} ${at}`);
}
