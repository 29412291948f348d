import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deadlines } from '#libs/domain';
import { openLog } from '#libs/log';
import { type OpenReadModel, openReadModel } from '#libs/read-model';
import type { Timeline } from '#libs/timeline';
import { realisticSteps } from '../../../../test/support/realistic.js';
import { sealedPages } from '../../../../test/support/sealed.js';
import { openSwap } from './swap.js';
import { createTimelines, type Timelines } from './timelines.js';

const NEGOTIATIONS = ['mill', 'mine', 'port'] as const;

/** Events of each; `quay` has ten times as many. */
const EACH = 150;

/** After everything. */
const FAR = Date.UTC(2030, 0);

let folder: string;
let index: OpenReadModel;
/** Of the ledger. */
let size: number;
let closing: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-timelines-'));
  const log = await openLog('memory:');
  size = 0;
  for (const page of sealedPages(steps())) {
    await log.append(size, page);
    size += page.length;
  }
  index = await openReadModel(join(folder, 'index.db'), { log });
  await index.indexer.catchUp();
  closing = async () => (await index.close(), await log.close());
});
afterAll(async () => {
  await closing();
  await rm(folder, { recursive: true });
});

function* steps() {
  for (const negotiation of NEGOTIATIONS) yield* realisticSteps({ negotiation, events: EACH, seed: 7 });
  yield* realisticSteps({ negotiation: 'quay', events: 10 * EACH, seed: 7, agencies: 2, rounds: 1 });
}

/** Timelines over the index, and which events were read for them. */
function open(cacheBytes: number): { timelines: Timelines; read: string[] } {
  const { readModel } = index;
  const read: string[] = [];
  const events: typeof readModel.events = async (...asked) => {
    const found = await readModel.events(...asked);
    read.push(...found.map(({ head }) => head.id));
    return found;
  };
  return { timelines: createTimelines({ negotiation: readModel.negotiation, events }, { limit: cacheBytes, openSwap: () => openSwap(folder) }), read };
}

describe('timelines', () => {
  it('are loaded once, however many ask at the same time, and then grow by what they lack', async () => {
    const { timelines, read } = open(1e9);
    await timelines.get('mill', EACH / 2);
    const first = read.length;
    const [one, ...others] = await Promise.all(Array.from({ length: 5 }, () => timelines.get('mill', size)));
    expect(new Set([one, ...others]).size).toBe(1);
    expect([first, new Set(read).size]).toEqual([EACH / 2, EACH]);
    expect(read).toHaveLength(EACH);
  });

  it('are held up to so many bytes: the least recently asked-for make room', async () => {
    const { timelines: alone } = open(1e9);
    await alone.get('mill', size);
    const { timelines, read } = open(alone.held().bytes * 2.5);
    for (const negotiation of ['mill', 'mine', 'mill', 'port'] as const) await timelines.get(negotiation, size);
    const held = timelines.held();
    expect([held.negotiations, held.bytes <= alone.held().bytes * 2.5]).toEqual([2, true]);
    const before = read.length;
    await timelines.get('mill', size);
    expect(read.length).toBe(before);
    await timelines.get('mine', size);
    expect(read.length).toBeGreaterThan(before);
  });

  it('hold the one that is in use, whatever its size', async () => {
    const { timelines } = open(0);
    for (const negotiation of NEGOTIATIONS) await timelines.get(negotiation, size);
    expect(timelines.held().negotiations).toBe(1);
  });

  it('hold a long one beside another: what of it has no room is in the swap', async () => {
    const { timelines: alone } = open(1e9);
    await alone.get('quay', size);
    const limit = alone.held().bytes / 5;
    const { timelines, read } = open(limit);
    for (const negotiation of ['quay', 'mine', 'quay']) await timelines.get(negotiation, size);
    const held = timelines.held();
    expect([held.negotiations, held.bytes <= limit, read.length]).toEqual([2, true, 11 * EACH]);
    const told = (timeline: Timeline): unknown => deadlines(timeline.evidenceAt({ at: FAR, known: FAR, ledger: size }));
    expect(told(await timelines.get('quay', size))).toEqual(told(await alone.get('quay', size)));
  });
});
