import { Readable } from 'node:stream';
import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Execute, ImportCase, PARLEY, type Parley, receiveFiles, Redact, type Settings } from '#libs/application';
import { Rejection } from '#libs/domain';
import { sayAfter } from './http/after.js';
import { rejected } from './http/problem.js';
import { SETTINGS } from './http/settings-token.js';
import { importBody } from './wire/bodies.js';
import { eventIds, factsOf, openingOf, redactionOf, stepOf, type Writing } from './wire/commands.js';
import { QUERIES } from './wire/queries.js';
import { readBody, readQuery } from './wire/read.js';
import { sentFiles } from './wire/sent-files.js';

/** Everything that is written over HTTP; whoever gets here has shown a token. */
@Controller('api/v1')
export class WritesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(PARLEY) private readonly parley: Parley,
  ) {}

  @Post('negotiations')
  async open(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readQuery(QUERIES.none, request.query);
    const writing = openingOf(body, eventIds(request.headers, request.writer));
    await this.record(writing, `/api/v1/negotiations/${writing.negotiation}`, request, reply);
  }

  @Post('negotiations/:id/facts')
  async facts(@Param('id') negotiation: string, @Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readQuery(QUERIES.none, request.query);
    const writing = factsOf(negotiation, body, eventIds(request.headers, request.writer));
    const [first, ...others] = writing.commands;
    const location = first !== undefined && others.length === 0 ? `/api/v1/facts/${encodeURIComponent(first.fact)}` : `/api/v1/negotiations/${encodeURIComponent(negotiation)}`;
    await this.record(writing, location, request, reply);
  }

  @Post('facts/:id/events')
  async step(@Param('id') fact: string, @Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    readQuery(QUERIES.none, request.query);
    const ids = eventIds(request.headers, request.writer);
    const location = `/api/v1/facts/${encodeURIComponent(fact)}/history`;
    const redaction = redactionOf(fact, body, ids, request.headers);
    if (redaction === undefined) await this.record(stepOf(fact, body, ids, request.headers), location, request, reply);
    else await this.execute(new Redact(redaction, request.writer), (_command, pointer) => pointer, location, request, reply);
  }

  @Post('imports')
  async import(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const options = readQuery(QUERIES.imports, request.query);
    const { files, close } = body instanceof Readable ? await receiveFiles(sentFiles(body, this.settings.PARLEY_BODY_LIMIT)) : { ...readBody(importBody, body), close: () => undefined };
    const report = await this.commands.execute(new ImportCase(files, request.writer, options)).finally(close);
    sayAfter(reply, (await this.parley.tree.size()) - 1);
    answer(report.written > 0, report, `/api/v1/negotiations/${report.negotiation}`, reply);
  }

  private async record({ commands, pointerOf }: Writing, location: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.execute(new Execute(commands, request.writer), pointerOf, location, request, reply);
  }

  private async execute(command: Execute | Redact, pointerOf: Writing['pointerOf'], location: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    try {
      const receipts = await this.commands.execute(command);
      sayAfter(reply, Math.max(...receipts.map(({ seq }) => seq)));
      answer(receipts.some(({ repeated }) => repeated !== true), { receipts }, location, reply);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      throw rejected(error, pointerOf, request.headers['if-match'] === undefined ? undefined : 412);
    }
  }
}

/** 201 where something was written now; 200 where all of it had been before, or nothing was to be. */
function answer(written: boolean, body: object, location: string, reply: FastifyReply): void {
  reply.code(written ? 201 : 200).header('location', location).header('cache-control', 'no-store').send(body);
}
