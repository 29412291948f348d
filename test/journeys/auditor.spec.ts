import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/application';
import { type Running, serve } from '../../apps/api/src/serve.js';
import { loggingTo } from '../support/logging.js';
import { CONNECTICUT, parley } from '../../apps/cli/test/run.js';

/** An auditor, who keeps what was signed and checks it without the server. */

const FACT = 'connecticut-2011.N8';
let data: string;
let server: Running;

const start = async (): Promise<Running> => serve(readSettings({ PARLEY_DATA: data, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false' }), loggingTo());

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'parley-auditor-'));
  await parley(['import', CONNECTICUT, '--data', data]);
  server = await start();
});
afterEach(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

const remote = (...argv: string[]) => parley([...argv, '--url', server.url]);
const direct = (...argv: string[]) => parley([...argv, '--data', data]);

/** What a command printed, as a file. */
async function fileOf(name: string, ...argv: string[]): Promise<string> {
  const { out, code } = await remote(...argv);
  expect(code).toBe(0);
  const path = join(data, name);
  writeFileSync(path, out);
  return path;
}

describe('a proof by mail', () => {
  it('is checked with the key alone', async () => {
    const key = (await remote('keys', 'list')).out.trim();
    const file = await fileOf('n8.tlog-proof', 'proof', FACT);
    await server.close();
    const { out, code } = await parley(['verify', 'proof', file, '--key', key]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${FACT}, revision 1 \\(record, notices\\.issued\\), is event \\d+ of the \\d+ in localhost/parley-[0-9a-f]{12}\\.\n`));
    expect(out).toContain('"round": "july"');
    const { head, body } = JSON.parse((await parley(['verify', 'proof', file, '--key', key, '--json'])).out);
    expect([head.fact, body.claims[0].data.round]).toEqual([FACT, 'july']);
    server = await start();
  });

  it('proves nothing with another key, or where it was altered', async () => {
    const key = (await remote('keys', 'list')).out.trim();
    const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const file = await fileOf('n8.tlog-proof', 'proof', FACT);
    expect(await parley(['verify', 'proof', file, '--key', other])).toMatchObject({ code: 1, err: expect.stringContaining('none of its 1 signatures') });
    expect(await parley(['verify', 'proof', file])).toMatchObject({ code: 2, err: expect.stringContaining('--key') });
    const moved = await fileOf('altered.tlog-proof', 'proof', FACT);
    writeFileSync(moved, (await remote('proof', FACT)).out.replace(/^index \d+$/m, 'index 1'));
    expect(await parley(['verify', 'proof', moved, '--key', key])).toMatchObject({ code: 1, err: expect.stringContaining('was altered') });
    expect(await parley(['verify', 'proof', file, '--key', key.slice(0, -1)])).toMatchObject({ code: 2 });
    expect(await parley(['verify', 'proof', join(data, 'nothing'), '--key', key])).toMatchObject({ code: 3 });
  });

  it('is the same through both doors, by fact and by position', async () => {
    const [here, there] = [await direct('proof', FACT), await remote('proof', FACT)];
    expect(there).toEqual(here);
    const [, seq] = /^index (\d+)$/m.exec(here.out) ?? [];
    expect(await remote('proof', seq!)).toEqual(here);
    expect(await remote('proof', FACT, '--revision', '1')).toEqual(here);
    for (const door of [direct, remote]) {
      expect(await door('proof', 'nobody.N1')).toMatchObject({ code: 3 });
      expect(await door('proof', '99999')).toMatchObject({ code: 2 });
      expect(await door('checkpoint', '--covers', '99999')).toMatchObject({ code: 2 });
      expect(await door('checkpoint', '--covers', '3')).toEqual(await door('checkpoint'));
    }
  });
});

it('a new key signs beside the old one, and then alone', async () => {
  const [old] = (await direct('keys', 'list')).out.trimEnd().split('\n');
  const before = (await remote('checkpoint')).out;
  const added = (await direct('keys', 'rotate')).out.trim();
  await direct('facts', 'retract', FACT, '--reason', 'a test');
  const during = (await remote('checkpoint')).out;
  expect([before, during].map((note) => note.split('\n\n')[1]!.trim().split('\n').length)).toEqual([1, 2]);
  expect(await direct('keys', 'retire', 'ffffffff')).toMatchObject({ code: 3 });
  expect(await direct('keys', 'retire', old!.split('+')[1]!)).toMatchObject({ code: 0 });
  expect(await direct('keys', 'retire', added.split('+')[1]!)).toMatchObject({ code: 2, err: expect.stringContaining('only key') });
  const file = await fileOf('r2.tlog-proof', 'proof', FACT);
  expect((await parley(['verify', 'proof', file, '--key', added])).code).toBe(0);
  expect((await remote('keys', 'list')).out.trimEnd().split('\n')).toEqual([old, added]);
});

it('a ledger that lost what was signed is read, and not written to', async () => {
  await remote('checkpoint');
  await server.close();
  await rm(join(data, 'ledger.db'));
  server = await start();
  const ready = await fetch(`${server.url}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ ready: false, record: { sound: false, seq: 0, reason: expect.stringContaining('fork or restored backup') } })]);
  const { code, err } = await direct('import', CONNECTICUT);
  expect([code, err]).toEqual([4, expect.stringContaining('docs/proof.md')]);
  const token = (await direct('token', 'create', 'desk')).out.trim();
  const refused = await fetch(`${server.url}/api/v1/negotiations`, { method: 'POST', body: '{"id":"x","title":"x","zone":"UTC"}', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } });
  expect([refused.status, await refused.json()]).toEqual([503, expect.objectContaining({ code: 'ledger-forked' })]);
  expect((await remote('list')).code).toBe(0);
});
