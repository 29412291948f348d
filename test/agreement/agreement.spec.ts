import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeOnPostgres } from '../support/on-postgres.js';
import { inTurn, type Life } from '../support/histories.js';
import { check } from '../support/property.js';
import { plainly } from '../support/timelines.js';
import { compare } from './agreement.js';
import { type Case, cases } from './generate.js';
import { type IndexAnswers, inMemory, inPostgres } from './index-answers.js';
import { ingredientsIn } from './ingredients.js';

describe('the as-of index, the fold and SQL over the read model', () => {
  let index: IndexAnswers;
  beforeAll(async () => {
    index = await inMemory();
  });
  afterAll(() => index.close());

  it('answer thousands of questions about totals, breakdowns, the deal and deadlines alike', () => {
    const tally = { histories: 0, moments: 0, questions: 0 };
    const compared: Case[] = [];
    check(fc.property(cases, (one) => (compared.push(one), compare(index, one, tally))), 100);
    expect(tally.questions).toBeGreaterThan(5_000);
    // What was generated holds something of all that is hard.
    const ingredients = ingredientsIn(compared);
    expect(Object.entries(ingredients).filter(([, found]) => found < 5)).toEqual([]);
  });

  describe('on what they were once found to differ about', () => {
    const issued = (fact: string, happened: string, data: object): Life => ({ fact, type: 'notices.issued', steps: [{ op: 'record', claims: [{ happened, data: { count: '10', ...data } }] }] });
    const parts = (count: string) => ({ breakdowns: [{ by: 'agency', complete: false, parts: [{ name: 'north', count }] }] });

    it.each<[string, Life[], string, number[]]>([
      [
        'a batch within one that may not have been issued, which is within a third: what is unattributed is no more than the total',
        [issued('a', '2011-07-01', {}), issued('b', '[2011-07-02..2011-07-05]', { count: '5', within: 'a' }), issued('c', '2011-07-03', { count: '3', within: 'b' })],
        '["rest","layoff","site"]', [10, 10, 10],
      ],
      [
        'batches that may be the same people through what lies within them: what is unattributed may be too',
        [issued('a', '2011-07-01', {}), issued('b', '2011-07-02', { within: 'a', mayOverlap: ['c'] }), issued('c', '2011-07-03', {})],
        '["rest","layoff","site"]', [10, 20, 20],
      ],
      [
        'a part within a batch without parts, within a third: it is a part of the outermost',
        [issued('a', '2011-07-01', parts('8')), issued('b', '2011-07-02', { within: 'a' }), issued('c', '2011-07-03', { within: 'b', ...parts('4') })],
        '["line","layoff","agency","north"]', [8, 8, 8],
      ],
      [
        'parts of batches that may be the same people through one without parts: they may be too',
        [issued('a', '2011-07-01', parts('8')), issued('b', '2011-07-02', { within: 'a', mayOverlap: ['c'] }), issued('c', '2011-07-03', parts('4'))],
        '["line","layoff","agency","north"]', [8, 12, 12],
      ],
    ])('%s', (_what, lives, name, sum) => {
      const told = { lives, turns: inTurn(lives) };
      const asked = Array.from({ length: 30 }, (_, at) => ({ at, known: 0, ledger: 0 }));
      compare(index, { told, asked, page: 500, kept: plainly }, { histories: 0, moments: 0, questions: 0 });
      expect(index.answersAt({ at: Date.UTC(2011, 6, 10), known: Infinity, ledger: Infinity }, 'layoff').sums[name]).toEqual(sum);
    });
  });
});

describeOnPostgres('the as-of index, the fold and SQL over the read model in PostgreSQL', (postgres) => {
  it('answer questions of every kind alike', async () => {
    const index = await inPostgres(await postgres.createDatabase());
    const tally = { histories: 0, moments: 0, questions: 0 };
    check(fc.property(cases, (one) => compare(index, one, tally)), 8);
    expect(tally.questions).toBeGreaterThan(150);
    await index.close();
  });
});
