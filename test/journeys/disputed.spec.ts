import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contest, StateAnswer } from '#libs/domain';
import { parley } from '../../apps/cli/test/run.js';
import { type Server, startServer } from '../support/server.js';

/** Two papers on one batch: it stays one fact, told in a shell and asked about over HTTP. */

const claim = (source: string, count: number, more: object = {}) => ({ happened: '2011-05-09', data: { round: 'may', count }, attributedTo: `the ${source}`, sources: [{ source: `talks.${source}`, locator: '¶1' }], ...more });
const paper = (key: string, published: string) => ({ fact: `talks.${key}`, type: 'source.registered', claims: [{ data: { title: key, published } }] });

describe('a batch that two papers tell of', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ record: false });
    const opened = await server.post('/api/v1/negotiations', {
      id: 'talks',
      title: 'The talks',
      zone: 'Europe/Berlin',
      facts: [paper('Gazette', '2011-05-10'), paper('Courier', '2011-05-20'), { fact: 'talks.N1', type: 'notices.issued', claims: [claim('Gazette', 100)] }],
    });
    expect(opened.status).toBe(201);
  });
  afterAll(() => server.close());

  async function tell(...claims: object[]): Promise<void> {
    const { code, err } = await parley(['facts', 'revise', 'talks.N1', '--url', server.url, '--token', server.token], { stdin: JSON.stringify(claims) });
    expect({ code, err }).toMatchObject({ code: 0 });
  }

  /** The count, and who disputes it. */
  async function seen(known: string): Promise<{ bounds: [number, number | null]; disputed: unknown[] }> {
    const state = JSON.parse((await server.get(`/api/v1/negotiations/talks/state?at=2011-05-20&known=${known}`)).text) as StateAnswer;
    const { factCount, certain } = state.notices.all.issued.itemised;
    expect(factCount).toBe(1);
    const values = ({ contests }: { contests: Contest[] }) => contests.flatMap(({ member, values: all }) => [member, ...all.map(({ attributedTo }) => attributedTo)]);
    return { bounds: [certain.low, certain.high], disputed: state.contested.flatMap(values) };
  }

  it('corroborates where they agree', async () => {
    await tell(claim('Gazette', 100), claim('Courier', 100));
    expect(await seen('2011-05-20')).toEqual({ bounds: [100, 100], disputed: [] });
  });

  it('is answered by both where they differ, from the day of the second on', async () => {
    await tell(claim('Gazette', 100), claim('Courier', 120));
    expect(await seen('2011-05-19')).toEqual({ bounds: [100, 100], disputed: [] });
    expect(await seen('2011-05-20')).toEqual({ bounds: [100, 120], disputed: ['/data/count', 'the Gazette', 'the Courier'] });
  });

  it('is answered by the preferred one, while the other stays on record', async () => {
    await tell(claim('Gazette', 100), claim('Courier', 120, { rank: 'preferred' }));
    expect(await seen('2011-05-20')).toEqual({ bounds: [120, 120], disputed: [] });
    const { claims } = JSON.parse((await server.get('/api/v1/facts/talks.N1')).text) as { claims: { attributedTo: string; speaks: boolean }[] };
    expect(claims.map(({ attributedTo, speaks }) => [attributedTo, speaks])).toEqual([['the Courier', true], ['the Gazette', false]]);
  });
});
