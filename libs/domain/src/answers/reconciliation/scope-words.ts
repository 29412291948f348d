import type { Measure } from '../../facts/kinds.js';
import type { When } from '../../time/when.js';
import { sayDate } from '../../time/words.js';
import { ALL_ROUNDS } from '../../evidence.js';
import { roundName } from '../headline.js';
import { noticeWords, words } from '../phrase.js';
import { attribution } from '../refs.js';
import type { Total } from './books.js';
import type { Scope } from './items.js';

/** "the July round", "all rounds". */
export function roundWords(round: string | null): string {
  return round === ALL_ROUNDS ? 'all rounds' : roundName(round);
}

/** "layoff notices issued, the July round, by July 27, 2011". */
export function scopeWords({ notice, measure, round, only }: Scope, moment?: When): string {
  const until = moment === undefined ? '' : `, by ${sayDate(moment)}`;
  return `${noticeWords(notice)} ${doneWords(measure)}${only === undefined ? '' : `, ${only.name}`}, ${roundWords(round)}${until}`;
}

/** "1,851 layoff notices stated as issued (a spokesman)". */
export function statedWords(total: Total): string {
  const { count, notice, measure, only } = total.data;
  const by = attribution(total);
  return `${count.wording} ${noticeWords(notice, count.low === 1 && count.high === 1)}${only === undefined ? '' : ` of ${only.name}`} stated as ${words(measure)}${by === undefined ? '' : ` (${by})`}`;
}

function doneWords(measure: Measure): string {
  return measure === 'took-effect' ? 'in effect' : measure;
}
