import { verifierKeyText } from '#libs/proof';
import type { CheckpointStore, SignedCheckpoint } from './checkpoint-store.js';
import type { KnownWitness } from './known-witness.js';
import type { LedgerTree } from './ledger-tree.js';
import { askWitness, NotCosigned } from './witness-client.js';

/** Has witnesses cosign checkpoints, in the background: nobody waits for them. */
export interface Witnessing {
  /** There may be a checkpoint that not all have cosigned. */
  wake(): void;
  status(): WitnessStatus[];
  /** Gives up what is under way; it is taken up again at the next start. */
  close(): Promise<void>;
}

export interface WitnessStatus {
  name: string;
  url: string;
  /** The largest checkpoint that it cosigned, and when, in seconds since 1970. */
  cosigned?: { size: number; time: number };
  /** Why it has not cosigned the newest. */
  trouble?: string;
}

export interface WitnessingOptions {
  witnesses: readonly KnownWitness[];
  tree: Pick<LedgerTree, 'consistency'>;
  store: Pick<CheckpointStore, 'newest' | 'addCosignature' | 'lastCosigned'>;
  /** From 0 up to 1. */
  random: () => number;
  /** How long one exchange may take, in milliseconds. */
  patience?: number;
  /** How long to wait after so many failures in a row, in milliseconds, before a part of it is left out at random. */
  backOff?: (failures: number) => number;
}

const PATIENCE = 10_000;
/** A second, two, four … up to ten minutes. */
const doubling = (failures: number): number => Math.min(600_000, 1_000 * 2 ** (failures - 1));
/** How often a witness may name another size, in one go, before it is left in peace for a while. */
const MAX_SIZES = 3;

export function createWitnessing({ witnesses, random, backOff = doubling, ...options }: WitnessingOptions): Witnessing {
  const couriers = witnesses.map((witness) => createCourier(witness, { ...options, pause: (failures) => backOff(failures) * (0.5 + random() / 2) }));
  return {
    wake: () => couriers.forEach((courier) => courier.wake()),
    status: () => couriers.map((courier) => courier.status()),
    close: async () => void (await Promise.all(couriers.map((courier) => courier.close()))),
  };
}

interface CourierOptions extends Pick<WitnessingOptions, 'tree' | 'store' | 'patience'> {
  pause: (failures: number) => number;
}

/** Goes to one witness, with one request at a time. */
function createCourier(witness: KnownWitness, { tree, store, patience = PATIENCE, pause }: CourierOptions): Omit<Witnessing, 'status'> & { status(): WitnessStatus } {
  const key = verifierKeyText(witness.key);
  const closing = new AbortController();
  let working: Promise<void> = Promise.resolve();
  let isWorking = false;
  let waiting: NodeJS.Timeout | undefined;
  let failures = 0;
  let trouble: string | undefined;

  function wake(): void {
    if (isWorking || waiting !== undefined || closing.signal.aborted) return;
    isWorking = true;
    working = work();
  }

  async function work(): Promise<void> {
    try {
      for (let next = missing(); next !== undefined; next = missing()) {
        await haveCosigned(next);
        failures = 0;
        trouble = undefined;
      }
    } catch (error) {
      if (closing.signal.aborted) return;
      trouble = (error as Error).message;
      failures += 1;
      waiting = setTimeout(() => {
        waiting = undefined;
        wake();
      }, pause(failures)).unref();
    } finally {
      isWorking = false;
    }
  }

  /** The newest checkpoint, where the witness has not cosigned it. */
  function missing(): SignedCheckpoint | undefined {
    const newest = store.newest();
    return newest === undefined || newest.size <= (store.lastCosigned(key)?.size ?? -1) ? undefined : newest;
  }

  async function haveCosigned({ size, note }: SignedCheckpoint): Promise<void> {
    let old = store.lastCosigned(key)?.size ?? 0;
    for (let asked = 0; asked < MAX_SIZES; asked += 1) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(patience)]);
      const answer = await askWitness(witness, { old, hashes: await tree.consistency(old, size), checkpoint: note }, signal);
      if ('cosignature' in answer) return store.addCosignature(size, answer.cosignature);
      if (answer.known === old) throw new NotCosigned(`it has cosigned another root of ${old} events (409): two histories of this ledger were shown`);
      if (answer.known > size) throw new NotCosigned(`it has cosigned ${answer.known} events, and this ledger has signed ${size}: was the ledger restored from a backup?`);
      old = answer.known;
    }
    throw new NotCosigned('it named another size each time it was asked');
  }

  return {
    wake,
    status() {
      const cosigned = store.lastCosigned(key);
      return { name: witness.key.name, url: witness.url, ...(cosigned === undefined ? {} : { cosigned }), ...(trouble === undefined ? {} : { trouble }) };
    },
    async close() {
      closing.abort();
      clearTimeout(waiting);
      await working;
    },
  };
}
