import { createHash } from 'node:crypto';
import type { Citation } from '#libs/domain';

/** A fact with what it cites: of a case as loaded, or of the ledger as seen. */
export interface CitingFact {
  id: string;
  type: string;
  claims: readonly { data: unknown; sources?: readonly Citation[] }[];
}

/** An article as its holder has it, byte for byte. */
export interface SourceFile {
  /** Its name, without folders. */
  name: string;
  bytes: Uint8Array;
}

/** One line of an auditor's check. */
export interface SourceCheck {
  result: 'ok' | 'missing' | 'altered' | 'not-checkable';
  source: string;
  /** The facts that cite the place; of a line about a whole file, none. */
  facts: string[];
  locator?: string;
  message: string;
}

/**
 * Checks the sources of a record against the articles themselves: that each file is there and has the hash that the record gives, and
 * that each paragraph cited is in it. Paragraphs are separated by blank lines and counted from 1; whether they say what the
 * record says is left to the reader.
 */
export function checkSources(facts: readonly CitingFact[], files: readonly SourceFile[]): SourceCheck[] {
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return facts
    .filter(({ type }) => type === 'source.registered')
    .flatMap(({ id, claims }) => {
      const { file, sha256 } = (claims[0]?.data ?? {}) as { file?: string; sha256?: string };
      const about = { source: id, facts: [] };
      if (file === undefined) return [{ ...about, result: 'not-checkable' as const, message: `${id} names no file` }];
      const bytes = byName.get(file);
      if (bytes === undefined) return [{ ...about, result: 'missing' as const, message: `${file} is not there` }];
      const paragraphs = paragraphsOf(bytes);
      const places = [...citedPlaces(facts, id)].map(([locator, citing]) => checkPlace(id, locator, citing, paragraphs));
      return [{ ...about, ...checkHash(file, bytes, sha256) }, ...places];
    });
}

function checkHash(file: string, bytes: Uint8Array, expected: string | undefined): Pick<SourceCheck, 'result' | 'message'> {
  if (expected === undefined) return { result: 'not-checkable', message: `${file}: the record gives no hash` };
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual === expected) return { result: 'ok', message: `${file} has the hash ${expected}` };
  return { result: 'altered', message: `${file} has the hash ${actual}, the record says ${expected}` };
}

function paragraphsOf(bytes: Uint8Array): number {
  return new TextDecoder().decode(bytes).split(/\r?\n(?:[ \t]*\r?\n)+/).filter((paragraph) => paragraph.trim() !== '').length;
}

/** The places of a source that are cited, in the order of the facts, with those that cite them. */
function citedPlaces(facts: readonly CitingFact[], source: string): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { id, claims } of facts) {
    const cited = claims.flatMap(({ sources }) => sources ?? []).filter((citation) => citation.source === source);
    for (const { locator = '' } of cited) {
      const citing = places.get(locator) ?? [];
      if (!citing.includes(id)) places.set(locator, [...citing, id]);
    }
  }
  return places;
}

function checkPlace(source: string, locator: string, facts: string[], count: number): SourceCheck {
  const about = { source, facts, locator };
  const cited = paragraphsIn(locator);
  if (cited.length === 0) return { ...about, result: 'not-checkable', message: `"${locator}" names no paragraph` };
  const beyond = cited.filter((paragraph) => paragraph < 1 || paragraph > count);
  if (beyond.length === 0) return { ...about, result: 'ok', message: `${locator} is there` };
  return { ...about, result: 'missing', message: `${locator}: the file has ${count} ${count === 1 ? 'paragraph' : 'paragraphs'}` };
}

/** The paragraphs that a locator names: `¶2`, `¶9-10`, `¶2, ¶4`. */
export function paragraphsIn(locator: string): number[] {
  return [...locator.matchAll(/¶\s*(\d+)(?:\s*[-–]\s*(\d+))?/g)].flatMap(([, first, last]) => [Number(first), ...(last === undefined ? [] : range(Number(first) + 1, Number(last)))]);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 10_000)) }, (_, index) => from + index);
}
