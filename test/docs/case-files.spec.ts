import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { decide, historyOf, type Command } from '#libs/domain';
import { caseJsonSchema, describePlan, describeProblem, type CaseFile } from '#libs/formats';
import { isLoaded, loadCase, type LoadedCase, planOf } from '../support/loaded-case.js';

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

describe('what docs/case-files.md says of an import', () => {
  const example = blocks.find(({ name }) => name === 'case.yaml')?.body ?? '';
  const bodyOf = (name: string) => blocks.find((block) => block.name === name)?.body;
  const withList = `${example}\n${blocks.find(({ body }) => body.startsWith('lists:'))?.body ?? ''}`;

  it('names these problems', () => {
    const broken = withList.replace('kind: talks-opened', 'knd: talks-opened').replace('type: issued, when', 'type: isued, when').replace('S1 ¶4', 'S9 ¶4');
    const found = loadCase([{ path: 'case.yaml', text: broken }, ...lists]);
    expect(isLoaded(found) ? '' : found.map((problem) => `${describeProblem(problem)}\n`).join('')).toBe(bodyOf('problems'));
  });

  it('prints this plan', () => {
    const before = load([{ path: 'case.yaml', text: example }]);
    const records = before.facts.map(({ id, type, claims }): Command => ({ op: 'record', id, fact: id, negotiation: before.negotiation, type, claims }));
    const { drafts } = decide({ zones: new Map(), facts: new Map(), events: new Map() }, records, { by: 'docs', nextSeq: 0 });
    const events = drafts.map(({ body, ...head }, seq) => ({ head: { ...head, seq, recordedAt: '', bodyHash: '' }, body: { ...body, salt: '' } }));
    const after = load([{ path: 'case.yaml', text: withList.replace('about 125', 'about 120') }, ...lists]);
    expect(describePlan(planOf(historyOf(before.negotiation, 'UTC', events), after).plan).map((line) => `${line}\n`).join('')).toBe(bodyOf('plan'));
  });

  it('reads every date and count of its tables', () => {
    const firstCells = (heading: string) => [...under(heading).matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));
    const dates = firstCells('## Dates').map((when, index) => `  m${index}: { kind: other, when: ${when} }\n`);
    const counts = firstCells('## Counts and amounts').map((count, index) => `  c${index}:\n    type: issued\n    when: 2011\n    count: ${count}\n`);
    expect(load([{ path: 'case.yaml', text: `${HEAD}milestones:\n${dates.join('')}notices:\n${counts.join('')}` }]).facts.length).toBe(3 + 16 + 12);
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
