import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONNECTICUT, parley } from '../../apps/cli/test/run.js';
import { type Server, startServer } from '../support/server.js';
import { inAShell, JOURNEYS, type Journey } from './connecticut.js';

const table = JOURNEYS.map((journey) => [journey.question, journey] as const);

describe('the record of Connecticut', () => {
  let server: Server;
  let data: string;

  beforeAll(async () => {
    server = await startServer({ record: true });
    data = await mkdtemp(join(tmpdir(), 'parley-shell-'));
    const imported = await parley(['import', CONNECTICUT, '--data', data]);
    expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/connecticut-2011: \d+ recorded; 0 unchanged\n$/) });
  });
  afterAll(async () => {
    await server.close();
    await rm(data, { recursive: true, force: true });
  });

  async function overHttp({ view, with: parameters }: Journey): Promise<object> {
    const { status, text } = await server.get(`/api/v1/negotiations/connecticut-2011/${view}?${new URLSearchParams(parameters)}`);
    expect({ status, text }).toMatchObject({ status: 200 });
    return JSON.parse(text) as object;
  }

  it.each(table)('over HTTP: %s', async (_question, journey) => {
    expect(journey.read((await overHttp(journey)) as never)).toEqual(journey.answer);
  });

  it.each(table)('in a shell: %s', async (_question, journey) => {
    expect(journey.read((await inAShell(journey, parley, data)) as never)).toEqual(journey.answer);
  });
});
