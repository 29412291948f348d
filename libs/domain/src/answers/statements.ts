import type { Evidence } from '../evidence.js';
import type { Side } from '../facts/kinds.js';
import type { Seen } from '../history.js';
import { finished, type Slices } from '../slices.js';
import { dateText } from '../time/moment.js';
import { isCertain } from '../time/when.js';
import { sidesOf } from './people.js';
import { attribution, sourceRefs } from './refs.js';
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
export function statements(evidence: Evidence, filter: StatementFilter = {}): StatementAnswer[] {
  return finished(tellingStatements(evidence, filter));
}

/** As `statements`, one by one. */
export function* tellingStatements(evidence: Evidence, filter: StatementFilter): Slices<StatementAnswer[]> {
  const sides = sidesOf(evidence);
  const { certain, possible } = evidence.group('kind', ['statements']);
  const told: StatementAnswer[] = [];
  for (const run of [certain, possible]) {
    for (const statement of run.each() as Iterable<Seen<'statement.made'>>) {
      yield;
      if (statement.span.earliest >= (filter.to ?? Infinity) || statement.span.latest <= (filter.from ?? -Infinity)) continue;
      const answer = statementAnswer(statement, (id) => sides.get(id), evidence.moment.at);
      if (fits(answer, filter)) told.push(answer);
    }
  }
  return told;
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
