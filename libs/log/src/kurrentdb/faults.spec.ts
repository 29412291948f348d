import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AppendFault, inTurn, type KurrentDouble, startKurrentDouble } from '../../../../test/support/kurrentdb-double/index.js';
import type { Log, StoredEvent } from '../port.js';
import { batch, event, take } from '../testing/events.js';
import { type Address, readAddress } from './address.js';
import { connect, type Connection } from './connection.js';
import { kurrentLog, type KurrentLogOptions } from './kurrentdb-log.js';
import { realWaiting } from './waiting.js';

const NEVER = 3_600_000;
/** Longer than anything takes here. */
const TIMEOUT = 20_000;

/** Told by the double of each call that it leaves without an answer. */
const silences = new EventEmitter();
const silence = (signal?: AbortSignal): Promise<void> => once(silences, 'silence', { signal }).then(() => undefined, () => undefined);

/** A call is given up when the double is known to be silent: after a time it would be given up too soon where the machine is slow. Before another try there is hardly a pause. */
const HASTE: KurrentLogOptions = {
  timeoutMs: TIMEOUT,
  patienceMs: TIMEOUT,
  silenceMs: 40,
  graceMs: 20,
  waiting: {
    wait: (ms, signal) => (ms === TIMEOUT ? Promise.race([silence(signal), realWaiting.wait(ms, signal)]) : realWaiting.wait(ms === NEVER ? NEVER : Math.min(ms, 20), signal)),
    random: () => 0.5,
  },
};
/** For calls that are never answered: those may be given up after a time. */
const IMPATIENT: KurrentLogOptions = { timeoutMs: 200, patienceMs: 0, waiting: realWaiting };

let double: KurrentDouble;
let connection: Connection;
let address: Address;
let log: Log;

/** A double for each test's stream of its own. */
function onADouble(batchAppend: boolean): void {
  beforeAll(async () => {
    double = await startKurrentDouble({ batchAppend });
    address = readAddress(`${double.url}&discoveryInterval=10`);
    connection = connect(address);
    // The first read connects, which takes longer than the patience of these tests.
    await kurrentLog(connection, address).head();
  });
  beforeEach(() => {
    address = { ...address, stream: `stream-${crypto.randomUUID()}` };
    log = kurrentLog(connection, address, HASTE);
    double.faults.unanswered = () => void silences.emit('silence');
  });
  afterEach(async () => {
    Object.assign(double.faults, { mute: false, deaf: false, append: () => undefined, read: () => undefined });
    await log.close();
  });
  afterAll(async () => {
    await connection.close();
    await double.stop();
  });
}

/** Something that the test makes come true. */
function promised(): { promise: Promise<void>; keep: () => void } {
  let keep: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (keep = resolve));
  return { promise, keep };
}

/** What the double holds, whatever anybody was told. */
const held = (): number => double.store.visible(address.stream)?.next ?? 0;
const other = (options: KurrentLogOptions = {}) => kurrentLog(connection, address, { ...HASTE, ...options });

describe.each([
  ['an append a call', false],
  ['appends in one long call', true],
])('kurrentdb on its protocol double, where an append goes wrong: %s', (_, batchAppend) => {
  onADouble(batchAppend);

  /** @param late when the log has given up, and looks what was written */
  it.each<[string, (late: Promise<void>) => AppendFault]>([
    ['the server is silent, and nothing is written', () => ({ write: 'never', answer: 'none' })],
    ['the answer is lost', () => ({ answer: 'none' })],
    ['the answer comes late', (late) => ({ answer: late })],
    ['the write comes late, after it was given up', (late) => ({ write: late })],
    ['the server is not ready', () => ({ write: 'never', answer: 'unavailable' })],
    ['the server goes after the write', () => ({ answer: 'unavailable' })],
    ['the server gives up before the write', () => ({ write: 'never', answer: 'timed-out' })],
    ['the server gives up after the write', () => ({ answer: 'timed-out' })],
    ['another node leads', () => ({ write: 'never', answer: 'not-leader' })],
  ])('writes once where %s', async (_what, fault) => {
    double.faults.leader = { host: 'localhost', port: double.port };
    await log.append(0, batch(0, 2));
    const looking = promised();
    double.faults.append = inTurn(fault(looking.promise));
    double.faults.read = () => looking.keep() as undefined;
    await log.append(2, batch(2, 3));
    expect(held()).toBe(5);
    await log.append(5, [event(5)]);
    expect(await log.read(0, 10)).toEqual(batch(0, 6));
    expect(held()).toBe(6);
  });

  it('writes once where the server never said what it can do, which the client asks when it has connected anew', async () => {
    await log.append(0, batch(0, 2));
    double.faults.append = () => {
      double.faults.mute = true;
      setTimeout(() => (double.faults.mute = false), 300);
      double.faults.append = () => undefined;
      return { write: 'never', answer: 'unavailable' };
    };
    await log.append(2, batch(2, 3));
    expect(held()).toBe(5);
  });

  it('says so where it stays unknown, and a late write of it is found by whoever comes next', async () => {
    const givenUp = promised();
    double.faults.append = inTurn({ write: givenUp.promise, answer: 'none' });
    const impatient = other(IMPATIENT);
    await expect(impatient.append(0, batch(0, 2))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/(?:no answer|deadline|time).*whether the server is well/i) });
    await impatient.close();
    givenUp.keep();
    await until(() => held() === 2);
    await expect(log.append(0, batch(0, 2, 'anew'))).rejects.toMatchObject({ code: 'log-conflict', head: 2 });
    expect(await log.read(0, 10)).toEqual(batch(0, 2));
  });

  it('says that it is the server’s own trouble where the client has no name for it, not that it can’t be reached', async () => {
    double.faults.append = () => ({ write: 'never', answer: batchAppend ? 'unavailable' : 'timed-out' });
    const impatient = other({ patienceMs: 0 });
    await expect(impatient.append(0, batch(0, 2))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/trouble of its own \(.*(?:timed out|Not Ready).*\); its log says more/) });
    await impatient.close();
  });

  it('tells of a conflict where others wrote while it was not known', async () => {
    const another = other();
    double.faults.append = inTurn({ write: 'never', answer: 'none' });
    double.faults.unanswered = () => void another.append(0, batch(0, 3, 'another')).then(() => silences.emit('silence'));
    await expect(log.append(0, batch(0, 2))).rejects.toMatchObject({ code: 'log-conflict', head: 3 });
    expect(await log.read(0, 10)).toEqual(batch(0, 3, 'another'));
    await another.close();
  });

  it('believes a server that says it is a conflict, and nothing was written', async () => {
    double.faults.append = inTurn({ write: 'never', answer: 'wrong-version' });
    await expect(log.append(0, [event(0)])).rejects.toMatchObject({ code: 'log-conflict', head: 0 });
    expect(held()).toBe(0);
  });

  it('refuses what is too large before anything is sent', async () => {
    const large = batch(0, 3).map((each) => ({ ...each, body: `"${'x'.repeat(400_000)}"` }));
    await expect(log.append(0, large)).rejects.toMatchObject({ code: 'append-too-large', message: expect.stringMatching(/3 events with 12\d{5} bytes.*1048576/) });
    await log.append(0, large.slice(0, 2));
    expect(await log.read(0, 2)).toEqual(large.slice(0, 2));
  });

  it('writes all or nothing where it gives up while it is still sending', async () => {
    const large = batch(0, 100);
    const impatient = other({ ...IMPATIENT, timeoutMs: 50 });
    const appending = impatient.append(0, large).catch(() => undefined);
    // The time is over when some of it has been sent.
    const busyUntil = performance.now() + 100;
    setImmediate(() => {
      while (performance.now() < busyUntil);
    });
    await appending;
    await until(() => held() > 0);
    expect(held()).toBe(100);
    await impatient.close();
  });

  it('gives up what is under way when it is closed', async () => {
    const patient = other({ waiting: realWaiting });
    const given: Promise<void>[] = [];
    double.faults.mute = true;
    for (const call of [() => patient.read(0, 1), () => patient.append(0, [event(0)])]) {
      const heard = silence();
      const refused = expect(call()).rejects.toThrow(/the log is closed/);
      await heard;
      given.push(refused);
    }
    await patient.close();
    await Promise.all(given);
  });
});

describe('kurrentdb on its protocol double, where reading goes wrong', () => {
  onADouble(false);

  it('gives no read for ever to a server that is silent', async () => {
    await log.append(0, batch(0, 2));
    double.faults.read = () => 'none';
    const impatient = other(IMPATIENT);
    await expect(impatient.read(0, 1)).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/no answer within 0.2 s/) });
    await expect(impatient.head()).rejects.toMatchObject({ code: 'log-unavailable' });
    await impatient.close();
  });

  it('reads again where a leader has gone or a server is not ready yet, and says so where that stays', async () => {
    await log.append(0, batch(0, 2));
    double.faults.leader = { host: 'localhost', port: double.port };
    double.faults.read = inTurn('unavailable' as const, 'not-leader' as const);
    expect(await log.read(0, 2)).toEqual(batch(0, 2));
    double.faults.read = () => 'not-leader';
    const impatient = other({ patienceMs: 0 });
    await expect(impatient.read(0, 2)).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/not the leader.*name all nodes/) });
    await impatient.close();
  });
});

describe('who follows kurrentdb on its protocol double', () => {
  onADouble(true);

  /** Follows from the beginning, and listens. */
  async function follow(from: Log): Promise<StoredEvent[]> {
    const seen: StoredEvent[] = [];
    void (async () => {
      for await (const each of from.follow(0)) seen.push(each);
    })();
    await until(() => double.subscriptions() > 0);
    return seen;
  }

  // Only silence needs somebody to look from time to time.
  it.each<[string, number, () => Promise<void> | void]>([
    ['subscriptions end cleanly', NEVER, () => double.endSubscriptions('cleanly')],
    ['subscriptions fail', NEVER, () => double.endSubscriptions('with-error')],
    ['the server restarts', NEVER, async () => {
      await double.stop();
      await double.start();
    }],
    ['subscriptions fall silent', 40, () => void (double.faults.deaf = true)],
  ])('misses and repeats nothing where %s', async (_what, silenceMs, happen) => {
    await log.append(0, batch(0, 2));
    const another = other({ silenceMs });
    const seen = await follow(another);
    for (let seq = 2; seq < 8; seq += 3) {
      await until(() => seen.length === seq);
      await happen();
      await log.append(seq, batch(seq, 3));
    }
    await until(() => seen.length === 8);
    expect(seen).toEqual(batch(0, 8));
    await another.close();
  });

  it('waits for a server that is away', async () => {
    await log.append(0, batch(0, 2));
    await double.stop();
    const following = take(log.follow(0), 3);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await double.start();
    await log.append(2, [event(2)]);
    expect(await following).toEqual(batch(0, 3));
  });

  it('may be slow', async () => {
    const another = other();
    const seen: number[] = [];
    const following = (async () => {
      for await (const { seq } of another.follow(0)) {
        if (seq % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
        if (seen.push(seq) === 60) break;
      }
    })();
    for (let seq = 0; seq < 60; seq += 4) await log.append(seq, batch(seq, 4));
    await following;
    expect(seen).toEqual(Array.from({ length: 60 }, (_each, seq) => seq));
    await another.close();
  });
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
}
