import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openZip } from './zip-reader.js';
import { createZipWriter } from './zip-writer.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'parley-zip-'));
const ZIP = join(FOLDER, 'large.zip');
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const LINE = `${'x'.repeat(999)}\n`;
/** As much as may be made and not be written yet. */
const HELD = 512 * 1024;

/** Lines, each asked for when most of those before it are in the file: else they would gather in memory. */
function* lines(count: number, most: { held: number }): Generator<string> {
  for (let made = 0; made < count; made += 1) {
    most.held = Math.max(most.held, made * LINE.length - statSync(ZIP).size);
    yield LINE;
  }
}

describe('an archive that is written', () => {
  it('is never held, however long its files are', async () => {
    const file = await open(ZIP, 'w');
    const zip = createZipWriter(file);
    const [sync, async] = [{ held: 0 }, { held: 0 }];
    await zip.add('lines', lines(8_000, sync));
    const before = statSync(ZIP).size;
    await zip.add('waited for', (async function* () { for (const line of lines(8_000, async)) yield line; })());
    await zip.end();
    await file.close();
    expect(sync.held).toBeLessThan(HELD);
    expect(async.held).toBeLessThan(HELD);
    const archive = openZip(ZIP);
    expect(archive.names.map((name) => archive.sizeOf(name))).toEqual([8_000_000, 8_000_000]);
    archive.close();
    expect(statSync(ZIP).size).toBeGreaterThan(before + 8_000_000);
  });
});
