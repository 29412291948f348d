import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openNote, parseAddCheckpoint, parseCheckpointText, parseNote, signatureLine, signingKey, verifierKeyText } from '#libs/proof';
import { leaves, type SmallLog, smallLog } from '../../../../test/support/small-log.js';
import { readSettings } from '../settings.js';
import { type CheckpointStore, openCheckpointStore } from './checkpoint-store.js';
import { createWitnessing, type Witnessing, type WitnessingOptions } from './witnessing.js';

const KEY = signingKey('court.example/witness', 'witness', Buffer.alloc(32, 3));
const OTHER = signingKey('other.example/witness', 'witness', Buffer.alloc(32, 4));

interface Asked {
  old: number;
  size: number;
  text: string;
}
/** What the witness at the other end does with each request. */
type Behaviour = (asked: Asked, response: ServerResponse, request: IncomingMessage) => void;

const cosign: Behaviour = ({ text }, response) => void response.end(`${signatureLine(text, KEY, 1_700_000_000)}\n`);
const says = (status: number, body = '', headers: Record<string, string> = {}): Behaviour => (_, response) => void response.writeHead(status, headers).end(body);

let server: Server;
let behave: Behaviour;
let asked: Asked[];
let store: CheckpointStore;
let log: SmallLog;
let open: Witnessing[];

beforeEach(async () => {
  [asked, open, behave, log, store] = [[], [], cosign, smallLog('log.example/mill', leaves(9)), openCheckpointStore(':memory:')];
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { old, checkpoint } = parseAddCheckpoint(body);
      const { text } = parseNote(checkpoint);
      asked.push({ old, size: parseCheckpointText(text).size, text });
      behave(asked.at(-1)!, response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const witnessing of open) await witnessing.close();
  store.close();
  server.closeAllConnections();
  server.close();
});

function witnessing(more: Partial<WitnessingOptions> = {}): Witnessing {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = createWitnessing({ witnesses: [{ url, key: KEY }], tree: { consistency: async (from, to) => log.proof(from, to) }, store, random: () => 0.5, patience: 2_000, backOff: () => 3_600_000, ...more });
  open.push(made);
  return made;
}

function oneBitOff(line: string): string {
  const [dash, name, base64] = line.split(' ') as [string, string, string];
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return `${dash} ${name} ${bytes.toString('base64')}`;
}

/** Signs what the log holds. */
function sign(): void {
  store.add({ size: log.size(), root: log.root().toString('base64'), note: log.checkpoint() }, store.newest());
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}
const settled = async (made: Witnessing): Promise<void> => until(() => made.status().every(({ cosigned, trouble }) => trouble !== undefined || cosigned?.size === store.newest()?.size));

describe('a witness that is asked', () => {
  it('has its cosignature kept with the checkpoint', async () => {
    sign();
    const made = witnessing();
    made.wake();
    await settled(made);
    expect(openNote(store.newest()!.note, [log.key, KEY]).signatures.map(({ key, time }) => [key.name, time])).toEqual([['log.example/mill', undefined], ['court.example/witness', 1_700_000_000]]);
    expect([store.at(9), store.covering(2), store.list(0, 5)[0]]).toEqual(Array.from({ length: 3 }, () => store.newest()));
    expect(made.status()).toEqual([{ name: 'court.example/witness', url: expect.any(String), cosigned: { size: 9, time: 1_700_000_000 } }]);
  });

  it('is asked from where it is, after a restart too, and again only when there is more', async () => {
    sign();
    const first = witnessing();
    first.wake();
    await settled(first);
    await first.close();
    log.add(...leaves(4, 'more'));
    sign();
    const second = witnessing();
    second.wake();
    await settled(second);
    second.wake();
    expect(asked.map(({ old, size }) => [old, size])).toEqual([[0, 9], [9, 13]]);
  });

  it('and knows another size is asked from there', async () => {
    sign();
    behave = (request, response) => (request.old === 4 ? cosign : says(409, '4\n'))(request, response, undefined as never);
    const made = witnessing();
    made.wake();
    await settled(made);
    expect(asked.map(({ old }) => old)).toEqual([0, 4]);
    expect(store.lastCosigned(verifierKeyText(KEY))?.size).toBe(9);
  });

  it('is asked one thing at a time, and then for the newest', async () => {
    sign();
    const held: (() => void)[] = [];
    behave = (request, response) => void held.push(() => cosign(request, response, undefined as never));
    const made = witnessing();
    made.wake();
    await until(() => held.length === 1);
    for (const word of ['a', 'b']) {
      log.add(...leaves(2, word));
      sign();
      made.wake();
    }
    await pause(20);
    expect(asked).toHaveLength(1);
    held[0]!();
    await until(() => held.length === 2);
    held[1]!();
    await settled(made);
    expect(asked.map(({ old, size }) => [old, size])).toEqual([[0, 9], [9, 13]]);
  });

  it('is asked again after a failure, each time after a longer while', async () => {
    sign();
    const failures: number[] = [];
    behave = (request, response) => (asked.length < 4 ? says(503) : cosign)(request, response, undefined as never);
    const made = witnessing({ backOff: (failed) => (failures.push(failed), 1) });
    made.wake();
    await until(() => made.status()[0]!.cosigned !== undefined);
    expect(failures).toEqual([1, 2, 3]);
    expect(made.status()[0]).not.toHaveProperty('trouble');
  });

  it('is left in peace meanwhile, whatever is signed', async () => {
    sign();
    behave = says(500);
    const made = witnessing();
    made.wake();
    await settled(made);
    log.add('more');
    sign();
    made.wake();
    await pause(20);
    expect(asked).toHaveLength(1);
  });

  it('is not waited for at the end', async () => {
    sign();
    behave = () => undefined;
    const made = witnessing({ patience: 3_600_000 });
    made.wake();
    await until(() => asked.length === 1);
    await made.close();
    expect(made.status()[0]).not.toHaveProperty('trouble');
  });

  it.each<[string, Behaviour, RegExp]>([
    ['signs with another key', ({ text }, response) => void response.end(`${signatureLine(text, OTHER, 1)}\n`), /without a cosignature by the key that is configured/],
    ['signs without a time', ({ text }, response) => void response.end(`${signatureLine(text, { ...KEY, use: 'log' })}\n`), /does not verify/],
    ['signs another checkpoint', (_, response) => void response.end(`${signatureLine(smallLog('log.example/mill', leaves(3)).checkpoint().split('\n\n')[0]! + '\n', KEY, 1)}\n`), /does not verify/],
    ['has a signature with one bit wrong', ({ text }, response) => void response.end(`${oneBitOff(signatureLine(text, KEY, 1))}\n`), /does not verify/],
    ['makes another text of the checkpoint', ({ text }, response) => {
      const more = `${text}\n${log.checkpoint().split('\n\n')[1]!}`;
      response.end(`x\n\n${signatureLine(`${more}x\n`, KEY, 1)}\n`);
    }, /no list of signatures/],
    ['talks', says(200, '<html>Welcome</html>'), /no list of signatures/],
    ['says nothing', says(200), /without a cosignature/],
    ['fails', says(500, 'out of disk'), /answered 500\. It said: out of disk/],
    ['does not trust the key', says(403), /does not trust the key/],
    ['does not watch the log', says(404), /does not watch this ledger/],
    ['says that the log was altered', says(422, '{"detail":"other leaves"}'), /another history.*other leaves/],
    ['knows another root', says(409, '0\n'), /another root of 0 events \(409\): two histories/],
    ['knows more than there is', says(409, '10\n'), /has cosigned 10 events, and this ledger has signed 9: was the ledger restored/],
    ['knows no size', says(409, 'many'), /409 without the size/],
    ['knows a size that is none', says(409, '-1\n'), /409 without the size/],
    ['knows another size each time', ({ old }, response) => void response.writeHead(409).end(`${old + 1}\n`), /another size each time/],
    ['leads elsewhere', says(307, '', { location: '/add-checkpoint' }), /answered 307/],
    ['says too much', says(200, '— x '.repeat(20_000)), /more than 65536 bytes/],
    ['hangs up', (_, response) => void response.destroy(), /can't be reached/],
    ['hangs up in the middle', (_, response) => void response.writeHead(200, { 'content-length': 100 }).write('— court', () => response.destroy()), /can't be reached/],
  ])('that %s is not believed: the reason is told, and nothing is kept', async (_, wrong, reason) => {
    sign();
    behave = wrong;
    const made = witnessing();
    made.wake();
    await settled(made);
    expect(made.status()).toEqual([{ name: KEY.name, url: expect.any(String), trouble: expect.stringMatching(reason) }]);
    expect(store.newest()!.note).toBe(log.checkpoint());
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it.each<[string, Behaviour]>([
    ['does not answer', () => undefined],
    ['answers for ever', (_, response) => void response.writeHead(200).write('— ')],
  ])('that %s has its time', async (_, slow) => {
    sign();
    behave = slow;
    const made = witnessing({ patience: 50 });
    made.wake();
    await settled(made);
    expect(made.status()[0]!.trouble).toBe('it did not answer in time');
  });

  it('keeps no other from its work', async () => {
    sign();
    const { port } = server.address() as AddressInfo;
    const made = witnessing({ witnesses: [{ url: 'http://127.0.0.1:1', key: OTHER }, { url: `http://127.0.0.1:${port}`, key: KEY }] });
    made.wake();
    await settled(made);
    expect(made.status()).toMatchObject([{ trouble: expect.stringContaining("can't be reached") }, { cosigned: { size: 9 } }]);
  });
});

describe('PARLEY_WITNESSES', () => {
  const [key, other] = [verifierKeyText(KEY), verifierKeyText(OTHER)];

  it('is addresses, each with a key', () => {
    expect(readSettings({ PARLEY_WITNESSES: ` https://court.example/w/ ${key}\n http://127.0.0.1:3100 ${other} ` }).PARLEY_WITNESSES).toMatchObject([
      { url: 'https://court.example/w', key: { name: 'court.example/witness' } },
      { url: 'http://127.0.0.1:3100', key: { name: 'other.example/witness' } },
    ]);
  });

  it.each([
    ['an address alone', 'https://court.example', /no key of a witness/],
    ['a key alone', key, /no http or https address/],
    ['a key first', `${key} https://court.example`, /no http or https address/],
    ['a log’s key', `https://court.example ${verifierKeyText(smallLog().key)}`, /key of a log/],
    ['a witness twice', `https://a.example ${key} https://b.example ${key}`, /twice/],
    ['another scheme', `ftp://court.example ${key}`, /no http or https address/],
    ['a key with a character changed', `https://court.example ${key.replace('court', 'cuort')}`, /lost or changed/],
  ])('is refused with %s', (_, value, complaint) => {
    expect(() => readSettings({ PARLEY_WITNESSES: value })).toThrow(complaint);
  });
});
