import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parley, Settings } from '#libs/application';
import { publicUrl } from '../page/public-url.js';
import { checkSameOrigin, takesForms } from './forms.js';
import { Problem } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The name of the bearer token that writes; empty for reads and for forms, which name their session. */
    writer: string;
  }
}

/** Data for any page, markup for none. */
const API_POLICY = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"] };
/** Swagger UI runs its own scripts and writes styles into the page. */
const DOCS_POLICY = "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;frame-ancestors 'none';base-uri 'none';form-action 'none'";

/** Pages load their own script and style sheet, send forms to themselves, and no inline code runs. */
const PAGE_POLICY = "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'";

/** For the frames of other sites: a style sheet, and nothing that runs. */
const EMBED_POLICY = "default-src 'none';style-src 'self';img-src 'self' data:;form-action 'none';frame-ancestors *;base-uri 'none'";

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** What every request passes before it reaches a route: security headers, the rate limit, and for writes a token, or of a page's form that it comes from here. */
export async function guardDoors(fastify: FastifyInstance, settings: Settings, parley: Parley): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    // Reads are public data, to be fetched from any page.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (isUnder('/docs', request)) reply.raw.setHeader('content-security-policy', DOCS_POLICY);
    if (takesForms(request) || isUnder('/n', request) || isUnder('/embed', request) || /^\/(\?|$)/.test(request.url)) asPage(request, reply);
    // Without a referrer browsers send a form with the origin "null".
    if (takesForms(request)) reply.raw.setHeader('referrer-policy', 'same-origin');
  });
  if (settings.PARLEY_RATE_LIMIT > 0) {
    await fastify.register(rateLimit, {
      max: settings.PARLEY_RATE_LIMIT,
      timeWindow: 60_000,
      allowList: (request) => isUnder('/health', request),
      errorResponseBuilder: (_request, { after }) => new Problem('rate-limited', `more than ${settings.PARLEY_RATE_LIMIT} requests in a minute; wait ${after}`),
    });
  }
  fastify.decorateRequest('writer', '');
  // Before the body is read, and for every method that is no read: no route can forget it.
  fastify.addHook('onRequest', async (request) => {
    if (READS.includes(request.method) || request.is404) return;
    if (takesForms(request)) checkSameOrigin(request, publicUrl(settings, request));
    else request.writer = await writerOf(request, parley);
  });
}

/** The reply is a page, whatever its address: what it may load, and who may frame it. */
export function asPage(request: FastifyRequest, { raw }: FastifyReply): void {
  const mayBeFramed = isUnder('/embed', request);
  raw.setHeader('content-security-policy', mayBeFramed ? EMBED_POLICY : PAGE_POLICY);
  if (mayBeFramed) raw.removeHeader('x-frame-options');
}

async function writerOf({ headers }: FastifyRequest, parley: Parley): Promise<string> {
  const [, token] = /^Bearer +([\x21-\x7e]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw unauthorized('there is no bearer token', '');
  const name = await parley.tokens.nameOf(token);
  if (name === undefined) throw unauthorized('the token is not known here', ', error="invalid_token"');
  return name;
}

/** RFC 6750. */
function unauthorized(detail: string, error: string): Problem {
  return new Problem('unauthorized', detail, { headers: { 'www-authenticate': `Bearer realm="parley"${error}` } });
}

function isUnder(prefix: string, { url }: FastifyRequest): boolean {
  return url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`);
}
