import { CLOCKS } from '#libs/application';
import { FACT_KINDS, FACT_TYPES, OPS, RANKS, SIDES } from '#libs/domain';
import { answer, attributed, cost, pageOf } from './schemas-common.js';
import { anything, described, flag, instant, list, object, oneOf, orNull, record, ref, type Schema, text, whole } from './schema.js';

const sources = list(ref('SourceRef'));
const data = described(record(anything), 'What is claimed, with dates and counts in their normal form.');
const claim = { happened: ref('DateText'), data, sources, reported: orNull(ref('DateText')), rank: oneOf(RANKS) };
const aboutClaim = { order: whole, ...attributed, speaks: described(flag, 'Whether it speaks for the fact.') };
const type = oneOf(FACT_TYPES);
const recorded = object({ seq: whole, at: instant, by: text });
const statement = { fact: text, happened: ref('DateText'), certain: flag, speaker: text, gist: text, about: list(text), topics: list(text), sources };
const sighting = {
  fact: text,
  type,
  what: text,
  happened: ref('DateText'),
  at: oneOf(['certain', 'possible', 'ahead', 'standing']),
  reported: object({ earliest: orNull(instant), latest: orNull(instant) }),
  data,
  sources,
  claims: list(ref('Claim')),
  contested: list(ref('Contest')),
  revision: whole,
  seq: whole,
  revised: flag,
  mended: flag,
};
const step = { seq: whole, id: text, revision: whole, op: oneOf(OPS), recordedAt: instant, recordedBy: text, words: described(list(text), 'What the step made different: "count: 328 → 382".') };
const aboutStep = { reported: ref('DateText'), mends: whole, undoes: whole, redacts: whole, reason: text, note: text };
const aboutSource = { title: text, publisher: text, author: text, dateDerived: text, file: text, sha256: text, url: text, what: text, note: text };
const valueSaid = orNull(object({ value: anything, words: text }));
const cause = oneOf(['happened', 'may have happened', 'became known', 'recorded', 'revised', 'mended', 'retracted', 'reinstated', 'redacted']);

/** Facts, their history, and what is derived from comparing them. */
export const FACTS: Record<string, Schema> = {
  Claim: object(claim, aboutClaim),
  Sighting: described(object(sighting, attributed), 'A fact as it is seen at the moment.'),
  Step: object({ ...step, claims: described({ anyOf: [list(ref('Claim')), { type: 'null' }] }, 'null where the body was redacted.') }, aboutStep),
  StoryStep: object(step, aboutStep),
  Correction: object(
    { seq: whole, id: text, fact: text, type, what: text, revision: whole, op: oneOf(OPS), recordedAt: instant, recordedBy: text, updatedAt: described(instant, 'When this entry last changed: later where what it tells of was redacted.'), words: described(list(text), 'What the step made different.') },
    aboutStep,
  ),
  Corrections: pageOf(ref('Correction'), { negotiation: text, title: text }),
  TimelineEntry: object({ ...sighting, recorded }, { ...attributed, history: list(ref('Step')) }),
  RetractedEntry: object({ fact: text, type, retracted: { const: true }, recorded, history: list(ref('Step')) }),
  Timeline: pageOf({ anyOf: [ref('TimelineEntry'), ref('RetractedEntry')] }, { negotiation: text }),
  StoryClaim: object({ ...claim, what: text }, { ...aboutClaim, wordings: described(list(text), 'As its sources have it.') }),
  StoryItem: object(
    {
      ...sighting,
      claims: list(ref('StoryClaim')),
      said: described(list(ref('Statement')), 'What was said about it: the first of it.'),
      saidCount: whole,
      history: list(ref('StoryStep')),
    },
    { ...attributed, statement: described(object({ speaker: text, gist: text, about: list(object({ fact: text, what: text })) }, { side: oneOf(SIDES) }), 'Of a statement.') },
  ),
  StorySource: object({ source: text, key: text, published: ref('DateText'), after: described(flag, 'It was, or may have been, published after the moment asked for.') }, aboutSource),
  RemovedFact: object({ fact: text, type, why: oneOf(['retracted', 'redacted']), history: list(ref('StoryStep')) }, { what: text }),
  Story: answer(
    {
      negotiation: text,
      total: described(whole, 'How many facts have happened, or may have: of those asked for.'),
      counts: described(object(Object.fromEntries(FACT_KINDS.map((kind) => [kind, whole]))), 'How many of each kind, whichever is asked for.'),
      place: described(whole, 'Of the first item; 1 is the newest, or with `order=oldest` the oldest.'),
      items: list(ref('StoryItem')),
      removed: described(list(ref('RemovedFact')), 'The last facts that are not seen any more: withdrawn, or what they said removed.'),
      sources: described(list(ref('StorySource')), 'The newest, the one asked for, and those that the items cite.'),
      sourceCount: whole,
    },
  ),
  Statement: object(statement, { person: text, for: text, side: oneOf(SIDES), ...attributed }),
  Statements: pageOf(ref('Statement'), { negotiation: text }),
  NoticeSums: pageOf(
    object({
      negotiation: described(orNull(text), 'null: all of them.'),
      name: described(orNull(text), 'Of the agency, site, class or membership; empty: what no part covers.'),
      month: described(orNull(text), 'The local month, or the months between which it was issued.'),
      certain: ref('Bounds'),
      possible: ref('Bounds'),
      negotiations: described(whole, 'How many there are with such notices.'),
      link: described(text, 'What it is made of: the same by negotiation, or the notices of the negotiation.'),
    }),
    { notice: text, by: list(text) },
  ),
  StatementHits: answer(
    {
      q: text,
      items: list(object(
        { negotiation: text, ...statement, snippet: described(text, 'The passage that fits; the words stand in square brackets.') },
        { person: text, for: text, side: oneOf(SIDES), ...attributed },
      )),
    },
    { next: described(text, 'The cursor of the next page.') },
  ),
  Fact: answer({ negotiation: text, fact: text, type, seen: described(flag, 'false: `why` says why not.') }, { ...without(sighting, ['fact', 'type']), ...attributed, why: text }),
  FactHistory: answer({ negotiation: text, fact: text, type, total: whole, events: list(ref('Step')) }),
  Negotiation: answer(
    {
      negotiation: text,
      title: text,
      zone: text,
      headline: text,
      status: text,
      span: orNull(object({ from: text, to: text })),
      parties: list(object({ party: text, key: text, name: text, side: oneOf(SIDES), sources }, { members: ref('Quantity'), memberUnit: text, what: text, note: text })),
      people: list(object({ person: text, key: text, name: text, sources }, { role: text, party: text, side: oneOf(SIDES), what: text, note: text })),
      groups: list(object({ group: text, key: text, name: text, sources }, { party: text, noticePeriod: text, members: ref('Quantity'), side: oneOf(SIDES), what: text, note: text })),
      sources: list(
        object({ source: text, key: text, published: ref('DateText'), cited: whole }, aboutSource),
      ),
      counts: object({ facts: whole, certain: whole, possible: whole, ahead: whole, standing: whole }),
    },
    { summary: text },
  ),
  NegotiationList: pageOf(
    object({
      negotiation: text,
      title: text,
      zone: text,
      headline: text,
      status: text,
      nextDeadline: orNull(object({ key: text, what: text, due: text, reading: text })),
      parties: list(text),
      events: whole,
    }),
  ),
  ValueChange: object({ path: text, label: text, from: valueSaid, to: valueSaid, words: text, because: described(list(object({ fact: text, cause })), 'Of many the first 20.'), becauseCount: whole }),
  FactChange: object({ fact: text, type, happened: ref('DateText'), what: text, sources, cause }, attributed),
  Difference: answer({ negotiation: text, clock: oneOf(CLOCKS), from: ref('Basis'), to: ref('Basis'), words: list(text), values: list(ref('ValueChange')), factCount: whole, facts: described(list(ref('FactChange')), 'A page of them.') }, { next: described(text, 'The cursor of the next page of facts.') }),
  Explanation: answer({ negotiation: text, path: text, label: text, value: anything, words: text, arithmetic: list(text), factCount: whole, facts: described(list(ref('Sighting')), 'A page of them.') }, { next: described(text, 'The cursor of the next page of facts.') }),
  ReplayStep: described(
    object({ step: whole, clock: oneOf(CLOCKS), instant: orNull(instant), fact: { description: 'null where only time went by.', anyOf: [ref('FactRef'), object({ fact: text, type }), { type: 'null' }] }, changed: list(ref('ValueChange')) }, { seq: whole, op: oneOf(OPS), cost }),
    'One line of a replay.',
  ),
  LedgerEvent: described(
    object({
      head: object({ seq: whole, id: text, recordedAt: instant, recordedBy: text, negotiation: text, fact: text, revision: whole, op: oneOf(OPS), type, bodyHash: described(text, 'SHA-256 of the body\'s canonical JSON (RFC 8785), in hex.') }),
      body: described({ type: ['object', 'null'] }, 'null where it was redacted.'),
    }),
    'One line of an export: an event as it was recorded.',
  ),
};

function without(members: Record<string, Schema>, names: readonly string[]): Record<string, Schema> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
