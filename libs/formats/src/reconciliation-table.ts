import type { LateFact, Reconciliation } from '#libs/domain';
import { list, places, type Table, tableOf } from './table.js';

/** One row a line; of amounts the bounds are exact decimals. */
export function reconciliationTable({ lines }: Reconciliation): Table {
  return tableOf(lines, {
    rule: (l) => l.rule,
    verdict: (l) => l.verdict,
    adds_up: (l) => l.addsUp,
    scope: (l) => l.scope,
    text: (l) => l.text,
    unit: (l) => l.amounts?.unit,
    stated: (l) => (l.amounts ?? l).stated?.wording,
    stated_low: (l) => (l.amounts ?? l).stated?.low,
    stated_high: (l) => (l.amounts ?? l).stated?.high,
    itemised_low: (l) => (l.amounts ?? l).itemised?.low,
    itemised_high: (l) => (l.amounts ?? l).itemised?.high,
    variance_low: (l) => (l.amounts ?? l).variance?.low,
    variance_high: (l) => (l.amounts ?? l).variance?.high,
    explained: (l) => list(l.explained.map(({ cause, part, facts }) => `${cause} ${part.low ?? ''}..${part.high ?? ''}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`)),
    unexplained_low: (l) => l.unexplained?.low,
    unexplained_high: (l) => l.unexplained?.high,
    why: (l) => list(l.why),
    fact_count: (l) => l.factCount,
    facts: (l) => list(l.facts),
    sources: (l) => places(l.sources),
  });
}

export function lateTable(late: readonly LateFact[]): Table {
  return tableOf(late, {
    fact: (l) => l.fact,
    type: (l) => l.type,
    what: (l) => l.what,
    happened: (l) => l.happened.edtf,
    happened_latest: (l) => l.happened.latest,
    reported_earliest: (l) => l.reported.earliest,
    reported_latest: (l) => l.reported.latest,
    recorded_seq: (l) => l.recorded.seq,
    recorded_at: (l) => l.recorded.at,
    days: (l) => l.days,
    attributed_to: (l) => l.attributedTo,
    sources: (l) => places(l.sources),
  });
}
