import type { Evidence, FactsOf, SeenAs } from '../evidence.js';
import type { Side } from '../facts/kinds.js';
import { compareHappened } from '../fold.js';
import type { Seen } from '../history.js';
import { gathered, type Slices } from '../slices.js';
import { dateText } from '../time/moment.js';
import { spanOf } from '../time/when.js';
import { ofType, shortKey, sourceRefs } from './refs.js';
import type { GroupAnswer, PartyAnswer, PersonAnswer, SourceAnswer } from './types.js';

/** The parties to the talks, and those outside that matter to them. */
export function parties(evidence: Evidence): PartyAnswer[] {
  return standing(evidence, 'party.joined').map(({ id, data, speaking }) => ({ ...data, party: id, key: shortKey(id), sources: sourceRefs(speaking) }));
}

/** The people, each with the side of the party that they belong to. */
export function people(evidence: Evidence): PersonAnswer[] {
  const sides = sidesOf(evidence);
  return standing(evidence, 'person.named').map(({ id, data, speaking }) => ({ ...data, person: id, key: shortKey(id), ...sideIn(sides, id), sources: sourceRefs(speaking) }));
}

/** The bargaining groups, each with the side of the party that they belong to. */
export function groups(evidence: Evidence): GroupAnswer[] {
  const sides = sidesOf(evidence);
  return standing(evidence, 'group.identified').map(({ id, data, speaking }) => ({ ...data, group: id, key: shortKey(id), ...sideIn(sides, id), sources: sourceRefs(speaking) }));
}

function standing<T extends StandingType>(evidence: Evidence, type: T): SeenAs<T>[] {
  return evidence.group('standing', [type]).all.first(Infinity) as SeenAs<StandingType>[] as SeenAs<T>[];
}

type StandingType = FactsOf['standing'];

function sideIn(sides: ReadonlyMap<string, Side>, id: string): { side?: Side } {
  const side = sides.get(id);
  return side === undefined ? {} : { side };
}

/** The side of each party by its id, and of each person and group through their party. */
export function sidesOf(evidence: Evidence): ReadonlyMap<string, Side> {
  const sides = new Map(standing(evidence, 'party.joined').map(({ id, data }) => [id, data.side]));
  for (const { id, data } of [...standing(evidence, 'person.named'), ...standing(evidence, 'group.identified')]) {
    const side = data.party === undefined ? undefined : sides.get(data.party);
    if (side !== undefined) sides.set(id, side);
  }
  return sides;
}

/** The side of a party, or of the one that a person or group belongs to. */
export function sideOf(evidence: Evidence, id: string): Side | undefined {
  const [seen] = ofType([evidence.fact(id)].filter((fact) => fact !== undefined), 'party.joined', 'person.named', 'group.identified');
  if (seen === undefined) return undefined;
  if (seen.type === 'party.joined') return seen.data.side;
  return seen.data.party === undefined ? undefined : partySide(evidence.fact(seen.data.party));
}

function partySide(party: Seen | undefined): Side | undefined {
  return party?.type === 'party.joined' ? (party as Seen<'party.joined'>).data.side : undefined;
}

/** The sources in the order of their publication, each with the number of facts that cite it, for which all are read, one by one. */
export function* tellingSources(evidence: Evidence): Slices<SourceAnswer[]> {
  const citations = yield* countingCitations(evidence);
  return (yield* gathered(evidence.group('standing', ['source.registered']).all.each() as Iterable<Seen<'source.registered'>>))
    .map(({ id, data }) => ({ id, data, span: spanOf(data.published), order: 0 }))
    .sort(compareHappened)
    .map(({ id, data }) => ({ ...data, source: id, key: shortKey(id), published: dateText(data.published), cited: citations.get(id) ?? 0 }));
}

function* countingCitations(evidence: Evidence): Slices<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { group } of [...evidence.groups('standing'), { group: evidence.group('happened') }]) {
    for (const { speaking, others } of group.all.each()) {
      const cited = new Set([...speaking, ...others].flatMap((claim) => claim.sources.map(({ source }) => source)));
      for (const source of cited) counts.set(source, (counts.get(source) ?? 0) + 1);
      yield;
    }
  }
  return counts;
}
