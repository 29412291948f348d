import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { counting, progressBar } from './progress.js';

/** What a bar writes, each drawing by itself. */
function drawings(isTTY: boolean, beside?: { isTTY?: boolean }) {
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  const bar = progressBar(stderr, 'importing', beside);
  return { bar, written: () => String(stderr.read() ?? '').split('\r\u001B[K').slice(1) };
}

describe('a progress bar', () => {
  it('is drawn in place, once for each percent, and taken away', () => {
    const { bar, written } = drawings(true);
    for (let done = 0; done <= 2_000; done += 1) bar.to(done, 2_000);
    bar.end();
    const all = written();
    expect(all).toHaveLength(102);
    expect([all[0], all[50], all[100], all[101]]).toEqual([
      `importing [${'.'.repeat(30)}] 0 % of 2,000`,
      `importing [${'#'.repeat(15)}${'.'.repeat(15)}] 50 % of 2,000`,
      `importing [${'#'.repeat(30)}] 100 % of 2,000`,
      '',
    ]);
  });

  it('counts by the thousand where the total is not known', () => {
    const { bar, written } = drawings(true, { isTTY: false });
    for (const done of [1, 999, 1_000, 2_500]) bar.to(done);
    expect(written()).toEqual(['importing: 0', 'importing: 1,000', 'importing: 2,000']);
  });

  it('counts what passes, and is taken away where that is left early', async () => {
    const { bar, written } = drawings(true, { isTTY: false });
    async function* numbers(): AsyncGenerator<number, void> {
      for (let n = 1; ; n += 1) yield n;
    }
    for await (const n of counting(numbers(), bar)) if (n === 1_001) break;
    expect(written()).toEqual(['importing: 0', 'importing: 1,000', '']);
  });

  it.each([
    ['stderr is no terminal', false, undefined],
    ['data runs over the same terminal', true, { isTTY: true }],
  ])('is not written where %s', (_, isTTY, beside) => {
    const { bar, written } = drawings(isTTY, beside);
    bar.to(1, 2);
    bar.end();
    expect(written()).toEqual([]);
  });
});
