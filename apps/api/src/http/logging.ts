import { randomUUID } from 'node:crypto';
import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import type { Settings } from '#libs/application';
import type { Problem } from './problem.js';

declare module 'fastify' {
  interface FastifyReply {
    /** What it tells, where it is one. */
    problem?: Problem;
  }
}

/** What the server says of itself, on stderr: in plain lines for a terminal, or a line of JSON for each event and request, for programs. */
export interface Logging {
  /** A line on starting and stopping. */
  say(line: string): void;
  /** A line on what is wrong, for whoever runs the server. */
  warn(line: string): void;
  /** What the framework has to say. */
  nest: LoggerService;
  /** Takes a line for each request; absent where nobody reads them. */
  requests?: Logger;
}

export function createLogging({ PARLEY_LOGGING: kind }: Pick<Settings, 'PARLEY_LOGGING'>, stream: NodeJS.WritableStream = process.stderr): Logging {
  const plain = (line: string): void => void stream.write(`${line}\n`);
  if (kind === 'plain') return { say: plain, warn: plain, nest: new ConsoleLogger({ logLevels: ['error', 'warn', 'fatal'] }) };
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level) => ({ level }) } }, stream);
  const trouble = (level: 'warn' | 'error' | 'fatal') => (message: unknown, ...more: unknown[]): void => logger[level]({ more }, String(message));
  return {
    say: (line) => logger.info(line),
    warn: (line) => logger.error(line),
    nest: { log: () => undefined, warn: trouble('warn'), error: trouble('error'), fatal: trouble('fatal') },
    requests: logger,
  };
}

/** A proxy's id of a request, where it is a UUID (RFC 9562), or one of our own: it stands in logs, spans and problems. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given) ? given.toLowerCase() : randomUUID();
}

/** Every reply says its request's id; the log, where one is kept, has a line for it, with the code of the problem where it was one, and more where that is the server's. */
export function tellRequests(fastify: FastifyInstance): void {
  fastify.decorateReply('problem', undefined);
  fastify.addHook('onRequest', async ({ id }, { raw }) => {
    raw.setHeader('x-request-id', id);
  });
  fastify.addHook('onResponse', async ({ method, url, log, writer }, { statusCode, elapsedTime, problem }) => {
    const isOurs = problem !== undefined && statusCode >= 500;
    log[isOurs ? 'error' : 'info']({
      method, url, status: statusCode, milliseconds: Math.round(elapsedTime * 10) / 10, ...(writer === '' ? {} : { writer }),
      ...(problem === undefined ? {} : { problem: problem.code }), ...(isOurs ? { detail: problem.message } : {}),
    }, 'answered');
  });
}
