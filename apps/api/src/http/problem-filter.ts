import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ASSETS, type Assets } from '../page/assets.js';
import { errorDocument } from '../page/error-document.js';
import { asPage } from './doors.js';
import { Problem, problemBody, problemOf } from './problem.js';
import { Routes } from './routes.js';

/** The one place where errors become responses (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Parley');

  constructor(
    @Inject(Routes) private readonly routes: Routes,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.orMethod(problemOf(error), request);
    if (problem.code === 'internal') this.log.error(`${request.method} ${request.url} [${request.id}]`, problem.cause instanceof Error ? problem.cause.stack : String(problem.cause));
    if (wantsPage(request)) sendPage(problem, errorDocument(problem, request.id, this.assets), request, reply);
    else sendProblem(problem, request, reply);
  }

  /** An address that is there for other methods is not a missing one. */
  private orMethod(problem: Problem, request: FastifyRequest): Problem {
    if (problem.code !== 'unknown-route') return problem;
    const path = request.url.split('?')[0] ?? '';
    const allowed = this.routes.methodsOf(path);
    if (allowed.length === 0 || allowed.includes(request.method)) return new Problem('unknown-route', `there is nothing at ${path}`);
    return new Problem('method-not-allowed', `${path} takes ${allowed.join(', ')}, not ${request.method}`, { headers: { allow: allowed.join(', ') } });
  }
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  begun(problem, reply).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problemBody(problem, request.id)));
}

/** A browser that goes to an address, or sends a form, asks for HTML; the API has none. */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

function sendPage(problem: Problem, html: string, request: FastifyRequest, reply: FastifyReply): void {
  asPage(request, reply);
  begun(problem, reply).header('content-type', 'text/html; charset=utf-8').send(html);
}

function begun(problem: Problem, reply: FastifyReply): FastifyReply {
  const { status, kind, extras } = problem;
  reply.problem = problem;
  if (kind.retryAfter !== undefined) reply.header('retry-after', String(kind.retryAfter));
  if (extras.headers !== undefined) reply.headers(extras.headers);
  return reply.code(status).header('cache-control', 'no-store');
}
