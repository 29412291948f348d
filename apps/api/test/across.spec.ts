import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, linesOf, openApi, TALKS } from './api.js';

let api: Api;

const said = (fact: string, happened: string, gist: string, more: object = {}) =>
  ({ fact, type: 'statement.made', claims: [{ happened, data: { speaker: 'The mayor', gist }, sources: [{ source: `${fact.split('.')[0]}.S1`, locator: '¶1' }], ...more }] });

beforeAll(async () => {
  api = await openApi();
  for (const [id, zone, ...facts] of [
    ['mill', 'America/New_York', said('mill.W1', '2011-05-10', 'A closing of the mill is near'), said('mill.W2', '2011-05-12', 'No comment')],
    ['port', 'Pacific/Auckland', said('port.W1', '2011-05-11', 'The port closes, closes and closes'), batch('port.N1', '7')],
  ] as const) {
    const own = { ...TALKS.facts[0], fact: `${id}.S1` };
    const moved = facts.map((fact) => JSON.parse(JSON.stringify(fact).replaceAll('talks.S1', `${id}.S1`)) as object);
    const { status, text } = await api.post('/api/v1/negotiations', { id, title: id, zone, facts: [own, ...moved] });
    expect([status, text]).toEqual([201, text]);
  }
});
afterAll(() => api?.close());

const found = async (query: string) => {
  const { status, json } = await api.get(`/api/v1/statements?${query}`);
  expect(status).toBe(200);
  return json.items.map(({ fact }: { fact: string }) => fact);
};

describe('statements of all negotiations', () => {
  it('are found by their words, best first, with the passage', async () => {
    const { json } = await api.get('/api/v1/statements?q=closing');
    expect(json.items.map(({ negotiation, fact, snippet }: Record<string, string>) => [negotiation, fact, snippet])).toEqual([
      ['port', 'port.W1', 'The port [closes], [closes] and [closes]'],
      ['mill', 'mill.W1', 'A [closing] of the mill is near'],
    ]);
    expect(await found('q=nothing+like+it')).toEqual([]);
  });

  it('are those seen at the moment, in each negotiation\'s own zone', async () => {
    expect(await found('q=closing&at=2011-05-10')).toEqual(['mill.W1']);
    // May 11 ends in Auckland long before it does in New York.
    expect(await found('q=closing&at=2011-05-11T12:30Z')).toEqual(['port.W1', 'mill.W1']);
    expect(await found('q=closing&known=2011-05-09')).toEqual([]);
    const before = (await api.get('/api/v1/statements?q=closing')).json.basis.ledger.size as number;
    const { status } = await api.post('/api/v1/facts/mill.W1/events', { op: 'mend', claims: said('mill.W1', '2011-05-10', 'The mill stays').claims, reason: 'misread' });
    expect(status).toBe(201);
    expect(await found('q=closing')).toEqual(['port.W1']);
    expect(await found('q=stays')).toEqual(['mill.W1']);
    expect(await found(`q=closing&ledger=${before}`)).toEqual(['port.W1', 'mill.W1']);
    expect(await found(`q=stays&ledger=${before}`)).toEqual([]);
  });

  it('come in pages, which show one moment, and as tables', async () => {
    const first = await api.get('/api/v1/statements?q=the&limit=1');
    expect(first.json.items).toHaveLength(1);
    const second = await api.get(`/api/v1/statements?q=the&limit=1&cursor=${first.json.next}`);
    expect(second.json.items).toHaveLength(1);
    expect(second.json.items[0].fact).not.toBe(first.json.items[0].fact);
    const { text } = await api.get('/api/v1/statements.csv?q=port');
    expect(text).toMatch(/^negotiation,fact,.*,snippet\r\nport,port\.W1,/);
    expect(linesOf(await api.get('/api/v1/statements.jsonl?q=port'))).toMatchObject([{ fact: 'port.W1', speaker: 'The mayor' }]);
  });

  it('tell the side of whoever speaks, by the party as it is seen at the moment', async () => {
    const claim = (data: object, day: string) => ({ claims: [{ happened: day, data, sources: [{ source: 'mill.S1' }] }] });
    const fact = (id: string, type: string, data: object) => ({ fact: `mill.${id}`, type, ...claim(data, '2011-05-13') });
    const { status } = await api.post('/api/v1/negotiations/mill/facts', {
      facts: [
        fact('P1', 'party.joined', { name: 'The owners', side: 'employer' }),
        fact('P2', 'person.named', { name: 'A. Owner', party: 'mill.P1' }),
        fact('W3', 'statement.made', { speaker: 'A. Owner', person: 'mill.P2', gist: 'Machinery was sold' }),
        fact('W4', 'statement.made', { speaker: 'A lawyer', for: 'mill.P1', gist: 'The machinery is leased' }),
      ],
    });
    expect(status).toBe(201);
    const sides = async (query: string) => (await api.get(`/api/v1/statements?q=machinery${query}`)).json.items.map(({ fact: id, side }: { fact: string; side?: string }) => [id, side]).sort();
    expect(await sides('')).toEqual([['mill.W3', 'employer'], ['mill.W4', 'employer']]);
    const before = (await api.get('/api/v1/statements?q=machinery')).json.basis.ledger.size as number;
    expect((await api.post('/api/v1/facts/mill.P1/events', { op: 'mend', ...claim({ name: 'The owners', side: 'outside' }, '2011-05-13'), reason: 'mistyped' })).status).toBe(201);
    expect(await sides('')).toEqual([['mill.W3', 'outside'], ['mill.W4', 'outside']]);
    expect(await sides(`&ledger=${before}`)).toEqual([['mill.W3', 'employer'], ['mill.W4', 'employer']]);
  });

  it('need words', async () => {
    expect((await api.get('/api/v1/statements')).json).toMatchObject({ status: 400, code: 'missing-parameter' });
  });
});

describe('the list by status', () => {
  it('reads only what the index can\'t tell, and says so', async () => {
    const { json: head } = await api.get('/api/v1/negotiations?status=none');
    expect([head.total, head.items.length, head.basis.cost]).toEqual([2, 2, undefined]);
    const milestone = { fact: 'mill.M1', type: 'milestone.reached', claims: [{ happened: '2011-05-12', data: { kind: 'talks-opened' }, sources: [{ source: 'mill.S1', locator: '¶1' }] }] };
    expect((await api.post('/api/v1/negotiations/mill/facts', milestone)).status).toBe(201);
    const listed = async (query: string) => {
      const { json } = await api.get(`/api/v1/negotiations?${query}`);
      return [json.items.map(({ negotiation, status }: Record<string, string>) => `${negotiation} ${status}`), json.total, json.basis.cost];
    };
    expect(await listed('status=talking')).toEqual([['mill talking'], 1, undefined]);
    expect(await listed('status=none')).toEqual([['port none'], 1, undefined]);
    expect(await listed('status=none&at=2011-05-11')).toEqual([['mill none', 'port none'], 2, undefined]);
    expect(await listed(`status=none&ledger=${head.basis.ledger.size}`)).toEqual([['mill none', 'port none'], 2, 'linear']);
    expect(await listed('status=talking&known=2011-05-09')).toEqual([[], 0, 'linear']);
    expect(await listed('known=2011-05-09')).toEqual([['mill none', 'port none'], 2, undefined]);
  });
});

describe('notices of all negotiations', () => {
  const lines = async (query: string) => {
    const { status, json, text } = await api.get(`/api/v1/notices?${query}`);
    expect([status, text]).toEqual([200, text]);
    return json.items.map(({ negotiation, name, month, certain, possible }: Record<string, unknown> & { certain: { low: number; high: number }; possible: { low: number; high: number } }) =>
      [negotiation, name, month, certain.low, certain.high, possible.high]);
  };

  beforeAll(async () => {
    const issued = (fact: string, happened: string, count: string, parts: [string, string][], more: object = {}) => ({
      fact, type: 'notices.issued',
      claims: [{ happened, data: { count, breakdowns: [{ by: 'agency', complete: false, parts: parts.map(([name, own]) => ({ name, count: own })) }], ...more }, sources: [{ source: 'mill.S1', locator: '¶3' }] }],
    });
    const { status, text } = await api.post('/api/v1/negotiations/mill/facts', {
      facts: [issued('mill.N1', '2011-05-10', '20', [['Parks', '15']]), issued('mill.N2', '[2011-05-30..2011-06-02]', '4', [['Parks', '4']])],
    });
    expect([status, text]).toEqual([201, text]);
  });

  it('add up by agency and month, certain and possible', async () => {
    expect(await lines('')).toEqual([[null, '', null, 12, 12, 12], [null, 'Parks', null, 19, 19, 19]]);
    expect(await lines('by=agency,month&at=2011-05-31')).toEqual([
      [null, '', '2011-05', 12, 12, 12], [null, 'Parks', '2011-05', 15, 15, 15], [null, 'Parks', '2011-05/2011-06', 0, 0, 4],
    ]);
    expect(await lines('by=month&at=2011-05-09')).toEqual([]);
    expect(await lines('notice=strike')).toEqual([]);
  });

  it('lead to the negotiations that a line is made of', async () => {
    const { json } = await api.get('/api/v1/notices?by=agency,month&at=2011-05-31');
    const { json: made } = await api.get(json.items[0].link);
    expect(made.items.map(({ negotiation, certain }: { negotiation: string; certain: object }) => [negotiation, certain])).toEqual([['mill', { low: 5, high: 5 }], ['port', { low: 7, high: 7 }]]);
    const { status, json: notices } = await api.get(made.items[0].link);
    expect([status, notices.by.unattributed.agency.certain]).toEqual([200, { low: 5, high: 5 }]);
  });

  it('never add people twice, and are read where batches may be the same', async () => {
    const claims = [{ happened: '2011-05-20', data: { count: '6', mayOverlap: ['mill.N1'] }, sources: [{ source: 'mill.S1', locator: '¶4' }] }];
    expect((await api.post('/api/v1/negotiations/mill/facts', { fact: 'mill.N3', type: 'notices.issued', claims })).status).toBe(201);
    expect(await lines('by=negotiation')).toEqual([['mill', null, null, 24, 30, 30], ['port', null, null, 7, 7, 7]]);
    expect((await api.get('/api/v1/notices?by=month')).json.basis.cost).toBe('linear');
    expect(await lines('by=month,negotiation&month=2011-05')).toEqual([['mill', null, '2011-05', 20, 26, 26], ['port', null, '2011-05', 7, 7, 7]]);
    expect(await lines('by=month&month=2011-05')).toEqual([[null, null, '2011-05', 27, 33, 33]]);
    expect(await lines('by=agency&name=Parks')).toEqual([[null, 'Parks', null, 19, 19, 19]]);
  });

  it.each(['by=agency,site', 'by=colour', 'by=month&name=Parks', 'by=agency,negotiation', 'notice=parking'])('refuse %s', async (query) => {
    expect((await api.get(`/api/v1/notices?${query}`)).json).toMatchObject({ status: 400, code: 'bad-parameter' });
  });
});
