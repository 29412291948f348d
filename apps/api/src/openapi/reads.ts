import type { ParameterName } from './parameters.js';

/** An address that reads, as the document tells of it. */
export interface Read {
  id: string;
  path: string;
  summary: string;
  about?: string;
  parameters: readonly ParameterName[];
  schema: string;
  /** `table`: also as CSV and JSON Lines; `feed`: these, and Atom and JSON Feed; `answer`: JSON, also with the suffix; `plain`: JSON without a suffix; `lines`: JSON Lines only. */
  form: 'table' | 'feed' | 'answer' | 'plain' | 'lines';
  /** What to ask the shipped record for an example. */
  example: string;
}

const clocks = ['at', 'known', 'ledger', 'conventions', 'dl'] as const;
const page = ['limit', 'cursor'] as const;
const between = ['clock', 'to', ...clocks] as const;
const ABOUT = '/negotiations/{id}';
const ID = 'connecticut-2011';

export const READS: readonly Read[] = [
  { id: 'listNegotiations', path: '/negotiations', summary: 'Negotiations, each with its headline', parameters: ['status', 'party', 'q', ...clocks, ...page], schema: 'NegotiationList', form: 'table', example: '/negotiations?at=2011-07-13' },
  { id: 'searchStatements', path: '/statements', summary: 'What was said in any negotiation, by its words', about: 'Best first (BM25), with the passage that fits. CSV and JSON Lines hold one page, too. The order may change as the ledger grows.', parameters: ['words', ...clocks, ...page], schema: 'StatementHits', form: 'table', example: '/statements?q=layoffs&at=2011-07-13&limit=2' },
  { id: 'sumNotices', path: '/notices', summary: 'Notices issued in all negotiations', about: 'By agency (or site, class, membership), month and negotiation, as `by` lists them: `agency,month`. A batch counts once, whatever its claims. What may have been issued in one month or another counts under both: `2011-05/2011-07`. Each line links to what it is made of.', parameters: ['acrossBy', 'notice', 'name', 'month', 'party', 'q', ...clocks, ...page], schema: 'NoticeSums', form: 'table', example: '/notices?by=agency,month&at=2011-07-27' },
  { id: 'getNegotiation', path: ABOUT, summary: 'What a negotiation is', about: 'Parties, people, groups, sources, span and counts.', parameters: clocks, schema: 'Negotiation', form: 'plain', example: `/negotiations/${ID}?at=2011-07-13` },
  { id: 'getState', path: `${ABOUT}/state`, summary: 'The whole state at a moment', parameters: clocks, schema: 'State', form: 'table', example: `/negotiations/${ID}/state?at=2011-07-13` },
  { id: 'getTimeline', path: `${ABOUT}/timeline`, summary: 'Facts in the order of a clock', parameters: ['order', 'from', 'to', 'type', 'party', 'person', 'q', 'include', ...clocks, ...page], schema: 'Timeline', form: 'table', example: `/negotiations/${ID}/timeline?from=2011-07-12&to=2011-07-13&include=history&limit=2` },
  { id: 'getNotices', path: `${ABOUT}/notices`, summary: 'Notices, itemised and stated, by round and by part', parameters: ['by', ...clocks], schema: 'NoticesAnswer', form: 'table', example: `/negotiations/${ID}/notices?at=2011-07-27` },
  { id: 'getCourse', path: `${ABOUT}/course`, summary: 'Deal status, notices, plans, stated totals and sources over time', about: 'What a chart draws; what lies after the moment, too, as far as it is known.', parameters: clocks, schema: 'Course', form: 'table', example: `/negotiations/${ID}/course?at=2011-07-13` },
  { id: 'getDeadlines', path: `${ABOUT}/deadlines`, summary: 'Deadlines and scheduled dates, with days left and their moves', parameters: clocks, schema: 'DeadlinesAnswer', form: 'table', example: `/negotiations/${ID}/deadlines?at=2011-07-13` },
  { id: 'getBallots', path: `${ABOUT}/ballots`, summary: 'Ballots under the rule then in force, with the reasoning', parameters: clocks, schema: 'BallotsAnswer', form: 'table', example: `/negotiations/${ID}/ballots?at=2011-07-13` },
  { id: 'getFigures', path: `${ABOUT}/figures`, summary: 'Figures over time, and the terms of packages', parameters: clocks, schema: 'FiguresAnswer', form: 'table', example: `/negotiations/${ID}/figures?at=2011-07-27` },
  { id: 'getStatements', path: `${ABOUT}/statements`, summary: 'What was said, by whom, for whom', parameters: ['speaker', 'side', 'topic', 'q', 'from', 'to', ...clocks, ...page], schema: 'Statements', form: 'table', example: `/negotiations/${ID}/statements?from=2011-05-09&to=2011-05-10&limit=2` },
  { id: 'getFindings', path: `${ABOUT}/findings`, summary: 'What does not add up', parameters: clocks, schema: 'Findings', form: 'table', example: `/negotiations/${ID}/findings?at=2011-07-27` },
  { id: 'getReconciliation', path: `${ABOUT}/reconciliation`, summary: 'Whether the counts add up, line by line', about: 'Every stated total, breakdown, figure and ballot against what is recorded of it, with the rule that decided, what explains the variance, and what is left unexplained.', parameters: clocks, schema: 'Reconciliation', form: 'table', example: `/negotiations/${ID}/reconciliation?at=2011-07-27` },
  { id: 'getLate', path: `${ABOUT}/late`, summary: 'Facts that became public, or were recorded, long after they happened', parameters: ['lag', 'lateClock', ...clocks, ...page], schema: 'LateFacts', form: 'table', example: `/negotiations/${ID}/late?lag=P7D&at=2011-07-27` },
  { id: 'getCorrections', path: `${ABOUT}/corrections`, summary: 'What was corrected in the record, newest first', about: 'Revisions, mends, retractions, reinstatements and redactions, each with what it changed. To be followed as Atom (`.atom`) and JSON Feed (`.feed`).', parameters: [...clocks, ...page], schema: 'Corrections', form: 'feed', example: `/negotiations/${ID}/corrections?limit=2` },
  { id: 'getSteps', path: `${ABOUT}/steps`, summary: 'Where a moment stands among the facts, to step from one to the next', about: 'Facts in the order in which they had certainly happened. What is state at a step is asked for with its `instant` as `at`. CSV and JSON Lines list the marks.', parameters: ['stopFact', 'index', ...clocks], schema: 'Steps', form: 'table', example: `/negotiations/${ID}/steps?at=2011-07-12` },
  { id: 'getStory', path: `${ABOUT}/story`, summary: 'The facts up to a moment, the newest or the oldest first', about: 'A window of them, from `place` on, each with its claims in words, what was said about it, and its history; the sources that they rest on; and the last facts that are not seen any more.', parameters: ['place', 'storyOrder', 'kind', 'storySource', 'limit', ...clocks], schema: 'Story', form: 'table', example: `/negotiations/${ID}/story?at=2011-07-13&limit=2` },
  { id: 'getDiff', path: `${ABOUT}/diff`, summary: 'What changed between two points of a clock, and why', about: 'Of the facts behind a changed value the first 20, of the facts that changed a page; CSV and JSON Lines list all values, or with `list=facts` all facts.', parameters: ['point', ...between, 'list', ...page], schema: 'Difference', form: 'table', example: `/negotiations/${ID}/diff?from=2011-07-12&to=2011-07-13` },
  { id: 'explain', path: `${ABOUT}/explain`, summary: 'The facts, claims, sources and arithmetic behind a value', about: 'The first 20 facts, or the page asked for.', parameters: ['path', ...clocks, ...page], schema: 'Explanation', form: 'answer', example: `/negotiations/${ID}/explain?path=notices.rounds.july.issued&at=2011-07-13` },
  { id: 'replay', path: `${ABOUT}/replay`, summary: 'The story step by step: each fact and what it changed', parameters: ['from', ...between], schema: 'ReplayStep', form: 'lines', example: `/negotiations/${ID}/replay?from=2011-07-12&to=2011-07-13` },
  { id: 'exportEvents', path: `${ABOUT}/export`, summary: 'All events of a negotiation, as recorded', about: 'Head and body of each event, in the order of the ledger.', parameters: ['ledger', 'dl'], schema: 'LedgerEvent', form: 'lines', example: `/negotiations/${ID}/export?ledger=2` },
  { id: 'getFact', path: '/facts/{id}', summary: 'One fact as it is seen at a moment', parameters: clocks, schema: 'Fact', form: 'plain', example: `/facts/${ID}.M4` },
  { id: 'getFactHistory', path: '/facts/{id}/history', summary: 'All events of a fact: who, when, why', parameters: clocks, schema: 'FactHistory', form: 'table', example: `/facts/${ID}.M4/history` },
];
