import { type Answer, Ask, type Clocks, type Correction, type Parley, pathOf, type Question } from '#libs/application';
import type { Finding, LateFact, Reconciliation } from '#libs/domain';
import type { QueryBus } from '@nestjs/cqrs';
import { pageAddress, type PageQuery } from '../../query.js';
import { stillWords as words } from '../../words/still.js';
import { type Places, placesOf } from '../address.js';
import { basisView, type BasisView } from '../basis.js';
import { citeView, type CiteView } from '../cite.js';
import { dayText, saidInstant } from '../dates.js';
import { type MomentView, momentView } from '../moment.js';
import { checkRoot, pinnedClocks } from '../pinned.js';
import { type SourceLink, sourceLinks } from '../sources.js';
import { spoken } from '../spoken.js';
import { pageStanding } from '../standing.js';
import { twinsOf, type Twins } from '../twins.js';
import { checksView, type ChecksView, verdictsInWords } from './checks.js';
import { proofView, type ProofView } from './proof.js';

/** Whether the counts of a negotiation add up at a moment, what else an auditor should look at, and how to check that nobody altered the record. */
export interface AuditView {
  title: string;
  address: { page: string; view: string; pinned: string; json: string; negotiation: string };
  moment: MomentView;
  headline: string;
  cite: CiteView;
  basis: BasisView;
  checks: ChecksView;
  findings: { rows: FindingRow[]; more: string; twins: Twins };
  late: ListView;
  corrections: ListView & { feed: string };
  proof: ProofView;
}

export interface FindingRow {
  word: string;
  isContested: boolean;
  text: string;
  why: string[];
  sources: SourceLink[];
}

/** The first rows of a list, each under a word on the left. */
export interface ListView {
  rows: { left: string; text: string; small: string }[];
  summary: string;
  twins: Twins;
}

/** As many findings, and rows of the other lists, are shown; the twins have all. */
const [FINDINGS, LISTED] = [100, 6];

/** @param url where readers reach the server @throws QuestionError as the questions that it asks; Problem other-record where the address was made from another record */
export async function auditView(queries: QueryBus, parley: Pick<Parley, 'notary' | 'tree'>, id: string, query: PageQuery, url: string): Promise<AuditView> {
  const ask = (question: Question): Promise<Answer> => queries.execute(new Ask(question));
  const { shown, clocks, axis, errors, unread } = await pageStanding(ask, id, query);
  const asked: Clocks & { negotiation: string } = { negotiation: id, ...clocks };
  const { body, basis, pinned } = await ask({ ask: 'reconciliation', ...asked });
  checkRoot(query, basis);
  const reconciled = body as Reconciliation;
  const found = (await ask({ ask: 'findings', ...asked })).body as { findings: Finding[] };
  const corrected = (await ask({ ask: 'corrections', ...asked, limit: LISTED })).body as Page<Correction> & { title: string };
  const late = (await ask({ ask: 'late', ...asked, limit: LISTED })).body as Page<LateFact>;
  const { zone } = basis.at;
  const places = placesOf(id, shown, clocks);
  const forEver = pinnedClocks(pinned, basis);
  const headline = verdictsInWords(reconciled);
  const title = words.audited.title(corrected.title);
  return {
    title,
    address: {
      page: pageAddress(id, shown, '/audit'),
      view: pageAddress(id, { ...shown, ...unread }, '/audit/view.json'),
      pinned: pageAddress(id, forEver, '/audit'),
      json: pathOf({ ask: 'reconciliation', ...asked }),
      negotiation: pageAddress(id, shown),
    },
    moment: momentView({ id, query: shown, typed: query, clocks, basis, axis, errors, suffix: '/audit' }),
    headline,
    cite: citeView({
      negotiation: id,
      title,
      sentence: headline,
      basis,
      url: url + pageAddress(id, forEver, '/audit'),
      file: (ending) => pageAddress(id, forEver, `/audit/cite.${ending}`),
    }),
    basis: basisView(basis, pageAddress(id, forEver, '/audit'), { ask: 'reconciliation', ...asked }),
    checks: checksView(reconciled, zone, asked, places),
    findings: findingsView(found.findings, asked, places),
    late: {
      rows: late.items.map(({ days, what, happened, recorded, reported }) => ({ left: words.audited.days(days), text: what, small: words.audited.came(spoken(happened, zone), reported.latest === null ? null : dayText(reported.latest, zone), dayText(recorded.at, zone)) })),
      summary: words.audited.lateSummary(late.total),
      twins: twinsOf({ ask: 'late', ...asked }),
    },
    corrections: {
      rows: corrected.items.map(({ op, what, words: told, reason, recordedAt, recordedBy }) => ({ left: words.audited.ops[op] ?? op, text: what, small: [...told, ...(reason === undefined ? [] : [reason]), words.audited.recorded(saidInstant(recordedAt, zone), recordedBy)].join('; ') })),
      summary: words.audited.correctionSummary(corrected.total),
      twins: twinsOf({ ask: 'corrections', ...asked }),
      feed: pathOf({ ask: 'corrections', ...asked }, '.atom'),
    },
    proof: await proofView(parley, { size: basis.ledger.size, zone, url }),
  };
}

interface Page<Item> {
  items: Item[];
  total: number;
}

/** What is no count: the counts stand in the table above. */
const OTHERS: readonly Finding['code'][] = ['contested', 'deadline-order', 'passed-deadline'];

function findingsView(findings: readonly Finding[], asked: Clocks & { negotiation: string }, places: Places): AuditView['findings'] {
  const others = findings.filter(({ code }) => OTHERS.includes(code));
  return {
    rows: others.slice(0, FINDINGS).map(({ code, verdict, text, why, sources }) => ({ word: words.audited.findings[code] ?? code, isContested: verdict === 'contested', text, why, sources: sourceLinks(sources, places) })),
    more: others.length > FINDINGS ? words.record.more(others.length - FINDINGS) : '',
    twins: twinsOf({ ask: 'findings', ...asked }),
  };
}
