import { PassThrough } from 'node:stream';
import { expect, it } from '@jest/globals';
import { fastify, type FastifyInstance, LogController } from 'fastify';
import { createLogging, tellRequests } from './logging.js';
import { Problem } from './problem.js';
import { sendProblem } from './problem-filter.js';

/** What is written as lines of JSON, without its time. */
function logged() {
  const lines: Record<string, unknown>[] = [];
  const stream = new PassThrough().on('data', (line: Buffer) => lines.push({ ...(JSON.parse(line.toString()) as object), time: undefined }));
  return { lines, logging: createLogging({ PARLEY_LOGGING: 'json' }, stream) };
}

it('tells what the server could not do as an error, with what was wrong; what a client did wrong by its code', async () => {
  const { lines, logging } = logged();
  const server = fastify({ loggerInstance: logging.requests!, logController: new LogController({ disableRequestLogging: true }), genReqId: () => 'one' }) as unknown as FastifyInstance;
  server.decorateRequest('writer', 'ann');
  tellRequests(server);
  server.get('/away', (request, reply) => sendProblem(new Problem('log-unavailable', 'postgres://db is away'), request, reply));
  server.get('/nobody', (request, reply) => sendProblem(new Problem('unknown-negotiation', 'there is no nobody'), request, reply));
  server.get('/health/ready', (_request, reply) => reply.code(503).send());
  for (const path of ['/away', '/nobody', '/health/ready']) await server.inject(path);
  const told = { reqId: 'one', method: 'GET', milliseconds: expect.any(Number), writer: 'ann', msg: 'answered' };
  expect(lines).toEqual([
    { ...told, level: 'error', url: '/away', status: 503, problem: 'log-unavailable', detail: 'postgres://db is away' },
    { ...told, level: 'info', url: '/nobody', status: 404, problem: 'unknown-negotiation' },
    { ...told, level: 'info', url: '/health/ready', status: 503 },
  ]);
});

it('tells what is wrong with the server apart from what it does', () => {
  const { lines, logging } = logged();
  logging.say('closing');
  logging.warn('the log does not answer');
  expect(lines).toEqual([{ level: 'info', msg: 'closing' }, { level: 'error', msg: 'the log does not answer' }]);
});
