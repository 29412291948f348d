import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Known, learn, type LedgerEvent } from '#libs/domain';
import { type Log, openLog, type StoredEvent } from '#libs/log';
import { type OpenReadModel, openReadModel } from '#libs/read-model';
import { SEED } from '../../../../test/support/property.js';
import { realisticSteps } from '../../../../test/support/realistic.js';
import { sealedPages } from '../../../../test/support/sealed.js';
import { createHeadKnowledge } from './knowledge.js';
import { unseal } from './seal.js';

/** A history with many changes of what was written shortly before. */
const SHAPE = { negotiation: 'talks', events: 300, seed: SEED, revised: 0.3, mended: 0.2, retracted: 0.2 };
const STORED: StoredEvent[] = [...sealedPages(realisticSteps(SHAPE))].flat();
const EVENTS: LedgerEvent[] = STORED.map(unseal);
const NAMES = {
  negotiations: new Set(['talks', 'nowhere']),
  facts: new Set([...EVENTS.map(({ head }) => head.fact), 'nothing']),
  events: new Set([...EVENTS.map(({ head }) => head.id), 'no-event']),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-knowledge-'));
});
afterAll(() => rm(folder, { recursive: true }));

let opened = 0;
/** A log that holds the first events, and its index. */
async function indexOf(size: number): Promise<{ log: Log; index: OpenReadModel; close(): Promise<void> }> {
  const log = await openLog('memory:');
  await log.append(0, STORED.slice(0, size));
  const index = await openReadModel(join(folder, `index-${(opened += 1)}.db`), { log });
  return { log, index, close: async () => (await index.close(), log.close()) };
}

/** All that the first events say. */
function saidBy(events: readonly LedgerEvent[]): Known {
  const said: Known = { zones: new Map(), facts: new Map(), events: new Map() };
  for (const event of events) learn(said, event);
  return said;
}

function some<T>(from: ReadonlySet<T>, share: number, offset: number): Set<T> {
  return new Set([...from].filter((_, place) => (place + offset) % share === 0));
}

describe('what is known at the head of the log', () => {
  it('is what all events say, however far the index lags behind and whatever was asked before', async () => {
    const step = fc.record({ written: fc.integer({ min: 1, max: 40 }), indexed: fc.constantFrom(0, 0, 0.5, 1), share: fc.integer({ min: 1, max: 9 }) });
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.constantFrom(5, 30, 4_000), fc.array(step, { minLength: 3, maxLength: 12 }), async (begun, kept, steps) => {
      const { log, index, close } = await indexOf(begun);
      try {
        const knowledge = createHeadKnowledge(index.readModel, kept);
        knowledge.begin(begun);
        let size = begun;
        let indexed = begun;
        for (const [n, { written, indexed: part, share }] of steps.entries()) {
          const names = { negotiations: NAMES.negotiations, facts: some(NAMES.facts, share, n), events: some(NAMES.events, share, n) };
          const [known, said] = [await knowledge.recall(names), saidBy(EVENTS.slice(0, size))];
          for (const kind of ['negotiations', 'facts', 'events'] as const) {
            const of = kind === 'negotiations' ? 'zones' : kind;
            for (const id of names[kind]) expect([id, known![of].get(id)]).toEqual([id, said[of].get(id)]);
          }
          const added = EVENTS.slice(size, size + written);
          const room = await knowledge.recall({ negotiations: new Set(['talks']), facts: new Set(added.map(({ head }) => head.fact)), events: new Set(added.map(({ head }) => head.id)) });
          for (const event of added) learn(room!, event);
          knowledge.wrote(added.length, indexed);
          size += added.length;
          // The log is given to the index in parts, as if the rest were still on its way.
          const to = indexed + Math.floor((size - indexed) * part);
          await log.append(indexed, STORED.slice(indexed, to));
          indexed = (await index.indexer.catchUp()).seq;
        }
      } finally {
        await close();
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: 25 });
  });

  it('is not said where the index is ahead, nor after it was forgotten', async () => {
    const { index, close } = await indexOf(20);
    const knowledge = createHeadKnowledge(index.readModel);
    knowledge.begin(19);
    expect(await knowledge.recall(NAMES)).toBeUndefined();
    knowledge.begin(20);
    expect((await knowledge.recall(NAMES))!.facts.has(EVENTS[19]!.head.fact)).toBe(true);
    knowledge.forget();
    expect([knowledge.size(), await knowledge.recall({ ...NAMES, facts: new Set(['later']) })]).toEqual([undefined, undefined]);
    await close();
  });
});
