import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PARLEY, type Parley, type Settings } from '#libs/application';
import { SETTINGS } from '../http/settings-token.js';
import { ASSETS, type Assets } from './assets.js';
import { AuditPage } from './components/audit-page.js';
import { type DocumentHead, renderDocument } from './document.js';
import { pageAddress, readPageQuery } from './query.js';
import { publicUrl } from './public-url.js';
import { auditView, type AuditView } from './view/audit/audit.js';
import { hasErrors } from './view/moment.js';

/** Whether the counts add up, and how to check that nobody altered the record. */
@Controller()
export class AuditController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(PARLEY) private readonly parley: Parley,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get('n/:id/audit')
  async audit(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.view(id, request);
    const head: DocumentHead = {
      title: view.title,
      description: view.headline,
      here: 'audit',
      view: view.address.view,
      links: [
        { rel: 'canonical', href: pageAddress(id, {}, '/audit') },
        { rel: 'alternate', href: view.address.json, type: 'application/json' },
        { rel: 'cite-as', href: view.address.pinned },
      ],
    };
    // Witnesses come later: not even a pinned page may be kept.
    reply.code(hasErrors(view.moment) ? 400 : 200).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(renderDocument(head, AuditPage({ view }), this.assets));
  }

  @Get('n/:id/audit/view.json')
  async json(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(JSON.stringify(await this.view(id, request)));
  }

  private view(id: string, request: FastifyRequest): Promise<AuditView> {
    return auditView(this.queries, this.parley, id, readPageQuery(request.query), publicUrl(this.settings, request));
  }
}
