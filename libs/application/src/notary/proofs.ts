import { type Hash, leafHash, toBase64, writeEventProof } from '#libs/proof';
import type { ReadModel } from '#libs/read-model';
import { beyondHead, QuestionError } from '../asking/errors.js';
import type { LedgerTree } from './ledger-tree.js';
import type { Notary } from './notary.js';

/** Hashes in base 64, as in checkpoints. */
export interface InclusionProof {
  seq: number;
  size: number;
  root: string;
  /** The event's head, exactly as it was recorded: the leaf. */
  head: string;
  leafHash: string;
  hashes: string[];
}

export interface ConsistencyProof {
  from: number;
  to: number;
  fromRoot: string;
  toRoot: string;
  hashes: string[];
}

/** A proof of one event, to be kept or mailed (C2SP tlog-proof). */
export interface ProofFile {
  name: string;
  text: string;
}

/** What an auditor asks for. All throw QuestionError for what is not there, and LedgerDamaged where an event is not what was recorded. */
export interface Proofs {
  /** @param size the tree's; by default as large as it is */
  inclusion(seq: number, size?: number): Promise<InclusionProof>;
  consistency(from: number, to?: number): Promise<ConsistencyProof>;
  /** Under the first signed checkpoint that has the event. */
  ofEvent(seq: number): Promise<ProofFile>;
  /** Of one event of a fact; by default its newest. */
  ofFact(fact: string, revision?: number): Promise<ProofFile>;
}

export function createProofs(readModel: Pick<ReadModel, 'factEvents'>, tree: LedgerTree, notary: Notary): Proofs {
  async function inclusion(seq: number, asked?: number): Promise<InclusionProof> {
    const held = await tree.size();
    const size = asked ?? held;
    if (size > held) throw beyondHead('size', size, held);
    if (seq >= size) throw new QuestionError('ledger-beyond-head', `a ledger of ${size} events has none with seq ${seq}`, [{ pointer: '/seq', message: `must be below ${size}` }]);
    const { head } = await eventAt(seq);
    const [hashes, root] = [await tree.inclusion(seq, size), await tree.rootAt(size)];
    return { seq, size, root: toBase64(root), head, leafHash: toBase64(leafHash(head)), hashes: hashes.map(toBase64) };
  }

  async function eventAt(seq: number): Promise<{ id: string; head: string; body: string | null }> {
    const [event] = await tree.events(seq, 1);
    if (event === undefined) throw new QuestionError('ledger-beyond-head', `the ledger has no event ${seq}`, [{ pointer: '/seq', message: `must be below ${await tree.size()}` }]);
    return event;
  }

  async function proofFile(seq: number, name: string): Promise<ProofFile> {
    const { head, body } = await eventAt(seq);
    const { size, note } = await notary.covering(seq + 1);
    const hashes: Hash[] = await tree.inclusion(seq, size);
    return { name: `${name.replace(/[^A-Za-z0-9._-]+/g, '-')}.tlog-proof`, text: writeEventProof({ index: seq, hashes, checkpoint: note, head, body }) };
  }

  return {
    inclusion,
    async consistency(from, asked) {
      const held = await tree.size();
      const to = asked ?? held;
      if (to > held) throw beyondHead('to', to, held);
      if (from > to) throw new QuestionError('bad-parameter', `from ${from} to ${to} is no growth`, [{ pointer: '/from', message: `must be at most ${to}` }]);
      const [hashes, fromRoot, toRoot] = [await tree.consistency(from, to), await tree.rootAt(from), await tree.rootAt(to)];
      return { from, to, fromRoot: toBase64(fromRoot), toRoot: toBase64(toRoot), hashes: hashes.map(toBase64) };
    },
    ofEvent: (seq) => proofFile(seq, `event-${seq}`),
    async ofFact(fact, revision) {
      const events = await readModel.factEvents(fact);
      if (events.length === 0) throw new QuestionError('unknown-fact', `there is no fact ${fact}`);
      const event = revision === undefined ? events.at(-1) : events.find(({ head }) => head.revision === revision);
      if (event === undefined) throw new QuestionError('bad-parameter', `${fact} has no revision ${revision}`, [{ pointer: '/revision', message: `must be one of 1 … ${events.length}` }]);
      return proofFile(event.head.seq, `${fact}-r${event.head.revision}`);
    },
  };
}
