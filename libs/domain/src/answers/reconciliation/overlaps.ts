import { sayBounds, verdict } from '../../quantity/arithmetic.js';
import { sayDate } from '../../time/words.js';
import { groupBy } from '../group.js';
import { totalOf } from '../overlap.js';
import { noticeWords, phrase } from '../phrase.js';
import { shortKey } from '../refs.js';
import type { Batch, Books } from './books.js';
import { line, type Lines } from './line.js';
import { sayExcess } from './variance.js';

/**
 * Batches that may be one batch recorded twice: same round, day, number and parts, and not said to lie to each other in any way. Where the number is
 * not stated, only batches read in the same source are alike enough.
 */
export function* possibleDuplicates({ batches }: Books): Lines {
  const alike = new Map<string, Batch[]>();
  for (const batch of batches) {
    const key = likeness(batch);
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [batch]);
    else group.push(batch);
    yield;
  }
  for (const group of alike.values()) {
    const twins = twinsIn(group);
    const [first] = twins;
    yield;
    if (first === undefined) continue;
    const { count, notice } = first.data;
    const papers = [...new Set(twins.flatMap(({ speaking }) => speaking.flatMap(({ sources }) => sources.map(({ source }) => shortKey(source)))))];
    const where = papers.length === 0 ? 'without a source' : papers.length === 1 ? 'read in the same source' : `read in ${papers.slice(0, -1).join(', ')} and ${papers.at(-1)}`;
    const subject = `${twins.length} batches of ${count.wording} ${noticeWords(notice)} (${sayDate(first.happened)}) are ${where}`;
    yield line('possible-duplicate', 'odd', `${noticeWords(notice)} issued, ${sayDate(first.happened)}`, `${subject} and not said to be different people: possibly one batch recorded twice`, { facts: twins });
  }
}

/** Of batches that are alike, those with another that they are not said to lie to in any way. */
function twinsIn(group: readonly Batch[]): Batch[] {
  if (group.length === 1) return [];
  const inSource = groupBy(group.flatMap((batch) => sourcesOf(batch).map((source) => ({ source, batch }))), ({ source }) => source);
  const named = new Map(group.map((batch) => [batch, new Set(relatedIds(batch))]));
  const isTwin = (batch: Batch, other: Batch): boolean => other !== batch && !named.get(batch)!.has(other.id) && !named.get(other)!.has(batch.id);
  return group.filter((batch) => {
    if (batch.data.count.qualifier !== 'unstated') return group.some((other) => isTwin(batch, other));
    return sourcesOf(batch).some((source) => inSource.get(source)!.some((other) => isTwin(batch, other.batch)));
  });
}

/** Round, day, number and the names of the parts, as one key. */
function likeness({ data: { notice, round, count, breakdowns = [] }, span }: Batch): string {
  const parts = breakdowns.flatMap(({ by, parts: named }) => named.map(({ name }) => `${by} ${name}`)).sort();
  return JSON.stringify([notice, round, String(span.earliest), String(span.latest), count.low, count.high, parts]);
}

function sourcesOf({ speaking }: Batch): string[] {
  return [...new Set(speaking.flatMap(({ sources }) => sources.map(({ source }) => source)))];
}

/** Batches said to lie within a smaller one, and batches said both to be other people than another's and perhaps the same. */
export function* overlapErrors({ batches }: Books): Lines {
  yield* tooLarge(batches);
  yield* contradictory(batches);
}

function* tooLarge(batches: readonly Batch[]): Lines {
  const within = groupBy(batches.filter(({ id, data }) => data.within !== id), ({ data }) => data.within);
  for (const whole of batches) {
    yield;
    const inside = within.get(whole.id);
    if (inside === undefined) continue;
    const { low, high, wording } = whole.data.count;
    const { bounds } = totalOf(inside);
    const { verdict: outcome, variance } = verdict({ low, high }, bounds, { complete: false });
    if (outcome !== 'excess') continue;
    const text = `${phrase(whole)}: ${sayBounds(bounds)} are said to lie within its ${wording}, ${sayExcess(variance)} too many: excess`;
    yield line('overlap', 'excess', `batches within ${phrase(whole)}`, text, { facts: [whole, ...inside] }, { stated: { low, high, wording }, itemised: bounds, variance });
  }
}

function* contradictory(batches: readonly Batch[]): Lines {
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  for (const batch of batches) {
    yield;
    yield* (batch.data.disjointFrom ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter((other) => saysOverlap(batch, other) || saysOverlap(other, batch))
      .map((other) => line('overlap', 'odd', `${phrase(batch)} and ${phrase(other)}`, `${phrase(batch)}: said to be other people than ${phrase(other)}, and elsewhere to overlap with them`, { facts: [batch, other] }));
  }
}

function saysOverlap({ data }: Batch, other: Batch): boolean {
  return data.within === other.id || (data.mayOverlap ?? []).includes(other.id);
}

/** The batches that one says how it lies to. */
function relatedIds({ data: { within, mayOverlap = [], disjointFrom = [] } }: Batch): string[] {
  return [...(within === undefined ? [] : [within]), ...mayOverlap, ...disjointFrom];
}
