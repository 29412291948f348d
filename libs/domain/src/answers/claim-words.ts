import type { Claim } from '../facts/event.js';
import { compareText } from '../fold.js';
import { sourceRefs } from './refs.js';

/** What differs between the claims of two versions, in words: "count: 328 → 382", "source added: S2 ¶1". Empty where they say the same. */
export function claimChanges(before: readonly Claim[], after: readonly Claim[]): string[] {
  const pairs = paired(before, after);
  const named = pairs.length > 1;
  return pairs.flatMap(([old, now], index) => {
    const name = named ? `claim ${index + 1}${nameOf(now ?? old)}, ` : '';
    return claimChange(old, now).map((words) => name + words);
  });
}

/** Claims that say the same are the same; of the others those by the same word and source belong together, then those that are left, in order. */
function paired(before: readonly Claim[], after: readonly Claim[]): [Claim | undefined, Claim | undefined][] {
  const left = new Set(before);
  const found = new Map<Claim, Claim>();
  for (const alike of [isSame, isBySame, () => true]) {
    for (const now of after.filter((claim) => !found.has(claim))) {
      const old = [...left].find((claim) => alike(claim, now));
      if (old === undefined) continue;
      found.set(now, old);
      left.delete(old);
    }
  }
  return [...after.map((now): [Claim | undefined, Claim] => [found.get(now), now]), ...[...left].map((old): [Claim, undefined] => [old, undefined])];
}

function isSame(a: Claim, b: Claim): boolean {
  return JSON.stringify([...saidIn(a), ...sourcesOf(a)]) === JSON.stringify([...saidIn(b), ...sourcesOf(b)]);
}

function isBySame(a: Claim, b: Claim): boolean {
  return a.attributedTo === b.attributedTo && a.sources.some(({ source }) => b.sources.some((cited) => cited.source === source));
}

function nameOf(claim: Claim | undefined): string {
  return claim?.attributedTo === undefined ? '' : ` (${claim.attributedTo})`;
}

function claimChange(old: Claim | undefined, now: Claim | undefined): string[] {
  if (old === undefined || now === undefined) return [`${old === undefined ? 'added' : 'removed'}: ${toldBy((now ?? old)!)}`];
  const [was, is] = [saidIn(old), saidIn(now)];
  const [read, reads] = [sourcesOf(old), sourcesOf(now)];
  return [
    ...[...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).map((name) => `${name}: ${was.get(name) ?? 'nothing'} → ${is.get(name) ?? 'nothing'}`),
    ...listed('source added', reads.filter((place) => !read.includes(place))),
    ...listed('source removed', read.filter((place) => !reads.includes(place))),
  ];
}

function listed(what: string, places: readonly string[]): string[] {
  return places.length === 0 ? [] : [`${what}: ${places.join(', ')}`];
}

/** All that a claim says, in one line. */
export function toldBy(claim: Claim): string {
  const said = [...saidIn(claim)].map(([name, value]) => `${name} ${value}`);
  const sources = sourcesOf(claim);
  return [...said, ...(sources.length === 0 ? [] : [`from ${sources.join(', ')}`])].join(', ');
}

function sourcesOf(claim: Claim): string[] {
  return sourceRefs([claim]).map(({ short }) => short);
}

/** Each thing that a claim says, by its name. */
function saidIn({ happened, order, data, attributedTo, reported, rank }: Claim): Map<string, string> {
  const members = new Map<string, string>();
  if (happened.edtf !== '..') members.set('happened', happened.edtf);
  if (order !== undefined) members.set('order', String(order));
  for (const [name, member] of Object.entries(data).sort(([a], [b]) => compareText(a, b))) collect(members, inWords(name), member);
  if (attributedTo !== undefined) members.set('attributed to', attributedTo);
  if (reported !== undefined) members.set('reported', reported.edtf);
  if (rank !== 'normal') members.set('rank', rank);
  return members;
}

/** Dates and counts as they were written. What stands in a list goes by its own name: "agency Correction count". */
function collect(members: Map<string, string>, name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) members.set(name, String(value));
  else if (Array.isArray(value)) collectList(members, name, value);
  else if ('edtf' in value) members.set(name, String(value.edtf));
  else if ('wording' in value) members.set(name, String(value.wording));
  else for (const [member, inner] of Object.entries(value)) collect(members, `${name} ${inWords(member)}`, inner);
}

function collectList(members: Map<string, string>, name: string, items: readonly unknown[]): void {
  if (items.every((item) => typeof item !== 'object' || item === null)) return void members.set(name, items.join(', '));
  const within = name.replace(/ ?(breakdowns|parts)$/, '');
  items.forEach((item, index) => {
    const { name: own, by, ...rest } = item as { name?: unknown; by?: unknown };
    const label = [within, own ?? by ?? `${name} ${index + 1}`].filter((part) => part !== '').join(' ');
    for (const [member, inner] of Object.entries(rest)) collect(members, `${label} ${inWords(member)}`, inner);
  });
}

/** "outOf" → "out of". */
function inWords(member: string): string {
  return member.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
