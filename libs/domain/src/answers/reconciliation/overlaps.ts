import { sayBounds, verdict } from '../../quantity/arithmetic.js';
import { sayDate } from '../../time/words.js';
import { groupBy } from '../group.js';
import { totalOf } from '../overlap.js';
import { noticeWords, phrase } from '../phrase.js';
import { shortKey } from '../refs.js';
import type { Batch, Books } from './books.js';
import { line, type ReconciliationLine } from './line.js';
import { sayExcess } from './variance.js';

/**
 * Batches that may be one batch recorded twice: same round, day, number and parts, and not said to lie to each other in any way. Where the number is
 * not stated, only batches read in the same source are alike enough.
 */
export function possibleDuplicates({ batches }: Books): ReconciliationLine[] {
  const alike = groupBy(batches, likeness);
  return [...alike.values()].flatMap((group) => {
    const isTwin = (batch: Batch, other: Batch): boolean => other !== batch && (batch.data.count.qualifier !== 'unstated' || shareSource(batch, other)) && !isRelated(batch, other) && !isRelated(other, batch);
    const twins = group.filter((batch) => group.some((other) => isTwin(batch, other)));
    const [first] = twins;
    if (first === undefined) return [];
    const { count, notice } = first.data;
    const papers = [...new Set(twins.flatMap(({ speaking }) => speaking.flatMap(({ sources }) => sources.map(({ source }) => shortKey(source)))))];
    const where = papers.length === 0 ? 'without a source' : papers.length === 1 ? 'read in the same source' : `read in ${papers.slice(0, -1).join(', ')} and ${papers.at(-1)}`;
    const subject = `${twins.length} batches of ${count.wording} ${noticeWords(notice)} (${sayDate(first.happened)}) are ${where}`;
    return [line('possible-duplicate', 'odd', `${noticeWords(notice)} issued, ${sayDate(first.happened)}`, `${subject} and not said to be different people: possibly one batch recorded twice`, { facts: twins })];
  });
}

/** Round, day, number and the names of the parts, as one key. */
function likeness({ data: { notice, round, count, breakdowns = [] }, span }: Batch): string {
  const parts = breakdowns.flatMap(({ by, parts: named }) => named.map(({ name }) => `${by} ${name}`)).sort();
  return JSON.stringify([notice, round, String(span.earliest), String(span.latest), count.low, count.high, parts]);
}

function shareSource(a: Batch, b: Batch): boolean {
  const read = new Set(a.speaking.flatMap((claim) => claim.sources.map(({ source }) => source)));
  return b.speaking.some((claim) => claim.sources.some(({ source }) => read.has(source)));
}

/** Batches said to lie within a smaller one, and batches said both to be other people than another's and perhaps the same. */
export function overlapErrors({ batches }: Books): ReconciliationLine[] {
  return [...tooLarge(batches), ...contradictory(batches)];
}

function tooLarge(batches: readonly Batch[]): ReconciliationLine[] {
  const within = groupBy(batches.filter(({ id, data }) => data.within !== id), ({ data }) => data.within);
  return batches.flatMap((whole) => {
    const inside = within.get(whole.id);
    if (inside === undefined) return [];
    const { low, high, wording } = whole.data.count;
    const { bounds } = totalOf(inside);
    const { verdict: outcome, variance } = verdict({ low, high }, bounds, { complete: false });
    if (outcome !== 'excess') return [];
    const text = `${phrase(whole)}: ${sayBounds(bounds)} are said to lie within its ${wording}, ${sayExcess(variance)} too many: excess`;
    return [line('overlap', 'excess', `batches within ${phrase(whole)}`, text, { facts: [whole, ...inside] }, { stated: { low, high, wording }, itemised: bounds, variance })];
  });
}

function contradictory(batches: readonly Batch[]): ReconciliationLine[] {
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  return batches.flatMap((batch) =>
    (batch.data.disjointFrom ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter((other) => saysOverlap(batch, other) || saysOverlap(other, batch))
      .map((other) => line('overlap', 'odd', `${phrase(batch)} and ${phrase(other)}`, `${phrase(batch)}: said to be other people than ${phrase(other)}, and elsewhere to overlap with them`, { facts: [batch, other] })),
  );
}

function saysOverlap({ data }: Batch, other: Batch): boolean {
  return data.within === other.id || (data.mayOverlap ?? []).includes(other.id);
}

/** Whether a batch says how it lies to another. */
function isRelated(batch: Batch, other: Batch): boolean {
  return saysOverlap(batch, other) || (batch.data.disjointFrom ?? []).includes(other.id);
}
