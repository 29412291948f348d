import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { SEED } from '../support/property.js';
import { crash } from './crash.js';

it(`a writer killed six times at random moments loses and doubles nothing that it acknowledged (seed ${SEED})`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-crash-'));
  const { kills, events, acknowledged } = await crash({ folder, kills: 6, seed: SEED, atLeast: 101 });
  expect(kills).toBe(6);
  expect(acknowledged).toBeGreaterThan(100);
  // All that was acknowledged, the opening, and perhaps what was written when its writer died.
  expect(events).toBeGreaterThan(acknowledged);
  await rm(folder, { recursive: true });
});
