import { checkpointText, signatureLine, toBase64, writeNote } from '#libs/proof';
import { beyondHead } from '../asking/errors.js';
import type { CheckpointBoard } from './board.js';
import type { CheckpointStore, SignedCheckpoint } from './checkpoint-store.js';
import type { LedgerDamaged } from './damage.js';
import { LedgerForked, requireContinuation } from './fork.js';
import { refusalOf } from './kept-checkpoints.js';
import { type KeyRing, verifiersOf } from './key-file.js';
import type { LedgerTree } from './ledger-tree.js';
import { createSignSoon } from './sign-soon.js';
import type { Witnessing, WitnessStatus } from './witnessing.js';

/** Signs what the ledger holds, and nothing that contradicts what it signed before. */
export interface Notary {
  /** The log's name, for ever. */
  readonly origin: string;
  /** Every verifier key that ever signed, oldest first. */
  keys(): string[];
  /**
   * The newest signed checkpoint; where the ledger has grown since, it signs one more.
   * @throws LedgerForked, LedgerDamaged
   */
  checkpoint(): Promise<SignedCheckpoint>;
  /** The first signed checkpoint that has at least `size` events; where none has, as `checkpoint`. @throws QuestionError where the ledger has fewer; LedgerForked, LedgerDamaged */
  covering(size: number): Promise<SignedCheckpoint>;
  at(size: number): SignedCheckpoint | undefined;
  /** The newest that was signed; signs none. */
  newest(): SignedCheckpoint | undefined;
  /** In the order of their sizes, those greater than `after`. */
  list(after: number, limit: number): SignedCheckpoint[];
  /** Compares the ledger with the newest checkpoint again. */
  check(): Promise<void>;
  /** Why nothing may be written; undefined as long as the ledger continues what was signed, and nothing in it was found to be damaged. */
  refusal(): LedgerForked | LedgerDamaged | undefined;
  /** Signs nothing more, and says so to whoever would write. */
  stop(damage: LedgerDamaged): void;
  /** Has one signed after a while; for whoever has written. */
  signSoon(): void;
  /** What each witness has cosigned, and what keeps it from more. */
  witnesses(): WitnessStatus[];
  /** Signs what was written and is not signed yet. */
  close(): Promise<void>;
}

export interface NotaryOptions {
  origin: string;
  tree: LedgerTree;
  store: CheckpointStore;
  /** What other servers of this ledger signed, and where they learn of what is signed here. */
  board?: CheckpointBoard;
  /** Told of each checkpoint; nobody waits for it. */
  witnessing: Witnessing;
  /** Asked for each time, so that a key that was added signs at once. */
  keys: () => Promise<KeyRing>;
  /** Events in the log, where the index may not be as far. */
  logSize: () => Promise<number>;
  /** After how many seconds what was written is signed without being asked; 0: only when asked. */
  seconds: number;
  /** Takes a line where that failed. */
  tell: (line: string) => void;
}

/**
 * Signing, step by step, one at a time in this process:
 *
 * 1. Take what other servers signed, where there are any; then the newest signed checkpoint, and the tree's size.
 * 2. Prove that the tree begins with what was signed. Where it does not, sign nothing, and let nobody write.
 * 3. Where the tree has grown, and nothing in the ledger is known to be damaged, sign it.
 * 4. Put it up for the other servers, keep it on disk, and only then show it; where another process has done so since step 1, begin again.
 */
export async function createNotary({ origin, tree, store, board, witnessing, keys, logSize, seconds, tell }: NotaryOptions): Promise<Notary> {
  let fork: LedgerForked | undefined;
  let damaged: LedgerDamaged | undefined;
  let verifiers: readonly string[] = [];
  /** How much of the board was taken. */
  let taken = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** The tree's size, once it was compared with what was signed; undefined where the index is not that far yet. */
  async function comparedSize(newest: SignedCheckpoint | undefined): Promise<number | undefined> {
    const size = await tree.size();
    if (newest === undefined) return size;
    if (size < newest.size && (await logSize()) >= newest.size) return undefined;
    await requireContinuation(tree, size, newest, { keys: verifiersOf(await currentKeys()), covering: store.covering });
    return size;
  }

  async function signNewest(): Promise<SignedCheckpoint> {
    for (;;) {
      await takeFromBoard();
      const newest = store.newest();
      const size = await comparedSize(newest);
      if (newest !== undefined && (size === undefined || size === newest.size)) return newest;
      if (damaged !== undefined) throw damaged;
      const signed = await sign(size!);
      if (board !== undefined && !(await board.put(taken, signed))) continue;
      if (!store.add(signed, newest)) continue;
      witnessing.wake();
      return signed;
    }
  }

  async function sign(size: number): Promise<SignedCheckpoint> {
    const root = await tree.rootAt(size);
    const text = checkpointText({ origin, size, root });
    const { signing } = await currentKeys();
    return { size, root: toBase64(root), note: writeNote(text, signing.map((key) => signatureLine(text, key))) };
  }

  /** What others signed is kept here, too, once it is believed: this ledger must go on from it. */
  async function takeFromBoard(): Promise<void> {
    if (board === undefined) return;
    await currentKeys();
    for (let news = await board.read(taken); news.length > 0; news = await board.read(taken)) {
      for (const signed of news) {
        keep(signed, board.name);
        taken += 1;
      }
    }
    witnessing.wake();
  }

  function keep(signed: SignedCheckpoint, place: string): void {
    const refusal = refusalOf(signed, verifiers);
    if (refusal !== undefined) throw new LedgerForked(`the checkpoint of ${signed.size} events at ${place} is not to be believed: ${refusal}`);
    let kept = store.at(signed.size);
    while (kept === undefined) {
      store.add(signed, store.newest());
      kept = store.at(signed.size);
    }
    if (kept.root !== signed.root) throw new LedgerForked(`two checkpoints of ${signed.size} events were signed, one here and one at ${place}, of different ledgers`);
  }

  /** Verifier keys are kept with what they verify, too, for whoever has nothing else. */
  async function currentKeys(): Promise<KeyRing> {
    const ring = await keys();
    verifiers = verifiersOf(ring);
    for (const verifier of verifiers) store.addKey(verifier);
    return ring;
  }

  /** Does `work` after whatever was begun before, and notes a fork. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(work).catch((error: unknown) => {
      if (error instanceof LedgerForked) fork = error;
      throw error;
    });
    last = result.catch(() => undefined);
    return result;
  }

  const checkpoint = (): Promise<SignedCheckpoint> => inTurn(signNewest);
  const refusal = (): LedgerForked | LedgerDamaged | undefined => fork ?? damaged;
  const unasked = createSignSoon(checkpoint, seconds, () => refusal() !== undefined, tell);

  async function check(): Promise<void> {
    fork = undefined;
    await inTurn(async () => (await takeFromBoard(), comparedSize(store.newest()))).catch((error: unknown) => {
      if (!(error instanceof LedgerForked)) throw error;
    });
  }

  await currentKeys();
  await check();
  witnessing.wake();
  return {
    origin,
    keys: () => [...verifiers],
    checkpoint,
    async covering(size) {
      const found = store.covering(size) ?? (await checkpoint());
      if (found.size < size) throw beyondHead('covers', size, found.size);
      return found;
    },
    at: (size) => store.at(size),
    newest: () => store.newest(),
    list: (after, limit) => store.list(after, limit),
    check,
    refusal,
    stop(damage) {
      damaged = damage;
    },
    signSoon: unasked.soon,
    witnesses: () => witnessing.status(),
    async close() {
      await unasked.close();
      await last;
      await witnessing.close();
      await board?.close();
      store.close();
    },
  };
}
