import { describe, expect, it } from '@jest/globals';
import { createBreather } from './breather.js';

/** Whether others that waited had their turn meanwhile. */
async function gaveWay(breathe: () => Promise<void>): Promise<boolean> {
  let turn = false;
  setImmediate(() => (turn = true));
  await breathe();
  return turn;
}

describe('a breather', () => {
  it('gives way where the loop has been held for long, and only there', async () => {
    expect(await gaveWay(createBreather(0))).toBe(true);
    expect(await gaveWay(createBreather(60_000))).toBe(false);
  });
});
