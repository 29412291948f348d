import { ballots, deadlines, dealStatus, headline, notices, parties, titleOf } from '#libs/domain';
import type { NegotiationRow } from '#libs/read-model';
import { type Present, resolveClocks } from './moments.js';
import { clocksOfPage, pageOf } from './pages.js';
import type { Answer, Clocks, NegotiationsQuestion } from './questions.js';
import type { Archive } from './scene.js';
import { evidenceAt } from './timelines.js';

/** Negotiations are read from the index in pages of this size. */
const PAGE = 500;

/** One line of the list: a negotiation with where it stands. */
interface Line {
  negotiation: string;
  title: string;
  zone: string;
  headline: string;
  status: string;
  nextDeadline: { key: string; what: string; due: string; reading: string } | null;
  parties: string[];
  events: number;
}

/** All negotiations of the ledger, each at the moment asked for in its own zone. */
export async function negotiationList(archive: Archive, question: NegotiationsQuestion): Promise<Answer> {
  const present: Present = { now: archive.now(), head: await archive.head(), readModel: archive.readModel };
  const clocks = clocksOfPage(question);
  const list = await resolveClocks(clocks, 'UTC', present);
  const lines: Line[] = [];
  for (let afterId: string | undefined, more = true; more; ) {
    const { rows } = await archive.readModel.negotiations({ ...filterOf(question), ...(afterId === undefined ? {} : { afterId }), limit: PAGE, ledger: list.moment.ledger });
    for (const row of rows) lines.push(await lineOf(archive, row, present, { ...clocks, ledger: list.pinned.ledger }));
    afterId = rows.at(-1)?.id;
    more = rows.length === PAGE;
  }
  const wanted = question.status === undefined ? lines : lines.filter(({ status }) => status === question.status);
  const page = pageOf(wanted, question, list.pinned);
  return {
    body: { total: page.total, items: page.items, ...(page.next === undefined ? {} : { next: page.next }), basis: list.basis },
    basis: list.basis,
    rows: page.items.map(({ nextDeadline, parties: names, ...line }) => ({ ...line, next_deadline: nextDeadline?.what ?? null, next_due: nextDeadline?.due ?? null, parties: names.join('; ') })),
    pinned: { ...question, ...list.pinned },
    ...(page.next === undefined ? {} : { next: { ...question, ...list.pinned, cursor: page.next } }),
    isPinned: list.isPinned,
  };
}

function filterOf({ q, party }: NegotiationsQuestion): { q?: string; party?: string } {
  return { ...(q === undefined ? {} : { q }), ...(party === undefined ? {} : { party }) };
}

/** The negotiation at the moment, read in its own zone: the end of July 13 comes later in Connecticut than in UTC. */
async function lineOf(archive: Archive, row: NegotiationRow, present: Present, clocks: Clocks): Promise<Line> {
  const timeline = await archive.timelines.get(row.id, present.head);
  const { moment } = await resolveClocks(clocks, row.zone, present);
  const evidence = await evidenceAt(timeline, moment);
  const deal = dealStatus(evidence);
  const next = deadlines(evidence).find(({ status, due }) => status === 'open' && due !== null);
  return {
    negotiation: row.id,
    title: titleOf(evidence),
    zone: row.zone,
    headline: headline(evidence, deal, ballots(evidence), notices(evidence)),
    status: deal.status,
    nextDeadline: next === undefined || next.due === null ? null : { key: next.key, what: next.what, due: next.due.edtf, reading: next.reading },
    parties: parties(evidence).map(({ name }) => name),
    events: row.eventCount,
  };
}
