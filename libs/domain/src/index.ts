export { CONVENTIONS } from './conventions.js';
export { OPS, RANKS } from './facts/event.js';
export type { Citation, Claim, EventBody, EventDraft, EventHead, LedgerEvent, Op, Rank } from './facts/event.js';
export { factSchemas, idSchema } from './facts/types.js';
export type { DataOf, FactData, FactType, InputOf, Words } from './facts/types.js';
export { FACT_KINDS } from './facts/fact-kinds.js';
export type { FactKind } from './facts/fact-kinds.js';
export { DIMENSIONS, MEASURES, MILESTONE_KINDS, NOTICE_KINDS, SIDES } from './facts/kinds.js';
export type { Dimension, Measure, NoticeKind, Side } from './facts/kinds.js';
export { compareInstants, sameSpan, spanOf } from './time/when.js';
export type { Span, When } from './time/when.js';
export type { Bounds, Quantity } from './quantity/types.js';
export { isSameMoment } from './history.js';
export type { Contest, FactHistory, History, Moment, Seen, View } from './history.js';
export { DEAL_STATUSES } from './answers/types.js';
export type {
  BallotAnswer,
  Basis,
  BreakdownLine,
  Coverage,
  DateText,
  DeadlineAnswer,
  DealAnswer,
  DealStatus,
  DerivedDeadline,
  FactRef,
  FigureAnswer,
  Itemised,
  MeasureAnswer,
  NoticesAnswer,
  RoundAnswer,
  SourceAnswer,
  SourceRef,
  StateAnswer,
  Stated,
  StatementAnswer,
  TermAnswer,
} from './answers/types.js';
export { Rejection, REJECTION_CODES } from './command.js';
export type { CheckedClaims, ClaimInput, Command, Known, KnownFact, Receipt, RejectionCode } from './command.js';
export { wordsFor } from './words.js';
export { SEASON_CODES } from './time/edtf.js';
export type { DateForm, Edtf, End, IntervalForm, Mark, RangeForm, SetForm, TimeForm } from './time/edtf.js';
export { resolve } from './time/resolve.js';
export { checkZone, TimeError } from './time/zone.js';
export { dateText, daysBetween, instantOf, instantText, localDay, localTime, MomentError, resolveInstant } from './time/moment.js';
export { sayDate, sayDay } from './time/words.js';
export { edtfOfWords } from './time/day-parts.js';
export { parseQuantity } from './quantity/parse.js';
export { add, hull, sayBounds, subtractClamped, sum, verdict } from './quantity/arithmetic.js';
export type { Comparison } from './quantity/arithmetic.js';
export { sayAmount } from './quantity/amount.js';
export { dealStatus } from './answers/status.js';
export { countingNotices, notices } from './answers/notices.js';
export { deadlines, tellingDeadlines } from './answers/deadlines.js';
export { isRetractedAt, sightAt, stepsAt, unsureReports } from './versions.js';
export { decide, deciding, namesOf } from './decide.js';
export { withReport } from './reported.js';
export type { Decision } from './decide.js';
export { learn, stepOf } from './learn.js';
export type { Knowledge } from './learn.js';
export { addToHistory, compareHappened, compareText, historyOf, isStanding, seenAt, viewAt, viewing } from './fold.js';
export { FACT_TYPES, parseClaims, parseWhen, referencesIn } from './facts/parse.js';
export type { Parsed } from './facts/parse.js';
export { inWords, pointerTo, problemsOf } from './facts/problems.js';
export type { Problem } from './facts/problems.js';
export { state, telling, titleOf } from './answers/state.js';
export { separations, tellingSeparations } from './answers/separations.js';
export { coverage } from './answers/coverage.js';
export { headline, opening, sayMoment } from './answers/headline.js';
export { namedRound } from './answers/phrase.js';
export { explain, explainable } from './answers/explain.js';
export type { Explanation } from './answers/explain.js';
export { factAnswer } from './answers/facts.js';
export type { ClaimAnswer, FactAnswer } from './answers/facts.js';
export { comparing, difference, differenceInWords, isSameValue, valueChange } from './answers/diff.js';
export type { Difference, Standpoint, ValueChange } from './answers/diff.js';
export { factChange, isSameSight, turnsOf } from './answers/changes.js';
export type { Cause, Chronicle, FactChange } from './answers/changes.js';
export { axis } from './answers/axis.js';
export type { AxisAnswer, AxisStep, Stop } from './answers/axis.js';
export { stepAnswer, stepsOf } from './answers/steps.js';
export type { StepAnswer } from './answers/steps.js';
export { findingTimeline } from './answers/timeline.js';
export type { RetractedEntry, TimelineEntry, TimelineFilter } from './answers/timeline.js';
export { replay } from './answers/replay.js';
export type { Replay, ReplayStep, Report, Teller } from './answers/replay.js';
export { issuedSeries, tellingSeries } from './answers/series.js';
export type { RoundSeries } from './answers/series.js';
export { course, tellingCourse } from './answers/course.js';
export type { CountSaid, Course, SourceMark, StatusStep } from './answers/course.js';
export { behind, factRef, shortKey } from './answers/refs.js';
export { ballots } from './answers/ballots.js';
export type { Result } from './answers/tally.js';
export { figures, tellingFigures } from './answers/figures.js';
export { terms } from './answers/terms.js';
export { story, STORY_ORDERS, tellingStory } from './answers/story.js';
export type { Story, StoryClaim, StoryEntry, StoryOrder, StorySource } from './answers/story.js';
export { statements, tellingStatements } from './answers/statements.js';
export { groups, parties, people, tellingSources } from './answers/people.js';
export { findings, findingOut } from './answers/findings.js';
export type { Finding } from './answers/findings/finding.js';
export { findingLate, lateFacts } from './answers/late.js';
export type { LateFact } from './answers/late.js';
export { GRAVEST_FIRST, reconciliation, reconciling } from './answers/reconciliation/reconciliation.js';
export type { Reconciliation } from './answers/reconciliation/reconciliation.js';
export type { ReconciliationLine, RuleName } from './answers/reconciliation/line.js';
export { sayVariance } from './answers/reconciliation/variance.js';
export { figurePath, roundPath, ROUND_MEASURES, sayItemised, termPath, valuesOf } from './answers/values.js';
export type { NamedValue } from './answers/values.js';
export { ALL_ROUNDS } from './evidence.js';
export type { Box, CountedType, DealCourse, DeadlineType, Entry, Evidence, FactsOf, Family, Group, GroupKey, Mover, MoverType, Run, SeenAs } from './evidence.js';
export { ANY, contributions, MARKS, markOf, relationsOf } from './contributions.js';
export type { Contribution } from './contributions.js';
export { gatheringLinearly, linearEvidence } from './linear-evidence.js';
export { naiveEvidence } from './naive-evidence.js';
export { finished, gathered, mapped, type Slices } from './slices.js';
export { BRIEF, EVERYTHING, LISTED } from './answers/listing.js';
export type { Listing } from './answers/listing.js';
export { issuedBy } from './answers/issued.js';
export { monthOf, MONTHS } from './time/months.js';
export { statusMoves } from './answers/status-moves.js';
