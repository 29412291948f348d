import { describe, expect, it } from '@jest/globals';
import { type Story, story } from '../../../../test/support/story.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { resolveInstant } from '../time/moment.js';
import { figures } from './figures.js';
import { terms } from './terms.js';

const instant = (day: string) => resolveInstant(day, 'America/New_York').instant;
const at = (told: Story, day: string, known = '2012-01-01') => naiveEvidence(viewAt(told.history(), { at: instant(day), known: instant(known), ledger: Infinity }));

describe('figures', () => {
  it('tell each measure by its values over time', () => {
    const told = story()
      .record('later', 'figure.given', { measure: 'savings', value: '$1.6 billion' }, { happened: '[2011-07-10..2011-07-20]', attributedTo: 'the administration' })
      .record('rate', 'figure.given', { measure: 'rate', value: '9.1 %' }, { happened: '2011-05-10' })
      .record('first', 'figure.given', { measure: 'savings', value: '$2 billion', what: 'Savings over two years' }, { happened: '2011-05-05' });
    expect(figures(at(told, '2011-07-13'))).toMatchObject([
      {
        measure: 'savings',
        what: 'Savings over two years',
        values: [
          { fact: 'first', certain: true, wording: '$2 billion', unit: 'USD', low: '2000000000', high: '2000000000', contested: false },
          { fact: 'later', certain: false, wording: '$1.6 billion', attributedTo: 'the administration' },
        ],
        facts: ['first', 'later'],
      },
      { measure: 'rate', what: 'rate', values: [{ wording: '9.1 %', unit: 'percent', low: '9.1' }] },
    ]);
  });

  it('list the last value that is certain, however many may have come since', () => {
    const told = story().record('sure', 'figure.given', { measure: 'savings', value: '$1 million' }, { happened: '2011-05-05' });
    for (const id of ['a', 'b', 'c']) told.record(id, 'figure.given', { measure: 'savings', value: '$2 million' }, { happened: '[2011-07-01..2011-07-31]' });
    expect(figures(at(told, '2011-07-13'), { facts: 2, steps: 2, entries: 2 })).toMatchObject([{ facts: ['sure', 'c'], factCount: 4 }]);
  });

  it('carry what accounts disagree about as its hull', () => {
    const told = story().claims('raise', 'figure.given', [
      { happened: '2011-05-05', attributedTo: 'one', data: { measure: 'cost', value: '$5 million' } },
      { happened: '2011-05-05', attributedTo: 'another', data: { measure: 'cost', value: '$6 million' } },
    ]);
    expect(figures(at(told, '2011-07-13'))).toMatchObject([
      { values: [{ low: '5000000', high: '6000000', wording: '$5 million or $6 million', attributedTo: 'one; another', contested: true }] },
    ]);
  });

  it('keep a change, and parts without a sum', () => {
    const told = story()
      .record('agencies', 'figure.given', { measure: 'agencies', was: '81 agencies', value: '57 agencies' }, { happened: '2011-05-05' })
      .record('cuts', 'figure.given', { measure: 'cuts', partOf: 'gap', parts: [{ name: 'layoffs', value: '$455 million' }] }, { happened: '2011-05-06' });
    expect(figures(at(told, '2011-07-13'))).toMatchObject([
      { values: [{ wording: '57 agencies', was: { low: '81' } }] },
      { values: [{ wording: 'layoffs $455 million', unit: null, low: null, high: null, parts: [{ name: 'layoffs', low: '455000000' }], partOf: 'gap' }] },
    ]);
  });

  it('of different packages are different figures', () => {
    const told = story()
      .record('a', 'figure.given', { measure: 'value', package: 'first', value: '$1' }, { happened: '2011-05-05' })
      .record('b', 'figure.given', { measure: 'value', package: 'second', value: '$2' }, { happened: '2011-05-06' });
    expect(figures(at(told, '2011-07-13'))).toMatchObject([{ package: 'first', facts: ['a'] }, { package: 'second', facts: ['b'] }]);
  });
});

describe('terms', () => {
  const told = story()
    .record('talks.S3', 'source.registered', { published: '2011-07-27' })
    .record('new', 'term.offered', { package: 'second', term: 'wages', text: 'A raise' }, { happened: '2011-08-01' })
    .record('security', 'term.offered', { package: 'first', term: 'job-security', text: 'Four years' }, { happened: '[2011-05-10..2011-07-12]', reported: '2011-07-27', sources: [{ source: 'talks.S3', locator: '¶3' }] })
    .record('freeze', 'term.offered', { package: 'first', term: 'wages', text: 'A freeze', amount: '0 %' }, { happened: '2011-08-02' });

  it('belong to their package and its date, not to the day on which a paper listed them', () => {
    expect(terms(at(told, '2011-07-13'))).toMatchObject([{ package: 'first', term: 'job-security', text: 'Four years', certain: true, sources: [{ short: 'S3 ¶3' }] }]);
    expect(terms(at(told, '2011-07-13', '2011-07-13'))).toEqual([]);
  });

  it('stand together, package by package', () => {
    expect(terms(at(told, '2011-09-01')).map(({ package: bundle, fact }) => [bundle, fact])).toEqual([
      ['first', 'security'],
      ['first', 'freeze'],
      ['second', 'new'],
    ]);
    expect(terms(at(told, '2011-09-01'))[1]).toMatchObject({ amount: { unit: 'percent', low: '0', high: '0', wording: '0 %' } });
  });
});
