import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openWitness, readSettings, watchedLogs, type Witness } from '#libs/application';
import { openCheckpoint, type OpenedCheckpoint, parseVerifierKey, signingKey, verifierKeyText } from '#libs/proof';
import { type Running, serve } from '../../apps/api/src/serve.js';
import { loggingTo } from '../support/logging.js';
import { listenWitness, type WitnessServer } from '../../apps/cli/src/witness/server.js';
import { parley, type Ran } from '../../apps/cli/test/run.js';
import { fileTokens } from '../../libs/application/src/tokens.js';

/** A newsroom keeps the ledger, a court watches that it only grows: both as they run, over the network. */

let folder: string;
let newsroom: Running | undefined;
let court: { witness: Witness; server: WitnessServer; said: string[] } | undefined;
let token: string;
let courtPort = 0;
let courtKey: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-witnessed-'));
  // The first start makes the ledger's key, which the court is told of; then the newsroom is told of the court's.
  await openNewsroom({});
  await openCourt();
  await newsroom!.close();
  await openNewsroom({ PARLEY_WITNESSES: `${court!.server.url} ${courtKey}` });
});
afterEach(async () => {
  await newsroom?.close();
  await closeCourt();
  courtPort = 0;
  await rm(folder, { recursive: true });
});

async function openNewsroom(env: Record<string, string>): Promise<void> {
  const data = join(folder, 'ledger');
  newsroom = await serve(readSettings({ PARLEY_DATA: data, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false', PARLEY_CHECKPOINT_SECONDS: '0', ...env }), loggingTo());
  token = await fileTokens(join(data, 'tokens.json'), () => Buffer.alloc(32, 5), () => '2012-01-01T00:00:00Z').create('archivist');
}

async function openCourt(): Promise<void> {
  const said: string[] = [];
  const witness = await openWitness({ folder: join(folder, 'court'), name: 'court.example/witness' }, watchedLogs((await read('/checkpoint/key')).trimEnd().split('\n')));
  const server = await listenWitness(witness, { host: '127.0.0.1', port: courtPort }, (line) => said.push(line));
  court = { witness, server, said };
  courtPort = Number(new URL(server.url).port);
  courtKey = witness.keys[0]!;
}

async function closeCourt(): Promise<void> {
  await court?.server.close();
  court?.witness.close();
  court = undefined;
}

async function read(path: string): Promise<string> {
  return (await fetch(newsroom!.url + path)).text();
}

/** Opens a negotiation: an event or two more in the ledger. */
async function write(id: string): Promise<number> {
  const response = await fetch(`${newsroom!.url}/api/v1/negotiations`, {
    method: 'POST',
    body: JSON.stringify({ id, title: id, zone: 'America/New_York' }),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  return response.status;
}

async function checkpoint(): Promise<OpenedCheckpoint> {
  const key = (await read('/checkpoint/key')).trimEnd();
  return openCheckpoint(await read('/checkpoint'), { logs: [parseVerifierKey(key)], witnesses: [parseVerifierKey(courtKey)] });
}

interface Ready {
  ready: boolean;
  witnesses: { name: string; cosigned?: { size: number; at: string }; trouble?: string }[];
}
async function witnessed(isSo: (witness: Ready['witnesses'][number]) => boolean): Promise<Ready> {
  for (;;) {
    const ready = JSON.parse(await read('/health/ready')) as Ready;
    if (isSo(ready.witnesses[0]!)) return ready;
    await pause(20);
  }
}

it('a ledger that grows is cosigned as it grows', async () => {
  for (const [size, id] of [[1, 'mill'], [2, 'mine'], [3, 'port']] as const) {
    await write(id);
    expect((await checkpoint()).size).toBe(size);
    const { witnesses } = await witnessed(({ cosigned }) => cosigned?.size === size);
    expect(witnesses).toEqual([{ name: 'court.example/witness', url: court!.server.url, cosigned: { size, at: expect.stringMatching(/^\d{4}-.*Z$/) } }]);
    expect((await checkpoint()).cosignatures.map(({ key }) => key.name)).toEqual(['court.example/witness']);
  }
  expect(court!.said).toEqual([]);
  expect(await (await fetch(`${court!.server.url}/`)).text()).toContain((await read('/checkpoint')).split('\n\n')[0]);
});

it('a reader asks for a quorum of witnesses when checking a proof', async () => {
  const [file, key] = [join(folder, 'mill.tlog-proof'), (await read('/checkpoint/key')).trimEnd()];
  const other = verifierKeyText(signingKey('union.example/witness', 'witness', Buffer.alloc(32, 9)));
  const verify = async (quorum: number): Promise<Ran> => {
    await writeFile(file, await read('/proof/event/0'));
    return parley(['verify', 'proof', file, '--key', key, '--witness', courtKey, other, '--quorum', String(quorum)]);
  };
  await closeCourt();
  await write('mill');
  expect(await verify(0)).toMatchObject({ code: 0, out: expect.stringContaining('Cosigned by 0 of 2 witnesses; none was needed.\n') });
  expect(await verify(1)).toMatchObject({ code: 1, err: expect.stringContaining('1 of 2 witnesses are needed, and none cosigned it') });
  await openCourt();
  await witnessed(({ cosigned }) => cosigned?.size === 1);
  const { code, out } = await verify(1);
  expect([code, out]).toEqual([0, expect.stringMatching(/Seen by court\.example\/witness \([0-9a-f]{8}\) at \S+Z\.\nCosigned by 1 of 2 witnesses; 1 had to\.\n/)]);
  expect(await verify(2)).toMatchObject({ code: 1, err: expect.stringContaining('2 of 2 witnesses are needed, and 1 cosigned it') });
});

it('parley verify says who cosigned the newest checkpoint, and how long ago', async () => {
  const union = verifierKeyText(signingKey('union.example/witness', 'witness', Buffer.alloc(32, 9)));
  const verify = async (witnesses: string): Promise<string[]> => (await parley(['verify'], { env: { PARLEY_DATA: join(folder, 'ledger'), PARLEY_WITNESSES: witnesses } })).out.split('\n').slice(3, -1);
  const both = `${court!.server.url} ${courtKey} https://union.example ${union}`;
  await write('mill');
  await checkpoint();
  await witnessed(({ cosigned }) => cosigned?.size === 1);
  expect(await verify(both)).toEqual([
    '1 of 2 witnesses cosigned the newest checkpoint',
    expect.stringMatching(/^ {2}court\.example\/witness cosigned it at \S+Z, \d+ seconds? ago$/),
    '  union.example/witness has cosigned none',
  ]);
  await closeCourt();
  await write('mine');
  await checkpoint();
  expect(await verify(both)).toEqual(['0 of 2 witnesses cosigned the newest checkpoint', expect.stringMatching(/ cosigned 1 event last at \S+Z, /), '  union.example/witness has cosigned none']);
  expect(await verify('')).toEqual(['no witness is set (PARLEY_WITNESSES): nobody vouches that others were shown the same events']);
});

it('a witness that is away holds up nobody, and cosigns when it is back', async () => {
  await closeCourt();
  expect(await write('mill')).toBe(201);
  const { size, cosignatures } = await checkpoint();
  expect([size, cosignatures]).toEqual([1, []]);
  const { ready } = await witnessed(({ trouble }) => trouble?.includes("can't be reached") === true);
  expect(ready).toBe(true);
  expect(await write('mine')).toBe(201);
  expect((await checkpoint()).size).toBe(2);
  await openCourt();
  await witnessed(({ cosigned, trouble }) => cosigned?.size === 2 && trouble === undefined);
  expect((await checkpoint()).cosignatures).toHaveLength(1);
});

it('a ledger that tells another story, with the right key, is not cosigned, and the reason is told at both ends', async () => {
  for (const id of ['mill', 'mine', 'port']) await write(id);
  await checkpoint();
  await witnessed(({ cosigned }) => cosigned?.size === 3);
  const before = await checkpoint();

  // Whoever owns the machine has rewritten the ledger, and what it signed.
  await newsroom!.close();
  for (const file of ['ledger.db', 'index.db', 'checkpoints.db']) await rm(join(folder, 'ledger', file));
  await openNewsroom({ PARLEY_WITNESSES: `${court!.server.url} ${courtKey}` });
  for (const id of ['other', 'story']) await write(id);
  await checkpoint();
  const shorter = await witnessed(({ trouble }) => trouble !== undefined);
  expect(shorter.witnesses[0]!.trouble).toBe('it has cosigned 3 events, and this ledger has signed 2: was the ledger restored from a backup?');

  for (const id of ['longer', 'still']) await write(id);
  expect((await checkpoint()).cosignatures).toEqual([]);
  const { witnesses } = await witnessed(({ trouble }) => trouble?.includes('(422)') === true);
  expect(witnesses[0]!.trouble).toMatch(/this ledger does not continue what it cosigned before \(422\): one of the two tells another history/);
  expect(court!.said.at(-1)).toMatch(/^refused \(422\): the proof does not show that the 4 leaves of localhost\/parley-[0-9a-f]+ begin with the 3 that were cosigned$/);
  expect(court!.witness.last(before.origin)).toMatchObject({ size: 3 });
});
