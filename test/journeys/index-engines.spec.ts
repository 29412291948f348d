import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openParley, type Parley, type Question, QuestionError, readSettings, verifyLedger } from '#libs/application';
import { shippedCases } from '../../apps/api/src/shipped-cases.js';
import { answerText } from '../support/answer-text.js';
import { describeOnPostgres } from '../support/on-postgres.js';

/** Moments before, within and after the record; the last is the head of everything. */
const MOMENTS = [{ at: '2011-05-11', known: '2011-05-11' }, { at: '2011-07-13', known: '2011-07-20' }, { at: '2011-07-13', ledger: '40' }, { at: '2012-01-01' }];

function questions(clocks: (typeof MOMENTS)[number], facts: readonly string[]): Question[] {
  const about = { negotiation: 'connecticut-2011', ...clocks };
  return [
    ...(['negotiation', 'state', 'notices', 'course', 'deadlines', 'ballots', 'figures', 'findings', 'reconciliation', 'timeline', 'statements', 'corrections', 'late', 'story'] as const).map((ask) => ({ ask, ...about })),
    { ask: 'timeline', order: 'reported', include: ['retracted', 'history'], q: 'notices', limit: 500, ...about },
    { ask: 'notices', by: 'agency', ...about },
    { ask: 'explain', path: 'dealStatus', ...about },
    { ask: 'diff', clock: 'happened', from: '2011-05-10', to: clocks.at, ...about },
    ...['layoffs', 'deal', 'union vote', 'Malloy'].flatMap((q): Question[] => [{ ask: 'statements', q, ...about }, { ask: 'statements-across', q, ...clocks }]),
    ...facts.flatMap((fact): Question[] => [{ ask: 'fact', fact, ...clocks }, { ask: 'fact-history', fact, ...clocks }]),
    { ask: 'negotiations', ...clocks },
    { ask: 'negotiations', q: 'connecticut', ...clocks },
    { ask: 'negotiations', status: 'ratified', ...clocks },
    ...['agency', 'month', 'negotiation'].map((by): Question => ({ ask: 'notices-across', by: [by], ...clocks })),
  ];
}

describeOnPostgres('the shipped record', (postgres) => {
  let folder: string;
  let both: Parley[];
  let settings: ReturnType<typeof readSettings>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-engines-'));
    settings = readSettings({ PARLEY_DATA: folder, PARLEY_INDEX: await postgres.createDatabase() });
    const clock = () => 1_332_000_000_000_000_000n;
    both = [await openParley(readSettings({ PARLEY_DATA: folder }), { clock }), await openParley(settings, { clock })];
    for (const { files } of await shippedCases()) await both[0]!.importCase(files, 'archivist');
  });

  afterAll(async () => {
    for (const parley of both) await parley.close();
    await rm(folder, { recursive: true });
  });

  const answerOf = (parley: Parley, question: Question): Promise<string> => parley.ask(question).then(answerText, (error: unknown) => (error instanceof QuestionError ? error.message : Promise.reject(error as Error)));

  it('is answered alike from an index in SQLite and one in PostgreSQL', async () => {
    const [sqlite, postgresql] = both as [Parley, Parley];
    const { ledger } = await sqlite.readiness();
    await postgresql.reach(ledger.size - 1);
    const facts = ['connecticut-2011.N8', 'connecticut-2011.S4'];
    let asked = 0;
    for (const question of MOMENTS.flatMap((clocks) => questions(clocks, facts))) {
      const text = await answerOf(sqlite, question);
      expect([question, await answerOf(postgresql, question)]).toEqual([question, text]);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(100);
    expect((await postgresql.readiness()).index).toMatchObject({ position: ledger.size, status: 'current' });
  });

  it('is verified with its index, row by row', async () => {
    expect(await verifyLedger(settings)).toMatchObject({ rows: true, indexed: expect.any(Number) });
    expect((await verifyLedger(settings)).discrepancy).toBeUndefined();
  });
});
