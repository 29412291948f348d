import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LogBusy, NotBuilt } from '#libs/application';
import { LogUnavailable } from '#libs/log';
import { REJECTION_CODES, Rejection } from '#libs/domain';
import { problemOf } from '../src/http/problem.js';
import { PROBLEMS } from '../src/http/problems.js';
import { type Api, batch, openApi, type Reply, TALKS } from './api.js';

const ABOUT = '/api/v1/negotiations/connecticut-2011';
const FACTS = '/api/v1/negotiations/talks/facts';
const EVENTS = '/api/v1/facts/talks.N1/events';
const retract = { op: 'retract' };

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true, env: { PARLEY_BODY_LIMIT: '4000000' } });
  await api.post('/api/v1/negotiations', TALKS);
  await api.post(FACTS, batch('talks.N1', 100));
});
afterAll(() => api?.close());

/** Every problem that a request can bring about, with the request. */
const REQUESTS: [code: keyof typeof PROBLEMS, ask: () => Promise<Reply>, errors?: object[]][] = [
  ['unknown-parameter', () => api.get(`${ABOUT}/state?when=2011-07-13`), [{ parameter: 'when', detail: 'unknown parameter "when"' }]],
  ['bad-parameter', () => api.get(`${ABOUT}/timeline?limit=0`), [{ parameter: 'limit', detail: 'expected at least 1, not 0' }]],
  ['bad-parameter', () => api.get(`${ABOUT}/state?at=2011-07-13&at=2011-07-14`), [{ parameter: 'at', detail: 'given more than once' }]],
  ['missing-parameter', () => api.get(`${ABOUT}/explain`), [{ parameter: 'path', detail: expect.any(String) as unknown as string }]],
  ['missing-parameter', () => api.get(`${ABOUT}/diff?to=2011-07-13`)],
  ['bad-moment', () => api.get(`${ABOUT}/state?at=2011-02-29`)],
  ['bad-moment', () => api.get(`${ABOUT}/replay?from=yesterday`)],
  ['bad-cursor', () => api.get(`${ABOUT}/timeline?cursor=nonsense`)],
  ['bad-cursor', () => api.get(`${ABOUT}/timeline?cursor=${Buffer.from('{"after":0,"clocks":{"at":"2011","known":5,"ledger":"5","conventions":"rules-1"}}').toString('base64url')}`)],
  ['ledger-beyond-head', () => api.get(`${ABOUT}/state?ledger=100000`)],
  ['unknown-conventions', () => api.get(`${ABOUT}/state?conventions=rules-0`)],
  ['unknown-path', () => api.get(`${ABOUT}/explain?path=notices.rounds.august.issued`)],
  ['unknown-negotiation', () => api.get('/api/v1/negotiations/nowhere/state')],
  ['unknown-negotiation', () => api.get('/api/v1/negotiations/nowhere/export')],
  ['unknown-negotiation', () => api.post('/api/v1/negotiations/nowhere/facts', batch('nowhere.N1', 1))],
  ['unknown-fact', () => api.get('/api/v1/facts/nobody')],
  ['unknown-fact', () => api.post('/api/v1/facts/nobody/events', retract)],
  ['unknown-route', () => api.get('/api/v2/negotiations')],
  ['unknown-route', () => api.get(`${ABOUT}/state.xlsx`)],
  ['unknown-problem', () => api.get('/problems/bad-weather')],
  ['method-not-allowed', () => api.send('DELETE', `${ABOUT}/timeline`)],
  ['not-acceptable', () => api.get(`${ABOUT}/state`, { accept: 'image/png' })],
  ['not-acceptable', () => api.get(`${ABOUT}/explain.csv?path=deal.status`)],
  ['malformed-request', () => api.get('/api/v1/negotiations/%zz/state')],
  ['uri-too-long', () => api.get(`/api/v1/facts/${'x'.repeat(500)}`)],
  ['malformed-json', () => api.post(FACTS, '{"fact":')],
  ['malformed-json', () => api.post(FACTS, '')],
  ['unsupported-media-type', () => api.post(FACTS, 'fact=1', { 'content-type': 'application/x-www-form-urlencoded' })],
  ['unsupported-media-type', () => api.post(FACTS, 'fact: 1', { 'content-type': 'text/plain' })],
  ['body-too-large', () => api.post(FACTS, JSON.stringify({ x: 'x'.repeat(4_000_000) }))],
  ['event-too-large', () => api.post(FACTS, { fact: 'talks.Q', type: 'statement.made', claims: Array.from({ length: 60 }, () => ({ happened: '2011-05-10', data: { speaker: 'A', gist: 'x'.repeat(19_000) } })) })],
  ['invalid-body', () => api.post(FACTS, [1]), [{ pointer: '', detail: expect.any(String) as unknown as string }]],
  ['invalid-body', () => api.post(FACTS, { ...batch('talks.N2', 1), extra: 1 }), [{ pointer: '/extra', detail: 'unknown member "extra"' }]],
  ['invalid-body', () => api.post(EVENTS, { op: 'erase' }), [{ pointer: '/op', detail: 'expected one of "revise", "mend", "retract", "reinstate", "redact"' }]],
  ['invalid-header', () => api.post(EVENTS, retract, { 'if-match': 'W/"abc"' })],
  ['invalid-header', () => api.post(EVENTS, { ...retract, expectedRevision: 2 }, { 'if-match': '"1"' })],
  ['invalid-header', () => api.post(FACTS, batch('talks.N2', 1), { 'idempotency-key': ' ' })],
  ['invalid-fact', () => api.post('/api/v1/negotiations', { id: 'mars', title: 'Mars', zone: 'Mars/Olympus' })],
  ['invalid-fact', () => api.post(FACTS, batch('talks N2', 1)), [{ pointer: '/fact', detail: expect.any(String) as unknown as string }]],
  ['unknown-type', () => api.post(FACTS, { ...batch('talks.N2', 1), type: 'notices.lost' }), [{ pointer: '/type', detail: 'unknown fact type' }]],
  ['unknown-source', () => api.post(FACTS, { fact: 'talks.M', type: 'milestone.reached', claims: [{ happened: '2011', data: { kind: 'talks-opened' }, sources: [{ source: 'talks.S9' }] }] })],
  ['unknown-reference', () => api.post(FACTS, { fact: 'talks.Q', type: 'statement.made', claims: [{ happened: '2011', data: { speaker: 'A', gist: 'b', person: 'nobody' } }] })],
  ['fact-exists', () => api.post(FACTS, batch('talks.N1', 100))],
  ['id-taken', async () => api.post(FACTS, batch('talks.N2', 1, { id: (await api.get('/api/v1/facts/talks.N1/history')).json.events[0].id }))],
  ['stale-revision', () => api.post(EVENTS, { ...retract, expectedRevision: 7 })],
  ['not-a-version', () => api.post(EVENTS, { op: 'mend', mends: 0, claims: [{ happened: '2011', data: { count: 1 } }] })],
  ['not-retracted', () => api.post(EVENTS, { op: 'reinstate' })],
  ['case-invalid', () => api.post('/api/v1/imports', { files: [{ path: 'case.yaml', text: 'negotiation: { id: x }\nmilestones:\n  M1: { kind: nonsense }\n' }] })],
  ['not-canonical', () => api.post(FACTS, '{"fact":"talks.Q","type":"statement.made","claims":[{"happened":"2011","data":{"speaker":"A","gist":"\\ud800"}}]}')],
  ['unauthorized', () => api.post(FACTS, batch('talks.N2', 1), { authorization: '' })],
];

describe('problems', () => {
  it.each(REQUESTS.map(([code, ask, errors]) => ({ code, ask, errors })))('$code', async ({ code, ask, errors }) => {
    const { status, headers, json } = await ask();
    expect({ status, code: json.code, title: json.title, type: json.type }).toEqual({ status: PROBLEMS[code].status, code, title: PROBLEMS[code].title, type: `/problems/${code}` });
    expect(json.status).toBe(status);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(json.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(JSON.stringify(json)).not.toMatch(/node_modules|\.ts:|\bat .*\.js:\d+/);
    expect((await api.get(json.type)).json).toMatchObject({ code, status });
    if (errors !== undefined) expect(json.errors).toEqual(errors);
  });

  it('name every place that is wrong in a case', async () => {
    const { json } = await api.post('/api/v1/imports', { files: [{ path: 'case.yaml', text: 'negotiation: { id: x }\nmilestones:\n  M1: { kind: nonsense }\n' }] });
    expect(json.errors.length).toBeGreaterThan(2);
    for (const error of json.errors) expect(error).toMatchObject({ file: 'case.yaml', line: expect.any(Number), column: expect.any(Number) });
  });

  it('list the methods that an address takes', async () => {
    expect((await api.send('DELETE', `${ABOUT}/timeline`)).headers['allow']).toBe('GET, HEAD');
    expect((await api.send('PUT', '/api/v1/negotiations')).headers['allow']).toBe('GET, HEAD, POST');
  });

  it('say when to try again', () => {
    const told = [new LogBusy(3), new LogUnavailable('it is away'), new NotBuilt('verify.mjs')].map((error) => problemOf(error)).map(({ code, status, kind }) => [code, status, kind.retryAfter]);
    expect(told).toEqual([['log-busy', 503, 1], ['log-unavailable', 503, 5], ['not-built', 503, 60]]);
  });

  it('say nothing of what they do not know', () => {
    const problem = problemOf(new Error('SELECT secret FROM tokens'));
    expect([problem.code, problem.status, problem.message]).toEqual(['internal', 500, 'the request could not be answered']);
    expect(problemOf('thrown text').code).toBe('internal');
  });

  it('know every rejection of the domain', () => {
    for (const code of REJECTION_CODES) expect(problemOf(new Rejection(code, 'no')).code).toBe(code);
  });
});
