import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, Ask, type Clocks, createBreather, type Encoded, type Links, linksOf, type Page, PARLEY, type Parley, pathOf, type Question, type Settings, type Table } from '#libs/application';
import { csvLines, jsonLines, toAtom, toJsonFeed } from '#libs/formats';
import { type Format, FORMATS, formatWanted, type Wanted } from './formats.js';
import { createKeptAnswers, type Representation } from './kept-answers.js';
import { linkHeader } from './links.js';
import { membersOf, written } from './pieces.js';
import { Problem } from './problem.js';
import { SETTINGS } from './settings-token.js';

const TABLE_FORMATS: readonly Format[] = ['json', 'csv', 'jsonl'];
const FEED_FORMATS: readonly Format[] = [...TABLE_FORMATS, 'atom', 'feed'];

/** Rows of a table that are asked for at once after its first page, as many as a reader may: each page of a long list costs reading all of it. */
const ROWS = 1_000;

/** Asks a question and sends its answer: in the format wanted, with a strong ETag, its links, and how long it may be kept. */
@Injectable()
export class Answers {
  private readonly kept = createKeptAnswers();

  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(PARLEY) private readonly parley: Parley,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async send(question: Question, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const wanted = formatWanted(request, question.ask === 'corrections' ? FEED_FORMATS : TABLE_FORMATS);
    const { bytes, etag, link, cacheControl, fileName } = mayBePinned(question) ? await this.keptOrMade(question, wanted, request.url) : await this.made(question, wanted);
    reply.header('etag', etag).header('cache-control', cacheControl).header('link', link);
    if (!wanted.bySuffix) reply.header('vary', 'accept');
    if (matches(request.headers['if-none-match'], etag)) return void reply.code(304).send();
    if ((request.query as { dl?: string }).dl !== undefined) reply.header('content-disposition', `attachment; filename="${fileName}"`);
    return void reply.header('content-type', FORMATS[wanted.format]).send(bytes);
  }

  /** A pinned answer is given again as long as nothing is written. */
  private async keptOrMade(question: Question, wanted: Wanted, url: string): Promise<Representation> {
    const root = await this.parley.root();
    const key = `${wanted.format} ${url}`;
    const kept = this.kept.get(key, root);
    if (kept !== undefined) return kept;
    const made = await this.made(question, wanted);
    if (made.isPinned) this.kept.keep(key, root, made);
    return made;
  }

  private async made(question: Question, wanted: Wanted): Promise<Representation & { isPinned: boolean }> {
    const answer = await this.ask(question);
    const links = linksOf(question, answer, suffixOf(wanted), this.settings.PARLEY_PUBLIC_URL);
    const { bytes, etag } = await written(await this.represent(question, answer, wanted, links));
    return {
      bytes,
      etag,
      link: linkHeader(links),
      cacheControl: answer.isPinned ? 'public, max-age=31536000, immutable' : 'no-cache',
      fileName: fileNameOf(question, answer, wanted.format),
      isPinned: answer.isPinned,
    };
  }

  private async ask(question: Question): Promise<Answer> {
    return this.queries.execute(new Ask(question));
  }

  private async represent(question: Question, answer: Answer, wanted: Wanted, links: Links): Promise<Iterable<string | Encoded>> {
    if (wanted.format === 'json') return jsonPieces((await answer.members?.()) ?? membersOf(answer.body), links);
    if (answer.feed !== undefined && (wanted.format === 'atom' || wanted.format === 'feed')) {
      const write = wanted.format === 'atom' ? toAtom : toJsonFeed;
      return [write(answer.feed, pathOf(question, `.${wanted.format}`), this.settings.PARLEY_PUBLIC_URL?.replace(/\/+$/, ''))];
    }
    const { columns, rows } = await this.tableOf(question, answer);
    // Spreadsheets run cells as formulas; JSON Lines is the exact form.
    return wanted.format === 'csv' ? csvLines(rows, columns.map((name) => ({ name })), { neutraliseFormulas: true }) : jsonLines(rows);
  }

  /** The table of the page that was asked for; of all pages where none was, or where it has no pages. */
  private async tableOf(question: Question, answer: Answer): Promise<Table> {
    if (answer.table === undefined) throw new Problem('not-acceptable', 'this answer is no table: it comes as JSON only');
    const table = answer.table();
    if (table.whole === true) return table;
    const { limit, cursor } = question as Page;
    if (limit !== undefined || cursor !== undefined || answer.next === undefined) return table;
    const breathe = createBreather();
    const rows = [...table.rows];
    for (let next: Question | undefined = answer.next; next !== undefined; ) {
      await breathe();
      const page = await this.ask({ ...next, limit: ROWS } as Question);
      rows.push(...(page.table?.().rows ?? []));
      next = page.next;
    }
    return { ...table, rows };
  }
}

/** An answer's JSON with its links as the last member. @param members of its body, without the closing brace */
function* jsonPieces(members: Iterable<string | Encoded>, links: Links): Generator<string | Encoded> {
  yield* members;
  yield `,"links":${JSON.stringify(links)}}\n`;
}

/** The conventions are named, or stand in a cursor. */
function mayBePinned(question: Question): boolean {
  const { conventions, cursor } = question as Clocks & Page;
  return (conventions ?? cursor) !== undefined;
}

function suffixOf({ format, bySuffix }: Wanted): string {
  return bySuffix ? `.${format}` : '';
}

/** RFC 9110 §13.1.2; a tag that a proxy weakened still names the same bytes. */
function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  return ifNoneMatch !== undefined && (ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === tag));
}

/** `connecticut-2011_notices_at-2011-07-13_ledger-165.csv` */
function fileNameOf(question: Question, { basis, pinned }: Answer, format: Format): string {
  const { ask, negotiation, fact } = question as { ask: string; negotiation?: string; fact?: string };
  const { at, ledger } = pinned as { at?: string; ledger?: string };
  const moment = basis.at.asked;
  const parts = [fact ?? negotiation, fact !== undefined && ask === 'fact' ? undefined : ask, `at-${moment === 'now' ? at : moment}`, ...(ledger === undefined ? [] : [`ledger-${ledger}`])];
  return `${parts.filter((part) => part !== undefined).join('_').replace(/[^A-Za-z0-9._-]+/g, '-')}.${format}`;
}
