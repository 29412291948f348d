import { ballots, BRIEF, deadlines, dealStatus, headline, notices, parties, titleOf } from '#libs/domain';
import { tableOf } from '#libs/formats';
import type { NegotiationRow } from '#libs/read-model';
import { framed } from '../framed.js';
import { basisOfReading, type Present, resolveAcross, resolveClocks } from '../moments.js';
import { clocksOfPage, nextOf, rangeOf } from '../pages.js';
import type { Answer, Clocks, NegotiationsQuestion } from '../questions.js';
import { type Archive, presentOf } from '../scene.js';
import { evidenceAt } from '../timelines.js';
import { unhurried, wholeFilterOf } from '../whole.js';

/** One line of the list: a negotiation with where it stands. */
export interface NegotiationLine {
  negotiation: string;
  title: string;
  zone: string;
  headline: string;
  status: string;
  nextDeadline: { key: string; what: string; due: string; reading: string } | null;
  parties: string[];
  events: number;
}

/**
 * The negotiations of the ledger, each at the moment asked for in its own zone. Only those of the page are read whole: which have the status asked for
 * is known to the index, but of negotiations where something about it was recorded later than `ledger`, or not public by `known`.
 */
export async function negotiationList(archive: Archive, question: NegotiationsQuestion): Promise<Answer> {
  const present = await presentOf(archive);
  const clocks = clocksOfPage(question);
  const { pinned, isPinned, ...standing } = await resolveAcross(clocks, present);
  const filter = await wholeFilterOf(archive, question, pinned, present);
  const range = rangeOf(question);
  const { status } = question;
  const read = new Map<string, string>();
  const asked = { ...filter, ...(status === undefined ? {} : { status }), read };
  let found = await archive.readModel.whole.standings(asked, range);
  // While they are read, more may be recorded of others: then those are read, too.
  while (found.unread.length > 0) {
    for await (const id of unhurried(found.unread)) read.set(id, await statusOf(archive, id, pinned, present));
    found = await archive.readModel.whole.standings(asked, range);
  }
  const { rows, total } = found;
  const items: NegotiationLine[] = [];
  for await (const row of unhurried(rows)) items.push(await lineOf(archive, row, present, pinned));
  const basis = basisOfReading(standing.basis, read.size > 0, isPinned);
  return framed(question, { basis, pinned, isPinned }, { total, items }, {
    ...nextOf(range.start + range.limit, total, pinned),
    table: () => tableOf(items, {
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
  });
}

/** The deal's status, by reading the negotiation. */
async function statusOf(archive: Archive, id: string, clocks: Clocks, present: Present): Promise<string> {
  const timeline = await archive.timelines.get(id, present.head);
  const { moment } = await resolveClocks(clocks, timeline.zone, present);
  return dealStatus(await evidenceAt(timeline, moment)).status;
}

/** The negotiation at the moment, read in its own zone: the end of July 13 comes later in Connecticut than in UTC. */
async function lineOf(archive: Archive, row: NegotiationRow, present: Present, clocks: Clocks): Promise<NegotiationLine> {
  const timeline = await archive.timelines.get(row.id, present.head);
  const { moment } = await resolveClocks(clocks, row.zone, present);
  const evidence = await evidenceAt(timeline, moment);
  const deal = dealStatus(evidence);
  const next = deadlines(evidence).find(({ status, due }) => status === 'open' && due !== null);
  return {
    negotiation: row.id,
    title: titleOf(evidence),
    zone: row.zone,
    headline: headline(evidence, deal, ballots(evidence), notices(evidence, BRIEF)),
    status: deal.status,
    nextDeadline: next === undefined || next.due === null ? null : { key: next.key, what: next.what, due: next.due.edtf, reading: next.reading },
    parties: parties(evidence).map(({ name }) => name),
    events: row.eventCount,
  };
}
