import { deadlines, dealStatus, DIMENSIONS, type Evidence, notices, type NoticeKind, ROUND_MEASURES, type RoundAnswer } from '#libs/domain';

/** What certainly was, at least and at most, and what may have been at most; null is unbounded. */
export type Sum = [low: number, high: number | null, most: number | null];

/** The answers on which all computations have to agree, each under a name. Batches that nothing is recorded of have no name. */
export interface Answers {
  sums: Record<string, Sum>;
  status: string;
  /** Other statuses that the possible facts may have led to, by name. */
  possible: string[];
  deadlines: Record<string, { status: string | null; due: string | null }>;
}

/** How many single values were compared. */
export function questionsIn({ sums, possible, deadlines: keys }: Answers): number {
  return Object.keys(sums).length * 3 + 1 + Math.max(1, possible.length) + Object.keys(keys).length * 2;
}

const TYPES = { issued: 'issued', postponed: 'postponed', withdrawn: 'withdrawn', tookEffect: 'took-effect' } as const;

/** The kind of notice that the domain breaks down: the first heard of. */
export function mainNotice(evidence: Evidence): NoticeKind {
  return notices(evidence).all.notice;
}

/** As the domain answers from evidence, whoever gathered it. */
export function answersOf(evidence: Evidence): Answers {
  const { rounds, all, by } = notices(evidence);
  const deal = dealStatus(evidence);
  const lines = DIMENSIONS.flatMap((dimension) => by[dimension].map(({ name, ...line }): [string, Bounded] => [JSON.stringify(['line', all.notice, dimension, name]), line]));
  const rest = DIMENSIONS.map((dimension): [string, Bounded] => [JSON.stringify(['rest', all.notice, dimension]), by.unattributed[dimension]]);
  return {
    sums: Object.fromEntries([...rounds.flatMap((round) => totals(round, round.round)), ...totals(all, '*'), ...lines, ...rest.filter(([, { possible }]) => possible.high !== 0)].map(([name, sum]) => [name, sumOf(sum)])),
    status: deal.status,
    possible: deal.possible.map(({ status }) => status).sort(),
    deadlines: Object.fromEntries(deadlines(evidence).map(({ key, status, due }) => [key, { status, due: due?.edtf ?? null }])),
  };
}

type Bounded = Pick<RoundAnswer['issued']['itemised'], 'certain' | 'possible'>;

function totals(answer: RoundAnswer, round: string | null): [string, Bounded][] {
  return ROUND_MEASURES.flatMap(([measure]): [string, Bounded][] => {
    const { itemised } = answer[measure];
    return measure in TYPES && itemised.recorded ? [[JSON.stringify(['total', answer.notice, round, TYPES[measure as keyof typeof TYPES]]), itemised]] : [];
  });
}

function sumOf({ certain, possible }: Bounded): Sum {
  if (possible.low !== certain.low) throw new Error('what is possible begins elsewhere than what is certain');
  return [certain.low, certain.high, possible.high];
}
