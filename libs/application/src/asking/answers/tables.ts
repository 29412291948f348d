import { LISTED } from '#libs/domain';
import type {
  AxisAnswer,
  BallotAnswer,
  Bounds,
  BreakdownLine,
  Course,
  DeadlineAnswer,
  DerivedDeadline,
  Difference,
  FigureAnswer,
  Finding,
  MeasureAnswer,
  NamedValue,
  NoticesAnswer,
  RetractedEntry,
  RoundAnswer,
  StatementAnswer,
  StepAnswer,
  StoryEntry,
  TermAnswer,
  TimelineEntry,
} from '#libs/domain';
import { type Cell, list, places, type Table, tableOf } from '#libs/formats';

export function valueTable(values: readonly NamedValue[]): Table {
  return tableOf(values, { path: (v) => v.path, label: (v) => v.label, words: (v) => v.words, facts: (v) => list(v.facts) });
}

export function noticeTable(notices: NoticesAnswer): Table {
  return tableOf([...notices.rounds.flatMap((round) => measuresOf(round, round.round ?? '')), ...measuresOf(notices.all, 'all rounds')], {
    notice: (m) => m.notice,
    round: (m) => m.round,
    measure: (m) => m.measure,
    recorded: (m) => m.itemised.recorded,
    ...boundColumns((m: { itemised: MeasureAnswer['itemised'] }) => m.itemised),
    said: (m) => list(m.itemised.said.map(({ wording }) => wording)),
    fact_count: (m) => m.itemised.factCount,
    facts: (m) => list(m.itemised.facts),
    stated: (m) => m.stated?.wording,
    stated_low: (m) => m.stated?.low,
    stated_high: (m) => m.stated?.high,
    stated_by: (m) => m.stated?.attributedTo,
    stated_scope: (m) => m.stated?.scope,
    stated_fact: (m) => m.stated?.fact,
  });
}

function measuresOf(round: RoundAnswer, name: string) {
  const { notice, planned, issued, postponed, withdrawn, tookEffect, outstanding } = round;
  const measures = { planned, issued, postponed, withdrawn, 'took effect': tookEffect, outstanding };
  return Object.entries(measures).map(([measure, answer]: [string, MeasureAnswer]) => ({ notice, round: name, measure, ...answer }));
}

export function breakdownTable(by: string, lines: readonly BreakdownLine[], rest: NoticesAnswer['by']['unattributed']['agency']): Table {
  return tableOf([...lines, { ...rest, name: 'unattributed', derived: true, parts: [] }], {
    by: () => by,
    name: (line) => line.name,
    ...boundColumns((line: { certain: Bounds; possible: Bounds }) => line),
    derived: (line) => line.derived,
    said: (line) => list(line.parts.map(({ wording }) => wording)),
    fact_count: (line) => line.factCount,
    facts: (line) => list(line.facts),
  });
}

function boundColumns<T>(of: (item: T) => { certain: Bounds; possible: Bounds }) {
  return {
    certain_low: (item: T) => of(item).certain.low,
    certain_high: (item: T) => of(item).certain.high,
    possible_low: (item: T) => of(item).possible.low,
    possible_high: (item: T) => of(item).possible.high,
  };
}

export function deadlineTable(deadlines: readonly DeadlineAnswer[], derived: readonly DerivedDeadline[]): Table {
  const separations = derived.map(({ batch, what, earliest, latest, reading, facts }) => ({
    key: `separations.${batch}`, what, due: { ...latest, edtf: `${earliest.edtf}/${latest.edtf}` }, status: 'derived', daysLeft: null, reading, facts,
  }));
  return tableOf([...deadlines, ...separations], {
    key: (d) => d.key,
    what: (d) => d.what,
    due: (d) => d.due?.edtf,
    due_latest: (d) => d.due?.latest,
    status: (d) => d.status ?? 'possible',
    days_left: (d) => d.daysLeft,
    reading: (d) => d.reading,
    facts: (d) => list(d.facts),
  });
}

/** The steps of the deal's status, then those of each round's notices, then what was said of numbers, then sources. */
export function courseTable(course: Course): Table {
  const columns = ['lane', 'notice', 'round', 'from', 'status', 'certainLow', 'certainHigh', 'possibleLow', 'possibleHigh', 'wording', 'facts', 'after'];
  return tableOf(courseRows(course), Object.fromEntries(columns.map((name) => [name, (row: Record<string, Cell>) => row[name]])));
}

function* courseRows({ status, issued, said, sources }: Course): Generator<Record<string, Cell>> {
  for (const step of status) yield { lane: 'status', from: step.from, status: [step.status, ...step.possible].join('; '), facts: list(step.facts), after: step.after };
  for (const { notice, round, steps } of issued) {
    for (const step of steps) yield { lane: 'issued', notice, round, from: step.from, certainLow: step.certain.low, certainHigh: step.certain.high, possibleLow: step.possible.low, possibleHigh: step.possible.high, facts: list(step.facts), after: step.after };
  }
  for (const word of said) yield { lane: word.type === 'notices.planned' ? 'planned' : 'stated', notice: word.notice, round: word.round, from: word.happened.earliest, wording: word.wording, possibleLow: word.low, possibleHigh: word.high, facts: word.fact, after: word.after };
  for (const mark of sources) yield { lane: 'source', from: mark.published.earliest, wording: mark.title, facts: mark.source, after: mark.after };
}

export function ballotTable(ballots: readonly BallotAnswer[]): Table {
  return tableOf(ballots, {
    ballot: (b) => b.ballot,
    what: (b) => b.what,
    outcome: (b) => b.outcome,
    reasoning: (b) => b.reasoning,
    rule: (b) => b.rule?.rule,
    held: (b) => b.held?.edtf,
    certain: (b) => b.certain,
    facts: (b) => list(b.facts),
  });
}

export function figureTable(figures: readonly FigureAnswer[], terms: readonly TermAnswer[]): Table {
  const given = figures.flatMap(({ measure, what, values }) => values.map((value) => ({ ...value, measure, what })));
  const offered = terms.map((term) => ({ ...term, measure: `${term.package}.${term.term}`, what: term.what ?? term.term, wording: term.text, unit: null, low: null, high: null }));
  return tableOf([...given, ...offered], {
    measure: (f) => f.measure,
    what: (f) => f.what,
    happened: (f) => f.happened.edtf,
    certain: (f) => f.certain,
    wording: (f) => f.wording,
    unit: (f) => f.unit,
    low: (f) => f.low,
    high: (f) => f.high,
    attributed_to: (f) => f.attributedTo,
    contested: (f) => f.contested,
    fact: (f) => f.fact,
    sources: (f) => places(f.sources),
  });
}

export const statementColumns: Readonly<Record<string, (statement: StatementAnswer) => Cell>> = {
  fact: (s) => s.fact,
  happened: (s) => s.happened.edtf,
  earliest: (s) => s.happened.earliest,
  latest: (s) => s.happened.latest,
  certain: (s) => s.certain,
  speaker: (s) => s.speaker,
  side: (s) => s.side,
  gist: (s) => s.gist,
  about: (s) => list(s.about),
  topics: (s) => list(s.topics),
  sources: (s) => places(s.sources),
};

export function statementTable(statements: readonly StatementAnswer[]): Table {
  return tableOf(statements, statementColumns);
}

/** The marks of the steps. */
export function markTable({ marks }: AxisAnswer): Table {
  return { ...tableOf(marks, { index: (m) => m.index, instant: (m) => m.instant, begins_day: (m) => m.beginsDay }), whole: true };
}

export function findingTable(findings: readonly Finding[]): Table {
  return tableOf(findings, {
    code: (f) => f.code,
    verdict: (f) => f.verdict,
    text: (f) => f.text,
    stated_low: (f) => f.stated?.low,
    stated_high: (f) => f.stated?.high,
    itemised_low: (f) => f.itemised?.low,
    itemised_high: (f) => f.itemised?.high,
    variance_low: (f) => f.variance?.low,
    variance_high: (f) => f.variance?.high,
    why: (f) => list(f.why),
    facts: (f) => list(f.facts),
    sources: (f) => places(f.sources),
  });
}

export function timelineTable(entries: readonly (TimelineEntry | RetractedEntry)[]): Table {
  const seen = (entry: TimelineEntry | RetractedEntry): TimelineEntry | undefined => ('retracted' in entry ? undefined : entry);
  return tableOf(entries, {
    fact: (e) => e.fact,
    type: (e) => e.type,
    happened: (e) => seen(e)?.happened.edtf,
    earliest: (e) => seen(e)?.happened.earliest,
    latest: (e) => seen(e)?.happened.latest,
    at: (e) => seen(e)?.at,
    what: (e) => seen(e)?.what,
    attributed_to: (e) => seen(e)?.attributedTo,
    sources: (e) => places(seen(e)?.sources ?? []),
    reported: (e) => seen(e)?.reported.latest,
    recorded_seq: (e) => e.recorded.seq,
    recorded_at: (e) => e.recorded.at,
    contested: (e) => (seen(e)?.contested.length ?? 0) > 0,
    revised: (e) => seen(e)?.revised,
    mended: (e) => seen(e)?.mended,
    retracted: (e) => 'retracted' in e,
  });
}

/** A table that is not cut into pages. */
function wholeOf<T>(...table: Parameters<typeof tableOf<T>>): Table {
  return { ...tableOf(...table), whole: true };
}

export function changeTable({ values }: Difference): Table {
  return wholeOf(values, {
    path: (v) => v.path,
    label: (v) => v.label,
    from: (v) => v.from?.words,
    to: (v) => v.to?.words,
    because_count: (v) => v.becauseCount,
    because: (v) => list(v.because.slice(0, LISTED).map(({ fact, cause }) => `${fact} ${cause}`)),
  });
}

export function changedFactTable({ facts }: Difference): Table {
  return wholeOf(facts, {
    fact: (f) => f.fact,
    type: (f) => f.type,
    cause: (f) => f.cause,
    happened: (f) => f.happened.edtf,
    earliest: (f) => f.happened.earliest,
    latest: (f) => f.happened.latest,
    what: (f) => f.what,
    attributed_to: (f) => f.attributedTo,
    sources: (f) => places(f.sources),
  });
}

export function storyTable(items: readonly StoryEntry[]): Table {
  return tableOf(items, {
    fact: (i) => i.fact,
    type: (i) => i.type,
    happened: (i) => i.happened.edtf,
    earliest: (i) => i.happened.earliest,
    latest: (i) => i.happened.latest,
    at: (i) => i.at,
    what: (i) => i.what,
    attributed_to: (i) => i.attributedTo,
    sources: (i) => places(i.sources),
    reported: (i) => i.reported.latest,
    contested: (i) => i.contested.length > 0,
    revised: (i) => i.revised,
    mended: (i) => i.mended,
    about: (i) => list(i.statement?.about.map(({ fact }) => fact) ?? []),
    said_count: (i) => i.saidCount,
  });
}

export function stepTable(steps: readonly StepAnswer[]): Table {
  return tableOf(steps, {
    seq: (s) => s.seq,
    id: (s) => s.id,
    revision: (s) => s.revision,
    op: (s) => s.op,
    recorded_at: (s) => s.recordedAt,
    recorded_by: (s) => s.recordedBy,
    changes: (s) => list(s.words),
    reason: (s) => s.reason,
    note: (s) => s.note,
  });
}
