import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Command, Receipt } from '#libs/domain';
import { AppendTooLarge, type Log, openLog, type StoredEvent } from '#libs/log';
import { type OpenReadModel, openReadModel } from '#libs/read-model';
import { createRecorder, type Recorder, type RecorderOptions } from './recorder.js';
import { unseal } from './seal.js';

let folder: string;
let log: Log;
let closing: (() => Promise<void>)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-recorder-'));
  log = await openLog('memory:');
  closing = [];
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await log.close();
  await rm(folder, { recursive: true });
});

/** A recorder with an index of its own on the shared log, as each process has. */
async function open(options: Partial<RecorderOptions> = {}): Promise<{ recorder: Recorder; index: OpenReadModel }> {
  const index = await openReadModel(join(folder, `index-${closing.length}.db`), { log });
  let salts = 0;
  const recorder = createRecorder({ log, ...index, clock: () => 1_310_500_800_000_000n, salt: () => `salt-${(salts += 1)}`, ...options });
  closing.push(async () => {
    await recorder.close();
    await index.close();
  });
  return { recorder, index };
}

const opening: Command = {
  id: 'open', fact: 'talks', negotiation: 'talks', op: 'record', type: 'negotiation.opened',
  claims: [{ happened: '2011-01-01', data: { title: 'Talks', zone: 'America/New_York' } }],
};
const milestone = (fact: string, id = `record-${fact}`, happened = '2011-05-05'): Command => ({
  id, fact, negotiation: 'talks', op: 'record', type: 'milestone.reached', claims: [{ happened, data: { kind: 'talks-opened' } }],
});
const revision = (fact: string, id: string, expectedRevision?: number): Command => ({
  id, fact, op: 'revise', claims: [{ happened: '2011-05-06', data: { kind: 'talks-opened' } }], ...(expectedRevision === undefined ? {} : { expectedRevision }),
});

/** The log as an engine gives it that lets writers take turns. */
function takingTurns(): Log {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn: Log['inTurn'] = (fromSeq, work) => {
    const mine = last.then(async () => work({ ...log, news: await log.read(fromSeq, 3) }));
    last = mine.catch(() => undefined);
    return mine;
  };
  return { ...log, inTurn };
}

async function written(from: Log = log): Promise<StoredEvent[]> {
  return from.read(0, 100_000);
}

/** What must hold of any log, whatever was submitted to it. */
function expectSound(events: StoredEvent[]): void {
  const heads = events.map((event) => unseal(event).head);
  expect(heads.map(({ seq }) => seq)).toEqual(heads.map((_, n) => n));
  expect(new Set(heads.map(({ id }) => id)).size).toBe(heads.length);
  heads.slice(1).forEach(({ recordedAt }, n) => expect(recordedAt > heads[n]!.recordedAt).toBe(true));
}

describe('recording', () => {
  it('answers with the place of each event, and the index shows it', async () => {
    const { recorder, index } = await open();
    expect(await recorder.submit([opening, milestone('m1')], 'ann')).toEqual([
      { seq: 0, id: 'open', fact: 'talks', revision: 1, recordedAt: '2011-07-12T20:00:00.000000Z' },
      { seq: 1, id: 'record-m1', fact: 'm1', revision: 1, recordedAt: '2011-07-12T20:00:00.000001Z' },
    ]);
    expect((await index.readModel.factEvents('m1')).map(({ head }) => [head.recordedBy, head.revision])).toEqual([['ann', 1]]);
    expect((await written()).map(unseal)).toEqual(await index.readModel.events('talks', 0, 2));
    expect(await recorder.submit([], 'ann')).toEqual([]);
  });

  it('writes 64 submits at once in few batches, each answered with its own place', async () => {
    const appends: number[] = [];
    const counted: Log = { ...log, append: (at, events) => (appends.push(events.length), log.append(at, events)) };
    const { recorder } = await open({ log: counted });
    await recorder.submit([opening], 'ann');
    const answers = await Promise.all(Array.from({ length: 64 }, (_, n) => recorder.submit([milestone(`m${n}`)], `writer-${n}`)));
    expect(answers.map(([receipt]) => receipt!.fact)).toEqual(Array.from({ length: 64 }, (_, n) => `m${n}`));
    expect(new Set(answers.map(([receipt]) => receipt!.seq)).size).toBe(64);
    expect(appends).toEqual([1, 64]);
    expectSound(await written());
  });

  it('keeps batches within their limits, and never splits a submit', async () => {
    const appends: number[] = [];
    const counted: Log = { ...log, append: (at, events) => (appends.push(events.length), log.append(at, events)) };
    const { recorder } = await open({ log: counted, maxSubmits: 3, maxCommands: 4 });
    const group = (name: string, size: number) => recorder.submit(Array.from({ length: size }, (_, n) => milestone(`${name}${n}`)), 'ann');
    await Promise.all([recorder.submit([opening], 'ann'), group('a', 6), group('b', 1), group('c', 1), group('d', 1), group('e', 1), group('f', 3), group('g', 2)]);
    // The 4th small submit would fit by its commands, the last one by its number.
    expect(appends).toEqual([1, 6, 3, 4, 2]);
  });

  it('lets others have their turn while it decides a submit of many commands', async () => {
    const { recorder } = await open();
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    await recorder.submit([opening, ...Array.from({ length: 400 }, (_, n) => milestone(`m${n}`))], 'ann');
    clearInterval(others);
    expect(turns).toBeGreaterThan(5);
    expectSound(await written());
  });

  it('strictly increases recordedAt when the clock steps back, also after a restart', async () => {
    let now = 1_310_500_800_000_000n;
    const first = await open({ clock: () => (now -= 60_000_000n) });
    await first.recorder.submit([opening, milestone('m1')], 'ann');
    const second = await open({ clock: () => (now -= 60_000_000n) });
    await second.recorder.submit([milestone('m2')], 'ann');
    expectSound(await written());
  });
});

describe('refusals', () => {
  it('refuses a submit as a whole, and harms no other of its batch', async () => {
    const { recorder } = await open();
    await recorder.submit([opening], 'ann');
    const [before, refused, after] = await Promise.allSettled([
      recorder.submit([milestone('m1')], 'ann'),
      recorder.submit([milestone('m2'), milestone('m3', 'bad', '2011-02-29')], 'ben'),
      recorder.submit([milestone('m4')], 'cem'),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'Rejection', code: 'invalid-fact', command: 1 } });
    expect([before, after]).toMatchObject([{ status: 'fulfilled', value: [{ seq: 1 }] }, { status: 'fulfilled', value: [{ seq: 2 }] }]);
    expect((await written()).map(({ id }) => id)).toEqual(['open', 'record-m1', 'record-m4']);
  });

  it('decides each submit on what the ones before it in the batch left', async () => {
    const { recorder } = await open();
    const outcomes = await Promise.allSettled([
      recorder.submit([opening], 'ann'),
      recorder.submit([milestone('m1')], 'ann'),
      recorder.submit([milestone('m1', 'again')], 'ben'),
      recorder.submit([revision('m1', 'r1', 1)], 'cem'),
      recorder.submit([revision('m1', 'r2', 1)], 'dan'),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value[0]!.revision : outcome.reason.code))).toEqual([1, 1, 'fact-exists', 2, 'stale-revision']);
  });

  it.each<[string, string, string]>([
    ['event-too-large', 'too long a note', 'x'.repeat(1_000_001)],
    ['not-canonical', 'text that is not Unicode', '\udc00'],
  ])('refuses with %s what can’t be sealed (%s), and that alone', async (code, _, note) => {
    const { recorder } = await open();
    await recorder.submit([opening], 'ann');
    const [refused, taken] = await Promise.allSettled([
      recorder.submit([milestone('m1'), { ...milestone('m2'), note }], 'ann'),
      recorder.submit([milestone('m1', 'free-again')], 'ben'),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code } });
    expect(taken).toMatchObject({ status: 'fulfilled', value: [{ seq: 1, fact: 'm1', revision: 1 }] });
  });
});

describe('the same command again', () => {
  it('is answered by the first receipt, at any later time and from any process', async () => {
    const { recorder } = await open();
    const [, first] = await recorder.submit([opening, milestone('m1')], 'ann');
    await recorder.submit([revision('m1', 'r1')], 'ann');
    expect(await recorder.submit([milestone('m1')], 'ben')).toEqual([{ ...first, repeated: true }]);
    const other = await open();
    expect(await other.recorder.submit([milestone('m1'), milestone('m2')], 'ben')).toMatchObject([{ ...first, repeated: true }, { seq: 3, fact: 'm2' }]);
    expect(await log.head()).toBe(4);
  });

  it('is written once where both are in one batch', async () => {
    const { recorder } = await open();
    await recorder.submit([opening], 'ann');
    const [one, two] = await Promise.all([recorder.submit([milestone('m1')], 'ann'), recorder.submit([milestone('m1')], 'ann')]);
    expect(two).toEqual([{ ...one![0], repeated: true }]);
    expect(await log.head()).toBe(2);
  });

  it('is refused where it says something else', async () => {
    const { recorder } = await open();
    await recorder.submit([opening, milestone('m1')], 'ann');
    await expect(recorder.submit([milestone('m1', 'record-m1', '2011-05-07')], 'ann')).rejects.toMatchObject({ code: 'id-taken' });
    await expect(recorder.submit([milestone('m2', 'record-m1')], 'ann')).rejects.toMatchObject({ code: 'id-taken' });
    expect(await log.head()).toBe(2);
  });
});

describe('two processes on one log', () => {
  it.each([['', () => log], [', in turns', takingTurns]])('lose nothing and double nothing, though they run into each other all the time%s', async (_, shared) => {
    const options = { log: shared() };
    const [a, b] = [(await open(options)).recorder, (await open(options)).recorder];
    await a.submit([opening], 'ann');
    const submits: Promise<Receipt[]>[] = [];
    for (let n = 0; n < 40; n += 1) {
      submits.push(a.submit([milestone(`a${n}`)], 'ann'), b.submit([milestone(`b${n}`)], 'ben'));
      submits.push(a.submit([milestone(`both${n}`)], 'ann'), b.submit([milestone(`both${n}`)], 'ann'));
      if (n % 4 === 3) await new Promise(setImmediate);
    }
    const receipts = (await Promise.all(submits)).flat();
    const events = await written();
    expect(events).toHaveLength(121);
    expectSound(events);
    for (const { seq, id } of receipts) expect(events[seq]!.id).toBe(id);
    expect(receipts.filter(({ repeated }) => repeated)).toHaveLength(40);
  });

  it('decide in turns on what the other wrote first, changed and redacted', async () => {
    const shared = takingTurns();
    const [a, b] = [await open({ log: shared }), await open({ log: shared })];
    await a.recorder.submit([opening], 'ann');
    for (let n = 0; n < 6; n += 1) {
      // Whoever is first has the other's facts to change, which his own index need not have.
      const [mine, theirs] = n % 2 === 0 ? [a.recorder, b.recorder] : [b.recorder, a.recorder];
      await mine.submit([milestone(`f${n}`)], 'ann');
      expect(await theirs.submit([revision(`f${n}`, `revise-${n}`, 1)], 'ben')).toMatchObject([{ revision: 2 }]);
      const outcomes = await Promise.allSettled([mine.submit([revision(`f${n}`, `mine-${n}`, 2)], 'ann'), theirs.submit([revision(`f${n}`, `theirs-${n}`, 2)], 'ben')]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      if (n === 3) await mine.submit([{ id: 'gone', fact: 'f1', op: 'redact', redacts: 4, reason: 'as a court ordered' }], 'ann');
    }
    expectSound(await written());
    expect(await written()).toHaveLength(20);
  });

  it('decide again on what the other wrote first', async () => {
    const other = await open();
    await other.recorder.submit([opening], 'ben');
    const meddled = meddledBy(() => other.recorder.submit([milestone('m1', 'theirs')], 'ben'), 1);
    const { recorder } = await open({ log: meddled });
    const [lost, moved] = await Promise.allSettled([recorder.submit([milestone('m1', 'mine')], 'ann'), recorder.submit([milestone('m2')], 'ann')]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'fact-exists' } });
    expect(moved).toMatchObject({ status: 'fulfilled', value: [{ seq: 2, fact: 'm2' }] });
    expectSound(await written());
  });

  it('decide again when the index moved on by itself while it was read', async () => {
    const other = await open();
    await other.recorder.submit([opening], 'ann');
    const index = await openReadModel(join(folder, 'following.db'), { log });
    closing.push(() => index.close());
    let first: Receipt[] | undefined;
    const { recorder } = await open({
      indexer: index.indexer,
      readModel: {
        async known(names) {
          first ??= await other.recorder.submit([milestone('m1')], 'ann').then((receipts) => index.indexer.catchUp().then(() => receipts));
          return index.readModel.known(names);
        },
      },
    });
    const again = await recorder.submit([milestone('m1')], 'ann');
    expect(again).toEqual([{ ...first![0], repeated: true }]);
    expectSound(await written());
  });

  it('give up after a while when the other is always first, having written nothing', async () => {
    const other = await open();
    await other.recorder.submit([opening], 'ben');
    let n = 0;
    const meddled = meddledBy(() => other.recorder.submit([milestone(`theirs${(n += 1)}`)], 'ben'), Infinity);
    const { recorder } = await open({ log: meddled, maxAttempts: 5 });
    await expect(recorder.submit([milestone('mine')], 'ann')).rejects.toMatchObject({ code: 'log-busy', message: expect.stringContaining('5 times') });
    expect((await written()).map(({ id }) => id)).toEqual(['open', ...[1, 2, 3, 4, 5].map((at) => `record-theirs${at}`)]);
  });

  /** The log as a process sees it that is late: someone else gets in before each of its first `times` appends. */
  function meddledBy(meddle: () => Promise<unknown>, times: number): Log {
    let left = times;
    return {
      ...log,
      async append(at, events) {
        if (left > 0) {
          left -= 1;
          await meddle();
        }
        return log.append(at, events);
      },
    };
  }
});

describe('trouble', () => {
  it('tells everyone in the batch when the disk fails, and goes on afterwards', async () => {
    let failing = false;
    const { recorder } = await open({ log: { ...log, append: (at, events) => (failing ? Promise.reject(new Error('disk full')) : log.append(at, events)) } });
    await recorder.submit([opening], 'ann');
    failing = true;
    const outcomes = await Promise.allSettled([recorder.submit([milestone('m1')], 'ann'), recorder.submit([milestone('m2')], 'ben')]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.message)).toEqual(['disk full', 'disk full']);
    failing = false;
    expect(await recorder.submit([milestone('m1')], 'ann')).toMatchObject([{ seq: 1 }]);
  });

  it('answers what is on disk even where the index then fails, and decides nothing on a stale index', async () => {
    const index = await openReadModel(join(folder, 'failing.db'), { log });
    closing.push(() => index.close());
    let failing = false;
    const clean = () => index.indexer.catchUp();
    const { recorder } = await open({
      log: { ...log, append: async (at, events) => ((failing = events.length === 2), log.append(at, events)) },
      readModel: index.readModel,
      indexer: { ...index.indexer, catchUp: () => (failing ? Promise.reject(new Error('index halted')) : clean()), take: (events) => (failing ? Promise.reject(new Error('index halted')) : index.indexer.take(events)) },
    });
    await recorder.submit([opening], 'ann');
    expect(await recorder.submit([milestone('m1'), milestone('m2')], 'ann')).toMatchObject([{ seq: 1 }, { seq: 2 }]);
    await expect(recorder.submit([milestone('m3')], 'ann')).rejects.toThrow('index halted');
    failing = false;
    expect(await recorder.submit([milestone('m3')], 'ann')).toMatchObject([{ seq: 3 }]);
  });

  it('answers before the index shows it, and decides on it all the same; a reader waits', async () => {
    const index = await openReadModel(join(folder, 'held.db'), { log });
    closing.push(() => index.close());
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const take = async (events: readonly StoredEvent[]) => (await held, index.indexer.take(events));
    const { recorder } = await open({ readModel: index.readModel, indexer: { ...index.indexer, take } });
    await recorder.submit([opening], 'ann');
    expect(index.indexer.status().position.seq).toBe(0);
    await expect(recorder.submit([{ ...opening, id: 'open-again', fact: 'talks-again' }], 'ann')).rejects.toMatchObject({ code: 'negotiation-exists' });
    expect(await recorder.submit([opening], 'ann')).toMatchObject([{ seq: 0, repeated: true }]);
    expect(index.indexer.status().position.seq).toBe(0);
    release();
    await recorder.close();
    expect((await index.readModel.position()).seq).toBe(1);
  });

  it('runs no further ahead of the index than a reader is to wait', async () => {
    const index = await openReadModel(join(folder, 'far.db'), { log });
    closing.push(() => index.close());
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const take = async (events: readonly StoredEvent[]) => (await held, index.indexer.take(events));
    const { recorder } = await open({ readModel: index.readModel, indexer: { ...index.indexer, take }, maxCommands: 10, maxBehind: 25 });
    const chunks = Array.from({ length: 10 }, (_, chunk) => Array.from({ length: 10 }, (_, n) => (chunk + n === 0 ? opening : milestone(`m${chunk * 10 + n}`))));
    const submits = chunks.map((chunk) => recorder.submit(chunk, 'ann', { unannounced: true }));
    await submits[2];
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    expect(await log.head()).toBe(30);
    release();
    await Promise.all(submits);
    expect(await log.head()).toBe(100);
  });

  it('writes in one append no more bytes than the log takes, in the order of coming, and only what is too large by itself is refused', async () => {
    const appended: number[] = [];
    const narrow: Log = {
      ...log,
      appendBytes: 4_000,
      async append(at, events) {
        const bytes = events.reduce((sum, { head, body }) => sum + Buffer.byteLength(head + (body ?? '')), 0);
        if (bytes > 4_000) throw new AppendTooLarge(events.length, bytes, 4_000);
        appended.push(events.length);
        await log.append(at, events);
      },
    };
    const { recorder } = await open({ log: narrow });
    const large = Array.from({ length: 12 }, (_, n) => milestone(`large${n}`));
    const outcomes = await Promise.allSettled([[opening], ...Array.from({ length: 9 }, (_, n) => [milestone(`m${n}`)]), large, [milestone('last')]].map((commands) => recorder.submit(commands, 'ann')));
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value[0]!.seq : (outcome.reason as { code: string }).code))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 'append-too-large', 10]);
    expect(appended.length).toBeGreaterThan(1);
    expect(appended.length).toBeLessThan(8);
    expectSound(await written());
  });

  it('keeps no reader waiting for what nobody was told of yet', async () => {
    const index = await openReadModel(join(folder, 'slow.db'), { log });
    closing.push(() => index.close());
    const { recorder } = await open({ readModel: index.readModel, indexer: index.indexer });
    await recorder.submit([opening], 'ann');
    const seen = async (): Promise<number> => (await index.readModel.position()).seq;
    expect(await seen()).toBe(1);
    await recorder.submit([milestone('m1')], 'ann', { unannounced: true });
    expect(await seen()).toBe(1);
    recorder.announce();
    expect(await seen()).toBe(2);
    // Whoever is told of anything is told of what came before.
    await recorder.submit([milestone('m2')], 'ann', { unannounced: true });
    expect(await recorder.submit([milestone('m2')], 'ben')).toMatchObject([{ seq: 2, repeated: true }]);
    expect(await seen()).toBe(3);
  });

  it('answers what was taken before it closes, and takes nothing after', async () => {
    const { recorder } = await open();
    const taken = recorder.submit([opening], 'ann');
    await recorder.close();
    expect(await taken).toMatchObject([{ seq: 0 }]);
    await expect(recorder.submit([milestone('m1')], 'ann')).rejects.toThrow('the recorder is closed');
  });
});
