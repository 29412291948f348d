import { describe, expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../../../test/support/on-postgres.js';
import type { Postgres } from '../../../../test/support/postgres.js';
import { type Pooler, runsPgbouncer, startPgbouncer } from '../../../../test/support/pgbouncer.js';
import { batch, take } from '../testing/events.js';
import { openPostgresLog } from './postgres-log.js';

const NAME = 'a ledger in PostgreSQL behind PgBouncer';

if (runsPgbouncer) describeOnPostgres(NAME, tests);
else describe.skip(`${NAME} (skipped: no pgbouncer was found)`, () => tests({} as Postgres));

function tests(postgres: Postgres): void {
  async function behind(settings: string[], work: (pooler: Pooler, database: string) => Promise<void>): Promise<void> {
    const database = await postgres.createDatabase();
    const pooler = await startPgbouncer(database, ...settings);
    try {
      await work(pooler, database);
    } finally {
      await pooler.stop();
    }
  }

  it('is written in turns, read and heard of at once, where each connection has a session of its own', () =>
    behind(['pool_mode = session'], async (pooler, database) => {
      const log = await openPostgresLog(pooler.through(database), { pollMs: 600_000 });
      const second = await openPostgresLog(pooler.through(database), { turnMs: 50 });
      const following = take(log.follow(0), 4);
      await log.append(0, batch(0, 2));
      await log.inTurn!(2, async (turn) => {
        // What the pooler does not hand on at the beginning of a session is set all the same.
        await expect(second.append(2, batch(2, 2))).rejects.toMatchObject({ message: expect.stringMatching(/other writers kept it/) });
        await turn.append(2, batch(2, 2));
      });
      expect(await following).toEqual(batch(0, 4));
      await log.close();
      await second.close();
    }));

  it.each([
    [['pool_mode = transaction']],
    [['pool_mode = transaction', 'default_pool_size = 1']],
    [['pool_mode = statement']],
  ])('is refused at the start where it has not, and nothing is set or made: %j', (settings) =>
    behind(settings, async (pooler, database) => {
      await expect(openPostgresLog(pooler.through(database))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/pooler between gives each transaction another session: .*pool_mode = session/) });
      const { rows } = await postgres.as(pooler.through(database), (client) => client.query("SELECT current_setting('statement_timeout') AS limit, to_regnamespace('parley') AS schema"));
      expect(rows).toEqual([{ limit: '0', schema: null }]);
    }));
}
