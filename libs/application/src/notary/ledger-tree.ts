import type { Log } from '#libs/log';
import { carryOut, consistencyPlan, type Hash, hasTile, inclusionPlan, nodesOfTile, parseTilePath, type ProofPlan, rootPlan, writeBundle } from '#libs/proof';
import type { ReadModel } from '#libs/read-model';
import { rememberHighNodes } from './high-nodes.js';

/** The Merkle tree over the heads of all events, at any size that it has had. What is asked for reads some nodes for each of its levels. */
export interface LedgerTree {
  /** How many leaves it has by now. */
  size(): Promise<number>;
  /** @throws RangeError where the tree is not that large; so do all others */
  rootAt(size: number): Promise<Hash>;
  /** That event `seq` is in the tree of `size` (RFC 6962 §2.1.1). */
  inclusion(seq: number, size: number): Promise<Hash[]>;
  /** That the tree of `to` begins with the tree of `from` (RFC 6962 §2.1.2). */
  consistency(from: number, to: number): Promise<Hash[]>;
  /** A tile's hashes, or a bundle of entries, by its path (C2SP tlog-tiles), such as `tile/0/x001/067.p/12`; undefined where the tree has no such tile. */
  tile(path: string): Promise<Buffer | undefined>;
  /** Forgets what it remembers, after the index was rebuilt. */
  forget(): void;
}

export function createLedgerTree(log: Pick<Log, 'read'>, readModel: Pick<ReadModel, 'nodes' | 'position'>): LedgerTree {
  const size = async (): Promise<number> => (await readModel.position()).seq;

  const nodes = rememberHighNodes((asked) => readModel.nodes(asked));

  async function made(plan: ProofPlan, upTo: number): Promise<Hash[]> {
    const held = await size();
    if (upTo > held) throw new RangeError(`the ledger holds ${held} events; ${upTo} are not there yet`);
    return carryOut(plan, await nodes.read(plan.flat()));
  }

  async function entries(from: number, count: number): Promise<Buffer> {
    const events = await log.read(from, count);
    if (events.length < count) throw new Error(`the log has ${from + events.length} events, the index ${from + count} or more`);
    return writeBundle(events.map(({ head }) => head));
  }

  return {
    size,
    rootAt: async (upTo) => (await made(rootPlan(upTo), upTo))[0]!,
    inclusion: (seq, upTo) => made(inclusionPlan(seq, upTo), upTo),
    consistency: (from, to) => made(consistencyPlan(from, to), to),
    async tile(path) {
      const tile = parseTilePath(path);
      if (tile === undefined || !hasTile(await size(), tile)) return undefined;
      const held = nodesOfTile(tile);
      return tile.level === 'entries' ? entries(held[0]!.index, tile.width) : Buffer.concat(await readModel.nodes(held));
    },
    forget: () => nodes.forget(),
  };
}
