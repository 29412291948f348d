import { describe, expect, it } from '@jest/globals';
import type { FactType } from '#libs/domain';
import { shippedCases } from '../../../../apps/api/src/shipped-cases.js';
import { isLoaded, loadCase } from '../../../../test/support/loaded-case.js';
import { fieldsOf, readTyped, typedOf } from './typed.js';

const ZONE = 'America/New_York';

/** A case of one fact under "notices", in these lines. */
function caseOf(lines: Record<string, string>): string {
  const entry = Object.entries(lines).map(([key, text]) => `    ${key}: ${JSON.stringify(text)}\n`).join('');
  return `negotiation: { id: mill, title: The mill, zone: ${ZONE} }\nnotices:\n  first:\n    type: issued\n${entry}`;
}

describe('what is typed', () => {
  it('is understood again as the claim that it was made from: the shipped record, claim by claim', async () => {
    for (const { files } of await shippedCases()) {
      const loaded = loadCase(files);
      if (!isLoaded(loaded)) throw new Error('the shipped record is broken');
      const facts = loaded.facts.filter(({ type }) => type !== 'negotiation.opened');
      expect(facts.length).toBeGreaterThan(100);
      for (const { id, type, checked } of facts) {
        for (const claim of checked) expect([id, readTyped(type, typedOf(claim), claim.sources, loaded.zone)]).toMatchObject([id, { claim, problems: [] }]);
      }
    }
  });

  it.each([
    ['2011-07-12', 'about 125'],
    ['between 2011-07-12 and 2011-07-14', 'thousands'],
    ['2011-05-09 midday', 'more than 4,000'],
    ['[2011-07-20,2011-07-27] after 10:00', 'between 10 and 20'],
    ['[..2011-05-05]', 'unstated'],
    ['2011-05-11/2011-07-12', '1,851'],
  ])('is read as a case file is: %s, %s', (when, count) => {
    const fields = { when, count, site: 'The "yard", north: all of it', what: '# no comment', 'said by': 'union members', note: '- a: b' };
    const loaded = loadCase([{ path: 'case.yaml', text: caseOf(fields) }]);
    const [, fact] = isLoaded(loaded) ? loaded.facts : [];
    expect(fact?.checked).toEqual([readTyped('notices.issued', fields, [], ZONE).claim]);
  });

  it('takes parts and derived bounds in YAML', () => {
    const { claim, problems } = readTyped('notices.issued', { when: '2011-07-12', count: '{ wording: unstated, high: 4742, derived: at most those planned }', breakdowns: '- by: agency\n  complete: true\n  parts:\n    - { name: Roads, count: about 125 }\n' }, [], ZONE);
    expect(problems).toEqual([]);
    expect(claim?.data).toMatchObject({ count: { low: 1, high: 4742 }, breakdowns: [{ parts: [{ name: 'Roads', count: { low: 118, high: 132 } }] }] });
  });
});

describe('what is wrong', () => {
  const keysOf = (type: FactType, typed: Record<string, string>): string[] => readTyped(type, typed, [], ZONE).problems.map(({ key }) => key).sort();

  it.each<[string, FactType, Record<string, string>, string[]]>([
    ['nothing typed', 'notices.issued', {}, ['count', 'when']],
    ['a date that is none, a count that is none', 'notices.issued', { when: 'soon', count: 'a few' }, ['count', 'when']],
    ['a day that is not in the calendar', 'deadline.set', { when: '2011-02-30', key: 'deal' }, ['when']],
    ['a kind that is none', 'milestone.reached', { when: '2011-05-05', kind: 'lunch' }, ['kind']],
    ['a number that is none', 'rule.adopted', { when: '2011-05-05', rule: 'r', unit: 'unions', needed: 'most', 'in force': '2011' }, ['needed']],
    ['parts that are no YAML', 'notices.issued', { when: '2011-05-05', count: '5', breakdowns: '- by: [' }, ['breakdowns']],
    ['parts within parts', 'notices.issued', { when: '2011-05-05', count: '5', breakdowns: '- { by: shoe, complete: true, parts: [{ name: x, count: lots }] }' }, ['breakdowns', 'breakdowns']],
    ['an address that is none', 'source.registered', { published: '2011', url: 'javascript:alert(1)' }, ['url']],
  ])('is told at its key: %s', (_what, type, typed, keys) => {
    expect([...new Set(keysOf(type, typed))]).toEqual([...new Set(keys)]);
  });
});

describe('the fields of a type', () => {
  it('are those of its schema, the needed ones first', () => {
    const fields = fieldsOf('notices.totalled');
    expect(fields.slice(0, 3)).toEqual([
      { key: 'when', form: 'date', options: [], isNeeded: true },
      { key: 'scope', form: 'choice', options: ['round', 'all', 'unstated'], isNeeded: true },
      { key: 'count', form: 'count', options: [], isNeeded: true },
    ]);
    expect(Object.fromEntries(fields.map(({ key, form }) => [key, form]))).toMatchObject({ only: 'parts', moment: 'date', note: 'text', round: 'line', 'said by': 'line', order: 'number' });
    expect(fieldsOf('person.named').map(({ key }) => key)).not.toContain('when');
  });
});
