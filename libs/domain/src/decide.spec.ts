import { describe, expect, it } from '@jest/globals';
import { type ClaimInput, type Command, type Known, Rejection, type RejectionCode } from './command.js';
import { decide, namesOf } from './decide.js';
import type { LedgerEvent } from './facts/event.js';
import { parseClaims } from './facts/parse.js';
import { learn } from './learn.js';

const ZONE = 'America/New_York';

/** A ledger in memory: what is accepted is known to the next decision, sealed as the log would. */
function ledger() {
  const known: Known = { zones: new Map(), facts: new Map(), events: new Map() };
  const events: LedgerEvent[] = [];
  const write = (...commands: Command[]) => {
    const decision = decide(known, commands, { by: 'tester', nextSeq: events.length });
    for (const { body, ...head } of decision.drafts) {
      const event: LedgerEvent = { head: { ...head, seq: events.length, recordedAt: `2012-01-01T00:00:0${events.length}Z`, bodyHash: '' }, body: { ...body, salt: 'salt' } };
      events.push(event);
      learn(known, event);
    }
    return decision;
  };
  return { known, events, write };
}

let count = 0;
const fresh = () => `e-${(count += 1)}`;
const record = (fact: string, type: string, claim: Partial<ClaimInput>, more: Partial<Command> = {}): Command =>
  ({ op: 'record', id: fresh(), negotiation: 'talks', fact, type, claims: [{ data: {}, ...claim }], ...more }) as Command;
const change = (op: Exclude<Command['op'], 'record'>, fact: string, more: object = {}): Command => ({ op, id: fresh(), fact, ...more }) as Command;

const open = (negotiation = 'talks', zone = ZONE) => record(`${negotiation}.case`, 'negotiation.opened', { data: { title: 'Talks', zone } }, { negotiation } as Partial<Command>);
const source = (fact: string, published: string) => record(fact, 'source.registered', { data: { title: fact, published } });
const batchClaim = (said: number | string, sources: ClaimInput['sources'] = []): ClaimInput => ({ happened: '2011-07-12', data: { round: 'july', count: said }, sources });
const batch = (fact: string, more: Partial<Command> = {}) => record(fact, 'notices.issued', batchClaim(328), more);

/** Open talks with a paper of July 13 and a batch that it printed. */
function talks() {
  const told = ledger();
  told.write(open(), source('paper', '2011-07-13'), record('batch', 'notices.issued', batchClaim(328, [{ source: 'paper' }])));
  return told;
}

function rejection(act: () => unknown): Rejection {
  try {
    act();
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new Error('nothing was rejected');
}

const bad: [string, RejectionCode, () => Command, string[]][] = [
  ['a malformed id', 'invalid-fact', () => batch('no spaces'), ['/fact']],
  ['an unknown member, its name escaped', 'invalid-fact', () => record('x', 'deadline.met', { happened: '2011', data: { key: 'k', 'a/b': 1 } }), ['/claims/0/data/a~1b']],
  ['an impossible date and no count', 'invalid-fact', () => record('x', 'notices.issued', { happened: '2011-02-29', data: {} }), ['/claims/0/happened', '/claims/0/data/count']],
  ['no claims', 'invalid-fact', () => batch('x', { claims: [] } as Partial<Command>), ['/claims']],
  ['an impossible day of a revision', 'invalid-fact', () => change('revise', 'batch', { claims: [batchClaim(1)], reported: '2011-13' }), ['/reported']],
  ['a negotiation in no zone', 'invalid-fact', () => open('other', 'Nowhere/Land'), ['/claims/0/data/zone']],
  ['another zone', 'invalid-fact', () => change('mend', 'talks.case', { claims: [{ data: { title: 'Talks', zone: 'Pacific/Auckland' } }] }), ['/claims/0/data/zone']],
  ['an unknown type', 'unknown-type', () => record('x', 'notice.issued', {}), ['/type']],
  ['a type that every object has a member for', 'unknown-type', () => record('x', 'constructor', { data: {} }), ['/type']],
  ['a negotiation that is not open', 'unknown-negotiation', () => batch('x', { negotiation: 'elsewhere' } as Partial<Command>), ['/negotiation']],
  ['a negotiation opened twice', 'negotiation-exists', () => record('again', 'negotiation.opened', { data: { title: 'Again', zone: ZONE } }), ['/negotiation']],
  ['a fact recorded twice', 'fact-exists', () => batch('batch'), ['/fact']],
  ['a change of nothing', 'unknown-fact', () => change('retract', 'nothing'), ['/fact']],
  ['an unknown source', 'unknown-source', () => record('x', 'notices.issued', batchClaim(1, [{ source: 'paper' }, { source: 'gone' }])), ['/claims/0/sources/1/source']],
  ['a source that is no source', 'unknown-source', () => change('retract', 'batch', { sources: [{ source: 'batch' }] }), ['/sources/0/source']],
  ['an unknown reference', 'unknown-reference', () => record('x', 'notices.issued', { happened: '2011', data: { count: 1, mayOverlap: ['batch', 'gone'] } }), ['/claims/0/data/mayOverlap/1']],
  ['a stale revision', 'stale-revision', () => change('retract', 'batch', { expectedRevision: 2 }), ['/expectedRevision']],
  ['a mend of no version', 'not-a-version', () => change('mend', 'batch', { claims: [batchClaim(1)], mends: 0 }), ['/mends']],
  ['a redaction of no event of the fact', 'not-a-version', () => change('redact', 'batch', { redacts: 1 }), ['/redacts']],
  ['a reinstatement of what stands', 'not-retracted', () => change('reinstate', 'batch'), []],
  ['a reinstatement of no retraction', 'not-retracted', () => change('reinstate', 'batch', { undoes: 2 }), ['/undoes']],
];

describe('decide', () => {
  it.each(bad)('rejects %s: %s', (_, code, command, pointers) => {
    const { write, known, events } = talks();
    const before = [...known.facts.keys()];
    const refused = rejection(() => write(batch('good'), command()));
    expect([refused.code, refused.command, refused.details.map(({ pointer }) => pointer)]).toEqual([code, 1, pointers]);
    expect([events.length, [...known.facts.keys()]]).toEqual([3, before]);
  });

  it('rejects facts and sources of another negotiation, and lets its own in', () => {
    const { write } = talks();
    write(open('other'));
    const elsewhere = (negotiation: string) => record(`of-${negotiation}`, 'notices.issued', { happened: '2011', data: { count: 1, within: 'batch' }, sources: [{ source: 'paper' }] }, { negotiation } as Partial<Command>);
    const refused = rejection(() => write(elsewhere('other')));
    expect([refused.code, refused.details.map(({ pointer }) => pointer)]).toEqual(['wrong-negotiation', ['/claims/0/sources/0/source', '/claims/0/data/within']]);
    expect(write(elsewhere('talks')).drafts).toHaveLength(1);
  });

  it('tells the revision that a stale one missed', () => {
    const { write } = talks();
    write(change('revise', 'batch', { claims: [batchClaim(330)] }));
    expect(rejection(() => write(change('mend', 'batch', { claims: [batchClaim(1)], expectedRevision: 1 }))).revision).toBe(2);
  });

  it('opens a negotiation with its facts in one batch, which may name each other before their turn', () => {
    const { write, events } = ledger();
    write(open(), record('a', 'notices.issued', { happened: '2011', data: { count: 9, within: 'b' } }), batch('b'));
    expect(events.map(({ head }) => [head.seq, head.fact, head.revision, head.recordedBy])).toEqual([[0, 'talks.case', 1, 'tester'], [1, 'a', 1, 'tester'], [2, 'b', 1, 'tester']]);
  });

  it('counts revisions within a batch, and checks the expected ones on the way', () => {
    const { write } = talks();
    const { drafts } = write(change('revise', 'batch', { claims: [batchClaim(330)], expectedRevision: 1 }), change('retract', 'batch', { expectedRevision: 2 }));
    expect(drafts.map(({ revision }) => revision)).toEqual([2, 3]);
  });

  it('dates a claim by the earliest publication among its sources, a source by its own', () => {
    const { write, events } = talks();
    write(source('earlier', '2011-07-12'), record('both', 'notices.issued', batchClaim(1, [{ source: 'paper' }, { source: 'earlier' }])), record('said', 'notices.issued', { ...batchClaim(1, [{ source: 'paper' }]), reported: '2011-07-20' }));
    expect(events.slice(2).map(({ body }) => body?.claims?.[0]?.reported?.edtf)).toEqual(['2011-07-13', '2011-07-12', '2011-07-12', '2011-07-20']);
    expect(events[0]?.body?.claims?.[0]?.reported).toBeUndefined();
  });

  it('dates a source by its newest version, whichever was mended last', () => {
    const { write, events } = talks();
    write(change('revise', 'paper', { claims: [{ data: { published: '2011-07-14' } }] }), change('mend', 'paper', { mends: 1, claims: [{ data: { published: '2011-07-01' } }] }));
    write(record('later', 'notices.issued', batchClaim(1, [{ source: 'paper' }])));
    expect(events.at(-1)?.body?.claims?.[0]?.reported?.edtf).toBe('2011-07-14');
  });

  it('mends the newest version by default, or an older one', () => {
    const { write } = talks();
    const { drafts } = write(change('revise', 'batch', { claims: [batchClaim(330)] }), change('mend', 'batch', { claims: [batchClaim(331)] }), change('mend', 'batch', { claims: [batchClaim(329)], mends: 2 }));
    expect(drafts.map(({ body }) => body.mends)).toEqual([undefined, 3, 2]);
  });

  it('takes back the newest retraction that stands, one by the source from a day on', () => {
    const { write } = talks();
    write(change('retract', 'batch', { sources: [{ source: 'paper' }] }), change('retract', 'batch'));
    expect(rejection(() => write(change('retract', 'batch'))).code).toBe('already-retracted');
    expect(write(change('reinstate', 'batch')).drafts[0]?.body.undoes).toBe(4);
    const refused = rejection(() => write(change('reinstate', 'batch')));
    expect([refused.code, refused.details[0]?.pointer]).toEqual(['invalid-fact', '/reported']);
    expect(write(change('reinstate', 'batch', { reported: '2011-07-20' })).drafts[0]?.body.undoes).toBe(3);
    expect(rejection(() => write(change('reinstate', 'batch', { undoes: 3 }))).code).toBe('not-retracted');
  });

  it('redacts an event once, and no redaction', () => {
    const { write } = talks();
    write(change('redact', 'batch', { redacts: 2 }));
    expect(rejection(() => write(change('redact', 'batch', { redacts: 2 }))).code).toBe('already-redacted');
    expect(rejection(() => write(change('redact', 'batch', { redacts: 3 }))).code).toBe('not-a-version');
  });

  it('names the ids that it must know', () => {
    const names = namesOf([record('x', 'statement.made', { data: { about: ['a', 'b'], person: 'p', party: 'no reference of this type' }, sources: [{ source: 's' }] }), change('retract', 'y', { sources: [{ source: 't' }] })]);
    expect([[...names.negotiations], [...names.facts]]).toEqual([['talks'], ['x', 's', 'p', 'a', 'b', 'y', 't']]);
  });
});

describe('the same id again', () => {
  const same = (first: Command, again: Command, before: Command[] = []) => {
    const { write, events } = talks();
    write(...before);
    const seq = events.length;
    write(first);
    write(batch('between'));
    const { drafts, receipts } = write(again);
    expect([drafts, events.length]).toEqual([[], seq + 2]);
    expect(receipts).toMatchObject([{ repeated: { seq, id: first.id, fact: first.fact, repeated: true } }]);
  };
  const other = (first: Command, again: Command, before: Command[] = []) => {
    const { write } = talks();
    write(...before, first);
    const refused = rejection(() => write(again));
    expect([refused.code, refused.details.map(({ pointer }) => pointer)]).toEqual(['id-taken', ['/id']]);
  };
  const withSource = (sources: ClaimInput['sources']) => record('x', 'notices.issued', batchClaim(5, sources));

  it('with the same content is answered by the first receipt, whatever was filled in', () => {
    const first = withSource([{ source: 'paper' }]);
    same(first, { ...first });
    const spaced = change('retract', 'batch', { sources: [{ source: 'paper', locator: ' ¶2 ' }], reason: 'withdrawn' });
    same(spaced, { ...spaced });
    const mend = change('mend', 'batch', { claims: [batchClaim(9)] });
    same(mend, { ...mend });
  });

  it('comes before the expected revision', () => {
    const revise = change('revise', 'batch', { claims: [batchClaim(9)], expectedRevision: 1 });
    same(revise, { ...revise });
  });

  it('is the same after its source was dated anew', () => {
    const { write } = talks();
    const first = withSource([{ source: 'paper' }]);
    write(first);
    write(change('mend', 'paper', { claims: [{ data: { title: 'paper', published: '2011-07-01' } }] }));
    expect(write(first).receipts).toMatchObject([{ repeated: { seq: 3 } }]);
  });

  it('is one step within one batch', () => {
    const { write } = talks();
    const first = batch('x');
    expect(write(first, batch('y'), { ...first })).toMatchObject({ drafts: [{ fact: 'x' }, { fact: 'y' }], receipts: [{ draft: 0 }, { draft: 1 }, { draft: 0 }] });
  });

  it('with other content is a conflict', () => {
    const first = batch('x');
    other(first, { ...first, note: 'another' });
    other(first, { ...first, fact: 'y' });
    other(first, { ...batch('x'), id: first.id, claims: [batchClaim(329)] } as Command);
    other(first, { ...first, claims: [{ ...batchClaim(328), rank: 'preferred' }] } as Command);
  });

  it('is another step where a day that no source could have filled in is left out', () => {
    const retract = change('retract', 'batch', { reported: '2011-07-20' });
    other(retract, { ...change('retract', 'batch'), id: retract.id });
    const said = record('x', 'notices.issued', { ...batchClaim(1), reported: '2011-07-20' });
    other(said, { ...record('x', 'notices.issued', batchClaim(1)), id: said.id });
  });

  it('is recognised by step and fact alone once the body was redacted', () => {
    const { write, events, known } = talks();
    const first = batch('x');
    write(first);
    const [event] = events.slice(-1);
    known.events.set(first.id, { head: event!.head, body: null });
    expect(write(first).receipts).toMatchObject([{ repeated: { seq: 3 } }]);
    expect(rejection(() => write({ ...change('retract', 'x'), id: first.id })).code).toBe('id-taken');
  });
});

describe('claims that were checked before', () => {
  const said = [batchClaim('about 125', [{ source: 'paper' }])];
  const checkedIn = (zone: string) => {
    const parsed = parseClaims('notices.issued', said, zone);
    if (!parsed.ok) throw new Error('the claims are valid');
    return { zone, claims: parsed.value };
  };

  it('make the same event as those that were not, and are the same command again', () => {
    const { write } = talks();
    const command = batch('n', { claims: said } as Partial<Command>);
    const checked = { ...command, claims: checkedIn(ZONE) } as Command;
    const { drafts } = write(command);
    expect(talks().write(checked).drafts).toEqual(drafts);
    expect(write(checked)).toMatchObject({ drafts: [], receipts: [{ repeated: { fact: 'n' } }] });
    expect(namesOf([checked])).toEqual(namesOf([command]));
  });

  it('are refused where the negotiation has another zone', () => {
    expect(rejection(() => talks().write(batch('n', { claims: checkedIn('Europe/Berlin') } as unknown as Partial<Command>))).code).toBe('invalid-fact');
  });
});
