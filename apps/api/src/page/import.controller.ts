import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CaseInvalid, ImportCase } from '#libs/application';
import { type CaseFile, describeProblem } from '#libs/formats';
import { type Form, readForm } from '../http/forms.js';
import { Problem } from '../http/problem.js';
import { isFormOf, SESSIONS, type Sessions } from '../http/sessions.js';
import { importBody } from '../wire/bodies.js';
import { readBody } from '../wire/read.js';
import { ASSETS, type Assets } from './assets.js';
import { ImportPage, type ImportView } from './components/import-page.js';
import { renderDocument } from './document.js';
import { goTo, sendOwnPage } from './own-page.js';
import { stillWords as words } from './words/still.js';

/** Where a case is imported by hand: its plan first, then the writing. */
@Controller('import')
export class ImportController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(ASSETS) private readonly assets: Assets,
  ) {}

  @Get()
  async form(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.sessions.of(request.headers.cookie);
    if (session === undefined) goTo(reply, '/sign-in?next=/import');
    else this.send(reply, 200, { formToken: session.formToken });
  }

  @Post()
  async import(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const form = readForm(body);
    const session = await this.sessions.of(request.headers.cookie);
    const retractMissing = form.text('retract') === 'yes';
    const formToken = session?.formToken ?? '';
    if (session === undefined) return this.send(reply, 401, { formToken, retractMissing, notices: [words.edit.signedOut] });
    if (!isFormOf(session, form.text('form'))) return this.send(reply, 403, { formToken, retractMissing, notices: [words.edit.otherSession] });
    const files = await filesOf(form);
    if (files.length === 0) return this.send(reply, 422, { formToken, retractMissing, notices: [words.importing.none] });
    const dryRun = form.text('do') !== 'write';
    try {
      const { negotiation, plan, written } = await this.commands.execute(new ImportCase(files, session.writer, { dryRun, retractMissing }));
      const title = dryRun ? words.importing.plan(negotiation) : words.importing.done(written);
      this.send(reply, 200, { formToken, retractMissing, plan: { title, lines: plan, negotiation }, files: dryRun ? JSON.stringify(files) : null });
    } catch (error) {
      if (!(error instanceof CaseInvalid)) throw error;
      this.send(reply, 422, { formToken, retractMissing, notices: [words.importing.problems(error.problems.length)], problems: error.problems.map(describeProblem) });
    }
  }

  private send(reply: FastifyReply, status: number, view: Partial<ImportView> & Pick<ImportView, 'formToken'>): void {
    const whole: ImportView = { notices: [], problems: [], plan: null, files: null, retractMissing: false, ...view };
    const html = renderDocument({ title: `${words.importing.title}: ${words.site.name}`, description: words.importing.note }, ImportPage(whole), this.assets);
    sendOwnPage(reply, status, html);
  }
}

/** What was chosen, or the files that a plan was made of. */
async function filesOf(form: Form): Promise<CaseFile[]> {
  const planned = form.text('case');
  if (planned !== '') return readBody(importBody, { files: parsed(planned) }).files;
  // A folder may hold the articles too, which no case needs.
  const chosen = form.files('files').filter(({ name }) => /\.(yaml|csv)$/.test(name));
  const files = await Promise.all(chosen.map(async (file) => ({ path: file.name, text: await file.text() })));
  const folder = /^[^/]+\//.exec(files[0]?.path ?? '')?.[0] ?? '';
  return files.every(({ path }) => path.startsWith(folder)) ? files.map(({ path, text }) => ({ path: path.slice(folder.length), text })) : files;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Problem('malformed-json', 'the files of the plan can not be read', { cause: error });
  }
}
