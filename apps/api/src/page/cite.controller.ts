import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Ask, PARLEY, type Parley, type Settings } from '#libs/application';
import { toBibtex, toCslJson, toRis } from '#libs/formats';
import { Problem } from '../http/problem.js';
import { SETTINGS } from '../http/settings-token.js';
import { publicUrl } from './public-url.js';
import { readPageQuery } from './query.js';
import { auditView } from './view/audit/audit.js';
import { CITATION_FILES, type CitationFile, type CiteView } from './view/cite.js';
import { todayView } from './view/compare.js';
import { negotiationView } from './view/negotiation.js';

const TYPES: Readonly<Record<CitationFile, string>> = {
  json: 'application/vnd.citationstyles.csl+json; charset=utf-8',
  bib: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** Citations of pages, as files for reference managers. */
@Controller()
export class CiteController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(PARLEY) private readonly parley: Parley,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('n/:id/cite.:ending')
  async cite(@Param('id') id: string, @Param('ending') asked: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cite } = await negotiationView(this.queries, id, readPageQuery(request.query), publicUrl(this.settings, request));
    await this.send(cite, asked, reply);
  }

  @Get('n/:id/audit/cite.:ending')
  async audit(@Param('id') id: string, @Param('ending') asked: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { cite } = await auditView(this.queries, this.parley, id, readPageQuery(request.query), publicUrl(this.settings, request));
    await this.send(cite, asked, reply);
  }

  /** Asked by the script of pages that never change. */
  @Get('n/:id/today.json')
  async today(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const view = await todayView((question) => this.queries.execute(new Ask(question)), id, readPageQuery(request.query));
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(JSON.stringify(view));
  }

  private async send(cite: CiteView, asked: string, reply: FastifyReply): Promise<void> {
    const ending = CITATION_FILES.find((each) => each === asked);
    if (ending === undefined) throw new Problem('unknown-route', `citations come as ${CITATION_FILES.map((each) => `.${each}`).join(', ')}, not as .${asked}`);
    reply
      .header('content-type', TYPES[ending])
      .header('content-disposition', `attachment; filename="${cite.work.id.replaceAll(/[^A-Za-z0-9.-]+/g, '_')}.${ending}"`)
      .header('cache-control', 'no-cache')
      .send(written(ending, cite, await lastDayOf(this.parley, cite.ledgerSize)));
  }
}

function written(ending: CitationFile, { work, text }: CiteView, issued: string): string {
  if (ending === 'txt') return `${text}\n`;
  return { json: toCslJson, bib: toBibtex, ris: toRis }[ending]({ ...work, issued });
}

/** The day in UTC on which the last event below a ledger size was recorded; where it has none, its first. */
async function lastDayOf({ tree }: Parley, size: number): Promise<string> {
  const [last] = await tree.events(Math.max(0, size - 1), 1);
  return (JSON.parse(last!.head) as { recordedAt: string }).recordedAt.slice(0, 10);
}
