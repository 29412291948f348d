import type { Seen, View } from '../../history.js';
import { naiveEvidence } from '../../naive-evidence.js';
import { sayBounds, verdict } from '../../quantity/arithmetic.js';
import { groupBy } from '../group.js';
import { roundName } from '../headline.js';
import { notices } from '../notices.js';
import { noticeWords, words } from '../phrase.js';
import { happenedBy, ofType } from '../refs.js';
import type { Finding } from '../types.js';
import { finding, sayExcess, sayVariance } from './finding.js';
import { noticesIn, type Scope, viewWithin } from './scope.js';

/** Round by round: what was withdrawn was issued before, and what took effect is part of what was not withdrawn. */
export function rollForward(view: View): Finding[] {
  return scopesOf(view.certain).flatMap((scope) => [...rolled(view, scope, 'withdrawn'), ...rolled(view, scope, 'took-effect')]);
}

/** The rounds in which anything was withdrawn or took effect; where one of these facts names no round, all rounds together, which can only show an excess. */
function scopesOf(certain: readonly Seen[]): Scope[] {
  const taken = ofType(certain, 'notices.withdrawn', 'notices.took-effect');
  return [...groupBy(taken, ({ data }) => JSON.stringify([data.notice, data.round])).values()].map(([{ data }]) => ({ notice: data.notice, round: data.round }));
}

function rolled(view: View, scope: Scope, step: 'withdrawn' | 'took-effect'): Finding[] {
  if (noticesIn(view.certain, scope, step).length === 0) return [];
  const { issued, withdrawn, tookEffect, outstanding } = notices(naiveEvidence(viewWithin(view, scope))).all;
  const taken = (step === 'withdrawn' ? withdrawn : tookEffect).itemised.possible;
  const where = scope.round === undefined ? 'all rounds' : roundName(scope.round);
  const subject = `${noticeWords(scope.notice)} in ${where}: ${sayBounds(taken)} ${words(step)}`;
  const facts = noticesIn(happenedBy(view), scope, 'issued', 'withdrawn', step);
  if (!issued.itemised.recorded) return [finding('roll-forward', 'odd', `${subject}, though none is recorded as issued`, facts, { itemised: taken })];

  const left = (step === 'withdrawn' ? issued : outstanding).itemised.possible;
  const base = step === 'withdrawn' ? 'issued' : 'issued and not withdrawn';
  const { verdict: outcome, variance } = verdict(left, taken, { complete: false });
  if (scope.round === undefined && outcome !== 'excess') return [];
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} too many` : `, which leaves ${sayVariance(variance)}`;
  const stated = { ...left, wording: `${sayBounds(left)} ${base}` };
  return [finding('roll-forward', outcome, `${subject} of ${stated.wording}${gap}: ${words(outcome)}`, facts, { stated, itemised: taken, variance })];
}
