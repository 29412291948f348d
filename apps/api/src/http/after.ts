import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parley } from '#libs/application';
import { Problem } from './problem.js';

/** Of a write's reply: the position of its last event. Sent back with a question, to whichever process, the answer rests on that event, too. */
export const AFTER_HEADER = 'parley-after';

/** Every address that tells of negotiations also takes `after`, or the header, and waits until the index has that event. */
export function waitForWrites(fastify: FastifyInstance, parley: Pick<Parley, 'reach'>): void {
  fastify.addHook('preHandler', async (request) => {
    if (!['GET', 'HEAD'].includes(request.method) || !/^\/(?:api\/v1|n)\//.test(request.url)) return;
    const asked = takeParameter(request) ?? fromHeader(request);
    if (asked !== undefined) await parley.reach(asked);
  });
}

/** Says up to where whoever has written may ask others to be. */
export function sayAfter(reply: FastifyReply, seq: number): void {
  reply.header(AFTER_HEADER, String(seq));
}

/** It says how long to wait, not what to answer: the addresses themselves know nothing of it. */
function takeParameter({ query }: FastifyRequest): number | undefined {
  const parameters = query as { after?: unknown };
  const given = parameters.after;
  delete parameters.after;
  if (given === undefined) return undefined;
  const seq = position(given);
  if (seq === undefined) throw new Problem('bad-parameter', 'after: the position of an event (its seq), a whole number', { errors: [{ detail: 'a whole number', parameter: 'after' }] });
  return seq;
}

function fromHeader({ headers }: FastifyRequest): number | undefined {
  const given = headers[AFTER_HEADER];
  if (given === undefined) return undefined;
  const seq = position(given);
  if (seq === undefined) throw new Problem('invalid-header', `${AFTER_HEADER} holds the position of an event (its seq), a whole number`);
  return seq;
}

function position(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
