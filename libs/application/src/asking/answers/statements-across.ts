import { historyOf, type LedgerEvent, linearEvidence, type Seen, type StatementAnswer, statements, viewAt } from '#libs/domain';
import { tableOf } from '#libs/formats';
import type { StatementHit } from '#libs/read-model';
import { framed } from '../framed.js';
import { type Present, resolveAcross, resolveClocks } from '../moments.js';
import { clocksOfPage, nextOf, rangeOf } from '../pages.js';
import type { Answer, Clocks, StatementsAcrossQuestion } from '../questions.js';
import { type Archive, presentOf } from '../scene.js';
import { statementColumns } from './tables.js';
import { unhurried } from '../whole.js';

/** Hits that are looked through for one page at most: beyond, the page is short and the next goes on. */
const HITS_A_PAGE = 5_000;
/** Hits asked for at a time. */
const HITS_A_LOOK = 250;

type Found = StatementAnswer & { negotiation: string; snippet: string };

/**
 * Statements of all negotiations in which the words occur, best first. The index holds every version: a hit counts where it is what is seen of
 * the statement at the moment, in the negotiation's zone. A page goes on through the hits until it is full.
 */
export async function statementsAcross(archive: Archive, question: StatementsAcrossQuestion): Promise<Answer> {
  const present = await presentOf(archive);
  const clocks = clocksOfPage(question);
  const { pinned, basis } = await resolveAcross(clocks, present);
  const { start, limit } = rangeOf(question);
  const items: Found[] = [];
  let end = start;
  let left = 1;
  while (left > 0 && items.length < limit && end < start + HITS_A_PAGE) {
    const hits = await archive.readModel.whole.search(question.q, { start: end, limit: HITS_A_LOOK + 1 });
    left = hits.length;
    for await (const hit of unhurried(hits.slice(0, HITS_A_LOOK))) {
      if (items.length === limit) break;
      end += 1;
      left -= 1;
      const found = await seenIn(archive, hit, pinned, present);
      if (found !== undefined) items.push(found);
    }
  }
  // The order is by how rare words are in the whole ledger, which grows: not an answer for ever.
  return framed(question, { basis, pinned, isPinned: false }, { q: question.q, items }, {
    ...nextOf(end, end + left, pinned),
    table: () => tableOf(items, { negotiation: (found) => found.negotiation, ...statementColumns, snippet: (found) => found.snippet }),
  });
}

/** The statement as it is seen then, where that is what the hit says. */
async function seenIn(archive: Archive, { negotiation, zone, fact, seq, claim, snippet }: StatementHit, clocks: Clocks, present: Present): Promise<Found | undefined> {
  const { moment } = await resolveClocks(clocks, zone, present);
  const events = await archive.readModel.factEvents(fact);
  const { certain, possible } = viewAt(historyOf(negotiation, zone, events), moment);
  const told = events.find(({ head }) => head.seq === seq)?.body?.claims?.[claim];
  const seen = [...certain, ...possible][0] as Seen<'statement.made'> | undefined;
  if (seen === undefined || seen.speaking[0] !== told) return undefined;
  const participants = await participantsOf(archive, seen.data);
  const [answer] = statements(linearEvidence(viewAt(historyOf(negotiation, zone, [...events, ...participants]), moment)));
  return answer && { negotiation, ...answer, snippet };
}

/** The events of those by whom a statement's side is known: who said it, for whom, and the party that they belong to in any version. */
async function participantsOf({ readModel }: Archive, { person, for: client }: Seen<'statement.made'>['data']): Promise<LedgerEvent[]> {
  const eventsOf = async (ids: Iterable<string>): Promise<LedgerEvent[]> => (await Promise.all([...ids].map((id) => readModel.factEvents(id)))).flat();
  const speakers = new Set([person, client].filter((id) => id !== undefined));
  const named = await eventsOf(speakers);
  const parties = new Set(named.flatMap(({ body }) => (body?.claims ?? []).flatMap(({ data }) => ('party' in data ? (data.party ?? []) : []))));
  return [...named, ...(await eventsOf([...parties].filter((id) => !speakers.has(id))))];
}
