import { ALL_ROUNDS, type CountedType, type Evidence, type Group } from '../../evidence.js';
import type { NoticeKind } from '../../facts/kinds.js';
import { sayBounds, verdict } from '../../quantity/arithmetic.js';
import { firstOf, inOrder, LISTED } from '../listing.js';
import { itemised, outstanding } from '../notices.js';
import { noticeWords, words } from '../phrase.js';
import type { Books } from './books.js';
import { line, type Lines, type ReconciliationLine } from './line.js';
import { roundWords } from './scope-words.js';
import { sayExcess, sayVariance } from './variance.js';

type Step = 'withdrawn' | 'took-effect';

/** Round by round: what was withdrawn was issued before, and what took effect is part of what was not withdrawn. */
export function* rollForward({ evidence }: Books): Lines {
  const taken = evidence.groups('notices').filter(({ key: [, round, type], group }) => round !== ALL_ROUNDS && (type === 'notices.withdrawn' || type === 'notices.took-effect') && group.certain.count > 0);
  for (const { key: [notice, round = null, type] } of inOrder(taken)) yield rolled(evidence, notice as NoticeKind, round, type === 'notices.withdrawn' ? 'withdrawn' : 'took-effect');
}

/** Where something taken names no round, it is held against all rounds together, which can only show an excess. */
function rolled(evidence: Evidence, notice: NoticeKind, named: string | null, step: Step): ReconciliationLine | undefined {
  const round = named ?? ALL_ROUNDS;
  const group = (measure: 'issued' | Step): Group<CountedType> => evidence.group('notices', [notice, round, `notices.${measure}`]);
  const [issued, withdrawn, taken] = [itemised(group('issued'), LISTED), itemised(group('withdrawn'), LISTED), itemised(group(step), LISTED).possible];
  const sides = [group('issued'), group('withdrawn'), ...(step === 'withdrawn' ? [] : [group(step)])];
  const grounds = { facts: sides.flatMap((side) => firstOf(side, LISTED)), count: sides.reduce((count, { certain, possible }) => count + certain.count + possible.count, 0) };
  const scope = `${noticeWords(notice)} in ${roundWords(round)}`;
  const subject = `${scope}: ${sayBounds(taken)} ${words(step)}`;
  if (!issued.recorded) return line('roll-forward', 'odd', scope, `${subject}, though none is recorded as issued`, grounds, { itemised: taken });

  const left = step === 'withdrawn' ? issued.possible : outstanding(issued, withdrawn, LISTED).possible;
  const { verdict: outcome, variance } = verdict(left, taken, { complete: false });
  if (named === null && outcome !== 'excess') return undefined;
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} too many` : `, which leaves ${sayVariance(variance)}`;
  const stated = { ...left, wording: `${sayBounds(left)} ${step === 'withdrawn' ? 'issued' : 'issued and not withdrawn'}` };
  return line('roll-forward', outcome, scope, `${subject} of ${stated.wording}${gap}: ${words(outcome)}`, grounds, { stated, itemised: taken, variance });
}
