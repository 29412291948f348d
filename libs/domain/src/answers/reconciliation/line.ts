import type { Seen } from '../../history.js';
import type { Bounds } from '../../quantity/types.js';
import { type Finding, finding, type FindingCode } from '../findings/finding.js';
import { factRef } from '../refs.js';
import type { FactRef } from '../types.js';
import { type Explained, holdsZero, type Variance } from './variance.js';

/** The rules of reconciliation: what each compares. The number of a rule goes up when it comes to decide otherwise. */
export const RULES = {
  'stated-total': { version: 1, says: 'a stated total against what is recorded inside its scope, up to the moment that it speaks of' },
  growth: { version: 1, says: 'what a stated total grew by since the one before it in its scope, against what is recorded between the two' },
  footing: { version: 1, says: 'the parts of a breakdown against their batch; a derived part proves nothing' },
  'cross-footing': { version: 1, says: 'breakdowns, and totals stated of parts, against each other: by agency = by class = by site = total' },
  'roll-forward': { version: 1, says: 'issued less withdrawn is outstanding, and what took effect is part of that' },
  'figure-parts': { version: 1, says: 'a figure against its parts, in exact decimals; parts that are named are a floor' },
  'ballot-count': { version: 1, says: 'votes for, against and not cast, against all who could vote' },
  overlap: { version: 1, says: 'batches said to lie within another against that one; what is said of how batches lie to each other' },
  'possible-duplicate': { version: 1, says: 'batches alike in round, day, number and parts that are not said to be different people' },
} as const satisfies Partial<Record<FindingCode, { version: number; says: string }>>;

export type RuleName = keyof typeof RULES;

/** One thing that was checked: a finding, with the rule that decided, what explains the variance, and the facts with their sources. */
export interface ReconciliationLine extends Finding {
  code: RuleName;
  /** The rule and its version: `stated-total-1`. */
  rule: string;
  /** What was compared, in a few words: "layoff notices issued, the July round, by July 27, 2011". */
  scope: string;
  /** What the variance is explained by, in the order in which it was taken off. */
  explained: Explained[];
  /** The variance less what is explained; where it holds 0 nothing is left to explain. */
  unexplained?: Variance;
  /** false: a shortfall or an excess, and something of it is unexplained. */
  addsUp: boolean;
  /** The facts listed, each with who said it and where it was read. */
  refs: FactRef[];
}

/** The lines of a rule, one after the other; what is yielded without a line is a place where the work can be left. */
export type Lines = Generator<ReconciliationLine | undefined, void, void>;

/** What a line may carry beside its sentence. */
type LineNumbers = Partial<Pick<ReconciliationLine, 'stated' | 'itemised' | 'variance' | 'amounts' | 'why' | 'explained' | 'unexplained'>>;

/** The facts that a line rests on: the first of them, and how many there are where not all are given. */
export interface Grounds {
  facts: readonly Seen[];
  count?: number;
}

/** A line of one sentence. Nothing is explained unless it says so: the variance is then unexplained as it is. */
export function line(code: RuleName, verdict: Finding['verdict'], scope: string, sentence: string, { facts, count = 0 }: Grounds, { why = [], explained = [], unexplained, ...numbers }: LineNumbers = {}): ReconciliationLine {
  const found = finding(code, verdict, sentence, facts, { ...numbers, why: [...why, ...explained.map(({ text }) => text)] });
  const left = unexplained ?? numbers.variance;
  return {
    ...found,
    factCount: Math.max(found.factCount, count),
    rule: `${code}-${RULES[code].version}`,
    scope,
    explained,
    ...(left === undefined ? {} : { unexplained: left }),
    addsUp: !(verdict === 'shortfall' || verdict === 'excess') || (left !== undefined && holdsZero(left)),
    refs: found.facts.flatMap((id) => facts.find((fact) => fact.id === id) ?? []).map(factRef),
  };
}

/** The line as a finding: without what only an auditor's report tells. */
export function findingOf({ rule: _rule, scope: _scope, explained: _explained, unexplained: _unexplained, addsUp: _addsUp, refs: _refs, ...finding }: ReconciliationLine): Finding {
  return finding;
}

/** The bounds alone, without how they were said. */
export function bare({ low, high }: Bounds): Bounds {
  return { low, high };
}
