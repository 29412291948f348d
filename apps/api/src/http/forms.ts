import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** The addresses that take forms of the pages. All else that writes shows a bearer token, and no cookie counts there. */
const FORM_ROUTES = ['/sign-in', '/sign-out', '/n/:id/edit', '/new', '/import'];

export function takesForms({ routeOptions: { url } }: FastifyRequest): boolean {
  return url !== undefined && FORM_ROUTES.includes(url);
}

/** Lets the pages' own addresses take what browsers send from a form; no other takes it. */
export function takeForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(['application/x-www-form-urlencoded', 'multipart/form-data'], { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const type = request.headers['content-type'] ?? '';
    if (!takesForms(request)) throw new Problem('unsupported-media-type', 'forms are taken by the pages alone');
    try {
      return await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } }).formData();
    } catch (error) {
      throw new Problem('malformed-request', 'the form can not be read', { cause: error });
    }
  });
}

/** What a form says. */
export interface Form {
  /** A field's text; empty where it is missing. */
  text(name: string): string;
  files(name: string): File[];
  names(): string[];
}

/** @throws Problem unsupported-media-type where the body is no form */
export function readForm(body: unknown): Form {
  if (!(body instanceof FormData)) throw new Problem('unsupported-media-type', 'this address takes a form');
  return {
    text(name) {
      const value = body.get(name);
      return typeof value === 'string' ? value : '';
    },
    files: (name) => body.getAll(name).filter((value): value is File => typeof value !== 'string'),
    names: () => [...new Set(body.keys())],
  };
}

/**
 * Refuses a form that a page of another site sent. Browsers say where a request comes from (`Sec-Fetch-Site` of W3C Fetch Metadata,
 * `Origin` of the Fetch standard); one that says neither is refused too.
 * @param ownUrl where readers reach the server
 * @throws Problem foreign-form
 */
export function checkSameOrigin({ headers }: FastifyRequest, ownUrl: string): void {
  const site = headers['sec-fetch-site'];
  if (site === undefined ? !isHostOf(headers.origin, [headers.host, new URL(ownUrl).host]) : site !== 'same-origin') {
    throw new Problem('foreign-form', 'the form was sent by a page of another site');
  }
}

/** Only hosts are compared: whoever ends TLS before the server knows the scheme, and the server does not. */
function isHostOf(origin: string | undefined, hosts: readonly (string | undefined)[]): boolean {
  return origin !== undefined && URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
