import type { BallotAnswer, BreakdownLine, DeadlineAnswer, DerivedDeadline, Difference, FigureAnswer, Finding, MeasureAnswer, NamedValue, NoticesAnswer, RetractedEntry, RoundAnswer, SourceRef, StatementAnswer, StepAnswer, TermAnswer, TimelineEntry } from '#libs/domain';

/** Answers as flat rows, for CSV and spreadsheets: one value a cell, lists joined by "; ", the same columns in every row of a table. */
export type TableRow = Record<string, string | number | boolean | null>;

export function valueRows(values: readonly NamedValue[]): TableRow[] {
  return values.map(({ path, label, words, facts }) => ({ path, label, words, facts: list(facts) }));
}

export function noticeRows(notices: NoticesAnswer): TableRow[] {
  return [...notices.rounds, notices.all].flatMap((round) => roundRows(round, round === notices.all ? 'all rounds' : (round.round ?? '')));
}

function roundRows(round: RoundAnswer, name: string): TableRow[] {
  const measures: [string, MeasureAnswer][] = [
    ['planned', round.planned],
    ['issued', round.issued],
    ['postponed', round.postponed],
    ['withdrawn', round.withdrawn],
    ['took effect', round.tookEffect],
    ['outstanding', round.outstanding],
  ];
  return measures.map(([measure, { itemised, stated }]) => ({
    notice: round.notice,
    round: name,
    measure,
    recorded: itemised.recorded,
    certain_low: itemised.certain.low,
    certain_high: itemised.certain.high,
    possible_low: itemised.possible.low,
    possible_high: itemised.possible.high,
    said: list(itemised.said.map(({ wording }) => wording)),
    fact_count: itemised.factCount,
    facts: list(itemised.facts),
    stated: stated?.wording ?? null,
    stated_low: stated?.low ?? null,
    stated_high: stated?.high ?? null,
    stated_by: stated?.attributedTo ?? null,
    stated_scope: stated?.scope ?? null,
    stated_fact: stated?.fact ?? null,
  }));
}

export function breakdownRows(by: string, lines: readonly BreakdownLine[], rest: NoticesAnswer['by']['unattributed']['agency']): TableRow[] {
  const rows = lines.map(({ name, certain, possible, derived, parts, factCount, facts }) => ({
    by,
    name,
    certain_low: certain.low,
    certain_high: certain.high,
    possible_low: possible.low,
    possible_high: possible.high,
    derived,
    said: list(parts.map(({ wording }) => wording)),
    fact_count: factCount,
    facts: list(facts),
  }));
  const unattributed = { certain_low: rest.certain.low, certain_high: rest.certain.high, possible_low: rest.possible.low, possible_high: rest.possible.high };
  return [...rows, { by, name: 'unattributed', ...unattributed, derived: true, said: '', fact_count: rest.factCount, facts: list(rest.facts) }];
}

export function deadlineRows(deadlines: readonly DeadlineAnswer[], derived: readonly DerivedDeadline[]): TableRow[] {
  return [
    ...deadlines.map(({ key, what, due, status, daysLeft, reading, facts }) => ({ key, what, due: due?.edtf ?? null, due_latest: due?.latest ?? null, status: status ?? 'possible', days_left: daysLeft, reading, facts: list(facts) })),
    ...derived.map(({ batch, what, earliest, latest, reading, facts }) => ({ key: `separations.${batch}`, what, due: `${earliest.edtf}/${latest.edtf}`, due_latest: latest.latest, status: 'derived', days_left: null, reading, facts: list(facts) })),
  ];
}

export function ballotRows(ballots: readonly BallotAnswer[]): TableRow[] {
  return ballots.map(({ ballot, what, outcome, reasoning, rule, held, certain, facts }) => ({ ballot, what, outcome, reasoning, rule: rule?.rule ?? null, held: held?.edtf ?? null, certain, facts: list(facts) }));
}

export function figureRows(figures: readonly FigureAnswer[], terms: readonly TermAnswer[]): TableRow[] {
  return [
    ...figures.flatMap(({ measure, what, values }) =>
      values.map(({ fact, happened, certain, wording, unit, low, high, attributedTo, contested, sources }) => ({
        measure, what, happened: happened.edtf, certain, wording, unit, low, high, attributed_to: attributedTo ?? null, contested, fact, sources: places(sources),
      })),
    ),
    ...terms.map(({ package: bundle, term, text, happened, certain, attributedTo, fact, sources }) => ({
      measure: `${bundle}.${term}`, what: term, happened: happened.edtf, certain, wording: text, unit: null, low: null, high: null, attributed_to: attributedTo ?? null, contested: false, fact, sources: places(sources),
    })),
  ];
}

export function statementRows(statements: readonly StatementAnswer[]): TableRow[] {
  return statements.map(({ fact, happened, certain, speaker, side, gist, about, topics, sources }) => ({
    fact, happened: happened.edtf, earliest: happened.earliest, latest: happened.latest, certain, speaker, side: side ?? null, gist, about: list(about), topics: list(topics), sources: places(sources),
  }));
}

export function findingRows(findings: readonly Finding[]): TableRow[] {
  return findings.map(({ code, verdict, text, stated, itemised, variance, why, facts, sources }) => ({
    code, verdict, text,
    stated_low: stated?.low ?? null, stated_high: stated?.high ?? null,
    itemised_low: itemised?.low ?? null, itemised_high: itemised?.high ?? null,
    variance_low: variance?.low ?? null, variance_high: variance?.high ?? null,
    why: list(why), facts: list(facts), sources: places(sources),
  }));
}

export function factRows(entries: readonly (TimelineEntry | RetractedEntry)[]): TableRow[] {
  return entries.map((entry) => {
    const { fact, type, recorded } = entry;
    const placed = { fact, type, recorded_seq: recorded.seq, recorded_at: recorded.at };
    if ('retracted' in entry) return { ...placed, happened: null, earliest: null, latest: null, at: null, what: null, attributed_to: null, sources: null, reported: null, contested: null, revised: null, mended: null, retracted: true };
    const { happened, at, what, attributedTo, sources, reported, contested, revised, mended } = entry;
    return {
      ...placed, happened: happened.edtf, earliest: happened.earliest, latest: happened.latest, at, what, attributed_to: attributedTo ?? null, sources: places(sources),
      reported: reported.latest, contested: contested.length > 0, revised, mended, retracted: false,
    };
  });
}

export function changeRows({ values }: Difference): TableRow[] {
  return values.map(({ path, label, from, to, because }) => ({ path, label, from: from?.words ?? null, to: to?.words ?? null, because: list(because.map(({ fact, cause }) => `${fact} ${cause}`)) }));
}

export function stepRows(steps: readonly StepAnswer[]): TableRow[] {
  return steps.map(({ seq, id, revision, op, recordedAt, recordedBy, reason, note }) => ({ seq, id, revision, op, recorded_at: recordedAt, recorded_by: recordedBy, reason: reason ?? null, note: note ?? null }));
}

function list(values: readonly string[]): string {
  return values.join('; ');
}

function places(sources: readonly SourceRef[]): string {
  return list(sources.map(({ short }) => short));
}
