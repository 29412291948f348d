import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { settingsSchema } from '#libs/application';
import { openLog } from '#libs/log';
import { isProblemCode } from '../../apps/api/src/http/problems.js';
import { createProgram } from '../../apps/cli/src/program.js';
import { batch } from '../../libs/log/src/testing/events.js';
import { startServer } from '../support/server.js';

/** What docs/operating.md names is there, and putting a ledger back is done as it says. */

const text = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
const named = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();

describe('docs/operating.md', () => {
  it('names every count of ours, and no other; and of the process only such as there are', async () => {
    const server = await startServer({ record: false });
    const counted = [...(await server.get('/metrics')).text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
    await server.close();
    expect(named(/\b(parley_[a-z_]+?)(?:_bucket|_count|_sum)?(?![a-z_])/g).filter((name) => name !== 'parley_index')).toEqual(counted.filter((name) => name.startsWith('parley_')).sort());
    expect(counted).toEqual(expect.arrayContaining(named(/`((?:nodejs|process)_[a-z0-9_]+)`/g)));
  });

  it('names settings that there are', () => {
    expect(Object.keys(settingsSchema.shape)).toEqual(expect.arrayContaining(named(/\b(PARLEY_[A-Z_]+)\b/g)));
  });

  it('names problems that there are', () => {
    const codes = named(/503 `([a-z-]+)`/g);
    expect(codes).toEqual(expect.arrayContaining(['ledger-forked', 'log-busy', 'log-unavailable']));
    expect(codes.filter((code) => !isProblemCode(code))).toEqual([]);
  });

  it('gives commands and options that the program has', () => {
    const program = createProgram(async () => {}, { stdout: new PassThrough(), stderr: new PassThrough() });
    const lines = named(/(?:`parley |^parley |main\.js )([a-z][^`|\n]*)/gm);
    expect(lines).toEqual(expect.arrayContaining(['verify --data FOLDER', 'copy --from ADDRESS --to ADDRESS', 'token create NAME']));
    for (const line of lines) {
      let command: Command = program;
      for (const word of line.split(' ')) {
        if (word.startsWith('--')) expect([...program.options, ...command.options].map(({ long }) => long)).toContain(word);
        else command = command.commands.find((each) => each.name() === word) ?? command;
      }
      const isGroup = command.commands.length > 0 && command.options.length === 0;
      expect([line, command !== program && !isGroup]).toEqual([line, true]);
    }
  });

  it('puts a backup of SQLite in the place of what a killed process left, and of nothing else', async () => {
    const [, commands] = /^### A ledger in SQLite, put back$[\s\S]*?^```sh\n([\s\S]*?)^```$/m.exec(text)!;
    const folder = mkdtempSync(join(tmpdir(), 'parley-put-back-'));
    const log = await openLog(`sqlite:${join(folder, 'running.db')}`);
    await log.append(0, batch(0, 3));
    await log.append(3, batch(3, 3));
    // As they lie while it runs, which is as a killed process leaves them.
    for (const end of ['', '-wal', '-shm']) copyFileSync(join(folder, `running.db${end}`), join(folder, `ledger.db${end}`));
    await log.close();
    const backup = await openLog(`sqlite:${join(folder, 'COPY')}`);
    await backup.append(0, batch(0, 3));
    await backup.close();
    execFileSync('sh', ['-e', '-c', commands!], { cwd: folder });
    const back = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
    expect(await back.read(0, 10)).toEqual(batch(0, 3));
    await back.close();
    const aside = await openLog(`sqlite:${join(folder, 'aside', 'ledger.db')}`);
    expect(await aside.head()).toBe(6);
    await aside.close();
    rmSync(folder, { recursive: true });
  });
});
