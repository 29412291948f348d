import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openParley, readSettings } from '#libs/application';

it('a redaction whose process died before it erased anything is finished by the next start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-redaction-'));
  const filesWith = (name: string) => readdirSync(folder).filter((file) => readFileSync(join(folder, file)).toString('latin1').toLowerCase().includes(name));
  try {
    const writer = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/crash/redactor.ts', folder, 'Knurrhahn'], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'inherit' });
    expect(await once(writer, 'exit')).toEqual([null, 'SIGKILL']);
    expect(filesWith('knurrhahn').length).toBeGreaterThan(1);

    const parley = await openParley(readSettings({ PARLEY_DATA: folder }));
    expect(filesWith('knurrhahn')).toEqual([]);
    expect((await parley.readiness()).ledger.size).toBe(3);
    expect((await parley.ask({ ask: 'state', negotiation: 'talks' })).body).toMatchObject({ redacted: ['talks.W1'] });
    await parley.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
