import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONNECTICUT, parley, type Ran } from '../../apps/cli/test/run.js';
import { type Server, startServer } from '../support/server.js';
import { parleyProcess } from '../support/shell.js';
import { JOURNEYS, type Journey } from './connecticut.js';

const table = JOURNEYS.map((journey) => [journey.question, journey] as const);

/** One question of each kind: they are asked of the program as a process too. */
const oneOfEach = [...new Map(JOURNEYS.map((journey) => [journey.view, journey])).values()].map((journey) => [journey.view, journey] as const);

describe('the record of Connecticut', () => {
  let server: Server;
  let data: string;

  beforeAll(async () => {
    server = await startServer({ record: true });
    data = await mkdtemp(join(tmpdir(), 'parley-shell-'));
    const imported = await parleyProcess(['import', CONNECTICUT, '--data', data]);
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

  async function inAShell({ view, with: { path, ...options } }: Journey, program: (words: string[]) => Promise<Ran>): Promise<object> {
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    const { code, out, err } = await program([view, 'connecticut-2011', ...(path === undefined ? [] : [path]), ...words, '--json', '--data', data]);
    expect({ code, err }).toMatchObject({ code: 0 });
    return JSON.parse(out) as object;
  }

  it.each(table)('over HTTP: %s', async (_question, journey) => {
    expect(journey.read((await overHttp(journey)) as never)).toEqual(journey.answer);
  });

  it.each(table)('in a shell: %s', async (_question, journey) => {
    expect(journey.read((await inAShell(journey, parley)) as never)).toEqual(journey.answer);
  });

  it.each(oneOfEach)('as a process: parley %s', async (_view, journey) => {
    expect(journey.read((await inAShell(journey, parleyProcess)) as never)).toEqual(journey.answer);
  });
});
