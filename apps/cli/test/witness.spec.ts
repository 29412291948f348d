import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openWitness, readSettings, watchedLogs, type Witness } from '#libs/application';
import { openNote, parseVerifierKey, verifierKeyText, writeAddCheckpoint } from '#libs/proof';
import { leaves, smallLog } from '../../../test/support/small-log.js';
import { listenWitness, type WitnessServer } from '../src/witness/server.js';
import { parley, withFolder } from './run.js';

const LOG = smallLog('log.example/mill', leaves(20));
const FORK = smallLog('log.example/mill', leaves(20, 'other'));
const STRANGER = smallLog('log.example/unknown', leaves(20));
const IMPOSTOR = smallLog('log.example/impostor', leaves(20));

let witness: Witness;
let server: WitnessServer;
let said: string[];
let done: () => void;
let folderGone: Promise<void>;
beforeEach(async () => {
  said = [];
  await new Promise<void>((ready) => {
    folderGone = withFolder(async (folder) => {
      witness = await openWitness({ folder, name: 'court.example/witness' }, watchedLogs([verifierKeyText(LOG.key)]));
      server = await listenWitness(witness, { host: '127.0.0.1', port: 0 }, (line) => said.push(line));
      ready();
      await new Promise<void>((resolve) => (done = resolve));
    });
  });
});
afterEach(async () => {
  await server.close();
  witness.close();
  done();
  await folderGone;
});

interface Reply {
  status: number;
  type: string | null;
  text: string;
}

async function post(body: Uint8Array | string, path = '/add-checkpoint'): Promise<Reply> {
  const response = await fetch(server.url + path, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body) });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('POST /add-checkpoint', () => {
  it('answers with a cosignature that its key verifies beside the log’s', async () => {
    const { status, type, text: line } = await post(LOG.request(0, 7));
    expect([status, type]).toEqual([200, 'text/plain; charset=utf-8']);
    const { signatures } = openNote(LOG.checkpoint(7) + line, [LOG.key, ...witness.keys.map(parseVerifierKey)]);
    expect(signatures.map(({ key }) => key.name)).toEqual(['log.example/mill', 'court.example/witness']);
    expect((await post(LOG.request(7, 20))).status).toBe(200);
  });

  const checkpoint = LOG.checkpoint(12);
  const hashes = LOG.proof(7, 12);
  const [origin, size, root] = checkpoint.split('\n') as [string, string, string];
  const swapped = (part: string, other: string): Buffer => writeAddCheckpoint({ old: 7, hashes, checkpoint: checkpoint.replace(part, other) });

  it.each<[string, Uint8Array | string, number]>([
    ['nothing', '', 400],
    ['text', 'old 7\n', 400],
    ['JSON', '{"old":7}', 400],
    ['no checkpoint', 'old 7\n\n', 400],
    ['a checkpoint alone', checkpoint, 400],
    ['64 hashes', writeAddCheckpoint({ old: 7, hashes: Array.from({ length: 64 }, () => Buffer.alloc(32)), checkpoint }), 400],
    ['line ends of another kind', Buffer.from(LOG.request(7, 12).toString().replaceAll('\n', '\r\n')), 400],
    ['a checkpoint that was cut', LOG.request(7, 12).subarray(0, -1), 400],
    ['bytes that are no UTF-8', Buffer.concat([LOG.request(7, 12), Buffer.of(0xff, 0x0a)]), 400],
    ['a checkpoint without signatures', writeAddCheckpoint({ old: 7, hashes, checkpoint: checkpoint.split('\n\n')[0]! + '\n\n' }), 400],
    ['a size that is no number', swapped(`\n${size}\n`, '\nmany\n'), 400],
    ['a root that is too short', swapped(root, root.slice(4)), 400],
    ['an old size above the new', writeAddCheckpoint({ old: 13, hashes: [], checkpoint }), 400],
    ['another size than was signed', swapped(`\n${size}\n`, '\n13\n'), 403],
    ['another root than was signed', swapped(root, FORK.root(12).toString('base64')), 403],
    ['another log’s signature', writeAddCheckpoint({ old: 7, hashes, checkpoint: IMPOSTOR.checkpoint(12).replace('log.example/impostor\n', `${origin}\n`) }), 403],
    ['a log that is not watched', STRANGER.request(7, 12), 404],
    ['an old size that is not the last', LOG.request(6, 12), 409],
    ['old 0, as by one that does not know', LOG.request(0, 12), 409],
    ['the same size with another root', FORK.request(7, 7), 409],
    ['a fork with its own proof', FORK.request(7, 12), 422],
    ['a fork with the log’s proof', writeAddCheckpoint({ old: 7, hashes, checkpoint: FORK.checkpoint(12) }), 422],
    ['no proof', writeAddCheckpoint({ old: 7, hashes: [], checkpoint }), 422],
    ['half a proof', writeAddCheckpoint({ old: 7, hashes: hashes.slice(1), checkpoint }), 422],
    ['a proof where there is nothing to prove', writeAddCheckpoint({ old: 7, hashes, checkpoint: LOG.checkpoint(7) }), 422],
  ])('%s: refused, with the reason, and nothing is cosigned', async (_, body, status) => {
    await post(LOG.request(0, 7));
    const reply = await post(body);
    expect(reply.status).toBe(status);
    expect([reply.type, reply.text]).toEqual(
      status === 409 ? ['text/x.tlog.size', '7\n'] : ['application/problem+json; charset=utf-8', expect.stringMatching(/^\{"status":\d+,"detail":".+","advice":".+"\}$/)],
    );
    expect(said).toEqual([expect.stringMatching(new RegExp(`^refused \\(${status}\\): .+`))]);
    expect(witness.last('log.example/mill')?.size).toBe(7);
    expect((await post(LOG.request(7, 12))).status).toBe(200);
  });
});

describe('the server of a witness', () => {
  it('says at / who it is and what it has cosigned', async () => {
    expect((await (await fetch(`${server.url}/`)).text())).toContain('log.example/mill\nnothing was cosigned yet');
    await post(LOG.request(0, 7));
    const about = await (await fetch(`${server.url}/`)).text();
    expect(about).toContain(witness.keys[0]);
    expect(about).toContain(LOG.checkpoint(7).trimEnd());
  });

  it.each([
    ['GET', '/add-checkpoint', 405],
    ['POST', '/', 405],
    ['PUT', '/add-checkpoint', 405],
    ['GET', '/checkpoint', 404],
  ])('answers %s %s with %d', async (method, path, status) => {
    expect((await fetch(server.url + path, { method })).status).toBe(status);
  });

  it.each([['whose length is told', true], ['whose length is not told', false]])('reads no body that is too large, %s', async (_, isTold) => {
    const body = Buffer.alloc(256 * 1_024 + 1, 'a');
    const reply = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(`${server.url}/add-checkpoint`, { method: 'POST', headers: isTold ? { 'content-length': body.length } : { 'transfer-encoding': 'chunked' } }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      sent.on('error', reject).end(body);
    });
    expect(reply).toBe(413);
    expect((await post(LOG.request(0, 7))).status).toBe(200);
  });

  it('reads no header that is too large', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('cosigns one of two stories that are told at once', async () => {
    const replies = await Promise.all([LOG, FORK, LOG, FORK].map((log) => post(log.request(0, 12))));
    const statuses = replies.map(({ status }) => status);
    // The first makes the others stale.
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(3);
    expect(witness.last('log.example/mill')?.note).toContain((statuses.indexOf(200) % 2 === 0 ? LOG : FORK).root(12).toString('base64'));
  });
});

describe('parley witness', () => {
  it('starts, says where to look and what to configure, cosigns, and stops when told to', async () => {
    await withFolder(async (folder) => {
      const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));
      const typescript = new URL('../../../test/support/typescript.mjs', import.meta.url).href;
      const words = ['witness', '--state', folder, '--name', 'union.example/witness', '--log', verifierKeyText(LOG.key), '--port', '0'];
      const child = spawn(process.execPath, ['--import', typescript, program, ...words], { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(child, 'exit');
      const lines: string[] = [];
      for await (const line of createInterface(child.stdout)) if (lines.push(line) === 4) break;
      expect(lines[0]).toMatch(/^The witness union\.example\/witness is at http:\/\/127\.0\.0\.1:\d+ and watches log\.example\/mill\.$/);
      const [configured] = readSettings({ PARLEY_WITNESSES: lines[3]!.trim() }).PARLEY_WITNESSES!;
      const response = await fetch(`${configured!.url}/add-checkpoint`, { method: 'POST', body: new Uint8Array(LOG.request(0, 7)) });
      expect(openNote(LOG.checkpoint(7) + (await response.text()), [configured!.key]).signatures).toHaveLength(1);
      child.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
    });
  });

  it('says what is missing, and where a key would be', async () => {
    await withFolder(async (folder) => {
      expect(await parley(['witness', 'key', '--state', folder])).toMatchObject({ code: 2, err: expect.stringContaining('the first start of the witness makes it') });
      expect(await parley(['witness', '--state', folder])).toMatchObject({ code: 2, err: expect.stringContaining('give its verifier key with --log') });
      expect(await parley(['witness', '--state', folder, '--log', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('no verifier key of a log') });
      const vkey = verifierKeyText(LOG.key);
      const inUse = new URL(server.url).port;
      expect(await parley(['witness', '--state', folder, '--log', vkey, '--port', inUse])).toMatchObject({ code: 2, err: expect.stringContaining('choose another with --host and --port') });
      expect(await parley(['witness', 'key', '--state', folder])).toMatchObject({ code: 0, out: expect.stringMatching(/^localhost\/witness-[0-9a-f]{12}\+[0-9a-f]{8}\+B\S+\n$/) });
    });
  });
});
