import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { openSwap } from './swap.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-swap-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = (value: number, length = 64): Buffer => Buffer.alloc(length, value);

it('a swap gives back what was written last to each place, and leaves no file behind', () => {
  const swap = openSwap(folder);
  expect(readdirSync(folder)).toEqual([]);
  for (const [value, at] of [[1, 0], [2, 64], [3, 6_400], [4, 64]] as const) swap.write(page(value), at);
  const read = [0, 64, 6_400].map((at) => {
    const bytes = page(0);
    swap.read(bytes, at);
    return bytes;
  });
  expect(read).toEqual([page(1), page(4), page(3)]);
});

it('what was never written can not be read', () => {
  const swap = openSwap(folder);
  swap.write(page(1), 0);
  expect(() => swap.read(page(0), 32)).toThrow('a temporary file ended 32 bytes too soon');
});
