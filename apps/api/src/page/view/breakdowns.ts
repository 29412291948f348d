import { type BreakdownLine, type Dimension, DIMENSIONS, type NoticesAnswer } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { rounded } from './chart/shapes.js';
import { sayNumber, sayRange } from './numbers.js';
import { roundName } from './round-names.js';

/** Notices broken down by one dimension, and the way to the others. */
export interface BreakdownView {
  tabs: { text: string; href: string; isShown: boolean }[];
  title: string;
  lines: BreakdownRow[];
  /** Where not all are shown. */
  shown?: string;
  links: { text: string; href: string }[];
}

export interface BreakdownRow {
  name: string;
  value: string;
  said: string;
  derived: boolean;
  /** What no part covers. */
  isRest: boolean;
  explain?: string;
  /** In per cent of the greatest; `to` null: no bound. What is not broken down has none: it may be far more. */
  bar?: { low: number; to: number | null };
}

const SHOWN = 50;

/** @param asked the dimension; unless said the first of which anything is recorded @returns null where nothing is broken down */
export function breakdownView({ by }: NoticesAnswer, asked: Dimension | undefined, places: Places): BreakdownView | null {
  const told = DIMENSIONS.find((name) => by[name].length > 0);
  if (told === undefined) return null;
  const dimension = asked ?? told;
  const lines = by[dimension];
  const rest = by.unattributed[dimension];
  const most = Math.max(1, ...lines.map(({ possible: { low, high } }) => high ?? low * 1.5));
  const barOf = ({ possible: { low, high } }: BreakdownLine): BreakdownRow['bar'] => ({ low: rounded((low / most) * 100), to: high === null ? null : rounded((high / most) * 100) });
  return {
    tabs: DIMENSIONS.map((name) => ({ text: words.breakdowns.tabs[name], href: places.page({ by: name }, 'who'), isShown: name === dimension })),
    title: words.breakdowns.titles[dimension],
    lines: [
      ...lines.slice(0, SHOWN).map((line) => ({ name: line.name, value: sayRange(line.possible), bar: barOf(line), said: saidOf(line), derived: line.derived, isRest: false, explain: places.page({ explain: `notices.by.${dimension}.${line.name}` }, 'why') })),
      ...(rest.factCount === 0 || lines.length === 0 ? [] : [{ name: words.breakdowns.unattributed, value: sayRange(rest.possible), said: '', derived: false, isRest: true }]),
    ],
    ...(lines.length > SHOWN ? { shown: words.breakdowns.shown(sayNumber(SHOWN), sayNumber(lines.length)) } : {}),
    links: [
      { text: words.notices.links.json, href: places.api({ ask: 'notices', by: dimension }) },
      { text: words.notices.links.csv, href: places.api({ ask: 'notices', by: dimension }, '.csv') },
    ],
  };
}

function saidOf({ parts }: BreakdownLine): string {
  return parts.slice(0, 3).map(({ wording, round, attributedTo }) => [wording, ...(round === null ? [] : [roundName(round)]), ...(attributedTo === undefined ? [] : [attributedTo])].join(', ')).join('; ');
}
