import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StateAnswer, StepAnswer } from '#libs/domain';
import { openLog } from '#libs/log';
import { append, emptyTree, leafHash, rootOf } from '#libs/proof';
import { parley } from '../../apps/cli/test/run.js';
import { type Server, startServer } from '../support/server.js';

/** A name that must not stay readable: it goes from ledger, index and every answer, while the ledger's root stays what it was. */

const NAME = 'Zwetschgenknödel';
const cited = (source: string) => [{ source: `talks.${source}`, locator: '¶1' }];
const batch = (count: number, source: string, more: object = {}) => ({ happened: '2011-05-09', data: { round: 'may', count, ...more }, sources: cited(source) });
const FACTS = [
  { fact: 'talks.S1', type: 'source.registered', claims: [{ data: { title: 'The Gazette', published: '2011-05-10' } }] },
  { fact: 'talks.N1', type: 'notices.issued', claims: [batch(100, 'S1')] },
  { fact: 'talks.N2', type: 'notices.issued', claims: [batch(20, 'S1', { what: `Twenty of them, ${NAME} among them`, breakdowns: [{ by: 'agency', complete: false, parts: [{ name: `Office of ${NAME}`, count: 3 }] }] })] },
  { fact: 'talks.W1', type: 'statement.made', claims: [{ happened: '2011-05-09', data: { speaker: NAME, gist: `I am ${NAME}, and I was dismissed`, topics: ['layoffs'] }, attributedTo: NAME, sources: [{ source: 'talks.S1', wording: `${NAME} says so` }] }] },
  { fact: 'talks.P1', type: 'person.named', claims: [{ data: { name: NAME }, sources: cited('S1') }] },
];

let server: Server;
beforeEach(async () => {
  server = await startServer({ record: false });
  expect((await server.post('/api/v1/negotiations', { id: 'talks', title: 'The talks', zone: 'America/New_York', facts: FACTS })).status).toBe(201);
});
afterEach(() => server.close());

/** Files of the data folder in which the name can be read: as it was written, or as the full-text table has it. */
function filesWith(name: string): string[] {
  return readdirSync(server.data).filter((file) => {
    const text = readFileSync(join(server.data, file)).toString('utf8').toLowerCase();
    return text.includes(name.toLowerCase()) || text.includes(name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase());
  });
}

async function rootAt(size: number): Promise<string> {
  const log = await openLog(`sqlite:${join(server.data, 'ledger.db')}`);
  const heads = (await log.read(0, size)).map(({ head }) => leafHash(head));
  await log.close();
  return rootOf(heads.reduce(append, emptyTree())).toString('hex');
}

const redact = (fact: string, more: object = {}) => server.post(`/api/v1/facts/${fact}/events`, { op: 'redact', reason: 'a private person, named by mistake', ...more });
const json = async <T>(path: string): Promise<T> => JSON.parse((await server.get(path)).text) as T;
const state = (query = '') => json<StateAnswer>(`/api/v1/negotiations/talks/state${query}`);

describe('a name that must not stay readable', () => {
  it('is gone from every file and every answer, and no proof is broken', async () => {
    await server.post('/api/v1/facts/talks.W1/events', { op: 'revise', claims: [{ happened: '2011-05-09', data: { speaker: NAME, gist: 'I was misquoted' }, sources: cited('S1') }] });
    const before = await rootAt(7);
    expect((await server.get('/api/v1/statements?q=misquoted')).text).toContain(NAME);
    expect(filesWith(NAME).length).toBeGreaterThan(1);

    for (const fact of ['talks.N2', 'talks.W1', 'talks.P1']) expect((await redact(fact)).status).toBe(201);

    expect(filesWith(NAME)).toEqual([]);
    expect(await rootAt(7)).toBe(before);
    const addresses = ['negotiations', 'negotiations.csv', 'statements?q=misquoted', ...['', '/state', '/timeline?include=retracted,history', '/timeline.csv', '/statements', '/notices', '/findings', '/corrections', '/corrections.atom', '/corrections.feed', '/export', '/diff?clock=recorded&from=0', '/replay?clock=recorded'].map((view) => `negotiations/talks${view}`), ...['N2', 'W1', 'P1'].flatMap((fact) => [`facts/talks.${fact}`, `facts/talks.${fact}/history`])];
    for (const address of addresses) {
      const { status, text } = await server.get(`/api/v1/${address}`);
      expect({ address, status, told: text.includes(NAME) }).toEqual({ address, status: 200, told: false });
    }
  });

  it('is missed in words by the answers that have lost it, at every ledger size, though they were given before', async () => {
    expect((await state()).notices.all.issued.itemised.certain).toEqual({ low: 120, high: 120 });
    for (const size of [4, 5, 6]) expect((await state(`?ledger=${size}`)).redacted).toEqual([]);
    await redact('talks.N2');
    for (const query of ['', '?ledger=4', '?ledger=5', '?ledger=6', '?ledger=7']) {
      const { redacted, headline, notices } = await state(query);
      expect({ redacted, may: notices.all.issued.itemised.certain }).toEqual({ redacted: ['talks.N2'], may: { low: 100, high: 100 } });
      expect(notices.all.issued.itemised.remarks).toEqual(["talks.N2 can't be read any more, having been redacted: nothing of it is counted"]);
      expect(headline).toMatch(/; one fact can not be read any more, having been redacted\.$/);
    }
    expect(await json('/api/v1/facts/talks.N2')).toMatchObject({ seen: false, why: 'its body was redacted' });
  });

  it('is told of: who redacted it, when and why', async () => {
    await redact('talks.W1');
    const { events } = await json<{ events: StepAnswer[] }>('/api/v1/facts/talks.W1/history');
    expect(events.map(({ op, recordedBy, words, claims }) => [op, recordedBy, words, claims])).toEqual([
      ['record', 'archivist', ['what it said was redacted'], null],
      ['redact', 'archivist', ['the text of revision 1, record was removed for good', 'reason: a private person, named by mistake'], []],
    ]);
  });

  it('may be followed by a version without it', async () => {
    await redact('talks.N2');
    expect((await server.post('/api/v1/facts/talks.N2/events', { op: 'revise', claims: [batch(20, 'S1')], reason: 'without the name' })).status).toBe(201);
    const { redacted, notices } = await state();
    expect([redacted, notices.all.issued.itemised.certain]).toEqual([[], { low: 120, high: 120 }]);
    expect((await state('?ledger=7')).redacted).toEqual(['talks.N2']);
    const { items } = await json<{ items: { op: string; words: string[] }[] }>('/api/v1/negotiations/talks/corrections');
    expect(items[0]).toMatchObject({ op: 'revise', words: ['what it said before was redacted', 'happened 2011-05-09, count 20, notice layoff, round may, reported 2011-05-10, from S1 ¶1', 'reason: without the name'] });
  });

  it('goes once: the same request is answered by its receipts, another says that there is nothing left', async () => {
    const first = await redact('talks.W1', { id: 'order-17' });
    const again = await redact('talks.W1', { id: 'order-17' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(JSON.parse(again.text)).toEqual({ receipts: (JSON.parse(first.text) as { receipts: object[] }).receipts.map((receipt) => ({ ...receipt, repeated: true })) });
    const other = await redact('talks.W1');
    expect([other.status, JSON.parse(other.text)]).toMatchObject([409, { code: 'already-redacted' }]);
  });

  it('can be one version of several', async () => {
    await server.post('/api/v1/facts/talks.N2/events', { op: 'mend', claims: [batch(21, 'S1')] });
    expect((await redact('talks.N2', { redacts: 3 })).status).toBe(201);
    expect((await state()).notices.all.issued.itemised.certain).toEqual({ low: 121, high: 121 });
    expect(filesWith(`Office of ${NAME}`)).toEqual([]);
  });

  it('is not to stand in the reason, which stays', async () => {
    const { status, text } = await redact('talks.W1', { reason: `${NAME.toLowerCase()} asked for it` });
    expect([status, JSON.parse(text)]).toMatchObject([422, { code: 'reason-repeats', errors: [{ pointer: '/reason' }] }]);
    expect((await state()).redacted).toEqual([]);
    expect((await redact('talks.W1', { reason: 'Layoffs are no news', reasonMayRepeat: true })).status).toBe(201);
  });

  it('goes by the shell, from the ledger of this machine, too', async () => {
    const other = await parley(['redact', 'talks.W1', '--url', server.url, '--token', server.token, '--reason', 'a court order']);
    expect({ code: other.code, out: other.out }).toMatchObject({ code: 0, out: expect.stringMatching(/^talks\.W1: revision 2 recorded as event 6 at .*: what it redacts is gone from ledger and index\n$/) });
    // What the server has told before, it keeps in memory; another process redacts.
    const told = async () => (await Promise.all(['state', 'state?ledger=5', 'notices', 'timeline'].map((view) => server.get(`/api/v1/negotiations/talks/${view}`)))).map(({ text }) => text.includes(NAME));
    expect(await told()).toContain(true);
    const { code, err } = await parley(['redact', 'talks.N2', '--data', server.data, '--reason', 'a court order']);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('copies made earlier') });
    await parley(['redact', 'talks.P1', '--data', server.data, '--reason', 'a court order']);
    expect(await told()).toEqual([false, false, false, false]);
    expect((await state()).redacted).toEqual(['talks.N2', 'talks.P1', 'talks.W1']);
    expect(filesWith(NAME)).toEqual([]);
  });
});
