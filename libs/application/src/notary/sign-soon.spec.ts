import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createSignSoon } from './sign-soon.js';

describe('signing without being asked', () => {
  let ends: ('signed' | Error)[];
  let signed: number;
  let lines: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    [ends, signed, lines] = [[], 0, []];
  });
  afterEach(() => void jest.useRealTimers());

  const sign = async (): Promise<void> => {
    const end = ends.shift() ?? 'signed';
    if (end !== 'signed') throw end;
    signed += 1;
  };
  const open = (seconds: number, isStopped = false) => createSignSoon(sign, seconds, () => isStopped, (line) => void lines.push(line));
  const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1_000);

  it('signs once for all that is written in so many seconds', async () => {
    const { soon } = open(60);
    soon();
    await pass(30);
    soon();
    await pass(30);
    expect(signed).toBe(1);
    await pass(600);
    expect(signed).toBe(1);
  });

  it('tries again where that failed, and says so once', async () => {
    ends = [new Error('the board is away'), new Error('the board is away'), 'signed', new Error('the board is away')];
    const { soon } = open(60);
    soon();
    await pass(180);
    expect([signed, lines]).toEqual([1, ['what was written is not signed: the board is away']]);
    soon();
    await pass(60);
    expect(lines).toHaveLength(2);
  });

  it.each<[string, number, boolean]>([
    ['it is only done when asked', 0, false],
    ['nothing is signed any more', 60, true],
  ])('does not go on where %s', async (_why, seconds, isStopped) => {
    ends = [new Error('a fork')];
    open(seconds, isStopped).soon();
    await pass(600);
    expect([signed, lines]).toEqual([0, []]);
  });

  it('signs at the end what waits, and nothing after', async () => {
    const waiting = open(60);
    waiting.soon();
    await waiting.close();
    waiting.soon();
    await pass(600);
    await open(60).close();
    expect(signed).toBe(1);
  });
});
