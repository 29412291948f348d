import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PARLEY, type Parley } from '#libs/application';
import { DRAINING, type Draining } from './http/draining.js';
import { METRICS, type Metrics } from './http/metrics.js';
import { Problem } from './http/problem.js';
import { isProblemCode, PROBLEM_CODES, type ProblemCode, PROBLEMS } from './http/problems.js';
import { openApi } from './openapi/document.js';

/** Where programs look first; browsers get the list of negotiations at the same address. */
export const WELCOME = {
  name: 'Parley',
  about: 'The record of negotiations: every fact with its source, nothing overwritten, any past moment answered again.',
  negotiations: '/api/v1/negotiations',
  documentation: '/docs',
  openapi: '/openapi.json',
  problems: '/problems',
  health: '/health/ready',
};

/** About the server itself: whether it is well, what it speaks. */
@Controller()
export class ServiceController {
  constructor(
    @Inject(PARLEY) private readonly parley: Parley,
    @Inject(METRICS) private readonly metrics: Metrics,
    @Inject(DRAINING) private readonly draining: Draining,
  ) {}

  @Get('health/live')
  live(): object {
    return { status: 'live' };
  }

  /** 503 while the index is rebuilt or halted, or it or the log out of reach, when answers would be old or missing, and once the server was told to stop. */
  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const told = await this.parley.readiness();
    const readiness = this.draining.begun ? { ...told, ready: false, draining: true } : told;
    if (!readiness.ready) reply.code(503).header('retry-after', '5');
    reply.header('cache-control', 'no-store').send(readiness);
  }

  /** In the text format of Prometheus. */
  @Get('metrics')
  async counted(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.text(this.parley, this.draining.begun);
    reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store').send(text);
  }

  @Get('openapi.json')
  document(@Res() reply: FastifyReply): void {
    reply.header('content-type', 'application/vnd.oai.openapi+json;version=3.1; charset=utf-8').header('cache-control', 'no-cache').send(JSON.stringify(openApi()));
  }

  @Get('problems')
  problems(): object {
    return { problems: PROBLEM_CODES.map(describe) };
  }

  /** What the `type` of a problem resolves to. */
  @Get('problems/:code')
  problem(@Param('code') code: string, @Req() request: FastifyRequest): object {
    if (!isProblemCode(code)) throw new Problem('unknown-problem', `there is no problem of the code ${request.url.split('/').at(-1)}`);
    return describe(code);
  }
}

function describe(code: ProblemCode): object {
  const { status, title, advice } = PROBLEMS[code];
  return { type: `/problems/${code}`, code, status, title, advice };
}
