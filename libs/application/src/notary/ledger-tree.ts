import type { Log, StoredEvent } from '#libs/log';
import { carryOut, consistencyPlan, type Hash, hasTile, inclusionPlan, nodesOfTile, parseTilePath, type ProofPlan, rootPlan, writeBundle } from '#libs/proof';
import type { ReadModel } from '#libs/read-model';
import { damagedEvent, damagedHead, LedgerDamaged } from './damage.js';
import { rememberHighNodes } from './high-nodes.js';

/** The Merkle tree over the heads of all events, at any size that it has had. What is asked for reads some nodes for each of its levels. */
export interface LedgerTree {
  /** How many leaves it has by now. */
  size(): Promise<number>;
  /** @throws IndexBehind where the tree is not that large; so do all others */
  rootAt(size: number): Promise<Hash>;
  /** That event `seq` is in the tree of `size` (RFC 6962 §2.1.1). */
  inclusion(seq: number, size: number): Promise<Hash[]>;
  /** That the tree of `to` begins with the tree of `from` (RFC 6962 §2.1.2). */
  consistency(from: number, to: number): Promise<Hash[]>;
  /**
   * Its events from `from` on, as they lie in the log; fewer than `count` where the tree ends.
   * @throws LedgerDamaged where one is not what was recorded
   */
  events(from: number, count: number): Promise<StoredEvent[]>;
  /** A tile's hashes, or a bundle of entries, by its path (C2SP tlog-tiles), such as `tile/0/x001/067.p/12`; undefined where the tree has no such tile. @throws LedgerDamaged where a head is not what was recorded */
  tile(path: string): Promise<Buffer | undefined>;
  /** Forgets what it remembers, after the index was rebuilt. */
  forget(): void;
}

/** The tree lies in the index, which has not taken that many events: it has halted, or another process has just written them. */
export class IndexBehind extends Error {
  readonly code = 'index-behind';
  constructor(held: number, asked: number) {
    super(`${held} events are indexed, and ${asked} are needed`);
    this.name = 'IndexBehind';
  }
}

/** @param onDamage told of an event that is not what was recorded, whenever one is read */
export function createLedgerTree(log: Pick<Log, 'read'>, readModel: Pick<ReadModel, 'nodes' | 'position'>, onDamage: (seq: number, what: string) => void): LedgerTree {
  /** How many events were indexed when that was last asked: more since then, as a rule. */
  let held = 0;
  const size = async (): Promise<number> => (held = (await readModel.position()).seq);

  const nodes = rememberHighNodes((asked) => readModel.nodes(asked));

  async function made(plan: ProofPlan, upTo: number): Promise<Hash[]> {
    if (upTo > held && upTo > (await size())) throw new IndexBehind(held, upTo);
    return carryOut(plan, await nodes.read(plan.flat()));
  }

  async function sound(from: number, count: number, damage: typeof damagedEvent): Promise<StoredEvent[]> {
    const some = Math.max(0, Math.min(count, (await size()) - from));
    const found = some === 0 ? [] : await log.read(from, some);
    const leaves = await readModel.nodes(found.map((_, at) => ({ level: 0, index: from + at })));
    found.forEach((event, at) => requireSound(from + at, damage(event, leaves[at]!)));
    if (found.length < some) requireSound(from + found.length, 'it is missing');
    return found;
  }

  function requireSound(seq: number, damage: string | undefined): void {
    if (damage === undefined) return;
    onDamage(seq, damage);
    throw new LedgerDamaged(seq, damage);
  }

  return {
    size,
    rootAt: async (upTo) => (await made(rootPlan(upTo), upTo))[0]!,
    inclusion: (seq, upTo) => made(inclusionPlan(seq, upTo), upTo),
    consistency: (from, to) => made(consistencyPlan(from, to), to),
    events: (from, count) => sound(from, count, damagedEvent),
    async tile(path) {
      const tile = parseTilePath(path);
      if (tile === undefined || !hasTile(await size(), tile)) return undefined;
      const held = nodesOfTile(tile);
      return tile.level === 'entries' ? writeBundle((await sound(held[0]!.index, tile.width, damagedHead)).map(({ head }) => head)) : Buffer.concat(await readModel.nodes(held));
    },
    forget() {
      nodes.forget();
      held = 0;
    },
  };
}
