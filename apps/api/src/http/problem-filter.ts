import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemBody, problemOf } from './problem.js';
import { Routes } from './routes.js';

/** The one place where errors become responses (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Parley');

  constructor(@Inject(Routes) private readonly routes: Routes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.orMethod(problemOf(error), request);
    if (problem.code === 'internal') this.log.error(`${request.method} ${request.url} [${request.id}]`, problem.cause instanceof Error ? problem.cause.stack : String(problem.cause));
    sendProblem(problem, request, reply);
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
  const { kind, extras } = problem;
  if (kind.retryAfter !== undefined) reply.header('retry-after', String(kind.retryAfter));
  if (extras.headers !== undefined) reply.headers(extras.headers);
  reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problemBody(problem, request.id)));
}
