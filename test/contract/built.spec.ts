import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const run = promisify(execFile);

// `npm test` builds before it runs the suite.
(existsSync('dist/.built') ? it : it.skip)('the built program writes its index in a thread, and shows what was just written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-built-'));
  const { stdout } = await run(process.execPath, ['test/contract/built.mjs', folder], { env: { ...process.env, NODE_OPTIONS: '' } });
  expect(JSON.parse(stdout)).toEqual({ shown: 'last', left: 252 });
  await rm(folder, { recursive: true });
});
