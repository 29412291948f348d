import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { FORMATS } from './formats.js';

/**
 * Sends lines as they come. The first is awaited, so that a question that can't be answered is still a problem with its status;
 * an error after that cuts the connection, which no reader takes for the end.
 * @param download the name of the file where it is to be one
 */
export async function sendLines(lines: AsyncIterable<string>, reply: FastifyReply, download?: string): Promise<void> {
  const source = lines[Symbol.asyncIterator]();
  const first = await source.next();
  if (download !== undefined) reply.header('content-disposition', `attachment; filename="${download.replace(/[^A-Za-z0-9._-]+/g, '-')}"`);
  reply.header('content-type', FORMATS.jsonl).header('cache-control', 'no-cache').send(Readable.from(from(first, source)));
}

async function* from(first: IteratorResult<string>, source: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let line = first; line.done !== true; line = await source.next()) yield line.value;
  } finally {
    // The reader may have gone away.
    await source.return?.();
  }
}

/** Objects as lines of JSON. */
export async function* jsonLines(objects: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const object of objects) yield `${JSON.stringify(object)}\n`;
}
