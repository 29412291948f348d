import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Bounds, Explanation, Finding, ReplayStep, StateAnswer } from '#libs/domain';
import { canonicalJson } from '#libs/proof';
import { parley } from '../../apps/cli/test/run.js';
import { linesOf, type Server, startServer } from '../support/server.js';

/** The first minutes of the three who come to the record. */

const RECORD = '/api/v1/negotiations/connecticut-2011';

interface ExportedEvent {
  head: { seq: number; fact: string; type: string; op: string; bodyHash: string };
  body: { claims: { data: Record<string, unknown> }[] };
}

let server: Server;

beforeAll(async () => {
  server = await startServer({ record: true });
});
afterAll(() => server.close());

async function get<T>(path: string): Promise<T> {
  const { status, text } = await server.get(path);
  expect({ status, text }).toMatchObject({ status: 200 });
  return JSON.parse(text) as T;
}

describe('the historian', () => {
  const replay = async (clock: string) => linesOf<ReplayStep>((await server.get(`${RECORD}/replay?clock=${clock}`)).text);
  const placeOf = (steps: readonly ReplayStep[], id: string): number => {
    const place = steps.findIndex(({ fact }) => fact?.fact === `connecticut-2011.${id}`);
    if (place < 0) throw new Error(`${id} is no step of the story`);
    return place;
  };

  it('replays the story as it happened: the package before the articles that tell of it', async () => {
    const steps = await replay('happened');
    expect(placeOf(steps, 'M1')).toBe(0);
    expect(placeOf(steps, 'T1')).toBeLessThan(placeOf(steps, 'N8'));
    expect(placeOf(steps, 'N8')).toBeLessThan(placeOf(steps, 'N10'));
  });

  it('replays it as readers came to know it: the terms a fortnight after the defeat', async () => {
    const steps = await replay('reported');
    expect(placeOf(steps, 'N8')).toBeLessThan(placeOf(steps, 'T1'));
    const instants = steps.map(({ instant }) => instant ?? '');
    expect(instants).toEqual([...instants].sort());
  });

  it('replays it as it was typed in, one step for each event', async () => {
    const steps = await replay('recorded');
    const events = linesOf<ExportedEvent>((await server.get(`${RECORD}/export`)).text);
    expect(steps.map(({ fact }) => fact?.fact)).toEqual(events.map(({ head }) => head.fact));
  });

  it('ends on all three clocks with the same status', async () => {
    for (const clock of ['happened', 'reported', 'recorded']) {
      const changes = (await replay(clock)).flatMap(({ changed }) => changed).filter(({ path }) => path === 'deal.status');
      expect([clock, changes.at(-1)?.to?.value]).toEqual([clock, 'talking']);
    }
  });

  it('finds contradictions kept, each side with its paragraph', async () => {
    const { contested } = await get<StateAnswer>(`${RECORD}/state?at=2011-07-27`);
    expect(contested.map(({ fact, contests }) => [fact, contests.map(({ member, values }) => [member, values.map(({ sources }) => sources[0]?.locator)])])).toEqual([
      ['connecticut-2011.M4', [['/happened', ['¶3', '¶9']]]],
      ['connecticut-2011.M11', [['/data/until', ['¶2', '¶2-3']]]],
    ]);
  });
});

describe('the reporter, ten minutes before midnight', () => {
  it('quotes a sentence whose link gives the same bytes after the ledger has grown', async () => {
    const asked = `${RECORD}/state?at=2011-07-13`;
    const quoted = await get<StateAnswer & { links: { pinned: string } }>(asked);
    const before = await server.get(quoted.links.pinned);
    expect(JSON.parse(before.text)).toMatchObject({ headline: quoted.headline, basis: { ledger: { size: quoted.basis.ledger.size } } });
    expect(quoted.headline).toContain('328 layoff notices had been issued according to the administration and about 125 according to union members');

    const late = await server.post(`${RECORD}/facts`, {
      fact: 'connecticut-2011.late',
      type: 'notices.issued',
      claims: [{ happened: '2011-07-13', data: { round: 'july', count: 40 }, attributedTo: 'the administration', sources: [{ source: 'connecticut-2011.S4', locator: '¶1' }] }],
    });
    expect(late.status).toBe(201);

    const after = await server.get(quoted.links.pinned);
    expect(after.text).toBe(before.text);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    const now = await get<StateAnswer>(asked);
    expect(now.notices.rounds.find(({ round }) => round === 'july')?.issued.itemised.certain).toEqual({ low: 486, high: 500 });
    const earlier = await get<StateAnswer>(`${asked}&ledger=${quoted.basis.ledger.size}`);
    expect(earlier.headline).toBe(quoted.headline);

    await server.post('/api/v1/facts/connecticut-2011.late/events', { op: 'retract', reason: 'typed into the wrong record' });
    expect((await get<StateAnswer>(asked)).headline).toBe(quoted.headline);
    expect((await server.get(quoted.links.pinned)).text).toBe(before.text);
  });

  it('reads the same page in a shell, with who said what and how old the newest source is', async () => {
    const { code, out } = await parley(['state', 'connecticut-2011', '--at', '2011-06-15', '--url', server.url]);
    expect(code).toBe(0);
    expect(out).toContain('At the end of June 15, 2011, the two sides were talking');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('36 days');
  });

  it('is told what is wrong with a date that never was', async () => {
    const { status, text } = await server.get(`${RECORD}/state?at=2011-02-29`);
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([400, 'bad-moment']);
  });
});

describe('the auditor', () => {
  const bounds = ({ low, high }: Bounds): [number, number | null] => [low, high];

  it('is shown what does not add up, and follows it to its sources', async () => {
    const { findings } = await get<{ findings: Finding[] }>(`${RECORD}/findings?at=2011-07-27`);
    expect(findings.map(({ code, verdict }) => `${code}: ${verdict}`)).toEqual(expect.arrayContaining(['stated-total: not-contradicted', 'footing: not-contradicted', 'figure-parts: ties', 'contested: contested']));
    const explanation = await get<Explanation>(`${RECORD}/explain?at=2011-07-13&path=notices.rounds.july.issued`);
    expect(explanation.facts.map(({ fact }) => fact)).toEqual(['connecticut-2011.N8', 'connecticut-2011.N9']);
  });

  it('counts the July round by hand from the exported events, and from the index with SQL', async () => {
    const events = linesOf<ExportedEvent>((await server.get(`${RECORD}/export`)).text);
    expect(events.map(({ head }) => head.seq)).toEqual(events.map((_event, index) => index));
    for (const { head, body } of events) expect(createHash('sha256').update(canonicalJson(body)).digest('hex')).toBe(head.bodyHash);

    const retracted = new Set(events.filter(({ head }) => head.op === 'retract').map(({ head }) => head.fact));
    const counts = events
      .filter(({ head, body }) => head.type === 'notices.issued' && head.op === 'record' && body.claims[0]?.data['round'] === 'july' && !retracted.has(head.fact))
      .map(({ body }) => body.claims[0]?.data['count'] as { low: number; high: number });
    const byHand = [counts.reduce((sum, { low }) => sum + low, 0), counts.reduce((sum, { high }) => sum + high, 0)];

    const index = new Database(join(server.data, 'index.db'), { readonly: true });
    const sql = index.prepare("SELECT sum(low) AS low, sum(high) AS high FROM notices_shown WHERE negotiation = 'connecticut-2011' AND measure = 'issued' AND round = 'july' AND part = 0 AND NOT stated").get() as Bounds;
    index.close();

    const { notices } = await get<StateAnswer>(`${RECORD}/state?at=2011-07-13`);
    const answered = notices.rounds.find(({ round }) => round === 'july')!.issued.itemised.certain;
    expect([byHand, bounds(sql), bounds(answered)]).toEqual([[446, 460], [446, 460], [446, 460]]);
  });

  it('takes the same events out in a shell as over HTTP', async () => {
    const { out } = await parley(['export', 'connecticut-2011', '--url', server.url]);
    expect(out).toBe((await server.get(`${RECORD}/export`)).text);
  });
});
