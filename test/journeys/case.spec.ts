import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { edtfOfWords, parseQuantity } from '#libs/domain';
import { describeProblem, paragraphsIn, type LoadedFact } from '#libs/formats';
import { isLoaded, loadCase, type LoadedCase } from '../support/loaded-case.js';

/** The fact sheet that the shipped record was written from lies beside a checkout, not in it. */
const SHEET = new URL('../../../shared/case/connecticut-2011-facts.md', import.meta.url);
const CASE = new URL('../../cases/connecticut-2011/case.yaml', import.meta.url);

/** As `describe`; where the sheet is not beside the project, one skipped test says so. */
function onSheet(name: string, tests: () => void): void {
  if (existsSync(SHEET)) describe(name, tests);
  else it.skip(`${name} (../shared/case is not here)`, () => undefined);
}

interface Row {
  id: string;
  /** By the table's header, in lower case. */
  cells: Record<string, string>;
}

function shippedCase(): LoadedCase {
  const loaded = loadCase([{ path: 'case.yaml', text: readFileSync(CASE, 'utf8') }]);
  if (!isLoaded(loaded)) throw new Error(loaded.map(describeProblem).join('\n'));
  return loaded;
}

function rowsOf(markdown: string): Row[] {
  let header: string[] = [];
  return markdown.split('\n').flatMap((line) => {
    if (!line.startsWith('|')) return [];
    const cells = line.slice(1, line.lastIndexOf('|')).split('|').map((cell) => cell.trim().replaceAll('**', ''));
    const [id = ''] = cells;
    if (/^(?:id|key)$/.test(id)) header = cells.map((cell) => cell.toLowerCase());
    return /^[SPMNDFTVQ]\d+[a-z]?$/.test(id) ? [{ id, cells: Object.fromEntries(cells.map((cell, index) => [header[index] ?? '', cell])) }] : [];
  });
}

/** A row is the fact of its id, facts with a suffix (N7b, D2-moved), or a part of a batch that has its id. */
function factsOf({ facts }: LoadedCase, id: string): LoadedFact[] {
  const own = new RegExp(`^connecticut-2011\\.${id}(?:[a-z]|-.+)?$`);
  return facts.filter((fact) => own.test(fact.id) || partIds(fact).includes(id));
}

function partIds({ claims }: LoadedFact): string[] {
  return claims.flatMap(({ data }) => ((data as { breakdowns?: { parts: { id?: string }[] }[] }).breakdowns ?? []).flatMap(({ parts }) => parts.flatMap(({ id }) => id ?? [])));
}

/** `S4 3` for each paragraph that is cited. */
function citedBy(facts: readonly LoadedFact[]): Set<string> {
  return new Set(facts.flatMap(({ claims }) => claims).flatMap(({ sources }) => sources ?? []).flatMap(({ source, locator }) => paragraphsIn(locator ?? '').map((paragraph) => `${source.split('.')[1]} ${paragraph}`)));
}

/** `S4 1-2` and `S4 9`, wherever in a row they stand. */
function citedIn({ cells }: Row): string[] {
  return [...Object.values(cells).join(' ').matchAll(/\b(S\d) (\d+(?:-\d+)?)/g)].flatMap(([, source, paragraphs]) => paragraphsIn(`¶${paragraphs}`).map((paragraph) => `${source} ${paragraph}`));
}

/** A date of the sheet, where its cell holds nothing else. */
function dateIn(cell: string | undefined): string | undefined {
  const text = (cell ?? '').replace(/ (?:\(.*\)|and .*)$/, '');
  return /^[[\d]/.test(text) ? edtfOfWords(text) : undefined;
}

onSheet('the shipped record holds every row of its fact sheet', () => {
  const loaded = shippedCase();
  const rows = rowsOf(readFileSync(SHEET, 'utf8'));
  const sources = rows.filter(({ id }) => id.startsWith('S'));
  const facts = rows.filter(({ id }) => !id.startsWith('S'));

  it('reads the whole sheet', () => {
    expect([sources.length, facts.length]).toEqual([5, 16 + 21 + 18 + 7 + 12 + 3 + 3 + 35]);
  });

  it.each(sources)('$id with its file and hash', ({ id, cells }) => {
    const [source] = factsOf(loaded, id);
    expect(source?.type).toBe('source.registered');
    expect(source?.claims[0]?.data).toMatchObject({ file: cells.file, sha256: cells['sha-256'] });
    expect(source?.claims[0]?.data).toHaveProperty('dateDerived');
  });

  it.each(facts)('$id with every paragraph that the sheet names', (row) => {
    const found = factsOf(loaded, row.id);
    expect(found.map(({ id }) => id)).not.toEqual([]);
    expect([...citedBy(found)]).toEqual(expect.arrayContaining(citedIn(row)));
  });

  const dated = facts.flatMap(({ id, cells }) => {
    const date = dateIn(cells.when);
    return date === undefined ? [] : [{ id, date }];
  });

  it.each(dated)('$id on $date', ({ id, date }) => {
    const dates = factsOf(loaded, id).flatMap(({ claims }) => claims.map(({ happened }) => happened));
    const days = /^\[(.+),(.+)\]$/.exec(date);
    expect(dates).toEqual(expect.arrayContaining(id === 'M4' && days !== null ? [days[1], days[2]] : [date]));
  });

  it('dates nearly every row that has a date', () => {
    expect(dated.length).toBeGreaterThan(75);
  });

  const counted = facts.filter(({ cells }) => /^(?:about|more than|fewer than)? ?[\d,]+(?: \(planned\))?$/.test(cells.count ?? ''));

  it.each(counted)('$id: $cells.count', ({ id, cells }) => {
    const expected = parseQuantity((cells.count ?? '').replace(' (planned)', ''));
    const counts = factsOf(loaded, id).flatMap(({ claims }) => claims).flatMap(({ data }) => countsIn(data, id));
    expect(counts.map((count) => parseQuantity(count as string))).toContainEqual(expected);
  });
});

/** The counts of a fact, or of the part that has the id. */
function countsIn(data: unknown, id: string): unknown[] {
  const { count, breakdowns = [] } = data as { count?: unknown; breakdowns?: { parts: { id?: string; count: unknown }[] }[] };
  const parts = breakdowns.flatMap(({ parts: all }) => all).filter((part) => part.id === id);
  return parts.length > 0 ? parts.map((part) => part.count) : [count];
}

describe('the shipped record', () => {
  it('loads without a problem', () => {
    expect(shippedCase()).toMatchObject({ negotiation: 'connecticut-2011', zone: 'America/New_York' });
  });

  it('names each fact once', () => {
    const ids = shippedCase().facts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('cites a source for every fact but its opening and the sources themselves', () => {
    const unsourced = shippedCase().facts.filter(({ claims }) => claims.some(({ sources }) => sources === undefined || sources.length === 0));
    expect(new Set(unsourced.map(({ type }) => type))).toEqual(new Set(['negotiation.opened', 'source.registered']));
  });
});
