import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AppendFault, type DoubleOptions, type KurrentClusterDouble, type KurrentDouble, startKurrentCluster } from '../../../../test/support/kurrentdb-double/index.js';
import type { Log } from '../port.js';
import { batch, take } from '../testing/events.js';
import { readAddress } from './address.js';
import { connect, type Connection } from './connection.js';
import { kurrentLog, type KurrentLogOptions } from './kurrentdb-log.js';

const STREAM = 'parley';
/** What is killed is noticed at once: no call need be given up, nor may it be because the machine is slow. */
const PATIENT: KurrentLogOptions = { timeoutMs: 60_000, patienceMs: 60_000 };
const WAYS: [string, DoubleOptions][] = [
  ['an append a call', {}],
  ['appends in one long call', { batchAppend: true }],
  ['TLS with a password', { tls: true, users: { ann: 'right' } }],
];

describe.each(WAYS)('kurrentdb on three nodes of its protocol double: %s', (_, options) => {
  let cluster: KurrentClusterDouble;
  let opened: (Log | Connection)[];
  beforeEach(async () => {
    cluster = await startKurrentCluster(options);
    opened = [];
  });
  afterEach(async () => {
    for (const each of opened) await each.close();
    await cluster.stop();
  });

  /** A process with a connection of its own. New clients are made as often as they are asked for. */
  function open(url = cluster.url, logOptions: KurrentLogOptions = {}): Log {
    const address = readAddress(`${options.users === undefined ? url : url.replace('//', '//ann:right@')}&discoveryInterval=10`);
    const connection = connect(address, 0);
    const log = kurrentLog(connection, address, { ...PATIENT, ...logOptions });
    opened.push(log, connection);
    return log;
  }
  const held = (): number => cluster.store.visible(STREAM)?.next ?? 0;
  const [first, second, third] = [0, 1, 2].map((n) => (): KurrentDouble => cluster.nodes[n]!) as [() => KurrentDouble, () => KurrentDouble, () => KurrentDouble];

  it.each<[string, () => string]>([
    ['all are named', () => cluster.url],
    ['one is named that does not lead', () => second().url],
    ['one is asked for the others', () => second().url.replace('kurrentdb:', 'kurrentdb+discover:')],
  ])('finds the node that leads where %s, and the next one', async (_named, url) => {
    const log = open(url());
    await log.append(0, batch(0, 2));
    expect(await log.read(0, 10)).toEqual(batch(0, 2));
    cluster.elect(third());
    expect(await log.head()).toBe(2);
    await log.append(2, batch(2, 1));
    expect(await log.read(0, 10)).toEqual(batch(0, 3));
  });

  it.each<[string, AppendFault]>([
    ['has written', { answer: 'none' }],
    ['has not written', { write: 'never', answer: 'none' }],
  ])('writes once where the leader is killed, which %s', async (_what, fault) => {
    const log = open();
    await log.append(0, batch(0, 2));
    const asked = new Promise<void>((resolve) => {
      first().faults.append = () => {
        resolve();
        return fault;
      };
    });
    const appending = log.append(2, batch(2, 3));
    await asked;
    await first().stop();
    setTimeout(() => cluster.elect(second()), 100);
    await appending;
    expect(held()).toBe(5);
    expect(await log.read(0, 10)).toEqual(batch(0, 5));
  });

  it('loses and repeats nothing while one leader after another is killed, for who writes and who follows', async () => {
    const [log, other] = [open(), open()];
    const following = [take(log.follow(0), 12), take(other.follow(0), 12)];
    for (let round = 0; round < 4; round += 1) {
      const leader = cluster.nodes[round % 3]!;
      await (round % 2 === 0 ? log : other).append(round * 3, batch(round * 3, 3));
      await leader.stop();
      cluster.elect(cluster.nodes[(round + 1) % 3]);
      expect(await other.head()).toBe(round * 3 + 3);
      await leader.start();
    }
    for (const followed of following) expect(await followed).toEqual(batch(0, 12));
    expect(held()).toBe(12);
  });

  it('says so where no node leads for long', async () => {
    const log = open(cluster.url, { patienceMs: 50 });
    await log.append(0, batch(0, 1));
    cluster.elect(undefined);
    await expect(log.append(1, batch(1, 1))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/no node of the cluster leads/) });
    cluster.elect(second());
    await log.append(1, batch(1, 1));
    expect(await log.read(0, 10)).toEqual(batch(0, 2));
  });
});
