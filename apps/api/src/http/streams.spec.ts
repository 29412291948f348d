import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { sendLines } from './streams.js';

let server: FastifyInstance;
beforeEach(() => {
  server = fastify({ forceCloseConnections: true });
});
afterEach(() => server.close());

async function serving(lines: () => AsyncGenerator<string>): Promise<string> {
  // As Nest does: what the handler promises is not handed to Fastify, which would take its end for the answer's.
  server.get('/', (_request, reply) => void sendLines(lines(), reply).catch((error: unknown) => reply.send(error)));
  return server.listen({ port: 0, host: '127.0.0.1' });
}

describe('sending lines', () => {
  it('answers an error before the first line with its status', async () => {
    const url = await serving(async function* () {
      throw Object.assign(new Error('no such negotiation'), { statusCode: 404 });
    });
    expect((await fetch(url)).status).toBe(404);
  });

  it('cuts the connection at an error after that: no reader takes it for the end', async () => {
    const url = await serving(async function* () {
      yield 'one\n';
      throw new Error('the disk is gone');
    });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('stops reading when nobody listens any more', async () => {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const url = await serving(async function* () {
      try {
        for (;;) yield `${'x'.repeat(10_000)}\n`;
      } finally {
        stop();
      }
    });
    const reader = new AbortController();
    const response = await fetch(url, { signal: reader.signal });
    await response.body?.getReader().read();
    reader.abort();
    await stopped;
  });

  it('sends nothing where there is nothing', async () => {
    const url = await serving(async function* () {});
    expect(await (await fetch(url)).text()).toBe('');
  });

  it('reads no further than its reader does', async () => {
    const [line, all] = [`${'x'.repeat(65_535)}\n`, 2_000];
    let made = 0;
    const url = await serving(async function* () {
      for (; made < all; made += 1) yield line;
    });
    const [response] = (await once(get(url), 'response')) as [IncomingMessage];
    // Until the buffers on the way are full.
    for (let before = -1; before !== made; await setTimeout(100)) before = made;
    expect(made).toBeLessThan(all / 2);
    let bytes = 0;
    for await (const chunk of response) bytes += (chunk as Buffer).length;
    expect([bytes, made]).toEqual([all * line.length, all]);
  });
});
