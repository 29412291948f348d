import { expect, it } from '@jest/globals';
import { describeOnPostgres } from './on-postgres.js';

describeOnPostgres('the server that tests use', (postgres) => {
  it('flushes what it commits, and has it after a crash', async () => {
    const database = await postgres.createDatabase();
    await postgres.as(database, (client) => client.query('CREATE TABLE kept (what text)'));
    const { rows } = await postgres.as(database, (client) => client.query("INSERT INTO kept VALUES ('this') RETURNING current_setting('fsync') AS fsync"));
    await postgres.crash();
    await expect(postgres.as(database, async () => undefined)).rejects.toThrow('ECONNREFUSED');
    await postgres.start();
    expect([rows, await postgres.as(database, async (client) => (await client.query('SELECT what FROM kept')).rows)]).toEqual([[{ fsync: 'on' }], [{ what: 'this' }]]);
  });
});
