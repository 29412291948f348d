import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PARLEY, type Parley } from '#libs/application';
import { formatWanted, withSuffix } from './http/formats.js';
import { jsonLines, sendLines } from './http/streams.js';
import { QUERIES } from './wire/queries.js';
import { readQuery } from './wire/read.js';

/** What is told line by line, however long it is: sent as it is read, never held whole. */
@Controller('api/v1/negotiations/:id')
export class StreamsController {
  constructor(@Inject(PARLEY) private readonly parley: Parley) {}

  @Get(withSuffix('replay'))
  async replay(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { dl, ...query } = readQuery(QUERIES.between, request.query);
    formatWanted(request, ['jsonl']);
    await sendLines(jsonLines(this.parley.replay({ ask: 'replay', negotiation, ...query })), reply, dl && `${negotiation}_replay.jsonl`);
  }

  @Get(withSuffix('export'))
  async export(@Param('id') negotiation: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { dl, ledger } = readQuery(QUERIES.export, request.query);
    formatWanted(request, ['jsonl']);
    await sendLines(this.parley.exportLines(negotiation, ledger), reply, dl && `${negotiation}_export.jsonl`);
  }
}
