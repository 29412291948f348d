import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '#libs/domain';
import { openLog, type StoredEvent } from '#libs/log';
import { append, emptyTree, leafHash, rootOf } from '#libs/proof';
import { openReadModel } from '#libs/read-model';
import { unseal } from '../../libs/application/src/writing/seal.js';
import { LANES, submitOf } from './commands.js';

export interface CrashOptions {
  /** Empty, or left by an earlier run with the same lanes. Holds ledger and index. */
  folder: string;
  kills: number;
  seed: number;
  /** The longest that a writer works on before it is killed, in ms; default 300. One that works for seconds has a thread for its index by then. */
  loadMs?: number;
  /** How many events a writer must have acknowledged before that, where it is not killed while it opens its files, which the first is not; default 0. */
  atLeast?: number;
  /** Told what came out of each kill. */
  report?: (line: string) => void;
}

export interface CrashResult {
  kills: number;
  /** Events in the log at the end. */
  events: number;
  /** Events whose receipts were read before their writer died. */
  acknowledged: number;
  /** Submits that had been written, though their writer died before it could say so; answered by their first receipts later. */
  foundAgain: number;
}

/** What the writers that were killed had acknowledged. */
interface Promised {
  /** Position by event id. */
  places: Map<string, number>;
  /** Each lane's first submit that was not acknowledged. */
  next: number[];
  foundAgain: number;
}

/** The share of writers that are killed while they still open their files. */
const KILLED_EARLY = 0.2;
const MAX_OPENING_MS = 1_500;

/**
 * Kills a writer that records under load, again and again at random moments, and after each kill checks ledger and index against what had been acknowledged.
 * SIGKILL leaves the operating system alive: this is the death of a process, not a loss of power.
 * @throws AssertionError at the first promise broken
 */
export async function crash({ folder, kills, seed, loadMs = 300, atLeast = 0, report = () => undefined }: CrashOptions): Promise<CrashResult> {
  const random = generator(seed);
  const promised: Promised = { places: new Map(), next: Array.from({ length: LANES }, () => 0), foundAgain: 0 };
  let events = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = promised.places.size;
    await writeUntilKilled(folder, promised, random, { loadMs, atLeast, isFirst: kill === 1 });
    events = await check(folder, promised.places);
    report(`kill ${kill}: ${promised.places.size - before} acknowledged by this writer, ${promised.places.size} by all; ${events} events in the log; all there, once, in order; index agrees`);
  }
  return { kills, events, acknowledged: promised.places.size, foundAgain: promised.foundAgain };
}

async function writeUntilKilled(folder: string, promised: Promised, random: () => number, { loadMs, atLeast, isFirst }: { loadMs: number; atLeast: number; isFirst: boolean }): Promise<void> {
  const args = ['--import', './test/support/typescript.mjs', 'test/crash/writer.ts', folder, ...promised.next.map(String)];
  const writer = spawn(process.execPath, args, { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let talk = '';
  writer.stderr.on('data', (chunk) => (talk += chunk));
  const closed = new Promise<NodeJS.Signals | null>((resolve) => writer.on('close', (_, signal) => resolve(signal)));
  const enough = promised.places.size + atLeast;
  const loaded = new Promise<void>((resolve) => {
    createInterface(writer.stdout).on('line', (text) => {
      const line = JSON.parse(text) as 'ready' | { lane: number; n: number; receipts: Receipt[] };
      if (line !== 'ready') keep(promised, line.lane, line.n, line.receipts);
      if (promised.places.size >= enough) resolve();
    });
  });

  if (random() < KILLED_EARLY && !isFirst) await Promise.race([sleep(random() * MAX_OPENING_MS), closed]);
  else {
    await Promise.race([loaded, closed]);
    await Promise.race([sleep(random() * loadMs), closed]);
  }
  writer.kill('SIGKILL');
  assert.equal(await closed, 'SIGKILL', `the writer ended by itself:\n${talk}`);
}

function keep(promised: Promised, lane: number, n: number, receipts: Receipt[]): void {
  assert.deepEqual(receipts.map(({ id }) => id), submitOf(lane, n).map(({ id }) => id), 'one receipt for each command');
  for (const { id, seq } of receipts) promised.places.set(id, seq);
  if (receipts.some(({ repeated }) => repeated)) promised.foundAgain += 1;
  promised.next[lane] = n + 1;
}

/** Opens what the dead writer left and holds it against what was acknowledged. Returns the log's size. */
async function check(folder: string, acknowledged: ReadonlyMap<string, number>): Promise<number> {
  const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
  const index = await openReadModel(join(folder, 'index.db'), { log });
  try {
    const stored = await log.read(0, Number.MAX_SAFE_INTEGER);
    checkLog(stored, acknowledged);
    const root = rootOf(stored.reduce((tree, { head }) => append(tree, leafHash(head)), emptyTree())).toString('hex');
    assert.deepEqual(await index.indexer.catchUp(), { seq: stored.length, root }, 'the index stands at the log’s head, with its root');
    assert.deepEqual(await index.readModel.position(), { seq: stored.length, root });
    assert.deepEqual(await index.readModel.events('talks', 0, stored.length), stored.map(unseal), 'the index holds what the log holds');
    return stored.length;
  } finally {
    await index.close();
    await log.close();
  }
}

function checkLog(stored: readonly StoredEvent[], acknowledged: ReadonlyMap<string, number>): void {
  let previous = '';
  stored.forEach(({ seq, id, head, body }, place) => {
    const said = unseal({ seq, id, head, body }).head;
    assert.deepEqual([seq, said.seq, said.id], [place, place, id], 'positions have no gaps');
    assert.ok(said.recordedAt > previous, 'recordedAt strictly increases');
    assert.equal(createHash('sha256').update(body!).digest('hex'), said.bodyHash, 'each body is whole');
    previous = said.recordedAt;
  });
  const ids = new Set(stored.map(({ id }) => id));
  assert.equal(ids.size, stored.length, 'nothing is doubled');
  for (const [id, seq] of acknowledged) assert.equal(stored[seq]?.id, id, `${id} was acknowledged at ${seq}`);
  for (const id of ids) {
    const group = /^(lane\d+-\d+)[abc]$/.exec(id)?.[1];
    if (group !== undefined) assert.ok(['a', 'b', 'c'].every((part) => ids.has(group + part)), `${group} was written as a whole`);
  }
}

/** Numbers in [0, 1) that depend on the seed alone (a linear congruential generator, modulus 2^32). */
function generator(seed: number): () => number {
  let state = seed % 2 ** 32;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
