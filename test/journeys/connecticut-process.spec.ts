import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONNECTICUT } from '../../apps/cli/test/run.js';
import { parleyProcess } from '../support/shell.js';
import { inAShell, JOURNEYS } from './connecticut.js';

/** One question of each kind. */
const oneOfEach = [...new Map(JOURNEYS.map((journey) => [journey.view, journey])).values()].map((journey) => [journey.view, journey] as const);

describe('the record of Connecticut, from processes of their own', () => {
  let data: string;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'parley-process-'));
    const imported = await parleyProcess(['import', CONNECTICUT, '--data', data]);
    expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/connecticut-2011: \d+ recorded; 0 unchanged\n$/) });
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  it.each(oneOfEach)('parley %s', async (_view, journey) => {
    expect(journey.read((await inAShell(journey, parleyProcess, data)) as never)).toEqual(journey.answer);
  });
});
