import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openMemoryLog } from './memory/memory-log.js';
import { openLog } from './open.js';
import { openSqliteLog } from './sqlite/sqlite-log.js';
import { logContract } from './testing/contract.js';

logContract('memory', async () => {
  const log = openMemoryLog();
  return { log, second: log, clean: () => log.close() };
});

logContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-log-'));
  const log = openSqliteLog(join(folder, 'ledger.db'), { pollMs: 5 });
  const second = openSqliteLog(join(folder, 'ledger.db'), { pollMs: 5 });
  return {
    log,
    second,
    async clean() {
      await log.close();
      await second.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('openLog', () => {
  it('opens each engine by its url', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-log-'));
    const file = join(folder, 'new', 'ledger.db');
    const [memory, sqlite] = [await openLog('memory:'), await openLog(`sqlite:${file}`)];
    expect([memory.name, sqlite.name]).toEqual(['memory', `sqlite:${file}`]);
    await memory.close();
    await sqlite.close();
    await rm(folder, { recursive: true });
  });

  it.each(['redis:', 'ledger.db', '', 'SQLITE:x', 'memory'])('names the engines it has when asked for %p', async (url) => {
    await expect(openLog(url)).rejects.toThrow(`no log engine for "${url}": use memory:, sqlite:PATH, postgres://HOST/DATABASE or kurrentdb://HOST:PORT`);
  });

  it('asks for the path that is missing', async () => {
    await expect(openLog('sqlite:')).rejects.toThrow(/needs a path/);
  });
});
