import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { sendLines } from './streams.js';

const LINE = `${'x'.repeat(65_535)}\n`;
/** Lines: far more than the buffers on the way hold. */
const ALL = 2_000;

let server: FastifyInstance;
let made: number;
let closed: boolean;
beforeEach(() => {
  [made, closed, server] = [0, false, fastify()];
  server.get('/', (_, reply) => void sendLines(lines(), reply));
});
afterEach(() => server.close());

async function* lines(): AsyncGenerator<string> {
  try {
    for (; made < ALL; made += 1) yield LINE;
  } finally {
    closed = true;
  }
}

async function answer(): Promise<IncomingMessage> {
  const [response] = (await once(get(await server.listen()), 'response')) as [IncomingMessage];
  return response;
}

/** How many lines were made by the time that no more are. */
async function settled(): Promise<number> {
  for (let before = -1; before !== made; await setTimeout(100)) before = made;
  return made;
}

describe('lines for a reader who takes his time', () => {
  it('are made as he reads them', async () => {
    const response = await answer();
    expect(await settled()).toBeLessThan(ALL / 2);
    let bytes = 0;
    for await (const chunk of response) bytes += (chunk as Buffer).length;
    expect([bytes, made, closed]).toEqual([ALL * LINE.length, ALL, true]);
  });

  it('are made no more once he is gone', async () => {
    const response = await answer();
    await settled();
    response.destroy();
    while (!closed) await setTimeout(10);
    expect(made).toBeLessThan(ALL);
  });
});
