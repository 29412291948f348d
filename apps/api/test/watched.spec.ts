import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileTokens, readSettings } from '#libs/application';
import { createLogging } from '../src/http/logging.js';
import { type Running, serve } from '../src/serve.js';

/** What whoever runs the server sees of it: counts, a line for each request, spans. The server is a real one, and so is the collector's socket. */

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const REQUEST = '7b0e6f3a-42f5-4c9e-9d7c-5a3d1f0b2c4d';

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

let folder: string;
let running: Running;
let collector: Server;
let token: string;
const spans: Span[] = [];
const lines: Record<string, unknown>[] = [];

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${running.url}${path}`, { headers });
const post = (body: unknown): Promise<Response> =>
  fetch(`${running.url}/api/v1/negotiations`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** Name and labels, to value. */
async function counts(): Promise<Map<string, number>> {
  const text = await (await get('/metrics')).text();
  return new Map(text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-watched-'));
  token = await fileTokens(join(folder, 'tokens.json'), () => Buffer.alloc(32, 7), () => '2012-01-01T00:00:00Z').create('archivist');
  collector = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { resourceSpans } = JSON.parse(Buffer.concat(pieces).toString()) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  const settings = readSettings({ PARLEY_DATA: folder, PARLEY_PORT: '0', PARLEY_LOGGING: 'json', PARLEY_TRACES: `http://127.0.0.1:${port}/v1/traces` });
  const stream = new PassThrough();
  stream.on('data', (line: Buffer) => lines.push(JSON.parse(line.toString()) as Record<string, unknown>));
  running = await serve(settings, createLogging(settings, stream));
});
afterAll(async () => {
  collector.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a server that is watched', () => {
  it('counts what it writes, how large its batches are, and how it stands', async () => {
    const before = await counts();
    expect(before.get('parley_ready')).toBe(1);
    expect(before.get('parley_index_lag_events')).toBe(0);
    const size = before.get('parley_ledger_events')!;
    expect(before.get('parley_appended_events_total')).toBe(size);
    expect((await post({ id: 'mill-1912', title: 'The mill', zone: 'America/New_York' })).status).toBe(201);
    await get('/api/v1/negotiations/mill-1912/state');
    const after = await counts();
    expect(after.get('parley_ledger_events')).toBe(size + 1);
    expect(after.get('parley_appended_events_total')).toBe(size + 1);
    expect(after.get('parley_append_batch_events_bucket{le="1"}')).toBe((before.get('parley_append_batch_events_bucket{le="1"}') ?? 0) + 1);
    expect(after.get('parley_append_seconds_count')).toBe(before.get('parley_append_seconds_count')! + 1);
    expect(after.get('parley_append_conflicts_total')).toBe(0);
    expect(after.get('parley_cache_negotiations')).toBe(before.get('parley_cache_negotiations')! + 1);
    expect(after.get('parley_cache_bytes')).toBeGreaterThan(before.get('parley_cache_bytes')!);
    expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  });

  it('says how long what was written has been without a checkpoint', async () => {
    expect((await counts()).get('parley_checkpoint_behind_seconds')).toBeGreaterThan(0);
    await get('/checkpoint');
    const covered = await counts();
    expect(covered.get('parley_checkpoint_behind_seconds')).toBe(0);
    expect(covered.get('parley_checkpoint_events')).toBe(covered.get('parley_ledger_events'));
  });

  it('counts requests by route, never by address', async () => {
    for (const id of ['a', 'b', 'c']) await get(`/api/v1/negotiations/${id}/state`);
    for (const path of ['/x', '/y?z=1']) await get(path);
    const counted = await counts();
    expect(counted.get('parley_http_request_seconds_count{method="GET",route="/api/v1/negotiations/:id/state",status="404"}')).toBe(3);
    expect(counted.get('parley_http_request_seconds_count{method="GET",route="none",status="404"}')).toBe(2);
    expect([...counted.keys()].filter((name) => name.includes('negotiations/a'))).toEqual([]);
  });

  it('gives each request an id, or keeps the proxy’s, in the reply, the problem and the log', async () => {
    const reply = await get('/api/v1/negotiations/nobody/state?at=1912', { 'x-request-id': REQUEST });
    expect(reply.headers.get('x-request-id')).toBe(REQUEST);
    expect(await reply.json()).toMatchObject({ instance: `urn:uuid:${REQUEST}` });
    expect(lines).toContainEqual({ level: 'info', time: expect.any(String), reqId: REQUEST, method: 'GET', url: '/api/v1/negotiations/nobody/state?at=1912', status: 404, milliseconds: expect.any(Number), problem: 'unknown-negotiation', msg: 'answered' });
    const forged = await get('/health/live', { 'x-request-id': 'x"}\n{"level":"fatal"' .replace('\n', ' ') });
    expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('names who wrote, and no secret', () => {
    expect(lines.filter(({ method }) => method === 'POST')).toEqual([expect.objectContaining({ writer: 'archivist', status: 201 })]);
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  it('sends spans of a request and of what it asks, within the caller’s trace', async () => {
    await get('/api/v1/negotiations/connecticut-2011/state?at=2011-07-13', { traceparent: `00-${TRACE}-b7ad6b7169203331-01` });
    // What waits is sent on closing.
    await running.close();
    const mine = spans.filter(({ traceId }) => traceId === TRACE);
    const request = mine.find(({ name }) => name === 'GET /api/v1/negotiations/:id/state')!;
    expect(request.parentSpanId).toBe('b7ad6b7169203331');
    expect(request.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 200 } });
    expect(mine.find(({ name }) => name === 'ask state')).toMatchObject({ parentSpanId: request.spanId });
    const written = spans.find(({ name }) => name === 'record')!;
    expect(spans.find(({ spanId }) => spanId === written.parentSpanId)?.name).toBe('POST /api/v1/negotiations');
  });
});
