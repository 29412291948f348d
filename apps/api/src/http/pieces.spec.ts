import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { membersOf, written } from './pieces.js';

describe('the JSON of an answer in pieces', () => {
  it('is what JSON.stringify writes, but for the closing brace', () => {
    check(fc.property(fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.constant(undefined))), (body) => {
      expect(`${[...membersOf(body)].join('')}}`).toBe(JSON.stringify(body));
    }), 200);
  });

  it('are short, however deep in it the long lists lie', () => {
    const parts = Array.from({ length: 1_000 }, (_, fact) => ({ fact, wording: 'about forty' }));
    const body = { none: [], rounds: [{ steps: parts }], by: { agency: [{ name: 'Parks', parts }, { name: 'Roads', parts: [] }], rest: null }, nothing: [undefined] };
    const pieces = [...membersOf(body)];
    expect(`${pieces.join('')}}`).toBe(JSON.stringify(body));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200);
  });
});

describe('a representation', () => {
  it('has the bytes of all its pieces, and their hash for a tag', async () => {
    const pieces = Array.from({ length: 40 }, (_, index) => `${index} é `.repeat(1_000));
    const bytes = Buffer.from(pieces.join(''));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    expect(await written(pieces)).toEqual({ bytes, etag });
    expect((await written([])).bytes).toHaveLength(0);
  });

  it('has the bytes of encoded pieces, too, and another tag for others', async () => {
    const [one, other] = await Promise.all(['é'.repeat(100_000), 'è'.repeat(100_000)].map((text) => written(['{', { bytes: Buffer.from(text), sum: createHash('sha256').update(text).digest() }, '}'])));
    expect(one?.bytes.toString()).toBe(`{${'é'.repeat(100_000)}}`);
    expect(one?.etag).toMatch(/^"[\w-]{43}"$/);
    expect(other?.etag).not.toBe(one?.etag);
  });
});
