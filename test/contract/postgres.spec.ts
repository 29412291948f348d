import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { openParley, readSettings } from '#libs/application';
import { openLog } from '#libs/log';
import { describeOnPostgres } from '../support/on-postgres.js';

const run = promisify(execFile);

describeOnPostgres('the application on a ledger in PostgreSQL', (postgres) => {
  it('loses nothing where two processes write at once, each with an index of its own; all of them come to one root', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-shared-'));
    const url = await postgres.createDatabase();
    const writers = ['ann', 'ben'];
    const settings = (name: string) => readSettings({ PARLEY_DATA: join(folder, name), PARLEY_LOG: url, PARLEY_CHECKPOINT_SECONDS: '0' });
    // Opened first, so that it follows what the others write.
    const watching = await openParley(settings('watching'));
    const outputs = await Promise.all(writers.map((name) => run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/recording.ts', join(folder, name), url, name, '40', '4', '2'], { env: { ...process.env, NODE_OPTIONS: '' } })));
    const acknowledged = outputs.flatMap(({ stdout }) => (JSON.parse(stdout) as { receipts: { id: string; seq: number }[] }).receipts);

    const log = await openLog(url);
    const events = await log.read(0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 83 }, (_, n) => n));
    expect(acknowledged).toHaveLength(80);
    for (const { id, seq } of acknowledged) expect(events[seq]?.id).toBe(id);
    // None was done before the other began.
    const turns = events.filter(({ id }, n) => n > 0 && id.split('-')[0] !== events[n - 1]!.id.split('-')[0]);
    expect(turns.length).toBeGreaterThan(2);

    const root = await watching.root();
    expect((await watching.readiness()).ledger).toEqual({ engine: log.name, size: 83 });
    await watching.close();
    const later = await openParley(settings('ben'));
    expect(await later.root()).toBe(root);
    expect(root).not.toBe('');
    const { body } = await later.ask({ ask: 'fact', fact: 'ann-39' });
    expect(body).toMatchObject({ fact: 'ann-39' });
    await later.close();
    await log.close();
    await rm(folder, { recursive: true });
  });

  it('records, redacts and answers as on any other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-shared-'));
    const parley = await openParley(readSettings({ PARLEY_DATA: folder, PARLEY_LOG: await postgres.createDatabase() }));
    const { written } = await parley.importCase([{ path: 'case.yaml', text: 'negotiation: { id: talks, title: Talks, zone: UTC }\nmilestones:\n  M1: { kind: talks-opened, when: 2011-05-05 }\n' }], 'ann');
    expect(written).toBe(2);
    await parley.redact({ fact: 'talks.M1', reason: 'as a court ordered', id: 'gone' }, 'ann');
    expect((await parley.readiness())).toMatchObject({ ready: true, ledger: { size: 3 }, index: { lag: 0 } });
    expect(await parley.notary.checkpoint()).toBeDefined();
    await parley.close();
    await rm(folder, { recursive: true });
  });
});
