import { randomUUID } from 'node:crypto';
import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import type { Settings } from '#libs/application';

/** What the server says of itself, on stderr: in plain lines for a terminal, or a line of JSON for each event and request, for programs. */
export interface Logging {
  /** A line on starting, stopping, and what is wrong. */
  say(line: string): void;
  /** What the framework has to say. */
  nest: LoggerService;
  /** Takes a line for each request; absent where nobody reads them. */
  requests?: Logger;
}

export function createLogging({ PARLEY_LOGGING: kind }: Pick<Settings, 'PARLEY_LOGGING'>, stream: NodeJS.WritableStream = process.stderr): Logging {
  if (kind === 'plain') return { say: (line) => void stream.write(`${line}\n`), nest: new ConsoleLogger({ logLevels: ['error', 'warn', 'fatal'] }) };
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } }, stream);
  const trouble = (level: 'warn' | 'error' | 'fatal') => (message: unknown, ...more: unknown[]): void => logger[level]({ more }, String(message));
  return {
    say: (line) => logger.info(line),
    nest: { log: () => undefined, warn: trouble('warn'), error: trouble('error'), fatal: trouble('fatal') },
    requests: logger,
  };
}

/** A proxy's id of a request, where it is a UUID (RFC 9562), or one of our own: it stands in logs, spans and problems. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given) ? given.toLowerCase() : randomUUID();
}

/** Every reply says its request's id; the log, where one is kept, has a line for it. */
export function tellRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ id }, { raw }) => {
    raw.setHeader('x-request-id', id);
  });
  fastify.addHook('onResponse', async ({ method, url, log, writer }, { statusCode, elapsedTime }) => {
    log.info({ method, url, status: statusCode, milliseconds: Math.round(elapsedTime * 10) / 10, ...(writer === '' ? {} : { writer }) }, 'answered');
  });
}
