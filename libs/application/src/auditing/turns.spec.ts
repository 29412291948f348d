import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openLog } from '#libs/log';
import { buildVerifier } from '../../../../test/support/bundles.js';
import { realisticSteps } from '../../../../test/support/realistic.js';
import { sealedPages } from '../../../../test/support/sealed.js';
import { openParley } from '../open.js';
import type { Parley } from '../parley.js';
import { readSettings } from '../settings.js';

const EVENTS = 3_000;
/** More values than a piece of a table holds, which is written at once. */
const PIECE = 4_000;

let folder: string;
let parley: Parley;
beforeAll(async () => {
  await buildVerifier();
  folder = await mkdtemp(join(tmpdir(), 'parley-turns-'));
  const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
  let size = 0;
  for (const page of sealedPages(realisticSteps({ negotiation: 'talks', events: EVENTS, seed: 7, days: 1_000, agencies: 5, rounds: 3, deadlines: 10, measures: 10 }))) {
    await log.append(size, page);
    size += page.length;
  }
  await log.close();
  parley = await openParley(readSettings({ PARLEY_DATA: folder, PARLEY_CHECKPOINT_SECONDS: '0' }));
});
afterAll(async () => {
  await parley.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** How much is done at most while nobody else has a turn, by a clock that goes on by a millisecond whenever it is asked: the same on any machine. */
async function mostBetweenTurns(work: (done: () => void) => Promise<void>): Promise<number> {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 1));
  let [since, most, isDone] = [0, 0, false];
  const others = (async () => {
    for (; !isDone; since = 0) await setImmediate();
  })();
  await work(() => (most = Math.max(most, (since += 1))));
  isDone = true;
  await others;
  return most;
}

describe('while a long negotiation is taken home, others have their turn', () => {
  it('between any few of its lines', async () => {
    let lines = 0;
    const most = await mostBetweenTurns(async (done) => {
      for await (const _ of parley.exportLines('talks')) {
        lines += 1;
        done();
      }
    });
    expect(lines).toBeGreaterThan(EVENTS * 0.9);
    expect(most).toBeLessThan(20);
  });

  it('between any few values of its bundle', async () => {
    const { stringify } = JSON;
    const file = await open(join(folder, 'bundle.zip'), 'w');
    let values = 0;
    const most = await mostBetweenTurns(async (done) => {
      jest.spyOn(JSON, 'stringify').mockImplementation((...given: unknown[]) => {
        values += 1;
        done();
        return stringify(...(given as Parameters<typeof stringify>));
      });
      await parley.writeBundle(file);
    });
    await file.close();
    expect(values).toBeGreaterThan(10 * PIECE);
    expect(most).toBeLessThan(PIECE);
  });
});
