import type { Side } from '../facts/kinds.js';
import type { Seen, View } from '../history.js';
import { dateText } from '../time/moment.js';
import { isCertain } from '../time/when.js';
import { sidesOf } from './people.js';
import { attribution, happenedBy, ofType, sourceRefs } from './refs.js';
import type { StatementAnswer } from './types.js';

/** Which statements are asked for: those that fit every member given. */
export interface StatementFilter {
  /** The id of a person, or a name in any case. */
  speaker?: string;
  side?: Side;
  topic?: string;
  /** Milliseconds since 1970: what was, or may have been, said from `from` on and before `to`. */
  from?: number;
  to?: number;
}

/** Who said what, in the order of the happened axis. */
export function statements(view: View, filter: StatementFilter = {}): StatementAnswer[] {
  const sides = sidesOf(view);
  return ofType(happenedBy(view), 'statement.made')
    .filter(({ span }) => span.earliest < (filter.to ?? Infinity) && span.latest > (filter.from ?? -Infinity))
    .map((statement) => statementAnswer(statement, (id) => sides.get(id), view.moment.at))
    .filter((answer) => fits(answer, filter));
}

function fits({ speaker, person, side, topics }: StatementAnswer, filter: StatementFilter): boolean {
  if (filter.speaker !== undefined && person !== filter.speaker && speaker.toLowerCase() !== filter.speaker.toLowerCase()) return false;
  return (filter.side === undefined || side === filter.side) && (filter.topic === undefined || topics.includes(filter.topic));
}

/** @param sideOf the side of a party, or of somebody who belongs to one @param at the moment, in milliseconds since 1970 */
export function statementAnswer(statement: Seen<'statement.made'>, sideOf: (id: string) => Side | undefined, at: number): StatementAnswer {
  const { speaker, person, for: client, gist, about = [], topics = [] } = statement.data;
  const side = sideOf(client ?? '') ?? sideOf(person ?? '');
  const attributedTo = attribution(statement);
  return {
    fact: statement.id,
    happened: dateText(statement.happened),
    certain: isCertain(statement.span, at),
    speaker,
    ...(person !== undefined && { person }),
    ...(client !== undefined && { for: client }),
    ...(side !== undefined && { side }),
    gist,
    about,
    topics,
    ...(attributedTo !== undefined && { attributedTo }),
    sources: sourceRefs(statement.speaking),
  };
}
