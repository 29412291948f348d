import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog, type StoredEvent } from '#libs/log';
import { append, emptyTree, leafHash, rootOf } from '#libs/proof';
import { unseal } from '../../libs/application/src/writing/seal.js';
import { randomOf } from '../support/random.js';
import { isLinearizable, type Operation } from './linearizable.js';
import { type Order, SHARED, type Told } from './talk.js';

/** A log that several processes write to, and what can be done to it meanwhile, by name. */
export interface Breakable {
  url: string;
  faults: Record<string, () => Promise<void>>;
}

export interface BreakingOptions {
  processes: number;
  /** How long things are broken, in milliseconds; longer where each was not broken once by then, or less was done than there must be. */
  forMs: number;
  /** How many events must have been acknowledged, and how many operations begun on what all change. Default 0. */
  atLeast?: number;
  seed: number;
  /** Steps that a process takes at a time. Default 3. */
  lanes?: number;
  report?: (line: string) => void;
}

export interface BreakingResult {
  events: number;
  acknowledged: number;
  operations: number;
  /** Operations of which nobody heard how they ended. */
  unheard: number;
  /** How often each thing was broken. */
  broken: Record<string, number>;
}

/** What the processes told. */
interface Heard {
  operations: Map<string, Operation & { fact: string }>;
  /** Positions of acknowledged events, by id. */
  places: Map<string, number>;
  ends: { root: string; answer: string }[];
}

interface Worker {
  process: ChildProcess;
  said: Set<string>;
  talk: string;
}

/** Longest that a process may take to get ready, or to finish: on a machine that has much else to do. */
const PATIENCE = 240_000;

/**
 * Lets processes write to one log while they are killed, cut off, and their clocks are set back. In the end everything acknowledged must be there, once, in its place; the log without a gap; the processes' roots and
 * answers one; and what they saw of the facts that all change must be linearizable.
 * @throws AssertionError at the first promise broken
 */
export async function breakLog({ url, faults }: Breakable, { processes, forMs, atLeast = 0, seed, lanes = 3, report = () => undefined }: BreakingOptions): Promise<BreakingResult> {
  const random = randomOf(seed);
  const folder = await mkdtemp(join(tmpdir(), 'parley-breaking-'));
  const heard: Heard = { operations: new Map(), places: new Map(), ends: [] };
  const broken: Record<string, number> = {};
  let started = 0;
  const start = (which: number): Worker => startWorker(join(folder, `node-${which}`), url, `w${which}x${(started += 1)}`, random.upTo(2 ** 31), lanes, heard);
  const workers = Array.from({ length: processes }, (_, which) => start(which));
  try {
    await Promise.all(workers.map((worker) => until(worker, 'ready')));
    const deeds: Record<string, () => Promise<void>> = {
      ...faults,
      async kill() {
        const which = random.upTo(processes);
        await kill(workers[which]!);
        workers[which] = start(which);
        if (random.chance(0.5)) await until(workers[which], 'ready');
      },
      async clock() {
        order(random.pick(workers), { secondsBack: 1 + random.upTo(7_200) });
      },
    };
    const end = performance.now() + forMs;
    // Each thing once, then whatever comes.
    const due = Object.keys(deeds);
    while (performance.now() < end || due.length > 0 || Math.min(heard.places.size, heard.operations.size) < atLeast) {
      await sleep(random.upTo(400));
      const name = due.length > 0 ? due.splice(random.upTo(due.length), 1)[0]! : random.pick(Object.keys(deeds));
      report(`${name}: ${heard.places.size} acknowledged so far`);
      await deeds[name]!();
      broken[name] = (broken[name] ?? 0) + 1;
    }
    await Promise.all(workers.map((worker) => until(worker, 'ready')));
    for (const worker of workers) order(worker, { finish: true });
    await Promise.all(workers.map((worker) => until(worker, 'idle')));
    const events = await readAll(url);
    for (const worker of workers) order(worker, { answerAt: events.length });
    await Promise.all(workers.map(ended));
    checkLog(events, heard, processes);
    checkHistories(heard);
    const all = [...heard.operations.values()];
    return { events: events.length, acknowledged: heard.places.size, operations: all.length, unheard: all.filter(({ returned }) => returned === undefined).length, broken };
  } finally {
    await Promise.all(workers.map(kill));
    await rm(folder, { recursive: true, force: true });
  }
}

function startWorker(folder: string, url: string, name: string, seed: number, lanes: number, heard: Heard): Worker {
  const env = { PATH: process.env['PATH'], TZ: process.env['TZ'], PARLEY_DATA: folder, PARLEY_LOG: url, PARLEY_CHECKPOINT_SECONDS: '0' };
  const child = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/breaking/worker.ts', name, String(seed), String(lanes)], { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const worker: Worker = { process: child, said: new Set(), talk: '' };
  child.stderr!.on('data', (chunk) => (worker.talk += chunk));
  child.on('message', (told: Told) => (typeof told === 'string' ? worker.said.add(told) : hear(told, heard)));
  return worker;
}

function hear(told: Exclude<Told, string>, { operations, places, ends }: Heard): void {
  if ('recorded' in told) places.set(told.recorded, told.seq);
  else if ('answer' in told) ends.push(told);
  else if ('called' in told) operations.set(told.step, { ...told, called: BigInt(told.called) });
  else {
    const { step, returned, seq, ...rest } = told;
    operations.set(step, { ...operations.get(step)!, ...rest, returned: BigInt(returned) });
    if (seq !== undefined) places.set(step, seq);
  }
}

function order({ process: child }: Worker, given: Order): void {
  if (child.connected) child.send(given);
}

async function until(worker: Worker, word: string): Promise<void> {
  for (const end = performance.now() + PATIENCE; !worker.said.has(word); await sleep(10)) {
    assert.equal(worker.process.exitCode ?? worker.process.signalCode, null, `a process ended by itself:\n${worker.talk}`);
    assert.ok(performance.now() < end, `a process was not ${word} in ${PATIENCE / 1_000} seconds:\n${worker.talk}`);
  }
}

async function ended({ process: child, talk }: Worker): Promise<void> {
  for (const end = performance.now() + PATIENCE; child.exitCode === null; await sleep(10)) assert.ok(performance.now() < end, `a process did not end:\n${talk}`);
}

async function kill({ process: child }: Worker): Promise<void> {
  child.kill('SIGKILL');
  while (child.exitCode === null && child.signalCode === null) await sleep(5);
}

async function readAll(url: string): Promise<StoredEvent[]> {
  const log = await openLog(url);
  const events: StoredEvent[] = [];
  for (let page = await log.read(0, 1_000); page.length > 0; page = await log.read(events.length, 1_000)) events.push(...page);
  await log.close();
  return events;
}

function checkLog(events: readonly StoredEvent[], { places, ends }: Heard, processes: number): void {
  assert.deepEqual(events.map(({ seq }) => seq), events.map((_, seq) => seq), 'the log has a gap');
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length, 'an event is in the log twice');
  const recordedAt = events.map((event) => unseal(event).head.recordedAt);
  assert.ok(recordedAt.every((at, n) => n === 0 || at > recordedAt[n - 1]!), 'recordedAt does not increase');
  for (const [id, seq] of places) assert.equal(events[seq]?.id, id, `${id} was acknowledged at ${seq}, and is not there`);
  let tree = emptyTree();
  for (const { head } of events) tree = append(tree, leafHash(head));
  assert.deepEqual(ends.map(({ root }) => root), Array.from({ length: processes }, () => rootOf(tree).toString('hex')), 'the processes have other roots than the log');
  assert.equal(new Set(ends.map(({ answer }) => answer)).size, 1, 'the processes answer differently');
}

function checkHistories({ operations }: Heard): void {
  for (const fact of SHARED) {
    const history = [...operations.values()].filter((operation) => operation.fact === fact);
    assert.ok(isLinearizable(history, 1), `what was seen of ${fact} can't have happened one after another:\n${history.map((operation) => JSON.stringify(operation, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).join('\n')}`);
  }
}
