import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';

it('a process that waits for a server stays until it can say that it is away', () => {
  // Nothing listens at port 1, and nothing but the pauses between attempts keeps this process.
  const program = "const { openPostgresLog } = await import('./libs/log/src/postgres/postgres-log.ts'); await openPostgresLog('postgres://nobody@127.0.0.1:1/none', { patienceMs: 200 });";
  const { status, stderr } = spawnSync(process.execPath, ['--import', './test/support/typescript.mjs', '--input-type=module', '-e', program], { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  expect(stderr).toContain('LogUnavailable');
  expect(status).toBe(1);
});
