import { type Hash, type NodeAt, nodeNumber } from '#libs/proof';

/** Nodes over so many events or more (2^8) are remembered: all proofs share them, and of a million events there are 8,000. */
const LEVEL = 8;
/** Some 25 million events' worth. */
const MOST = 200_000;

export interface HighNodes {
  /** Hashes in the order asked for; what is not remembered is read, at once. */
  read(nodes: readonly NodeAt[]): Promise<Hash[]>;
  /** Forgets everything, after the index was rebuilt. */
  forget(): void;
}

/** A node never changes, so what was read of a tree holds as long as the tree does. */
export function rememberHighNodes(read: (nodes: readonly NodeAt[]) => Promise<Hash[]>): HighNodes {
  const known = new Map<number, Hash>();
  return {
    async read(nodes) {
      const numbers = nodes.map(nodeNumber);
      const hashes = numbers.map((number) => known.get(number));
      const missing = numbers.flatMap((_, at) => (hashes[at] === undefined ? [at] : []));
      if (missing.length === 0) return hashes as Hash[];
      const found = await read(missing.map((at) => nodes[at]!));
      if (known.size > MOST) known.clear();
      missing.forEach((at, index) => {
        hashes[at] = found[index];
        if (nodes[at]!.level >= LEVEL) known.set(numbers[at]!, found[index]!);
      });
      return hashes as Hash[];
    },
    forget: () => known.clear(),
  };
}
