import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { Problem } from '../http/problem.js';
import { ASSETS, type Assets } from './assets.js';
import { EmbedDocument } from './components/embed-document.js';
import { readPageQuery } from './query.js';
import { EMBEDS, embedView } from './view/embed.js';
import { words } from './words/en.js';

/** Parts of a negotiation's page for frames in articles: these alone may be framed, and run nothing. */
@Controller('embed')
export class EmbedController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get('n/:id/:part')
  async embed(@Param('id') id: string, @Param('part') part: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const name = EMBEDS.find((each) => each === part);
    if (name === undefined) throw new Problem('unknown-route', words.embed.unknown);
    const view = await embedView(this.queries, id, name, readPageQuery(request.query));
    // Many readers of one article ask for the same.
    reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', view.isPinned ? 'public, max-age=31536000, immutable' : 'public, max-age=60');
    reply.send(`<!doctype html>\n${renderToString(EmbedDocument({ view, styleSheet: this.assets['embed.css'].path }))}\n`);
  }
}
