import { expect, it } from '@jest/globals';
import { story } from '../../../test/support/story.js';
import { viewAt } from './fold.js';
import { parseEdtf } from './time/edtf-parse.js';

const FORMS = [
  '2011-05-04', '2011-05-04?', '2011~', '2011-05', '2011-21', '201X', '2011-05-XX', '2011-05-10T08:00', '2011-05-10T08:00-04:00',
  '2011-05-04/2011-06-01', '../2011-05', '/2011-04', '2011-05/..', '2011-06/', '[..2011-05]', '[2011-05..]', '[2011-05-01..2011-05-07]', '[2011-05-01,2011-05-09]', '[..2011-03,2011-05]',
];

const contested = (...dates: string[]) => {
  const told = story().claims('vote', 'milestone.reached', dates.map((happened) => ({ happened, data: { kind: 'vote-opened' as const } })));
  const view = viewAt(told.history(), { at: Infinity, known: Infinity, ledger: Infinity });
  const [fact] = [...view.certain, ...view.possible];
  if (fact === undefined) throw new Error('the fact is not seen');
  return fact.happened;
};

it('contested dates of any two forms are written as a date', () => {
  for (const one of FORMS) for (const other of FORMS) expect(() => parseEdtf(contested(one, other).edtf)).not.toThrow();
});

it.each([
  [['2011-05-04', '2011-05-05'], '[2011-05-04,2011-05-05]'],
  [['2011-05-04', '[..2011-03]'], '[..2011-03,2011-05-04]'],
  [['2011-05/..', '2011-06', '[2011-04..]'], '[2011-06,2011-04..]'],
  [['[..2011-03]', '../2011-05'], '[..2011-05]'],
  [['2011-05-04/2011-05-09', '[2011-06-01,2011-06-03]'], '[2011-05-04..2011-05-09,2011-06-01,2011-06-03]'],
])('%j are written %s', (dates, edtf) => {
  expect(contested(...dates).edtf).toBe(edtf);
});
