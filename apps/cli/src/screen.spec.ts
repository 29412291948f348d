import { describe, expect, it } from '@jest/globals';
import { screenOf } from './screen.js';

describe('screenOf', () => {
  it('uses colours in a terminal', () => {
    expect(screenOf({ isTTY: true, columns: 80 }, {}).strong('x')).toBe('\u001B[1mx\u001B[22m');
  });
  it.each([
    ['a pipe', { columns: 80 }, {}],
    ['NO_COLOR', { isTTY: true, columns: 80 }, { NO_COLOR: '1' }],
    ['a dumb terminal', { isTTY: true, columns: 80 }, { TERM: 'dumb' }],
  ])('is plain for %s', (_case, stream, env) => {
    const { heading, strong, quiet, warning } = screenOf(stream, env);
    expect([heading, strong, quiet, warning].map((style) => style('x'))).toEqual(['x', 'x', 'x', 'x']);
  });
  it('takes an empty NO_COLOR as unset', () => {
    expect(screenOf({ isTTY: true, columns: 80 }, { NO_COLOR: '' }).quiet('x')).not.toBe('x');
  });
  it.each([
    [{ isTTY: true, columns: 72 }, 72],
    [{ isTTY: true, columns: 200 }, 100],
    [{ isTTY: true, columns: 10 }, 40],
    [{}, 100],
  ])('is as wide as %j allows', (stream, width) => {
    expect(screenOf(stream, {}).width).toBe(width);
  });
});
