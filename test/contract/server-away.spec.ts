import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { fileTokens, type Readiness } from '#libs/application';
import { describeOnPostgres } from '../support/on-postgres.js';
import { describeWhenBuilt } from '../support/when-built.js';

/** Whoever spreads requests takes a process out as soon as it can't do its work, and puts it back when it can. Milliseconds. */
const SOON = 2_000;

type Told = Readiness & { status: number };

describeOnPostgres('a process whose PostgreSQL goes away and comes back', (postgres) => {
  let folder: string;
  let lines: string[];
  let token: string;
  let url: string;
  let server: ChildProcess;

  /** The built server, as a process of its own: an index in PostgreSQL is asked in a thread, which runs where it was built. */
  async function start(settings: Record<string, string>): Promise<void> {
    folder = await mkdtemp(join(tmpdir(), 'parley-away-'));
    token = await fileTokens(join(folder, 'tokens.json'), () => randomBytes(32), () => '2012-01-01T00:00:00Z').create('archivist');
    const env = { ...process.env, NODE_OPTIONS: '', PARLEY_DATA: folder, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false', ...settings };
    server = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    lines = [];
    createInterface(server.stderr!).on('line', (line) => lines.push(line));
    const [greeting] = (await once(server.stdout!, 'data')) as [Buffer];
    url = /http:\/\/[\d.:]+/.exec(String(greeting))![0];
  }
  async function end(): Promise<void> {
    const ended = once(server, 'exit');
    server.kill();
    expect(await ended).toEqual([0, null]);
    await rm(folder, { recursive: true });
  }

  const ask = (path: string): Promise<Response> => fetch(url + path);
  const write = (id: string): Promise<Response> =>
    fetch(`${url}/api/v1/negotiations`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ id, title: `The ${id}`, zone: 'UTC' }) });
  const ready = async (): Promise<Told> => {
    const reply = await ask('/health/ready');
    return { ...((await reply.json()) as Readiness), status: reply.status };
  };
  /** What is told once that has the status, soon. */
  async function readyWith(status: number): Promise<Told> {
    for (const began = performance.now(); ; await pause(50)) {
      const told = await ready();
      if (told.status === status) return told;
      if (performance.now() - began > SOON) throw new Error(`it is not ${status} after ${SOON} ms: ${JSON.stringify(told)}`);
    }
  }
  const away = { since: expect.stringMatching(/^\d{4}-.*Z$/), reason: expect.stringMatching(/can't be reached.*ECONNREFUSED|has not answered within|terminat/) };

  describeWhenBuilt('that of its index', () => {
    beforeAll(async () => start({ PARLEY_INDEX: await postgres.createDatabase() }));
    afterAll(end);

    it('is not ready as long as questions can’t be answered, and says why; in the log, once when it goes, once when it is back', async () => {
      expect((await write('mill')).status).toBe(201);
      expect((await ask('/api/v1/negotiations/mill/state')).status).toBe(200);
      expect(await ready()).toMatchObject({ status: 200, ready: true, index: { status: 'current' } });
      for (let time = 0; time < 2; time += 1) {
        lines.length = 0;
        await postgres.crash();
        const told = await readyWith(503);
        expect(told).toMatchObject({ ready: false, index: { position: 1, unreachable: away } });
        expect([told.ledger, told.index]).toEqual([expect.not.objectContaining({ unreachable: away }), expect.not.objectContaining({ halted: expect.anything() })]);
        expect(await (await ask('/metrics')).text()).toContain('\nparley_ready 0\n');
        await readyWith(503);
        expect(lines).toEqual([expect.stringMatching(/^the index does not answer: .*see that it runs$/)]);

        await postgres.start();
        expect((await readyWith(200)).index).toEqual({ position: 1, lag: 0, status: 'current' });
        expect((await ask('/api/v1/negotiations/mill/state')).status).toBe(200);
        expect(lines.slice(1)).toEqual([`the index answers again, after it had not since ${told.index.unreachable!.since}`]);
      }
    });

    it('is what it was once its server is restarted between two questions, and nothing is said', async () => {
      lines.length = 0;
      await postgres.restart();
      await readyWith(200);
      expect((await ask('/api/v1/negotiations/mill/state')).status).toBe(200);
      expect(lines).toEqual([]);
    });
  });

  describeWhenBuilt('that of its log', () => {
    beforeAll(async () => start({ PARLEY_LOG: await postgres.createDatabase() }));
    afterAll(end);

    it('is not ready as long as nothing can be written, and says why; questions are answered', async () => {
      expect((await write('mill')).status).toBe(201);
      expect(await ready()).toMatchObject({ status: 200, ledger: { size: 1 } });
      lines.length = 0;
      await postgres.crash();
      const told = await readyWith(503);
      expect(told).toMatchObject({ ready: false, ledger: { size: 1, unreachable: away }, index: { position: 1, status: 'current' } });
      expect((await ask('/api/v1/negotiations/mill/state')).status).toBe(200);
      expect(lines).toEqual([expect.stringMatching(/^the log does not answer: /)]);

      await postgres.start();
      expect((await readyWith(200)).ledger).not.toHaveProperty('unreachable');
      expect(lines.slice(1)).toEqual([`the log answers again, after it had not since ${told.ledger.unreachable!.since}`]);
      expect((await write('forge')).status).toBe(201);
    });
  });
});
