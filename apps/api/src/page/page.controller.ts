import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.js';
import { readAssets } from './assets.js';
import { NegotiationPage } from './components/negotiation-page.js';
import { renderDocument } from './document.js';
import { readPageQuery } from './query.js';
import { negotiationView } from './view/negotiation.js';

/** The pages: the same answers as the API's, to be looked at. */
@Controller()
export class PageController {
  private readonly assets = readAssets();

  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get('n/:id')
  async negotiation(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await negotiationView(this.queries, id, readPageQuery(request.query));
    const html = renderDocument({ title: view.title, description: view.answer.headline, here: 'negotiation', view: view.address.view }, NegotiationPage({ view }), this.assets);
    reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(html);
  }

  @Get('n/:id/view.json')
  async view(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await negotiationView(this.queries, id, readPageQuery(request.query));
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(JSON.stringify(view));
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const asset = Object.values(this.assets).find(({ path }) => path === `/assets/${name}`);
    if (asset === undefined) throw new Problem('unknown-route', 'there is no such file of the page');
    reply.header('content-type', asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.bytes);
  }
}
