import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from './http/answers.js';
import { withSuffix } from './http/formats.js';
import { QUERIES } from './wire/queries.js';
import { readQuery } from './wire/read.js';

/** A search goes on for as long as there are hits: also as a table it is given page by page. */
const SEARCH_LIMIT = 100;

/** Questions about all negotiations at once. */
@Controller('api/v1')
export class AcrossController {
  constructor(@Inject(Answers) private readonly answers: Answers) {}

  @Get(withSuffix('notices'))
  async notices(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { dl: _, ...query } = readQuery(QUERIES.noticesAcross, request.query);
    await this.answers.send({ ask: 'notices-across', ...query }, request, reply);
  }

  @Get(withSuffix('statements'))
  async statements(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { dl: _, limit = SEARCH_LIMIT, ...query } = readQuery(QUERIES.statementsAcross, request.query);
    await this.answers.send({ ask: 'statements-across', limit, ...query }, request, reply);
  }
}
