import type { Clocks } from '#libs/application';
import { type FactRef, type Reconciliation, type ReconciliationLine, sayAmount, sayVariance } from '#libs/domain';
import { stillWords as words } from '../../words/still.js';
import type { Places } from '../address.js';
import { rounded } from '../chart/shapes.js';
import { sayNumber, sayRange } from '../numbers.js';
import { type SourceLink, sourceLinks } from '../sources.js';
import { spoken } from '../spoken.js';
import { twinsOf, type Twins } from '../twins.js';

/** Everything countable held against what is recorded of it, a row a check. */
export interface ChecksView {
  rows: CheckRow[];
  /** Where not all are shown. */
  shown?: string;
  /** The rules that decided. */
  rules: { rule: string; says: string }[];
  twins: Twins;
}

export interface CheckRow {
  what: string;
  by: string;
  sources: SourceLink[];
  stated: string;
  itemised: string;
  bar: Bar | null;
  difference: string;
  /** What is left of it after its causes. */
  left: string;
  verdict: ReconciliationLine['verdict'];
  verdictWord: string;
  addsUp: boolean;
  why: string[];
  /** The whole check in a sentence. */
  text: string;
  rule: string;
  facts: { what: string; when: string; by: string; href: string; json: string; sources: SourceLink[] }[];
  /** How many facts it rests on, and how many of them are not told. */
  rests: string;
  more: string;
}

/** In per cent of the greatest: what is itemised for certain, up to what (null: no bound), and what was stated. */
export interface Bar {
  low: number;
  to: number | null;
  stated: { from: number; to: number };
}

/** As many are shown; the twins have all. */
const SHOWN = 200;

export function checksView({ lines, rules }: Reconciliation, zone: string, asked: Clocks & { negotiation: string }, places: Places): ChecksView {
  const applied = new Set(lines.map(({ rule }) => rule));
  return {
    rows: lines.slice(0, SHOWN).map((line) => rowOf(line, zone, places)),
    ...(lines.length > SHOWN ? { shown: words.audited.shown(sayNumber(SHOWN), sayNumber(lines.length)) } : {}),
    rules: rules.filter(({ rule }) => applied.has(rule)),
    twins: twinsOf({ ask: 'reconciliation', ...asked }),
  };
}

/** The whole in a sentence: whether the counts add up, and how many checks came to which verdict. */
export function verdictsInWords({ addsUp, verdicts, lines }: Reconciliation): string {
  if (lines.length === 0) return words.audit.nothing;
  const told = Object.entries(verdicts).map(([verdict, count]) => words.audited.counted[verdict as CheckRow['verdict']](count));
  return words.audited.summary(lines.length, addsUp ? 0 : lines.filter((line) => !line.addsUp).length, told);
}

function rowOf(line: ReconciliationLine, zone: string, places: Places): CheckRow {
  const { scope, verdict, addsUp, why, text, rule, refs, factCount, sources, variance, unexplained, explained, amounts } = line;
  return {
    what: capital(scope),
    by: line.code === 'stated-total' || line.code === 'growth' || line.code === 'roll-forward' ? (refs[0]?.attributedTo ?? '') : '',
    sources: sourceLinks(refs[0]?.sources ?? sources, places),
    stated: (amounts ?? line).stated?.wording ?? '',
    itemised: amounts !== undefined ? sayAmount({ unit: amounts.unit, ...amounts.itemised }) : line.itemised === undefined ? '' : sayRange(line.itemised),
    bar: barOf(line),
    difference: amounts !== undefined ? sayAmounts(amounts.unit, amounts.variance) : variance === undefined ? '' : sayVariance(variance),
    left: explained.length === 0 || unexplained === undefined ? '' : words.audited.left(addsUp, sayVariance(unexplained)),
    verdict,
    verdictWord: words.audited.verdicts[verdict],
    addsUp,
    why: why.map(capital),
    text,
    rule,
    facts: refs.map((ref) => factRow(ref, zone, places)),
    rests: words.audited.rests(factCount),
    more: factCount > refs.length ? words.record.more(factCount - refs.length) : '',
  };
}

/** A difference of amounts: of one without both ends what is known of it. */
function sayAmounts(unit: string, { low, high }: { low: string | null; high: string | null }): string {
  if (low === null) return high === null ? words.audited.anything : words.counts.atMost(sayAmount({ unit, low: high, high }));
  return sayAmount({ unit, low, high });
}

function factRow({ fact, what, happened, attributedTo, sources }: FactRef, zone: string, places: Places): CheckRow['facts'][number] {
  return { what, when: spoken(happened, zone), by: attributedTo ?? '', href: places.fact(fact), json: places.factData(fact), sources: sourceLinks(sources, places) };
}

function barOf({ stated, itemised, amounts }: ReconciliationLine): Bar | null {
  const [said, items] = amounts !== undefined ? [amounts.stated, amounts.itemised] : [stated, itemised];
  if (said === undefined || items === undefined) return null;
  const ends = [said.low, said.high ?? said.low, items.low, items.high ?? items.low].map(Number);
  // A little room at the right, so that the mark of the greatest is seen whole.
  const most = 1.06 * Math.max(...ends);
  if (!(most > 0) || ends.some((end) => end < 0)) return null;
  const part = (number: number | string): number => rounded((Number(number) / most) * 100);
  return { low: part(items.low), to: items.high === null ? null : part(items.high), stated: { from: part(said.low), to: part(said.high ?? said.low) } };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
