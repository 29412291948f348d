import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WELCOME } from '../service.controller.js';
import { ASSETS, type Assets } from './assets.js';
import { ListPage } from './components/list-page.js';
import { renderDocument } from './document.js';
import { readListQuery } from './list-query.js';
import { listView } from './view/list.js';
import { stillWords as words } from './words/still.js';

/** The front door: the negotiations for a browser, where to look for a program. */
@Controller()
export class ListController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('vary', 'accept').header('cache-control', 'no-cache');
    if (!(request.headers.accept ?? '').includes('text/html')) return void reply.send(WELCOME);
    const view = await listView(this.queries, readListQuery(request.query));
    const head = {
      title: `${words.site.negotiations}: ${words.site.name}`,
      description: words.list.description,
      here: 'list' as const,
      links: [{ rel: 'canonical', href: '/' }, { rel: 'alternate', href: view.twins.json, type: 'application/json' }, { rel: 'alternate', href: view.twins.csv, type: 'text/csv' }],
    };
    reply.code(view.form.at.error === null ? 200 : 400).header('content-type', 'text/html; charset=utf-8').send(renderDocument(head, ListPage({ view }), this.assets));
  }
}
