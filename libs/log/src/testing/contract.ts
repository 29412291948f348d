import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Log, StoredEvent } from '../port.js';
import { appendWithRetry, batch, event, redaction, take } from './events.js';

/** One engine, open on an empty log. */
export interface Bench {
  log: Log;
  /** A second writer to the same log: another connection where the engine has connections. */
  second: Log;
  /** Closes both and removes what they left. */
  clean(): Promise<void>;
}

/** What every engine of the log port must hold. `open` gives a fresh, empty log each time. */
export function logContract(name: string, open: () => Promise<Bench>): void {
  describe(`log contract: ${name}`, () => {
    let bench: Bench;
    let log: Log;
    beforeEach(async () => {
      bench = await open();
      log = bench.log;
    });
    afterEach(() => bench.clean());

    describe('append and read', () => {
      it('begins empty', async () => {
        expect(await log.head()).toBe(0);
        expect(await log.read(0, 10)).toEqual([]);
      });

      it.each([['together', 2], ['one by one', 1]])('gives back what was written %s, character for character', async (_, size) => {
        const events = [
          { seq: 0, id: 'a', head: '{"n":1,  "as":"written"}', body: '{"text":"“Nö” — 協定 \u{1f600} \\u0000 \\u001e line\\nbreak"}' },
          { seq: 1, id: 'b', head: '{}', body: null },
        ];
        for (let at = 0; at < events.length; at += size) await log.append(at, events.slice(at, at + size));
        expect(await log.head()).toBe(2);
        expect(await log.read(0, 10)).toEqual(events);
      });

      it('reads in pages, in order, without gaps', async () => {
        await log.append(0, batch(0, 700));
        const pages: StoredEvent[][] = [];
        for (let from = 0; from < 700; from += pages.at(-1)!.length) pages.push(await log.read(from, 300));
        expect(pages.map((page) => page.length)).toEqual([300, 300, 100]);
        expect(pages.flat()).toEqual(batch(0, 700));
        expect(await log.read(699, 5)).toEqual(batch(699, 1));
        expect(await log.read(700, 5)).toEqual([]);
        expect(await log.read(5_000, 5)).toEqual([]);
      });

      it('is not changed by what happens to the caller’s objects', async () => {
        const mine = batch(0, 1);
        await log.append(0, mine);
        mine[0]!.head = 'altered';
        expect(await log.read(0, 1)).toEqual(batch(0, 1));
      });

      it('shows one writer’s events to the other at once', async () => {
        await log.append(0, batch(0, 2));
        expect(await bench.second.head()).toBe(2);
        await bench.second.append(2, batch(2, 1));
        expect(await log.read(0, 10)).toEqual(batch(0, 3));
      });

      it('refuses every operation once closed', async () => {
        await log.close();
        await expect(log.append(0, batch(0, 1))).rejects.toThrow();
        await expect(log.read(0, 1)).rejects.toThrow();
        await expect(log.head()).rejects.toThrow();
      });
    });

    describe('the expected position', () => {
      it.each([0, 1, 3, 100])('refuses an append at %i when the head is 2, and says so', async (expected) => {
        await log.append(0, batch(0, 2));
        await expect(log.append(expected, batch(expected, 1, 'other'))).rejects.toMatchObject({ code: 'log-conflict', head: 2 });
        expect(await log.read(0, 10)).toEqual(batch(0, 2));
      });

      it('refuses events that are sealed for another position', async () => {
        await expect(log.append(0, batch(1, 1))).rejects.toThrow(RangeError);
        await expect(log.append(0, [...batch(0, 1), ...batch(2, 1)])).rejects.toThrow(RangeError);
        await expect(log.append(-1, [])).rejects.toThrow(RangeError);
        expect(await log.head()).toBe(0);
      });

      it('takes an empty batch as a question about the head', async () => {
        await log.append(0, []);
        await expect(log.append(1, [])).rejects.toMatchObject({ code: 'log-conflict', head: 0 });
      });

      it('lets exactly one of many writers have a position; the others learn the real head', async () => {
        await log.append(0, batch(0, 1));
        const outcomes = await Promise.allSettled(
          Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? log : bench.second).append(1, batch(1, 3, `writer-${n}`))),
        );
        const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
        expect(losers).toHaveLength(19);
        for (const loser of losers) expect(loser).toMatchObject({ code: 'log-conflict', head: 4 });
        const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
        expect(await log.read(0, 10)).toEqual([...batch(0, 1), ...batch(1, 3, `writer-${winner}`)]);
      });

      it('loses nothing when many writers catch up and try again', async () => {
        const write = async (writer: number) => {
          const mine = writer % 2 === 0 ? log : bench.second;
          for (let n = 0; n < 15; n += 1) await appendWithRetry(mine, `${writer}-${n}`);
        };
        await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
        const events = await log.read(0, 1_000);
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_, n) => n));
        expect(new Set(events.map(({ id }) => id)).size).toBe(120);
      });
    });

    describe('ids', () => {
      beforeEach(() => log.append(0, batch(0, 3)));

      it.each([
        ['the same content', event(3, 'e1').head],
        ['other content', '{"other":true}'],
      ])('refuses an id that is taken, with %s', async (_, head) => {
        await expect(bench.second.append(3, [{ ...event(3, 'e1'), head }])).rejects.toMatchObject({ code: 'log-conflict', head: 3, takenId: 'e1' });
        expect(await log.head()).toBe(3);
      });

      it('refuses an id twice in one batch', async () => {
        await expect(log.append(3, [event(3, 'x'), event(4, 'y'), event(5, 'x')])).rejects.toMatchObject({ code: 'log-conflict', head: 3, takenId: 'x' });
      });

      it('writes all of a batch or nothing: what stood before the refused event can be written later', async () => {
        await expect(log.append(3, [event(3, 'x'), event(4, 'y'), event(5, 'e0')])).rejects.toMatchObject({ code: 'log-conflict', takenId: 'e0' });
        expect(await log.read(0, 10)).toEqual(batch(0, 3));
        await log.append(3, [event(3, 'y'), event(4, 'x')]);
        expect((await log.read(3, 10)).map(({ id }) => id)).toEqual(['y', 'x']);
      });
    });

    describe('erase', () => {
      beforeEach(() => log.append(0, [...batch(0, 4), redaction(4, 1), redaction(5, 2)]));

      it('removes bodies for every reader, or says that the engine can not; heads stay', async () => {
        const before = await log.read(0, 10);
        const gone = (await log.erase([1, 2])) ? [1, 2] : [];
        const after = before.map((each) => (gone.includes(each.seq) ? { ...each, body: null } : each));
        expect(await log.read(0, 10)).toEqual(after);
        expect(await bench.second.read(0, 10)).toEqual(after);
        expect(await take(bench.second.follow(0), 6)).toEqual(after);
        expect(await log.head()).toBe(6);
      });

      it('may be repeated, by either writer, and while others append', async () => {
        await log.erase([1]);
        const once = await log.read(0, 10);
        await Promise.all([bench.second.erase([1]), log.append(6, batch(6, 2))]);
        expect(await log.read(0, 10)).toEqual([...once, ...batch(6, 2)]);
      });

      it('leaves a log without such events as it is', async () => {
        await log.erase([]);
        await log.erase([1_000]);
        expect(await log.read(0, 4)).toEqual(batch(0, 4));
      });
    });

    describe('follow', () => {
      it('gives what is there, then what comes, from either writer', async () => {
        await log.append(0, batch(0, 3));
        const following = take(log.follow(1), 4);
        await log.append(3, batch(3, 1));
        await bench.second.append(4, batch(4, 1));
        expect(await following).toEqual(batch(1, 4));
      });

      it('waits for a position that is not written yet', async () => {
        const following = take(log.follow(2), 1);
        await log.append(0, batch(0, 2));
        await log.append(2, batch(2, 1));
        expect(await following).toEqual(batch(2, 1));
      });

      it('misses and repeats nothing at the seam, while events pour in', async () => {
        const total = 900;
        const storm = async () => {
          for (let seq = 0; seq < total; seq += 3) {
            await (seq % 2 === 0 ? log : bench.second).append(seq, batch(seq, 3));
            if (seq % 30 === 0) await new Promise(setImmediate);
          }
        };
        // Followers start before, during and after the storm, so that the seam falls at many places.
        const early = [take(log.follow(0), total), take(bench.second.follow(0), total)];
        const storming = storm();
        await new Promise(setImmediate);
        const late = [take(log.follow(0), total), take(bench.second.follow(100), total - 100)];
        await storming;
        for (const seen of [...(await Promise.all(early)), (await late[0])!, await take(log.follow(0), total)]) expect(seen).toEqual(batch(0, total));
        expect(await late[1]).toEqual(batch(100, total - 100));
      });

      it('gives nothing that its follower has got by other ways', async () => {
        await log.append(0, batch(0, 3));
        let passed = 2;
        const following = take(log.follow(0, { passed: () => passed }), 2);
        passed = 5;
        await log.append(3, batch(3, 3));
        expect(await following).toEqual([event(2), event(5)]);
      });

      it('ends when its signal aborts, waiting or not', async () => {
        await log.append(0, batch(0, 2));
        const stop = new AbortController();
        const seen: number[] = [];
        const following = (async () => {
          for await (const { seq } of log.follow(0, { signal: stop.signal })) seen.push(seq);
        })();
        await until(() => seen.length === 2);
        stop.abort();
        await following;
        await log.append(2, batch(2, 1));
        for await (const { seq } of log.follow(0, { signal: stop.signal })) seen.push(seq);
        expect(seen).toEqual([0, 1]);
      });

      it('ends between two events when aborted there', async () => {
        await log.append(0, batch(0, 5));
        const stop = new AbortController();
        const seen: number[] = [];
        for await (const { seq } of log.follow(0, { signal: stop.signal })) {
          seen.push(seq);
          if (seq === 1) stop.abort();
        }
        expect(seen).toEqual([0, 1]);
      });

      it('ends when the log is closed', async () => {
        const following = take(log.follow(0), 1);
        await log.close();
        expect(await following).toEqual([]);
      });
    });
  });
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(setImmediate);
}
