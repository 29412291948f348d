import { appendFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { freshPath } from '../test/ledger.js';
import { noteClosing, wasClosed } from './closing.js';

describe('the note beside a closed index', () => {
  let path: string;
  beforeEach(async () => {
    path = await freshPath();
    await writeFile(path, 'pages');
  });

  it('says once that the file is as it was closed', async () => {
    await noteClosing(path);
    expect([await wasClosed(path), await wasClosed(path)]).toEqual([true, false]);
  });

  it('says nothing of a file that was changed since, or is gone, or never was closed', async () => {
    expect(await wasClosed(path)).toBe(false);
    await noteClosing(path);
    await appendFile(path, '!');
    expect(await wasClosed(path)).toBe(false);
    await noteClosing(path);
    await writeFile(path, 'PAGES');
    expect(await wasClosed(path)).toBe(false);
    expect(await wasClosed(`${path}-of-another`)).toBe(false);
  });
});
