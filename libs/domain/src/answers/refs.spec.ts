import { describe, expect, it } from '@jest/globals';
import { type Story, story } from '../../../../test/support/story.js';
import { viewAt } from '../fold.js';
import { resolveInstant } from '../time/moment.js';
import { attribution, behind, factRef, shortKey } from './refs.js';

const at = (told: Story, day = '2012-01-01') => viewAt(told.history(), { at: resolveInstant(day, 'America/New_York').instant, known: Infinity, ledger: Infinity });
const july = { happened: '2011-07-12' };

/** The one fact of a story, in a line. */
const line = (told: Story) => [...at(told).standing, ...at(told).certain].map((fact) => factRef(fact).what)[0];

describe('a fact in a line', () => {
  it.each<[string, Story]>([
    ['328 layoff notices issued', story().record('f', 'notices.issued', { count: 328 }, july)],
    ['1 strike notice issued', story().record('f', 'notices.issued', { notice: 'strike', count: 1 }, july)],
    ['layoff notices issued, number not stated', story().record('f', 'notices.issued', { count: 'unstated' }, july)],
    ['more than 4,000 layoff notices postponed', story().record('f', 'notices.postponed', { count: 'more than 4,000' }, july)],
    ['1,851 layoff notices issued in total', story().record('f', 'notices.totalled', { count: '1,851', scope: 'unstated' }, july)],
    ['about 100 contract termination notices planned', story().record('f', 'notices.planned', { notice: 'contract-termination', plan: 'p', count: 'about 100' }, july)],
    ['Roy Occhiogrosso: Nobody wants layoffs', story().record('f', 'statement.made', { speaker: 'Roy Occhiogrosso', gist: 'Nobody wants layoffs' }, july)],
    ['talks broken off', story().record('f', 'milestone.reached', { kind: 'talks-broken-off' }, july)],
    ['The talks collapse', story().record('f', 'milestone.reached', { kind: 'talks-broken-off', what: 'The talks collapse' }, july)],
    ['union meeting set, due July 18, 2011', story().record('f', 'deadline.set', { key: 'union-meeting', due: '2011-07-18' }, july)],
    ['union meeting moved, date not stated', story().record('f', 'deadline.moved', { key: 'union-meeting' }, july)],
    ['union meeting missed', story().record('f', 'deadline.missed', { key: 'union-meeting' }, july)],
    ['14 of 15 unions needed', story().record('f', 'rule.adopted', { rule: 'r', unit: 'unions', needed: 14, outOf: 15, inForce: '2011' }, july)],
    ['package vote: 4 against of 15', story().record('f', 'ballot.tallied', { ballot: 'package-vote', members: 15, against: 4 }, july)],
    ['state agencies: 81 agencies to 57 agencies', story().record('f', 'figure.given', { measure: 'state-agencies', was: '81 agencies', value: '57 agencies' }, july)],
    ['savings: layoffs $455 million, cuts $545 million', story().record('f', 'figure.given', { measure: 'savings', parts: [{ name: 'layoffs', value: '$455 million' }, { name: 'cuts', value: '$545 million' }] }, july)],
    ['wages: A freeze of two years', story().record('f', 'term.offered', { package: 'p', term: 'wages', text: 'A freeze of two years' }, july)],
    ['Mark Ojakian, lead negotiator', story().record('f', 'person.named', { name: 'Mark Ojakian', role: 'lead negotiator' })],
    ['source of July 13, 2011', story().record('f', 'source.registered', { published: '2011-07-13' })],
  ])('%s', (what, told) => {
    expect(line(told)).toBe(what);
  });
});

describe('a reference to a fact', () => {
  it('names who said it and each place where it was printed once', () => {
    const told = story().claims('talks.N8', 'notices.issued', [
      { ...july, attributedTo: 'the administration', sources: [{ source: 'talks.S4', locator: '¶1' }, { source: 'talks.S4' }], data: { count: 328 } },
      { ...july, attributedTo: 'a letter', sources: [{ source: 'talks.S4', locator: '¶1' }], data: { count: 328 } },
      { ...july, attributedTo: 'a letter', data: { count: 328 } },
    ]);
    expect(at(told).certain.map(factRef)).toEqual([
      {
        fact: 'talks.N8',
        type: 'notices.issued',
        happened: { edtf: '2011-07-12', earliest: '2011-07-12T04:00:00Z', latest: '2011-07-13T04:00:00Z' },
        what: '328 layoff notices issued',
        attributedTo: 'the administration; a letter',
        sources: [{ source: 'talks.S4', locator: '¶1', short: 'S4 ¶1' }, { source: 'talks.S4', short: 'S4' }],
      },
    ]);
  });

  it('leaves out who said it where nobody did', () => {
    const [fact] = at(story().record('f', 'notices.issued', { count: 1 }, july)).certain;
    expect(fact && attribution(fact)).toBeUndefined();
    expect(fact && factRef(fact)).not.toHaveProperty('attributedTo');
  });
});

it('a short key is what follows the negotiation', () => {
  expect(shortKey('connecticut-2011.S4')).toBe('S4');
  expect(shortKey('connecticut-2011.D2.moved')).toBe('D2.moved');
  expect(shortKey('S4')).toBe('S4');
});

it('the facts behind a value are counted once each, and the first 20 listed', () => {
  const facts = Array.from({ length: 30 }, (_, index) => ({ id: `f${index % 25}` }));
  expect(behind(facts)).toEqual({ factCount: 25, facts: Array.from({ length: 20 }, (_, index) => `f${index}`) });
});
