import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { caseJsonSchema } from './json-schema.js';

const SCHEMA = new URL('../../../../cases/case.schema.json', import.meta.url);
const CASE = new URL('../../../../cases/connecticut-2011/case.yaml', import.meta.url);

const text = `${JSON.stringify(caseJsonSchema(), null, 1)}\n`;
if (process.env.UPDATE_SCHEMA === '1') writeFileSync(SCHEMA, text);

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, inlineRefs: false, formats: { uri: true } }).compile(caseJsonSchema());

function accepts(yaml: string): boolean {
  return validate(parse(`negotiation: { id: n, title: N, zone: UTC }\n${yaml}`));
}

describe('the JSON Schema of case.yaml', () => {
  it('is the one that is shipped (UPDATE_SCHEMA=1 writes it anew)', () => {
    expect(readFileSync(SCHEMA, 'utf8') === text).toBe(true);
  });

  it('takes the shipped record', () => {
    validate(parse(readFileSync(CASE, 'utf8')));
    expect(validate.errors).toBeNull();
  });

  it.each([
    'parties:',
    'milestones: { m: { kind: other, when: [..2011-05-05], source: [S1 ¶1] } }',
    'milestones: { m: { claims: [{ kind: other, when: 2009 }] } }',
    'notices: { n: { type: issued, when: 2011-05, count: { wording: few, low: 1, derived: why }, site: X } }',
    'lists: { a.csv: { type: issued, round: may }, b.csv: }',
  ])('takes %s', (yaml) => {
    expect(accepts(yaml)).toBe(true);
  });

  it.each([
    'milestone: {}',
    'milestones: { m: { when: 2011 } }',
    'milestones: { m: { kind: talks-opend, when: 2011 } }',
    'milestones: { m: { kind: other, when: 2011, wen: 2011 } }',
    'notices: { n: { when: 2011, count: 3 } }',
    'notices: { n: { type: set, when: 2011, count: 3 } }',
    'notices: { "a b": { type: issued, when: 2011, count: 3 } }',
    'sources: { s: { published: 2011, sha256: abc } }',
  ])('refuses %s', (yaml) => {
    expect(accepts(yaml)).toBe(false);
  });
});
