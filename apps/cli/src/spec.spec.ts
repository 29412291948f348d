import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SpecFileError } from './spec-file.js';
import { runSpec, THROUGH, type Through } from './spec.js';

const OWN = new URL('../../../test/spec/cases.json', import.meta.url);
/** Written and computed apart from this project; it stands beside the checkout where it is kept. */
const SHARED = new URL('../../../../shared/spec/cases.json', import.meta.url);

function runFile(file: URL, through: Through) {
  return runSpec(JSON.parse(readFileSync(file, 'utf8')), through);
}

describe.each(THROUGH)('what the words of the domain mean, through the %s,', (through) => {
  it('is answered as our own cases say', () => {
    const { differences, passed } = runFile(OWN, through);
    expect(differences).toEqual([]);
    expect(passed).toBeGreaterThan(90);
  });

  (existsSync(SHARED) ? it : it.skip)('is answered as the shared cases say', () => {
    const { differences, passed } = runFile(SHARED, through);
    expect(differences).toEqual([]);
    expect(passed).toBeGreaterThan(100);
  });
});

describe('runSpec', () => {
  const batch = { seq: 0, op: 'record', fact: 'b', type: 'notices.issued', round: 'r1', claims: [{ happened: '2011-07-12', count: '328' }] };
  const answer = { certain: ['b'], possible: [], contested: [], issued: { r1: { recorded: true, certain: [328, 328], possible: [328, 328] } } };
  const file = (event: object, asks: object[]) => ({ zone: 'America/New_York', cases: [{ name: 'one batch', events: [event], asks }] });

  it('counts questions, and says where an answer differs', () => {
    const wrong = { ...answer, certain: [], issued: { r1: { ...answer.issued.r1, possible: [328, null] } }, status: 'none' };
    const asks = [{ at: '2011-07-12', answer }, { at: '2011-07-12', known: '2011-07-12', answer: wrong }];
    expect(runSpec(file(batch, asks))).toEqual({
      passed: 1,
      failed: 1,
      differences: [
        { at: '/certain/0', expected: undefined, got: 'b' },
        { at: '/issued/r1/possible/1', expected: null, got: 328 },
        { at: '/status', expected: 'none', got: undefined },
      ].map((difference) => ({ case: 'one batch', ask: { at: '2011-07-12', known: '2011-07-12' }, ...difference })),
    });
  });

  it.each([
    [{ ...batch, claims: [{ happened: '2011-02-29' }] }, '2011-07-12', /event 0 \/claims\/0\/happened: .* no day 29/],
    [{ ...batch, claims: [{ happened: '2011-07-12', count: 'many' }] }, '2011-07-12', /event 0 \/claims\/0\/data\/count: "many"/],
    [{ ...batch, op: 'revise' }, '2011-07-12', /event 0: the fact b is never recorded/],
    [batch, '2011-07-32', /"2011-07-32" is not a point in time/],
  ])('fails the questions that can not be asked', (event, at, reason) => {
    const { failed, differences } = runSpec(file(event, [{ at, answer }]));
    expect(failed).toBe(1);
    expect(differences).toEqual([{ case: 'one batch', ask: { at }, at: '', expected: answer, got: expect.stringMatching(reason) }]);
  });

  it('refuses a file of another form, and says where', () => {
    expect(() => runSpec({ zone: 'UTC', cases: [{ name: 'x', events: [{ ...batch, seq: 'first' }], asks: [] }] })).toThrow(SpecFileError);
    expect(() => runSpec({ zone: 'UTC', cases: [{ name: 'x', events: [{ ...batch, seq: 'first' }], asks: [] }] })).toThrow(/^\/cases\/0\/events\/0\/seq: /);
  });
});
