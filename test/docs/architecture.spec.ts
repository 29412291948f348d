import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { FACT_TYPES, MILESTONE_KINDS, OPS } from '#libs/domain';

const ROOT = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');

/** The text of a section, up to the next heading of any level. */
function section(markdown: string, heading: string): string {
  const [, text] = markdown.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (text === undefined) throw new Error(`there is no section "${heading}"`);
  return text.split(/^#+ /m)[0]!;
}

/** The first column of the tables in a text, without their headers. */
function firstColumn(markdown: string): string[] {
  const lines = markdown.split('\n');
  const body = lines.filter((line, index) => line.startsWith('|') && !line.startsWith('|---') && !(lines[index + 1] ?? '').startsWith('|---'));
  return body.map((line) => line.split('|')[1]!.trim());
}

/** What is set in code or in bold: `` `talks-opened`, `talks-resumed` `` has two. */
const termsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g)].map(([, code, bold]) => (code ?? bold)!);

/** The folders below a folder that hold some file. */
function foldersOf(parent: string): string[] {
  const files = readdirSync(new URL(parent, ROOT), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const root = fileURLToPath(new URL(parent, ROOT));
  return [...new Set(files.flatMap(({ parentPath }) => relative(root, parentPath).split(sep)[0] || []))].map((name) => `${parent}/${name}`);
}

describe.each([['ARCHITECTURE.md', 'Where things go'], ['README.md', 'Where things are']])('%s', (document, map) => {
  const named = firstColumn(section(read(document), map)).flatMap(termsIn);

  it('maps folders that are there', () => {
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((folder) => !existsSync(new URL(folder, ROOT)))).toEqual([]);
  });

  it('maps every app and every lib', () => {
    const mapped = new Set(named.map((folder) => folder.split('/').slice(0, 2).join('/')));
    expect([...foldersOf('apps'), ...foldersOf('libs')].filter((folder) => !mapped.has(folder))).toEqual([]);
  });

  it('names and links files that are there', () => {
    const text = read(document);
    const paths = [...text.matchAll(/`((?:apps|libs|test|docs|cases|scripts)\/[\w./-]+)`/g), ...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => path!);
    // A word in capitals stands for a name to be chosen.
    const missing = paths.filter((path) => !/\b[A-Z]+\//.test(path) && !existsSync(new URL(path, ROOT)));
    expect(missing).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('maps every folder of tests', () => {
    const named = firstColumn(section(read('ARCHITECTURE.md'), 'Where things go')).flatMap(termsIn);
    expect(foldersOf('test').filter((folder) => !named.includes(folder))).toEqual([]);
  });
});

describe('CONTEXT.md', () => {
  const context = read('CONTEXT.md');

  it.each([
    ['Fact types', FACT_TYPES],
    ['What an event does', OPS],
    ['Milestones', MILESTONE_KINDS],
  ] as const)('%s: has each that the domain has, and no other', (heading, names) => {
    expect(firstColumn(section(context, heading)).flatMap(termsIn).sort()).toEqual([...names].sort());
  });

  it('defines no term twice', () => {
    const terms = firstColumn(context).flatMap(termsIn).map((term) => term.toLowerCase());
    expect(terms.length).toBeGreaterThan(80);
    expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([]);
  });
});
