import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Question } from '#libs/application';
import { Answers } from './http/answers.js';
import { withSuffix } from './http/formats.js';
import { QUERIES } from './wire/queries.js';
import { readQuery } from './wire/read.js';

/** The projections that take nothing but the clocks. */
type Projection = 'negotiation' | 'state' | 'course' | 'deadlines' | 'ballots' | 'figures' | 'findings' | 'reconciliation';

/** What is known of negotiations, as of any point on the three clocks. */
@Controller('api/v1')
export class NegotiationsController {
  constructor(@Inject(Answers) private readonly answers: Answers) {}

  @Get(withSuffix('negotiations'))
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.negotiations, (query) => ({ ask: 'negotiations', ...query }));
  }

  @Get('negotiations/:id')
  negotiation(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('negotiation', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/state'))
  state(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('state', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/timeline'))
  timeline(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.timeline, (query) => ({ ask: 'timeline', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/notices'))
  notices(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.notices, (query) => ({ ask: 'notices', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/course'))
  course(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('course', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/deadlines'))
  deadlines(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('deadlines', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/ballots'))
  ballots(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('ballots', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/figures'))
  figures(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('figures', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/statements'))
  statements(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.statements, (query) => ({ ask: 'statements', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/findings'))
  findings(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('findings', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/reconciliation'))
  reconciliation(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.projection('reconciliation', id, request, reply);
  }

  @Get(withSuffix('negotiations/:id/late'))
  late(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.late, (query) => ({ ask: 'late', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/corrections'))
  corrections(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.corrections, (query) => ({ ask: 'corrections', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/steps'))
  steps(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.steps, (query) => ({ ask: 'steps', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/story'))
  story(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.story, (query) => ({ ask: 'story', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/diff'))
  diff(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.diff, (query) => ({ ask: 'diff', negotiation, ...query }));
  }

  @Get(withSuffix('negotiations/:id/explain'))
  explain(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.explain, (query) => ({ ask: 'explain', negotiation, ...query }));
  }

  private projection(ask: Projection, negotiation: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.send(request, reply, QUERIES.projection, (query) => ({ ask, negotiation, ...query }));
  }

  private async send<T extends { dl?: '1' | undefined }>(request: FastifyRequest, reply: FastifyReply, schema: z.ZodObject & z.ZodType<T>, questionOf: (query: Omit<T, 'dl'>) => Question): Promise<void> {
    const { dl: _, ...query } = readQuery(schema, request.query);
    await this.answers.send(questionOf(query), request, reply);
  }
}
