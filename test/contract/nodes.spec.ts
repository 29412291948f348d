import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileTokens, type Readiness, readSettings } from '#libs/application';
import { type Running, serve } from '../../apps/api/src/serve.js';
import { loggingTo } from '../support/logging.js';
import { describeOnPostgres } from '../support/on-postgres.js';

/** Several servers on one ledger, each with an index of its own: any may write, and any answers. */

/** @param engine settings of the ledger, for servers that share a folder: on one machine, or none but that of their secrets */
function nodes(engine: (folder: string) => Promise<Record<string, string>>): void {
  let folder: string;
  let shared: Record<string, string>;
  let open: Running[];
  let token: string;
  let a: Running;
  let b: Running;

  async function start(name: string, more: Record<string, string> = {}, pause?: (ms: number) => Promise<unknown>): Promise<Running> {
    const server = await serve(readSettings({ ...shared, PARLEY_DATA: join(folder, name), PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false', ...more }), loggingTo(), pause);
    open.push(server);
    return server;
  }

  const write = (server: Running, id: string): Promise<Response> =>
    fetch(`${server.url}/api/v1/negotiations`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ id, title: `The ${id}`, zone: 'America/New_York' }) });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-nodes-'));
    shared = { PARLEY_SIGNING_KEY: join(folder, 'signing.key'), PARLEY_TOKENS: join(folder, 'tokens.json'), ...(await engine(folder)) };
    open = [];
    token = await fileTokens(shared['PARLEY_TOKENS']!, () => Buffer.alloc(32, 7), () => '2012-01-01T00:00:00Z').create('archivist');
    a = await start('a');
    b = await start('b');
  });
  afterAll(async () => {
    await Promise.all(open.map((server) => server.close().catch(() => undefined)));
    rmSync(folder, { recursive: true });
  });

  it('answer what another has just written, to whoever says after which event', async () => {
    for (let n = 0; n < 8; n += 1) {
      const [writer, reader] = n % 2 === 0 ? [a, b] : [b, a];
      const written = await write(writer, `mill-${n}`);
      expect(written.status).toBe(201);
      const seq = written.headers.get('parley-after')!;
      const byParameter = await fetch(`${reader.url}/api/v1/negotiations/mill-${n}/state?after=${seq}`);
      const byHeader = await fetch(`${reader.url}/n/mill-${n}`, { headers: { 'parley-after': seq } });
      expect([byParameter.status, byHeader.status]).toEqual([200, 200]);
    }
  });

  it('say what is wrong with what can’t be waited for', async () => {
    const { ledger } = await readiness(a);
    const codes = await Promise.all([
      fetch(`${a.url}/api/v1/negotiations?after=soon`),
      fetch(`${a.url}/api/v1/negotiations`, { headers: { 'parley-after': '-1' } }),
      fetch(`${a.url}/api/v1/negotiations?after=${ledger.size}`),
    ].map(async (reply) => ((await (await reply).json()) as { code: string }).code));
    expect(codes).toEqual(['bad-parameter', 'invalid-header', 'ledger-beyond-head']);
  });

  it('join while others write, with no index or with another’s, and come to the same root', async () => {
    const c = await start('c');
    await c.close();
    const writing = Promise.all(Array.from({ length: 16 }, async (_, n) => (await write(n % 2 === 0 ? a : b, `shop-${n}`)).status));
    cpSync(join(folder, 'c', 'index.db'), join(folder, 'd', 'index.db'), { recursive: true });
    const joined = await Promise.all([start('d'), start('e')]);
    expect(new Set(await writing)).toEqual(new Set([201]));
    const { ledger } = await readiness(a);
    const roots = await Promise.all([a, b, ...joined].map((server) => rootOf(server, ledger.size)));
    expect(new Set(roots).size).toBe(1);
  });

  it('write the same thing once, whichever of them is told twice', async () => {
    const twice = await Promise.all([a, b].map(async (server) => {
      const reply = await fetch(`${server.url}/api/v1/negotiations`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'once' }, body: JSON.stringify({ id: 'forge', title: 'The forge', zone: 'UTC' }) });
      return { status: reply.status, seq: reply.headers.get('parley-after') };
    }));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(twice[0]!.seq).toBe(twice[1]!.seq);
  });

  it('sign one history: whoever asks any of them for a checkpoint', async () => {
    await write(a, 'yard');
    await write(b, 'dock');
    const notes = await Promise.all([a, b, a, b].map(async ({ url }) => (await fetch(`${url}/checkpoint`)).text()));
    const roots = new Map(notes.map((note) => note.split('\n').slice(1, 3) as [string, string]));
    for (const [size, root] of roots) expect(await rootOf(a, Number(size))).toBe(root);
  });

  it('drain: not ready, and still answering, for as long as a proxy takes to notice', async () => {
    const asked: number[] = [];
    let noticed: () => void = () => undefined;
    const proxy = new Promise<void>((resolve) => (noticed = resolve));
    const leaving = await start('f', { PARLEY_DRAIN_SECONDS: '7' }, (ms) => {
      asked.push(ms);
      return proxy;
    });
    const closed = leaving.close();
    const ready = await fetch(`${leaving.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ ready: false, draining: true })]);
    expect(await (await fetch(`${leaving.url}/metrics`)).text()).toMatch(/^parley_ready 0$/m);
    expect((await fetch(`${leaving.url}/api/v1/negotiations/mill-1/state`)).status).toBe(200);
    expect((await write(leaving, 'late')).status).toBe(201);
    expect(asked).toEqual([7_000]);
    noticed();
    await closed;
    await expect(fetch(`${leaving.url}/health/live`)).rejects.toThrow();
  });
}

async function readiness(server: Running): Promise<Readiness & { draining?: boolean }> {
  return (await (await fetch(`${server.url}/health/ready`)).json()) as Readiness;
}

/** The Merkle root of all there is, as a server tells it. */
async function rootOf(server: Running, size: number): Promise<string> {
  const answer = (await (await fetch(`${server.url}/api/v1/negotiations?after=${size - 1}&ledger=${size}`)).json()) as { basis: { ledger: { root: string } } };
  return answer.basis.ledger.root;
}

describe('several servers on one ledger in SQLite', () => {
  nodes(async (folder) => ({ PARLEY_LOG: `sqlite:${join(folder, 'ledger.db')}`, PARLEY_CHECKPOINTS: join(folder, 'checkpoints.db') }));
});

describeOnPostgres('several servers on one ledger in PostgreSQL', (postgres) => {
  nodes(async () => ({ PARLEY_LOG: await postgres.createDatabase(), PARLEY_CHECKPOINT_LOG: await postgres.createDatabase() }));
});
