import { DEAL_STATUSES, DIMENSIONS, MEASURES, NOTICE_KINDS } from '#libs/domain';
import { answer, attributed, behind, bounds, decimal, QUALIFIERS } from './schemas-common.js';
import { described, flag, instant, list, object, oneOf, orNull, ref, type Schema, text, whole } from './schema.js';

const sources = list(ref('SourceRef'));
const round = described({ type: ['string', 'null'] }, 'null: facts that name no round.');
const pair = { certain: ref('Bounds'), possible: ref('Bounds') };
const measures = Object.fromEntries(['planned', 'issued', 'postponed', 'withdrawn', 'tookEffect', 'outstanding'].map((name) => [name, ref('Measure')]));
const raised = object({ since: ref('DateText'), last: ref('FactRef') });
const lines = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, list(ref('BreakdownLine'))]));

/** The state, and the projections that it is made of. */
export const STATE: Record<string, Schema> = {
  Deal: object({
    status: oneOf(DEAL_STATUSES),
    since: orNull(ref('DateText')),
    because: described(list(ref('Cause')), 'The facts that made it so, the first of them.'),
    becauseCount: described(whole, 'How many they are.'),
    possible: described(list(object({ status: oneOf(DEAL_STATUSES), because: ref('FactRef') })), 'Statuses reached by what may have happened.'),
    flags: object({ newsBlackout: flag, fallbackPlan: flag }),
    flagFacts: object({}, { newsBlackout: raised, fallbackPlan: raised }),
  }),
  Measure: object(
    {
      itemised: object({
        recorded: described(flag, 'false: nothing is recorded, which is not 0.'),
        ...pair,
        said: list(object({ fact: text, wording: text, qualifier: oneOf(QUALIFIERS), ...bounds, certain: flag }, { ...attributed, convention: text, derived: text })),
        remarks: list(text),
        ...behind,
      }),
    },
    {
      stated: described(
        object({ ...bounds, wording: text, scope: oneOf(['round', 'all', 'unstated']), measure: oneOf(MEASURES), moment: ref('DateText'), certain: flag, fact: text, sources, itemisedSince: object({ ...bounds, ...behind }) }, attributed),
        'The last total that someone gave for this scope.',
      ),
    },
  ),
  Round: object({ notice: oneOf(NOTICE_KINDS), round, ...measures }),
  BreakdownLine: object({
    name: text,
    ...pair,
    derived: described(flag, 'Arithmetic, not testimony.'),
    parts: described(list(object({ fact: text, wording: text, ...bounds, round }, { ...attributed, derived: { const: true }, note: text })), 'Of the first batches; of all of them in an answer of notices alone.'),
    ...behind,
  }),
  NoticesBy: object({ ...lines, unattributed: object(Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, object({ ...pair, ...behind })]))) }),
  Notices: object({
    rounds: list(ref('Round')),
    all: described(object({ notice: oneOf(NOTICE_KINDS), round, ...measures, quotable: { const: false } }), 'Everything together: not to be quoted as a sum.'),
    by: ref('NoticesBy'),
  }),
  NoticeSeries: described(
    object({ notice: text, round, before: ref('Bounds'), steps: list(object({ from: instant, after: described(flag, 'It lies after the moment asked for.'), ...pair, ...behind })) }),
    'Issued notices over time.',
  ),
  Deadline: object(
    {
      key: text,
      what: text,
      due: orNull(ref('DateText')),
      status: { type: ['string', 'null'], enum: ['open', 'passed', 'met', 'missed', 'withdrawn', null] },
      daysLeft: described({ type: ['integer', 'null'] }, 'Calendar days in the negotiation\'s zone.'),
      reading: text,
      history: described(list(object({ fact: text, type: text, happened: ref('DateText'), due: orNull(ref('DateText')), certain: flag }, { note: text })), 'The last steps; all of them in an answer of deadlines alone.'),
      ...behind,
    },
    { daysLeftRange: { type: 'array', items: whole, minItems: 2, maxItems: 2 } },
  ),
  DerivedDeadline: object({ batch: text, round, what: text, earliest: ref('DateText'), latest: ref('DateText'), periods: list(text), groupKnown: flag, reading: text, facts: list(text) }),
  Ballot: object({
    ballot: text,
    key: text,
    what: text,
    outcome: oneOf(['passed', 'defeated', 'open', 'called']),
    reasoning: text,
    rule: orNull(object({ rule: text, fact: text, needed: whole, unit: text, inForce: ref('DateText') }, { outOf: whole })),
    held: orNull(ref('DateText')),
    certain: flag,
    for: orNull(ref('Quantity')),
    against: orNull(ref('Quantity')),
    ...behind,
  }),
  Figure: object({ measure: text, what: text, values: described(list(ref('FigureValue')), 'The last ones; all of them in an answer of figures alone.'), ...behind }, { package: text }),
  FigureValue: object(
    { fact: text, happened: ref('DateText'), certain: flag, wording: text, unit: orNull(text), low: orNull(decimal), high: orNull(decimal), sources, contested: flag },
    {
      what: text,
      was: object({ wording: text, low: decimal, high: orNull(decimal) }),
      parts: list(object({ name: text, wording: text, low: decimal, high: orNull(decimal) })),
      partOf: text,
      ...attributed,
    },
  ),
  Term: object(
    { package: text, term: text, text, happened: ref('DateText'), certain: flag, sources, contested: flag, fact: text },
    { amount: object({ wording: text, unit: text, low: decimal, high: orNull(decimal) }), what: text, ...attributed },
  ),
  Coverage: object({
    lastSource: orNull(object({ source: text, published: ref('DateText') }, { publisher: text })),
    daysSince: { type: ['integer', 'null'] },
    maybePublished: list(text),
    maybeKnown: list(object({ fact: text, type: text, reported: object({ earliest: orNull(instant), latest: orNull(instant) }) })),
    maybeKnownCount: whole,
    reading: text,
  }),
  State: answer({
    negotiation: text,
    title: text,
    headline: described(text, 'One sentence, fit to quote.'),
    coverage: ref('Coverage'),
    deal: ref('Deal'),
    notices: ref('Notices'),
    deadlines: list(ref('Deadline')),
    derivedDeadlines: list(ref('DerivedDeadline')),
    ballots: list(ref('Ballot')),
    figures: list(ref('Figure')),
    terms: list(ref('Term')),
    contested: list(object({ fact: text, what: text, contests: list(ref('Contest')) })),
    possible: list(ref('FactRef')),
    redacted: list(text),
    counts: described(object({ derivedDeadlines: whole, terms: whole, contested: whole, possible: whole }), 'How many there are of what is listed in part.'),
  }),
  NoticesAnswer: answer({
    negotiation: text,
    rounds: list(ref('Round')),
    all: described(object({ notice: oneOf(NOTICE_KINDS), round, ...measures, quotable: { const: false } }), 'Everything together: not to be quoted as a sum.'),
    by: ref('NoticesBy'),
    series: list(ref('NoticeSeries')),
  }),
  AxisStep: object({ index: described(whole, '1 for the first.'), fact: text, what: text, happened: ref('DateText'), instant }),
  Steps: answer({
    negotiation: text,
    total: whole,
    index: described(whole, 'How many had happened by the moment; 0 before all of them.'),
    ...Object.fromEntries(['step', 'previous', 'next', 'first', 'last'].map((name) => [name, orNull(ref('AxisStep'))])),
    previousDay: described(orNull(whole), 'The last step of the day before on which anything happened.'),
    nextDay: described(orNull(whole), 'The last step of the next such day.'),
    marks: described(list(object({ index: whole, instant, beginsDay: flag })), 'Each step where they are few, else where they stand at even distances in time.'),
  }),
  Course: answer({
    negotiation: text,
    status: list(object({ from: orNull(instant), after: described(flag, 'It lies after the moment asked for.'), status: oneOf(DEAL_STATUSES), possible: list(oneOf(DEAL_STATUSES)), facts: list(text) })),
    issued: list(ref('NoticeSeries')),
    said: described(
      list(object({ fact: text, type: oneOf(['notices.planned', 'notices.totalled']), notice: oneOf(NOTICE_KINDS), round, measure: oneOf(MEASURES), happened: ref('DateText'), after: flag, wording: text, low: whole, high: orNull(whole) }, { plan: text, attributedTo: text })),
      'Plans and stated totals, each at the date of its word.',
    ),
    sources: list(object({ source: text, key: text, published: ref('DateText'), after: flag }, { title: text })),
  }),
  DeadlinesAnswer: answer({ negotiation: text, deadlines: list(ref('Deadline')), derivedDeadlines: list(ref('DerivedDeadline')) }),
  BallotsAnswer: answer({ negotiation: text, ballots: list(ref('Ballot')) }),
  FiguresAnswer: answer({ negotiation: text, figures: list(ref('Figure')), terms: list(ref('Term')) }),
};
