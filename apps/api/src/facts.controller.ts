import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from './http/answers.js';
import { withSuffix } from './http/formats.js';
import { QUERIES } from './wire/queries.js';
import { readQuery } from './wire/read.js';

/** One fact: as it is seen at a point on the clocks, and all that was ever written of it. */
@Controller('api/v1/facts')
export class FactsController {
  constructor(@Inject(Answers) private readonly answers: Answers) {}

  @Get(':id')
  fact(@Param('id') fact: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { dl: _, ...clocks } = readQuery(QUERIES.projection, request.query);
    return this.answers.send({ ask: 'fact', fact, ...clocks }, request, reply);
  }

  @Get(withSuffix(':id/history'))
  history(@Param('id') fact: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { dl: _, ...clocks } = readQuery(QUERIES.projection, request.query);
    return this.answers.send({ ask: 'fact-history', fact, ...clocks }, request, reply);
  }
}
