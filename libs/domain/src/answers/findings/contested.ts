import type { Evidence } from '../../evidence.js';
import { compareHappened } from '../../fold.js';
import type { Contest, Seen } from '../../history.js';
import { type Slices, sorted } from '../../slices.js';
import type { When } from '../../time/when.js';
import { sayDate } from '../../time/words.js';
import { readingFirst } from '../listing.js';
import { phrase } from '../phrase.js';
import { sourceRefs } from '../refs.js';
import { type Finding, finding } from './finding.js';

/** What accounts of equal rank disagree about, each with who says so. */
export function* contestedFacts(evidence: Evidence): Slices<Finding[]> {
  const standing: Seen[] = [];
  for (const { group } of evidence.groups('standing')) {
    for (const seen of group.all.each()) {
      standing.push(seen);
      yield;
    }
  }
  const found: Finding[] = [];
  for (const fact of [...(yield* sorted(standing, compareHappened)), ...(yield* readingFirst(evidence.group('contested'), Infinity))]) {
    for (const contest of fact.contested) found.push(contested(fact, contest));
    yield;
  }
  return found;
}

function contested(fact: Seen, { member, values }: Contest): Finding {
  const said = [...new Set(values.map(({ value }) => sayValue(value)))];
  const answer = member === '/happened' ? sayDate(fact.happened) : said.join(' or ');
  const why = values.map(({ value, attributedTo, sources }) => {
    const places = sourceRefs([{ sources }]).map(({ short }) => short);
    const who = [...(attributedTo === undefined ? [] : [attributedTo]), ...places].join(', ');
    return who === '' ? sayValue(value) : `${sayValue(value)} (${who})`;
  });
  return finding('contested', 'contested', `${phrase(fact)}: the ${nameOf(member)} is contested, ${answer}`, [fact], { why });
}

/** Members whose names don't say in a sentence what they are. */
const NAMES: Record<string, string> = {
  '/happened': 'date',
  '/data/due': 'due date',
  '/data/until': 'extent',
  '/data/breakdowns': 'breakdown',
  '/data/within': 'relation to another batch',
  '/data/disjointFrom': 'relation to other batches',
  '/data/mayOverlap': 'relation to other batches',
};

/** "/happened" → "date", "/data/notVoting" → "not voting". */
function nameOf(member: string): string {
  return NAMES[member] ?? member.replace(/^\/data\//, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A claimed value in words: dates, counts and amounts as they were said, lists and breakdowns item by item. */
function sayValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(sayValue).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('edtf' in value) return sayDate(value as When);
  if ('wording' in value) return String(value.wording);
  if ('by' in value && 'parts' in value) return `by ${sayValue(value.by)}: ${sayValue(value.parts)}`;
  if ('name' in value) return `${sayValue(value.name)} ${sayValue('count' in value ? value.count : 'value' in value ? value.value : '')}`.trim();
  return JSON.stringify(value);
}
