import { ballots, deadlines, dealStatus, headline, notices, parties, titleOf } from '#libs/domain';
import type { NegotiationRow } from '#libs/read-model';
import { type Present, resolveClocks } from './moments.js';
import { clocksOfPage, pageOf } from './pages.js';
import type { Answer, Clocks, NegotiationsQuestion } from './questions.js';
import type { Archive } from './scene.js';
import { tableOf } from './tables.js';
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
  // A date means the end of that day in each negotiation's own zone: it is pinned as it is, since no one instant would mean the same.
  const pinned = { ...list.pinned, at: clocks.at ?? list.pinned.at, known: clocks.known ?? list.pinned.known };
  const lines: Line[] = [];
  for (let afterId: string | undefined, more = true; more; ) {
    const { rows } = await archive.readModel.negotiations({ ...filterOf(question), ...(afterId === undefined ? {} : { afterId }), limit: PAGE, ledger: list.moment.ledger });
    for (const row of rows) lines.push(await lineOf(archive, row, present, pinned));
    afterId = rows.at(-1)?.id;
    more = rows.length === PAGE;
  }
  const wanted = question.status === undefined ? lines : lines.filter(({ status }) => status === question.status);
  const page = pageOf(wanted, question, pinned);
  return {
    body: { total: page.total, items: page.items, ...(page.next === undefined ? {} : { next: page.next }), basis: list.basis },
    basis: list.basis,
    table: tableOf(page.items, {
      negotiation: (line) => line.negotiation,
      title: (line) => line.title,
      zone: (line) => line.zone,
      status: (line) => line.status,
      headline: (line) => line.headline,
      next_deadline: (line) => line.nextDeadline?.what,
      next_due: (line) => line.nextDeadline?.due,
      parties: (line) => line.parties.join('; '),
      events: (line) => line.events,
    }),
    pinned: { ...question, ...pinned },
    ...(page.next === undefined ? {} : { next: { ...question, ...pinned, cursor: page.next } }),
    isPinned: clocks.conventions !== undefined && clocks.at !== undefined && clocks.known !== undefined && clocks.ledger === pinned.ledger,
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
