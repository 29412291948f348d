import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#libs/application';
import { readForm } from '../http/forms.js';
import { isFormOf, sessionCookie, SESSIONS, type Sessions } from '../http/sessions.js';
import { Problem } from '../http/problem.js';
import { SETTINGS } from '../http/settings-token.js';
import { ASSETS, type Assets } from './assets.js';
import { SignInPage, type SignInView } from './components/sign-in-page.js';
import { renderDocument } from './document.js';
import { goTo, sendOwnPage } from './own-page.js';
import { publicUrl } from './public-url.js';
import { stillWords as words } from './words/still.js';

/** Where people show their token, so that they may write from pages. */
@Controller()
export class SessionController {
  constructor(
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get('sign-in')
  async form(@Query('next') next: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.sessions.of(request.headers.cookie);
    this.send(reply, 200, { next: pathOf(next), error: null, session: session ?? null });
  }

  @Post('sign-in')
  async signIn(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(body);
    const next = pathOf(form.text('next'));
    const session = await this.sessions.begin(form.text('token').trim());
    if (session === undefined) this.send(reply, 401, { next, error: words.session.unknown, session: null });
    else goTo(reply.header('set-cookie', sessionCookie(session.id, this.isSecure(request))), next);
  }

  @Post('sign-out')
  async signOut(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.sessions.of(request.headers.cookie);
    if (session !== undefined) {
      if (!isFormOf(session, readForm(body).text('form'))) throw new Problem('foreign-form', 'the form was not made for this session');
      this.sessions.end(session.id);
    }
    goTo(reply.header('set-cookie', sessionCookie(undefined, this.isSecure(request))), '/sign-in');
  }

  private isSecure(request: FastifyRequest): boolean {
    return publicUrl(this.settings, request).startsWith('https:');
  }

  private send(reply: FastifyReply, status: number, view: SignInView): void {
    const html = renderDocument({ title: `${words.session.title}: ${words.site.name}`, description: words.session.note }, SignInPage(view), this.assets);
    sendOwnPage(reply, status, html);
  }
}

/** A path of this server, whatever was given: nobody is led to another site. */
function pathOf(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/sign-in';
}
