import { expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../../test/support/on-postgres.js';
import { logOf, open } from './ledger.js';
import { sample } from './sample.js';

describeOnPostgres('an index in PostgreSQL', (postgres) => {
  it('holds the sample', async () => {
    const url = await postgres.createDatabase();
    const { readModel, indexer } = await open(url, { log: await logOf(sample().events()) });
    expect(indexer.status()).toEqual(1);
    expect(await readModel.searchStatements('talks', 'layoff', 10)).toEqual(['talks.W1']);
  });
});
