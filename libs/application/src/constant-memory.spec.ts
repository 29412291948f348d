import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { ClaimInput, ReplayStep } from '#libs/domain';
import { openLog } from '#libs/log';
import { heldSince } from '../../../test/support/heap.js';
import type { Step } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { openParley } from './open.js';
import type { Parley } from './parley.js';
import { readSettings } from './settings.js';

const FIRST_DAY = Temporal.PlainDate.from('2001-01-01');
const EVENTS = 2_100;
/** What each event says: together far more than may be held. */
const GIST = 'No. '.repeat(1_000);
/** Bytes: a third less than a timeline takes that lies in memory as a whole. Three times the events take no more than these do. */
const MAY_HOLD = EVENTS * GIST.length * 1.25;

let folder: string;
let parley: Parley;
let held: () => number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-constant-'));
  const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
  let size = 0;
  for (const page of sealedPages(statements())) {
    await log.append(size, page);
    size += page.length;
  }
  await log.close();
  held = heldSince();
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  parley = await openParley(readSettings({ PARLEY_DATA: folder, PARLEY_CACHE_BYTES: '1000000' }));
});
afterEach(() => parley.close());

function* statements(): Generator<Step, void> {
  yield recorded('mill', 'negotiation.opened', { data: { title: 'The mill', zone: 'America/New_York' } });
  for (let fact = 1; fact < EVENTS; fact += 1) {
    const day = FIRST_DAY.add({ days: fact }).toString();
    yield recorded(`F${fact}`, 'statement.made', { happened: day, reported: day, data: { speaker: 'A. Boss', gist: GIST } });
  }
}

function recorded(fact: string, type: string, claim: ClaimInput): Step {
  return { command: { op: 'record', id: `${fact}-record`, fact, negotiation: 'mill', type, claims: [claim] }, last: true };
}

/** How many bytes more are held than before all work, when nearly all of some is done: to be told how far it is. */
function holding(): { to(done: number): void; bytes(): number } {
  let bytes = NaN;
  return {
    to(done) {
      if (Number.isNaN(bytes) && done > EVENTS * 0.9) bytes = held();
    },
    bytes: () => bytes,
  };
}

async function heldOver(items: AsyncIterable<unknown>): Promise<number> {
  const { to, bytes } = holding();
  let done = 0;
  for await (const _ of items) to((done += 1));
  return bytes();
}

describe('no more of a long negotiation than of a short one is held', () => {
  it('while the index is built again', async () => {
    const { to, bytes } = holding();
    await parley.rebuild(to);
    expect(bytes()).toBeLessThan(MAY_HOLD);
  });

  it('while it is exported', async () => {
    expect(await heldOver(parley.exportLines('mill'))).toBeLessThan(MAY_HOLD);
  });

  it.each<ReplayStep['clock']>(['happened', 'reported', 'recorded'])('while its story is told on the clock of what %s', async (clock) => {
    expect(await heldOver(parley.replay({ ask: 'replay', negotiation: 'mill', clock }))).toBeLessThan(MAY_HOLD);
  });
});
