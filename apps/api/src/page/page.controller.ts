import { setImmediate } from 'node:timers/promises';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import type { Settings } from '#libs/application';
import { Problem } from '../http/problem.js';
import { SETTINGS } from '../http/settings-token.js';
import { ASSETS, type Assets } from './assets.js';
import { NegotiationPage } from './components/negotiation-page.js';
import { Picture } from './components/picture.js';
import { type DocumentHead, renderDocument } from './document.js';
import { renderPng } from './png.js';
import { publicUrl } from './public-url.js';
import { pageAddress, readPageQuery } from './query.js';
import { receiptText } from './view/edit/edit.js';
import { hasErrors } from './view/moment.js';
import { negotiationView, type NegotiationView } from './view/negotiation.js';
import { pictureView } from './view/picture.js';

/** The pages: the same answers as the API's, to be looked at. */
@Controller()
export class PageController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get('n/:id')
  async negotiation(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { receipt, ...query } = readPageQuery(request.query);
    const view = await negotiationView(this.queries, id, query, publicUrl(this.settings, request));
    const notice = receipt === undefined || query.fact === undefined ? undefined : await receiptText(this.queries, query.fact, receipt);
    const head: DocumentHead = {
      title: view.title,
      description: view.answer.headline,
      here: 'negotiation',
      view: view.address.view,
      notice,
      links: [
        { rel: 'canonical', href: pageAddress(id, {}) },
        { rel: 'alternate', href: view.address.json, type: 'application/json' },
        { rel: 'cite-as', href: view.address.pinned },
      ],
    };
    // A page of a long record takes a while to be written: others have their turn before it.
    await setImmediate();
    reply.code(hasErrors(view.moment) ? 400 : 200).header('content-type', 'text/html; charset=utf-8').header('cache-control', lifeOf(view)).send(renderDocument(head, NegotiationPage({ view }), this.assets));
  }

  @Get('n/:id/view.json')
  async view(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await negotiationView(this.queries, id, readPageQuery(request.query), publicUrl(this.settings, request));
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', lifeOf(view)).send(JSON.stringify(view));
  }

  @Get('n/:id/notices.svg')
  async svg(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('content-type', 'image/svg+xml; charset=utf-8').header('cache-control', 'no-cache').send(await this.picture(id, request));
  }

  @Get('n/:id/notices.png')
  async png(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.header('content-type', 'image/png').header('cache-control', 'no-cache').send(await renderPng(await this.picture(id, request)));
  }

  private async picture(id: string, request: FastifyRequest): Promise<string> {
    const view = await pictureView(this.queries, id, readPageQuery(request.query), publicUrl(this.settings, request));
    // As before a page; and before what is made of the picture.
    await setImmediate();
    const text = renderToString(Picture(view));
    await setImmediate();
    return text;
  }

  /** Pages may be found; what stands behind them and every moment of theirs need not. */
  @Get('robots.txt')
  robots(@Res() reply: FastifyReply): void {
    reply.header('content-type', 'text/plain; charset=utf-8').header('cache-control', 'public, max-age=86400').send('User-agent: *\nDisallow: /api/\nDisallow: /n/*/view.json\nDisallow: /n/*?\n');
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const asset = Object.values(this.assets).find(({ path }) => path === `/assets/${name}`);
    if (asset === undefined) throw new Problem('unknown-route', 'there is no such file of the page');
    reply.header('content-type', asset.type).header('cache-control', 'public, max-age=31536000, immutable').send(asset.bytes);
  }
}

function lifeOf({ isPinned }: NegotiationView): string {
  return isPinned ? 'public, max-age=31536000, immutable' : 'no-cache';
}
