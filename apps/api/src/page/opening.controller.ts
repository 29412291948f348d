import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Execute } from '#libs/application';
import { Rejection } from '#libs/domain';
import { readForm } from '../http/forms.js';
import { isFormOf, SESSIONS, type Sessions } from '../http/sessions.js';
import { ASSETS, type Assets } from './assets.js';
import { OpeningPage } from './components/opening-page.js';
import { renderDocument } from './document.js';
import { goTo, sendOwnPage } from './own-page.js';
import { pageAddress } from './query.js';
import { openingCommands, openingProblems, type OpeningView, openingView } from './view/edit/opening.js';
import { stillWords as words } from './words/still.js';

/** Where a negotiation is opened by hand, with the same checks as over the API. */
@Controller('new')
export class OpeningController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get()
  async form(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.sessions.of(request.headers.cookie);
    if (session === undefined) goTo(reply, '/sign-in?next=/new');
    else this.send(reply, 200, openingView({}, session.formToken, randomUUID()));
  }

  @Post()
  async open(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(body);
    const draft = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    const event = form.text('event');
    const session = await this.sessions.of(request.headers.cookie);
    if (session === undefined) return this.send(reply, 401, openingView(draft, '', event, {}, [words.edit.signedOut]));
    if (!isFormOf(session, form.text('form'))) return this.send(reply, 403, openingView(draft, session.formToken, event, {}, [words.edit.otherSession]));
    const commands = openingCommands(draft, event);
    try {
      await this.commands.execute(new Execute(commands, session.writer));
      goTo(reply, pageAddress(form.text('id').trim(), {}));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      this.send(reply, 422, openingView(draft, session.formToken, event, openingProblems(error, draft), [words.edit.problems]));
    }
  }

  private send(reply: FastifyReply, status: number, view: OpeningView): void {
    sendOwnPage(reply, status, renderDocument({ title: `${words.opening.title}: ${words.site.name}`, description: words.opening.note }, OpeningPage({ view }), this.assets));
  }
}
