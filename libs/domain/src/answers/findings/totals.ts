import type { Measure } from '../../facts/kinds.js';
import type { Seen, View } from '../../history.js';
import { naiveEvidence } from '../../naive-evidence.js';
import { add, type Comparison, sayBounds, verdict } from '../../quantity/arithmetic.js';
import type { Bounds } from '../../quantity/types.js';
import { isCertain, type Span, spanOf } from '../../time/when.js';
import { roundName } from '../headline.js';
import { notices } from '../notices.js';
import { noticeWords, words } from '../phrase.js';
import { attribution, happenedBy, ofType } from '../refs.js';
import type { Finding, RoundAnswer } from '../types.js';
import { bare, finding, sayExcess, sayVariance } from './finding.js';
import { noticesIn, type Scope, viewWithin } from './scope.js';

type Total = Seen<'notices.totalled'>;
type Notice = Seen<`notices.${Measure}`>;

/** What is recorded inside a total's scope, up to its moment. */
interface Items {
  recorded: boolean;
  bounds: Bounds;
  facts: Notice[];
}

const ANSWERS = { planned: 'planned', issued: 'issued', postponed: 'postponed', withdrawn: 'withdrawn', 'took-effect': 'tookEffect' } as const satisfies Record<Measure, keyof RoundAnswer>;

/** Every total that somebody stated against the facts recorded inside its scope, up to the moment that it speaks of. */
export function statedTotals(view: View): Finding[] {
  return ofType(happenedBy(view), 'notices.totalled').map((total) => {
    const then = viewDuring(view, spanOf(total.data.moment ?? total.happened));
    const given = isCertain(total.span, view.moment.at) ? [] : ['the total may not have been given by then'];
    return total.data.scope === 'unstated' ? unstatedScope(then, total, given) : statedScope(then, total, given);
  });
}

/** What had happened at a moment that is known as a span: by its start certainly, by its end possibly. */
function viewDuring(view: View, moment: Span): View {
  const happened = happenedBy(view);
  const isSure = (seen: Seen): boolean => seen.span.latest <= moment.earliest && isCertain(seen.span, view.moment.at);
  return { ...view, certain: happened.filter(isSure), possible: happened.filter((seen) => !isSure(seen) && seen.span.earliest < moment.latest), ahead: [] };
}

function statedScope(then: View, total: Total, given: string[]): Finding {
  const round = total.data.scope === 'all' ? undefined : (total.data.round ?? null);
  const items = itemsIn(then, total, round);
  const where = round === undefined ? 'all rounds' : roundName(round);
  const { count } = total.data;
  if (!items.recorded) return nothingRecorded(total, where, given);
  const comparison = verdict(count, items.bounds, { complete: true });
  return report(total, items, comparison, `${against(total, items.bounds, where)}: ${[sayOutcome(comparison), ...given].join('; ')}`, given);
}

/** The scope may be one round or several: compared with one, and with all, and shown to tie with neither. */
function unstatedScope(then: View, total: Total, given: string[]): Finding {
  const { count } = total.data;
  const recorded = itemsIn(then, total, undefined);
  const round = total.data.round ?? recorded.facts.at(-1)?.data.round ?? null;
  const items = itemsIn(then, total, round);
  const scope = `the scope of the ${count.wording} is unstated`;
  if (!items.recorded) return nothingRecorded(total, roundName(round), [scope, ...given]);

  const comparison = notTied(verdict(count, items.bounds, { complete: false }));
  const others = [...new Set(recorded.facts.map(({ data }) => data.round ?? null))].filter((other) => other !== round);
  return report(total, items, comparison, `${against(total, items.bounds, roundName(round))}: ${[sayOutcome(comparison)].concat(given).join('; ')}, and ${scope}`, [scope, ...given, ...wider(then, total, others, recorded.bounds)]);
}

/** How far the total is from what is itemised if it counts the other rounds too. Rounds are not added up in words. */
function wider(then: View, total: Total, others: readonly (string | null)[], all: Bounds): string[] {
  if (others.length === 0) return [];
  const { variance } = verdict(total.data.count, all, { complete: false });
  const named = others.map((round) => `${sayBounds(itemsIn(then, total, round).bounds)} in ${roundName(round)}`).join(' and ');
  return [`if it also counts ${named}, the difference is ${sayVariance(variance)}`];
}

function notTied({ verdict: outcome, variance }: Comparison): Comparison {
  return { verdict: outcome === 'ties' ? 'not-contradicted' : outcome, variance };
}

/** Nothing recorded is not 0: a total can't be compared with it. */
function nothingRecorded(total: Total, where: string, why: string[]): Finding {
  const { count } = total.data;
  const text = `${stated(total)} against none itemised in ${where}: ${['not contradicted', ...why].join('; ')}`;
  return finding('stated-total', 'not-contradicted', text, [total], { stated: { ...bare(count), wording: count.wording }, why: [`nothing is itemised in ${where}`, ...why] });
}

function report(total: Total, items: Items, { verdict: outcome, variance }: Comparison, text: string, why: string[]): Finding {
  const { count } = total.data;
  return finding('stated-total', outcome, text, [total, ...items.facts], { stated: { ...bare(count), wording: count.wording }, itemised: items.bounds, variance, why });
}

function against(total: Total, items: Bounds, where: string): string {
  return `${stated(total)} against ${sayBounds(items)} itemised in ${where}`;
}

function stated(total: Total): string {
  const { count, notice, measure, only } = total.data;
  const by = attribution(total);
  return `${count.wording} ${noticeWords(notice)}${only === undefined ? '' : ` of ${only.name}`} stated as ${words(measure)}${by === undefined ? '' : ` (${by})`}`;
}

function sayOutcome({ verdict: outcome, variance }: Comparison): string {
  if (outcome === 'ties') return 'ties';
  const gap = outcome === 'excess' ? `${sayExcess(variance)} more itemised than stated` : `${sayVariance(variance)} not itemised`;
  return `${words(outcome)}, ${gap}`;
}

/** What is recorded of a total's measure, in one round (null: outside any) or, where undefined, in all. */
function itemsIn(then: View, total: Total, round: Scope['round']): Items {
  const { measure, notice, only } = total.data;
  const within = viewWithin(then, { notice, round });
  const facts = noticesIn(happenedBy(within), { notice, round }, measure);
  const answer = notices(naiveEvidence(within));
  if (only === undefined) return { recorded: facts.length > 0, bounds: answer.all[ANSWERS[measure]].itemised.possible, facts };

  const line = measure === 'issued' ? answer.by[only.by].find(({ name }) => name === only.name) : undefined;
  if (line === undefined) return { recorded: false, bounds: { low: 0, high: 0 }, facts };
  const elsewhere = { low: 0, high: answer.by.unattributed[only.by].possible.high };
  return { recorded: true, bounds: add(line.possible, elsewhere), facts };
}
