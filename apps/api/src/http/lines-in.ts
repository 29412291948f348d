import type { FastifyInstance } from 'fastify';
import { Problem } from './problem.js';

/** Lets one address take JSON Lines, which it reads as they come; every other takes JSON alone. */
export function takeLines(fastify: FastifyInstance, path: string): void {
  fastify.addContentTypeParser('application/jsonl', (request, payload, done) => {
    if (request.routeOptions.url === path) done(null, payload);
    else done(new Problem('unsupported-media-type', `application/jsonl is taken by ${path} alone`));
  });
}
