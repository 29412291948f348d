import { describe, expect, it } from '@jest/globals';
import { change, freshPath, logOfStored, open, stored } from '../test/ledger.js';
import { sample } from '../test/sample.js';
import { compareIndex } from './compare.js';

const EVENTS = stored(sample().events());

describe('an index held against one that is built anew', () => {
  it('is the same, in the words that are searched too', async () => {
    const path = await freshPath();
    const log = await logOfStored(EVENTS);
    await (await open(path, { log })).close();
    expect(await compareIndex(log, path)).toBeUndefined();
  });

  it.each([
    ['in another order', 'The layoffs hurt everyone; a deal is close', 'A deal is close; the layoffs hurt everyone'],
    ['in another statement', 'No deadline for the café talks', 'The layoffs hurt everyone; a deal is close'],
  ])('is another where the same words are found %s', async (_what, gist, instead) => {
    const path = await freshPath();
    const log = await logOfStored(EVENTS);
    await (await open(path, { log })).close();
    const put = (command: string, text: string) => `INSERT INTO statements_search (${command === '' ? '' : 'statements_search, '}rowid, speaker, gist, topics) SELECT ${command}id, speaker, '${text}', topics FROM statements WHERE gist = '${gist}'`;
    change(path, put(`'delete', `, gist));
    change(path, put('', instead));
    expect(await compareIndex(log, path)).toMatchObject({ seq: EVENTS.findIndex(({ body }) => body?.includes(gist)), what: expect.stringMatching(/^the index does not find "/), against: 'index' });
  });
});
