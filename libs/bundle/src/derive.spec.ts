import { describe, expect, it, jest } from '@jest/globals';
import { addToHistory, type History, type LedgerEvent } from '#libs/domain';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { historyOpenedBy, negotiationFiles } from './derive.js';

const SIZE = 1_500;

function talks(): History {
  const shape = { negotiation: 'talks', events: SIZE, seed: 7, days: 500, agencies: 5, rounds: 3, deadlines: 10, measures: 10 };
  const events = [...sealedPages(realisticSteps(shape))].flat().map(({ head, body }) => ({ head: JSON.parse(head), body: JSON.parse(body!) }) as LedgerEvent);
  const history = historyOpenedBy(events[0]!);
  for (const event of events) addToHistory(history, event);
  return history;
}

const MOMENT = { size: SIZE, root: '', at: '2030-01-01T00:00:00.000000Z' };

/** How often the files of a negotiation can be left before each of them. */
function leftBefore(history: History): Map<string, number> {
  const left = new Map<string, number>();
  let since = 0;
  for (const file of negotiationFiles(history, MOMENT)) {
    since += 1;
    if (file === undefined) continue;
    left.set(file.path, since);
    since = 0;
  }
  return left;
}

/** How many values are written as JSON at once, at most, before a file is given or between its pieces. */
async function mostWrittenAtOnce(history: History): Promise<number> {
  const stringify = jest.spyOn(JSON, 'stringify');
  let most = 0;
  const left = (): void => {
    most = Math.max(most, stringify.mock.calls.length);
    stringify.mockClear();
  };
  for (const file of negotiationFiles(history, MOMENT)) {
    left();
    if (file !== undefined && file.path !== 'negotiations/talks/totals.json') for await (const _ of file.chunks) left();
  }
  left();
  stringify.mockRestore();
  return most;
}

describe('what a bundle tells of a long negotiation', () => {
  it('can be left at each fact that is seen, told, put in groups and reconciled', () => {
    const history = talks();
    const left = leftBefore(history);
    const facts = history.facts.size;
    expect(left.get('negotiations/talks/facts.csv')).toBeGreaterThan(1.8 * facts);
    expect(left.get('negotiations/talks/reconciliation.csv')).toBeGreaterThan(3 * facts);
    expect(left.get('negotiations/talks/totals.json')).toBeGreaterThan(30);
  });

  it('is written value by value', async () => {
    expect(await mostWrittenAtOnce(talks())).toBeLessThan(100);
  });

  it('is written as JSON.stringify writes it', () => {
    const file = [...negotiationFiles(talks(), MOMENT)].find((each) => each?.path === 'negotiations/talks/reconciliation.json');
    const text = [...(file!.chunks as Iterable<string>)].join('');
    expect(JSON.parse(text)).toMatchObject({ negotiation: 'talks', basis: { ledger: { size: SIZE } } });
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });
});
