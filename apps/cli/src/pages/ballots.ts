import type { BallotAnswer } from '#libs/domain';
import type { Screen } from '../screen.js';
import { day, heading, item, NONE_RECORDED } from './words.js';

/** Each ballot with how its outcome follows from the tally and the rule then in force. */
export function ballotsSection(ballots: readonly BallotAnswer[], zone: string, screen: Screen): string[] {
  if (ballots.length === 0) return [...heading('ballots', screen), `  ${NONE_RECORDED}`];
  return [
    ...heading('ballots', screen),
    ...ballots.flatMap(({ what, reasoning, rule, held, certain }) => [
      ...item(`${screen.strong(what)}${held === null ? '' : `, ${day(held, zone)}`}${certain ? '' : ' (possibly)'}`, screen),
      ...item(reasoning, screen, 4, '→'),
      ...(rule === null ? item('the rule is not recorded', screen, 4, '→') : item(`rule: ${rule.needed}${rule.outOf === undefined ? '' : ` of ${rule.outOf}`} ${rule.unit} needed, in force ${day(rule.inForce, zone)}`, screen, 4, '→')),
    ]),
  ];
}
