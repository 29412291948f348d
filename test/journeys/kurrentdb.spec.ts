import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openParley, readSettings } from '#libs/application';
import type { Command } from '#libs/domain';
import { openLog } from '#libs/log';
import { parleyProcess } from '../support/shell.js';

/** A team has its ledger in KurrentDB: here in its protocol double, which runs as a process of its own. */
describe('the whole application on the protocol double of KurrentDB', () => {
  let folder: string;
  let url: string;
  let double: ReturnType<typeof spawn>;
  let order: (what: object) => Promise<void>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-kurrentdb-'));
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS'));
    double = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/support/kurrentdb-double/main.ts', '{"batchAppend":true}'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: double.stdout! })[Symbol.asyncIterator]();
    url = (await lines.next()).value as string;
    order = async (what) => {
      double.stdin!.write(`${JSON.stringify(what)}\n`);
      await lines.next();
    };
  });
  afterAll(async () => {
    double.stdin!.end();
    await new Promise((resolve) => double.on('close', resolve));
    await rm(folder, { recursive: true });
  });

  const open = (name: string) => openParley(readSettings({ PARLEY_DATA: join(folder, name), PARLEY_LOG: url }));
  const opening: Command = { id: 'open', fact: 'talks', negotiation: 'talks', op: 'record', type: 'negotiation.opened', claims: [{ happened: '2011-01-01', data: { title: 'Talks', zone: 'America/New_York' } }] };
  const milestone = (fact: string): Command => ({ id: `record-${fact}`, fact, negotiation: 'talks', op: 'record', type: 'milestone.reached', claims: [{ happened: '2011-05-05', data: { kind: 'talks-opened' } }] });

  it('writes, answers, tells another node, outlives restarts, and keeps one root', async () => {
    const [one, two] = [await open('one'), await open('two')];
    const [first] = await one.submit([opening], 'ann');
    await one.submit([milestone('talks.M1')], 'ann');
    while ((await two.readiness()).index.position < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await two.submit([milestone('talks.M2')], 'bob');
    // What was lost on the way is sent again, and stands there once.
    await order({ append: [{ answer: 'unavailable' }] });
    await one.submit([milestone('talks.M3')], 'ann');
    await order({ stop: 50 });
    await two.submit([milestone('talks.M4')], 'bob');
    expect(await one.submit([opening], 'ann')).toEqual([{ ...first, repeated: true }]);
    while ((await one.readiness()).index.position < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    const roots = [await one.root(), await two.root()];
    await one.close();
    await two.close();

    const again = await open('three');
    expect(new Set([...roots, await again.root()]).size).toBe(1);
    expect(await again.readiness()).toMatchObject({ ready: true, ledger: { engine: url, size: 5 } });
    await again.close();
    const log = await openLog(url);
    expect((await log.read(0, 10)).map(({ id }) => id)).toEqual(['open', 'record-talks.M1', 'record-talks.M2', 'record-talks.M3', 'record-talks.M4']);
    await log.close();
  });

  // The client goes on waiting for an answer, in its own thread, and would keep the process.
  it('a command ends where the server falls silent, and says so', async () => {
    await order({ mute: true });
    const { code, out, err } = await parleyProcess(['list', '--data', join(folder, 'silent')], { PARLEY_LOG: url });
    await order({ mute: false });
    expect([code, out, err]).toEqual([4, '', expect.stringMatching(/no answer within 5 s; whether the server is well/)]);
  });
});
