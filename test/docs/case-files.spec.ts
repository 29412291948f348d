import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { caseJsonSchema, describeProblem, isLoaded, loadCase, type CaseFile, type LoadedCase } from '#libs/formats';

const text = readFileSync(new URL('../../docs/case-files.md', import.meta.url), 'utf8');

interface Block {
  language: string;
  /** The file's name, where the block is a whole file. */
  name: string;
  body: string;
}

const blocks: Block[] = [...text.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language = '', name = '', body = '']) => ({ language, name, body }));

function load(files: CaseFile[]): LoadedCase {
  const loaded = loadCase(files);
  if (!isLoaded(loaded)) throw new Error(loaded.map(describeProblem).join('\n'));
  return loaded;
}

const lists = blocks.filter(({ language }) => language === 'csv').map(({ name, body }) => ({ path: name, text: body }));
const HEAD = 'negotiation: { id: n, title: N, zone: UTC }\nsources: { S1: { published: 2011 }, S2: { published: 2011 } }\n';

describe('the examples of docs/case-files.md', () => {
  it('has a whole case, fragments and a list', () => {
    expect([blocks.filter(({ name }) => name === 'case.yaml').length, lists.length]).toEqual([1, 1]);
  });

  const examples = blocks.filter(({ language }) => language === 'yaml').map((block) => ({ ...block, start: block.body.split('\n').slice(0, 2).join(' ') }));

  it.each(examples)('loads: $start', ({ name, body }) => {
    const { facts } = load([{ path: 'case.yaml', text: name === 'case.yaml' ? body : HEAD + body }, ...lists]);
    expect(facts.length).toBeGreaterThan(3);
  });
});

type Schema = { properties?: Record<string, Schema>; anyOf?: Schema[]; additionalProperties?: Schema | boolean; const?: string; enum?: string[]; items?: Schema };

/** The keys that a section's facts may have, and the words of its closed lists. */
function wordsOf(schema: Schema): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [key, ...(value.enum ?? []), ...(value.const === undefined ? [] : [value.const])]);
  const below = typeof schema.additionalProperties === 'object' ? wordsOf(schema.additionalProperties) : [];
  return [...own, ...below, ...(schema.anyOf ?? []).flatMap(wordsOf)];
}

/** The text under a heading, down to the next of its level. */
function under(heading: string): string {
  const after = text.split(`\n${heading}\n`)[1] ?? '';
  return after.split(/^#{2,3} /m)[0] ?? '';
}

describe('docs/case-files.md names', () => {
  const { properties: sections = {} } = caseJsonSchema() as Schema;
  const common = under('## Keys of every fact');

  it.each(Object.keys(sections).filter((section) => section !== 'lists'))('every key and word of the section %s', (section) => {
    const said = under(`### ${section}`) + common;
    const missing = wordsOf(sections[section] ?? {}).filter((word) => !said.includes(`\`${word}\``));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('every section', () => {
    const missing = Object.keys(sections).filter((section) => !text.includes(`\n### ${section}\n`));
    expect(missing).toEqual([]);
  });
});
