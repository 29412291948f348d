import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openLog } from '#libs/log';
import { SEED } from '../../../../test/support/property.js';
import { story } from '../../../../test/support/story.js';
import { change, freshPath, logOf, open, query, stored } from '../../test/ledger.js';
import { many } from '../../test/many.js';

describe('the moves of the deal', () => {
  it('are the same whether events come one by one or together', async () => {
    let moves = 0;
    await fc.assert(
      fc.asyncProperty(many, async ({ events }) => {
        const [together, oneByOne] = [await freshPath(), await freshPath()];
        await open(together, { log: await logOf(events) });
        const log = await openLog('memory:');
        const { indexer } = await open(oneByOne, { log });
        for (const event of stored(events)) {
          await log.append(event.seq, [event]);
          await indexer.catchUp();
        }
        const rows = query(together, 'SELECT * FROM status_moves ORDER BY 1, 2, 3, 4, 5, 6');
        expect(query(oneByOne, 'SELECT * FROM status_moves ORDER BY 1, 2, 3, 4, 5, 6')).toEqual(rows);
        moves += rows.length;
      }),
      { seed: SEED, numRuns: 12 },
    );
    expect(moves).toBeGreaterThan(20);
  });

  it('of other ballots are left as they are by a ballot\'s events', async () => {
    const tale = story().record('talks', 'negotiation.opened', { title: 'Talks', zone: 'America/New_York' });
    for (const ballot of ['one', 'two']) tale.record(`call-${ballot}`, 'ballot.called', { ballot }, { happened: '2011-07-01' });
    const path = await freshPath();
    const log = await logOf(tale.events());
    const { indexer } = await open(path, { log });
    change(path, "UPDATE status_moves SET status = 'ended'");
    tale.record('another', 'ballot.called', { ballot: 'two' }, { happened: '2011-07-02' });
    await log.append(3, stored(tale.events().slice(3)));
    await indexer.catchUp();
    expect(query(path, 'SELECT DISTINCT fact, status FROM status_moves ORDER BY fact').map(Object.values)).toEqual([
      ['another', 'voting'], ['call-one', 'ended'], ['call-two', 'voting'],
    ]);
  });
});
