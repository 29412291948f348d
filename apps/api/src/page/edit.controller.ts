import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Execute, PARLEY, type Parley } from '#libs/application';
import { type Claim, FACT_TYPES, instantText, isStanding, type Receipt, Rejection } from '#libs/domain';
import { readForm } from '../http/forms.js';
import { isFormOf, SESSIONS, type Sessions } from '../http/sessions.js';
import { Problem } from '../http/problem.js';
import { readQuery } from '../wire/read.js';
import { ASSETS, type Assets } from './assets.js';
import { EditPage } from './components/edit-page.js';
import { renderDocument } from './document.js';
import { goTo, sendOwnPage } from './own-page.js';
import { begunDraft, claimsOf, deskOf, editView, problemsOf } from './view/edit/edit.js';
import { type Draft, sentDraft } from './view/edit/draft.js';
import { ADDABLE, type EditView, OPENING } from './view/edit/form.js';
import { meaningOf, type Problems } from './view/edit/meaning.js';
import { READ_FORMS, readingOf } from './view/edit/reading.js';
import { pageAddress } from './query.js';
import { stillWords as words } from './words/still.js';

const field = z.string().max(200).transform((text) => text.trim() || undefined).optional();
const editQuery = z.strictObject({ fact: field, type: z.enum(ADDABLE).optional(), account: z.string().regex(/^\d{1,2}$/, 'a whole number from 0').transform(Number).default(0) });
const readingQuery = z.strictObject({ as: z.enum(READ_FORMS), text: z.string().max(300) });

/** Where facts are recorded, corrected and retracted by hand, with the same checks as over the API. */
@Controller('n/:id/edit')
export class EditController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(PARLEY) private readonly parley: Parley,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get()
  async form(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readQuery(editQuery, request.query);
    const session = await this.sessions.of(request.headers.cookie);
    if (session === undefined) {
      goTo(reply, `/sign-in?next=${encodeURIComponent(request.url)}`);
      return;
    }
    const desk = await deskOf(this.queries, this.parley, id, query.fact);
    this.send(reply, 200, editView(desk, begunDraft(desk, { ...query, fact: query.fact, type: query.type }, randomUUID()), session.formToken));
  }

  /** What is understood of a date or a count while it is typed. */
  @Get('reading')
  async reading(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { as, text } = readQuery(readingQuery, request.query);
    const { tongue } = await deskOf(this.queries, this.parley, id, undefined);
    reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(readingOf(as, text, tongue)));
  }

  @Post()
  async write(@Param('id') id: string, @Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(body);
    const isNew = form.text('op') === 'record';
    const type = FACT_TYPES.find((each) => each === form.text('type') && !(isNew && each === OPENING));
    if (type === undefined) throw new Problem('bad-parameter', 'the form names no type of fact');
    const draft = sentDraft(form, type);
    const desk = await deskOf(this.queries, this.parley, id, isNew ? undefined : draft.fact);
    const session = await this.sessions.of(request.headers.cookie);
    const again = (status: number, problems: Problems, notices: string[] = [], changes: Partial<Draft> = {}): void =>
      this.send(reply, status, editView(desk, { ...draft, ...changes }, session?.formToken ?? '', { problems, notices }));
    if (session === undefined) return again(401, {}, [words.edit.signedOut]);
    if (!isFormOf(session, form.text('form'))) return again(403, {}, [words.edit.otherSession]);
    // More rows to type in: nothing is read of them yet.
    if (form.text('do') === 'rows') return again(200, {});
    const { commands, problems, claim } = meaningOf(draft, id, claimsOf(desk), desk.tongue);
    const isPreview = form.text('do') === 'preview';
    if (isPreview || Object.keys(problems).length > 0) return again(isPreview ? 200 : 422, problems, isPreview ? [] : [words.edit.problems]);
    try {
      const receipts = await this.commands.execute(new Execute(commands, session.writer));
      goTo(reply, placeOf(id, draft, receipts, claim));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const isStale = error.code === 'stale-revision';
      // Sent again, it is a change of what stands there by now.
      again(isStale ? 409 : 422, problemsOf(error, draft, commands.length), isStale ? [] : [words.edit.problems], isStale ? { revision: error.revision ?? draft.revision, event: randomUUID() } : {});
    }
  }

  private send(reply: FastifyReply, status: number, view: EditView): void {
    const html = renderDocument({ title: view.title, description: words.edit.note }, EditPage({ view }), this.assets);
    sendOwnPage(reply, status, html);
  }
}

/** The negotiation when the fact has just happened, with the receipt. */
function placeOf(id: string, { type, fact }: Draft, receipts: readonly Receipt[], claim: Claim | undefined): string {
  const latest = claim === undefined || isStanding(type) ? null : claim.happened.latest;
  return pageAddress(id, { at: latest === null ? undefined : instantText(latest), fact, receipt: receipts.at(-1)?.seq });
}
