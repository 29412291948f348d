import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LateFact, Reconciliation } from '#libs/domain';
import { CONNECTICUT, parley } from '../../apps/cli/test/run.js';
import { linesOf, type Server, startServer } from '../support/server.js';

/** The auditor's first question: do the counts add up? */

const paper = (key: string, published: string) => ({ fact: `mill.${key}`, type: 'source.registered', claims: [{ data: { title: key, published } }] });
const cite = (source: string) => ({ sources: [{ source: `mill.${source}`, locator: '¶1' }] });
const fact = (key: string, type: string, happened: string, data: object, account: object = cite('Gazette')) => ({ fact: `mill.${key}`, type, claims: [{ happened, data, ...account }] });
const parts = (...counts: number[]) => counts.map((count, index) => ({ name: `Shop ${index + 1}`, count }));

/** A record with one of each defect, and beside most of them what is as it should be. */
const MILL = [
  paper('Gazette', '2026-03-31'),
  paper('Courier', '2026-04-20'),
  // Spring: a total that ties, one that grew with nothing between, and one that fell.
  fact('A1', 'notices.issued', '2026-03-02', { round: 'spring', count: 100 }),
  fact('A2', 'notices.totalled', '2026-03-05', { scope: 'round', round: 'spring', count: 100 }),
  fact('A3', 'notices.totalled', '2026-03-10', { scope: 'round', round: 'spring', count: 130 }),
  fact('A4', 'notices.totalled', '2026-03-15', { scope: 'round', round: 'spring', count: 120 }),
  // Summer: parts that do not make their batch, more withdrawn than issued.
  fact('B1', 'notices.issued', '2026-06-01', { round: 'summer', count: 50, breakdowns: [{ by: 'site', complete: true, parts: parts(20, 20) }] }),
  fact('B2', 'notices.withdrawn', '2026-06-10', { round: 'summer', count: 60 }),
  // Autumn: one batch from two papers.
  fact('C1', 'notices.issued', '2026-09-01', { round: 'autumn', count: 70 }),
  fact('C2', 'notices.issued', '2026-09-01', { round: 'autumn', count: 70 }, cite('Courier')),
  // Winter: what a paper took back still counts in a total; a batch within a smaller one; a total of nobody knows what.
  fact('D1', 'notices.issued', '2026-12-01', { round: 'winter', count: 40 }),
  fact('D2', 'notices.issued', '2026-12-02', { round: 'winter', count: 10, disjointFrom: ['mill.D1'] }),
  fact('D3', 'notices.issued', '2026-12-03', { round: 'winter', count: 45, within: 'mill.D1' }),
  fact('D4', 'notices.totalled', '2026-12-10', { scope: 'round', round: 'winter', count: 55 }),
  fact('D5', 'notices.totalled', '2026-12-10', { scope: 'all', count: 1, measure: 'planned', only: { by: 'site', name: 'Shop 1' } }),
  fact('E1', 'figure.given', '2026-10-02', { measure: 'savings', value: '$10 million', parts: [{ name: 'wages', value: '$6 million' }, { name: 'rent', value: '$5 million' }] }),
  fact('E2', 'ballot.tallied', '2026-10-03', { ballot: 'strike', members: 100, for: 60, against: 30, notVoting: 5 }),
];

/** What an auditor finds: the rule, the verdict, whether it adds up, and the facts it begins with. */
const EXPECTED = [
  ['stated-total', 'shortfall', false, 'A3 A1'],
  ['stated-total', 'shortfall', false, 'A4 A1'],
  ['growth', 'shortfall', false, 'A2 A3'],
  ['footing', 'shortfall', false, 'B1'],
  ['ballot-count', 'shortfall', false, 'E2'],
  ['growth', 'excess', false, 'A3 A4'],
  ['roll-forward', 'excess', false, 'B1 B2'],
  ['figure-parts', 'excess', false, 'E1'],
  ['overlap', 'excess', false, 'D1 D3'],
  ['stated-total', 'shortfall', true, 'D4 D1 D3'],
  ['possible-duplicate', 'odd', true, 'C1 C2'],
  ['stated-total', 'not-comparable', true, 'D5'],
  ['stated-total', 'ties', true, 'A2 A1'],
];

const short = (facts: readonly string[]): string => facts.map((id) => id.replace('mill.', '')).join(' ');
const summed = ({ lines }: Reconciliation) => lines.map(({ code, verdict, addsUp, facts }) => [code, verdict, addsUp, short(facts)]);

describe('a record with one of each defect', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ record: false });
    expect(await server.post('/api/v1/negotiations', { id: 'mill', title: 'The mill', zone: 'America/New_York', facts: MILL })).toMatchObject({ status: 201 });
    const retracted = await parley(['facts', 'retract', 'mill.D2', '--reported', '2026-12-20', '--reason', 'the paper took it back', '--url', server.url, '--token', server.token]);
    expect(retracted).toMatchObject({ code: 0 });
  });
  afterAll(() => server.close());

  const AT = 'at=2027-01-31&known=2027-01-31';
  const audit = (...words: string[]) => parley(['audit', 'mill', '--at', '2027-01-31', '--known', '2027-01-31', '--url', server.url, ...words]);

  it('is told line by line over HTTP', async () => {
    const body = JSON.parse((await server.get(`/api/v1/negotiations/mill/reconciliation?${AT}`)).text) as Reconciliation;
    expect(summed(body)).toEqual(EXPECTED);
    expect(body).toMatchObject({ addsUp: false, verdicts: { shortfall: 6, excess: 4, odd: 1, 'not-comparable': 1, ties: 1 } });
    expect(body.lines.find(({ facts }) => facts[0] === 'mill.D4')).toMatchObject({ variance: { low: 10, high: 10 }, explained: [{ cause: 'retracted', facts: ['mill.D2'] }], unexplained: { low: 0, high: 0 } });
    expect(body.lines[0]?.refs[0]).toMatchObject({ fact: 'mill.A3', sources: [{ short: 'Gazette ¶1' }] });
  });

  it('is the same table, a row a line', async () => {
    const rows = linesOf<{ rule: string; verdict: string; adds_up: boolean; facts: string }>((await server.get(`/api/v1/negotiations/mill/reconciliation.jsonl?${AT}`)).text);
    expect(rows.map(({ rule, verdict, adds_up, facts }) => [rule.replace(/-\d$/, ''), verdict, adds_up, short(facts.split('; '))])).toEqual(EXPECTED);
    const csv = (await server.get(`/api/v1/negotiations/mill/reconciliation.csv?${AT}`)).text;
    expect(csv.trimEnd().split('\r\n')).toHaveLength(EXPECTED.length + 1);
    expect(csv).toContain('figure-parts-1,excess,false');
  });

  it('is a page in a shell, that ends with 1 and says which lines do not add up', async () => {
    const { code, out, err } = await audit();
    expect(code).toBe(1);
    expect(err).toContain('parley: line 1 does not add up: shortfall by stated-total (A3, A1)\n');
    expect(err.trimEnd().split('\n')).toHaveLength(9);
    const page = out.replaceAll(/\s+/g, ' ');
    expect(page).toContain('9 lines do not add up: 6 shortfall, 4 excess, 1 odd, 1 not comparable, 1 ties.');
    expect(page).toContain('130 layoff notices stated as issued after 100: grown by 30, none recorded between in the Spring round, 30 not recorded: shortfall.');
    expect(page).toContain('– if it still counts the 10 of D2, retracted, the difference is 0 → left open: nothing');
    expect(page).toContain('A1 100 layoff notices issued (Gazette ¶1)');
    expect(page).toContain('1 layoff notice of Shop 1 stated as planned can\'t be compared: only issued notices are told by site.');
  });

  it('adds up before the defects came', async () => {
    expect(await audit('--at', '2026-03-06')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing contradicts the counts: 1 ties.') as unknown });
    expect(await audit('--at', '2026-02-01')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Nothing to check') as unknown });
  });

  it('tells what an answer at an older size would say today', async () => {
    const size = String(MILL.length + 1);
    const page = (await audit('--since', size)).out.replaceAll(/\s+/g, ' ');
    expect(page).toContain(`SINCE SIZE ${size}:`);
    expect(page).toContain('(D2 retracted)');
    const { code, out } = await parley(['diff', 'mill', '--clock', 'recorded', '--from', size, '--at', '2027-01-31', '--known', '2027-01-31', '--url', server.url]);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('D2') as unknown });
  });

  it('tells what came late, on either clock', async () => {
    const late = async (query: string) => (JSON.parse((await server.get(`/api/v1/negotiations/mill/late?${AT}&${query}`)).text) as { items: LateFact[] }).items.map(({ fact: id, days }) => [short([id]), days]);
    expect(await late('lag=P3W')).toEqual([['A1', 29], ['A2', 26], ['A3', 21]]);
    expect(await late('lag=P2Y')).toEqual([]);
    const { out } = await parley(['late', 'mill', '--at', '2027-01-31', '--known', '2027-01-31', '--lag', 'P3W', '--url', server.url]);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('29 days A1 100 layoff notices issued (Gazette ¶1); March 2, 2026, public by the end of March 31, 2026');
    expect(await server.get('/api/v1/negotiations/mill/late?lag=soon')).toMatchObject({ status: 400, text: expect.stringContaining('P7D') as unknown });
  });
});

describe('the record of Connecticut', () => {
  let data: string;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'parley-audit-'));
    expect(await parley(['import', CONNECTICUT, '--data', data])).toMatchObject({ code: 0 });
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  const audit = (...words: string[]) => parley(['audit', 'connecticut-2011', '--at', '2011-07-27', '--data', data, ...words]);
  const LINES = [
    ['cross-footing', 'not-comparable', 'N8', undefined],
    ['stated-total', 'not-contradicted', 'N10', { low: 1391, high: 1405 }],
    ['footing', 'not-contradicted', 'N8', { low: 3, high: 3 }],
    ['footing', 'not-contradicted', 'N8', { low: 117, high: 139 }],
    ['footing', 'not-contradicted', 'N8', { low: 318, high: 320 }],
    ['cross-footing', 'not-contradicted', 'N8', { low: 21, high: 41 }],
    ['figure-parts', 'not-contradicted', 'F9', { low: '718000000', high: '718000000' }],
    ['ballot-count', 'not-contradicted', 'V2', { low: 11, high: 11 }],
    ['figure-parts', 'ties', 'F6', { low: '0', high: '0' }],
  ];

  it('is contradicted by no count, and proven by one: line by line', async () => {
    const { code, out } = await audit('--json');
    const { lines, addsUp } = JSON.parse(out) as Reconciliation;
    expect(lines.map(({ code: rule, verdict, facts, amounts, variance }) => [rule, verdict, facts[0]?.replace('connecticut-2011.', ''), amounts?.variance ?? variance])).toEqual(LINES);
    expect({ code, addsUp }).toEqual({ code: 0, addsUp: true });
    const total = lines.find(({ code: rule }) => rule === 'stated-total');
    expect(total).toMatchObject({ explained: [{ cause: 'outside-scope', part: { low: 1, high: 4742 }, facts: ['connecticut-2011.N4'] }], unexplained: { low: -3351, high: 1404 } });
    expect(total?.why).toEqual(['the scope of the 1,851 is unstated', 'if it also counts 1 to 4,742 in the May round, the difference is −3,351 to 1,404']);
  });

  it('had fewer lines before the second round was known', async () => {
    const { out } = await audit('--at', '2011-07-13', '--known', '2011-07-12', '--json');
    expect((JSON.parse(out) as Reconciliation).lines.map(({ code }) => code)).toEqual(['figure-parts', 'figure-parts']);
  });

  it('meets what is expected of it, or says what it has instead', async () => {
    expect(await audit('--expect', 'notices.rounds.july.issued.itemised.certain=446..460', '--expect', 'deal.status=talking')).toMatchObject({ code: 0, err: '' });
    const { code, err } = await audit('--expect', 'notices.rounds.july.issued.itemised.certain=446..461', '--expect', 'deal.status=ratified');
    expect(code).toBe(1);
    expect(err).toBe('parley: expected notices.rounds.july.issued.itemised.certain = 446..461, found 446..460\nparley: expected deal.status = ratified, found talking\n');
    expect(await audit('--expect', 'notices.rounds.juli.issued=1')).toMatchObject({ code: 3, err: expect.stringContaining('did you mean "july"?') as unknown });
    expect(await audit('--expect', 'deal.status')).toMatchObject({ code: 2, out: '' });
  });

  it('passes the audits that the documentation shows', async () => {
    const shown = [...readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8').matchAll(/^parley (audit .*)$/gm)].map(([, words = '']) => words.split(' '));
    expect(shown.length).toBeGreaterThan(1);
    for (const words of shown) expect(await parley([...words, '--data', data])).toMatchObject({ code: 0, err: '' });
  });

  it('prints each line with its facts and sources', async () => {
    const { out } = await audit();
    expect(out).toMatch(/^ {5}N10 {2}All notices gone out so far, union and non-union \(S3 ¶2\)$/m);
    expect(out).toContain('Nothing contradicts the counts: 1 not comparable, 7 not contradicted, 1 ties.');
  });
});
