import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/application';
import { type Running, serve } from '../../apps/api/src/serve.js';
import { loggingTo } from '../support/logging.js';
import { TYPESCRIPT_PARLEY } from '../support/shell.js';
import { CONNECTICUT, parley, type Ran, withFolder } from '../../apps/cli/test/run.js';

/** The same command on the ledger and through a server of the same ledger: the same answer, the same refusal. */

const ID = 'connecticut-2011';
let data: string;
let server: Running;
let token: string;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'parley-doors-'));
  await parley(['import', CONNECTICUT, '--data', data]);
  token = (await parley(['token', 'create', 'desk', '--data', data])).out.trim();
  server = await serve(readSettings({ PARLEY_DATA: data, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false' }), loggingTo());
});

afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

const direct = (...argv: string[]): Promise<Ran> => parley([...argv, '--data', data]);
const remote = (...argv: string[]): Promise<Ran> => parley([...argv, '--url', server.url]);

/** All clocks fixed, so that both are asked the same. */
const PINNED = ['--known', '2012', '--ledger', '100'];

describe('through both doors', () => {
  it.each([
    ['list', '--at', '2011-07-13', ...PINNED],
    ['state', ID, '--at', '2011-07-13', ...PINNED],
    ['timeline', ID, '--at', '2011-07-13', '--order', 'reported', '--include', 'retracted', 'history', ...PINNED],
    ['notices', ID, '--by', 'agency', '--at', '2011-07-13', ...PINNED],
    ['deadlines', ID, '--at', '2011-07-13', ...PINNED],
    ['ballots', ID, '--at', '2011-07-13', ...PINNED],
    ['figures', ID, '--at', '2011-07-13', ...PINNED],
    ['statements', ID, '--at', '2011-07-13', '--side', 'employer', ...PINNED],
    ['explain', ID, 'notices.rounds.july.issued', '--at', '2011-07-13', ...PINNED],
    ['findings', ID, '--at', '2011-07-13', ...PINNED],
    ['diff', ID, '--from', '2011-07-11', '--to', '2011-07-13', '--at', '2011-07-13', ...PINNED],
    ['replay', ID, '--to', '2011-05-10', '--at', '2011-07-13', ...PINNED],
    ['facts', 'show', `${ID}.M4`, '--at', '2011-07-13', ...PINNED],
    ['facts', 'history', `${ID}.M4`, '--at', '2011-07-13', ...PINNED],
  ])('%s %s %s %s answers alike, as JSON to the byte', async (...argv) => {
    const [here, there] = [await direct(...argv, '--json'), await remote(...argv, '--json')];
    expect(there).toEqual(here);
    expect(here).toMatchObject({ code: 0, err: '' });
  });

  it('prints the same page, but for where its link leads', async () => {
    const asked = ['state', ID, '--at', '2011-07-13', ...PINNED];
    const [here, there] = [await direct(...asked), await remote(...asked)];
    expect(there.out).toBe(here.out.replace('http://127.0.0.1:3000', server.url));
  });

  it('exports the same bytes', async () => {
    const [here, there] = [await direct('export', ID), await remote('export', ID)];
    expect(there.out).toBe(here.out);
    expect(here.out.split('\n').length).toBeGreaterThan(100);
  });

  it.each([
    ['state', 'nowhere'],
    ['state', ID, '--at', '2011-02-30'],
    ['state', ID, '--ledger', '99999'],
    ['timeline', ID, '--cursor', 'x'],
    ['explain', ID, 'deal.mood'],
    ['facts', 'show', 'nothing'],
    ['facts', 'retract', `${ID}.M4`, '--revision', '7'],
    ['facts', 'reinstate', `${ID}.M4`],
    ['export', 'nowhere'],
    ['replay', 'nowhere', '--json'],
  ])('%s %s %s %s is refused alike', async (...argv) => {
    const [here, there] = [await direct(...argv), await remote(...argv, '--token', token)];
    expect(there).toEqual(here);
    expect(here.code).toBeGreaterThan(0);
  });

  it('refuses claims that are not valid alike, each with its pointer', async () => {
    const stdin = '[{ "happened": "2011-05-40", "data": { "kind": "budget-signed", "x": 1 } }]';
    const mend = (door: string[]): Promise<Ran> => parley(['facts', 'mend', `${ID}.M4`, ...door], { stdin });
    const [here, there] = [await mend(['--data', data]), await mend(['--url', server.url, '--token', token])];
    expect(there).toEqual(here);
    expect(here).toMatchObject({ code: 5, err: expect.stringContaining('/claims/0/happened: ') });
  });

  it('names every place of a case that is not valid alike', () =>
    withFolder(async (folder) => {
      writeFileSync(join(folder, 'case.yaml'), 'negotiation: { id: talks, title: The talks, zone: Mars/Olympus }\nmilestones:\n  M1: { when: 2011-02-30, kind: talks-opend }\n');
      const [here, there] = [await direct('import', folder), await remote('import', folder, '--token', token)];
      expect(there).toEqual(here);
      expect(here).toMatchObject({ code: 5, out: '' });
      expect(here.err.split('\n').filter((line) => line.startsWith(`${folder}/case.yaml:`)).length).toBeGreaterThanOrEqual(3);
    }));

  it('imports a list of several pieces alike', () =>
    withFolder(async (folder) => {
      const rows = Array.from({ length: 1_500 }, (_, row) => `b${row},2011-05-10,${row + 1},é${'x'.repeat(40)}\n`);
      writeFileSync(join(folder, 'case.yaml'), 'negotiation: { id: mill, title: The mill, zone: UTC }\nlists: { may.csv: { type: issued } }\n');
      writeFileSync(join(folder, 'may.csv'), `id,when,count,what\n${rows.join('')}`);
      const [here, there] = [await direct('import', folder, '--dry-run'), await remote('import', folder, '--dry-run', '--token', token)];
      expect(there).toEqual(here);
      expect((await remote('import', folder, '--token', token)).out).toMatch(/mill: 1501 recorded; 0 unchanged\n$/);
      expect((await direct('import', folder, '--dry-run')).out).toMatch(/mill: nothing to write; 1501 unchanged\n$/);
    }));

  it('changes a fact through a server, under the name of the token, and shows it on the ledger', async () => {
    const written = await parley(['facts', 'retract', `${ID}.Q1`, '--reason', 'a trial', '--url', server.url], { env: { PARLEY_TOKEN: token } });
    expect(written.out).toMatch(/^connecticut-2011\.Q1: revision 2 recorded as event \d+ /);
    expect((await direct('facts', 'history', `${ID}.Q1`)).out).toMatch(/by desk\n +• taken back as our own error\n +• reason: a trial/);
    expect((await remote('facts', 'reinstate', `${ID}.Q1`, '--token', token)).code).toBe(0);
  });

  it('writes nothing to a server without its token', async () => {
    const refused = await remote('facts', 'retract', `${ID}.Q1`);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('parley token create NAME') });
    expect((await remote('facts', 'retract', `${ID}.Q1`, '--token', 'parley_wrong')).code).toBe(2);
  });

  it('imports through a server', async () => {
    const [here, there] = [await direct('import', CONNECTICUT), await remote('import', CONNECTICUT, '--token', token)];
    expect(there).toEqual(here);
    expect(here.out).toMatch(/connecticut-2011: nothing to write; \d+ unchanged\n$/);
  });

  it('tells who watches how much of an import was sent, and then that the server writes', async () => {
    const { code, err } = await parley(['import', CONNECTICUT, '--url', server.url, '--token', token], { watched: true });
    expect([code, err.split('\r\u001B[K')]).toEqual([0, ['', 'importing: 0', 'importing: all is sent, now the server checks and writes it', '']]);
  });
});

describe('a reader that goes away', () => {
  it.each([
    ['stdout', ['timeline', ID], 0],
    ['stderr', ['facts', 'show', 'nothing'], 3],
  ] as const)('from %s leaves the exit code as it is', async (stream, words, code) => {
    const child = spawn(process.execPath, [...TYPESCRIPT_PARLEY, ...words, '--data', data], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
    child[stream].destroy();
    const rest = text(child[stream === 'stdout' ? 'stderr' : 'stdout']);
    expect([await once(child, 'exit'), await rest]).toEqual([[code, null], '']);
  });
});
