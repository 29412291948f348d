import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check } from '../../../test/support/property.js';
import { canonicalJson, NotCanonical, parseCanonicalJson } from './canonical.js';

const vectors = resolve('../shared/vectors/jcs');
const names = existsSync(vectors) ? readdirSync(vectors).filter((file) => file.endsWith('.input.json')).map((file) => file.replace('.input.json', '')) : [];

(names.length > 0 ? describe : describe.skip)('canonical JSON, published vectors (../shared/vectors/jcs)', () => {
  it('has all six', () => expect(names).toHaveLength(6));
  it.each(names)('%s', (name) => {
    const input: unknown = JSON.parse(readFileSync(join(vectors, `${name}.input.json`), 'utf8'));
    expect(canonicalJson(input)).toBe(readFileSync(join(vectors, `${name}.output.json`), 'utf8'));
  });
});

describe('canonical JSON', () => {
  it('sorts members by UTF-16 code units, at every depth', () => {
    // U+1F600 begins with the unit D83D, so it sorts before U+FB33, though its code point is greater.
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, b: { z: [], a: null }, '10': 3, '9': 4 })).toBe('{"10":3,"9":4,"b":{"a":null,"z":[]},"\u{1f600}":2,"\ufb33":1}');
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [0.000001, '0.000001'],
    [5e-324, '5e-324'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [Number.MIN_SAFE_INTEGER, '-9007199254740991'],
  ])('prints %p as %s', (value, text) => expect(canonicalJson(value)).toBe(text));

  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each<[string, unknown, string]>([
    ['NaN', { a: [NaN] }, '/a/0'],
    ['an infinity', -Infinity, ''],
    ['an integer beyond 2^53', { a: 2 ** 53 }, '/a'],
    ['a negative integer beyond 2^53', { a: -(2 ** 53) }, '/a'],
    ['a lone surrogate', { a: 'x\ud800' }, '/a'],
    ['a lone surrogate in a name', { '\udc00': 1 }, '/\udc00'],
    ['an undefined member', { 'a/b~c': undefined }, '/a~1b~0c'],
    ['an undefined item', [1, undefined], '/1'],
    ['a hole', [1, , 2], '/1'],
    ['a bigint', { a: 1n }, '/a'],
    ['a map', { a: new Map() }, '/a'],
    ['a function', () => 1, ''],
    ['a class instance', { a: new (class Point {})() }, '/a'],
  ])('refuses %s and says where', (_, value, pointer) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'not-canonical', pointer }));
  });

  it('refuses a cycle', () => {
    expect(() => canonicalJson(cycle)).toThrow(/nested more than/);
  });

  it('takes objects without a prototype', () => {
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it('depends on the value alone, and is read back to it', () => {
    const property = fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      let text: string;
      try {
        text = canonicalJson(plain);
      } catch (error) {
        fc.pre(!(error instanceof NotCanonical));
        throw error;
      }
      expect(parseCanonicalJson(text)).toEqual(plain);
      expect(canonicalJson(reversed(plain))).toBe(text);
    });
    check(property, 500);
  });
});

describe('reading canonical JSON', () => {
  it.each([
    ['a duplicate member', '{"a":1,"a":2}'],
    ['an integer beyond 2^53', '{"a":9007199254740993}'],
    ['unsorted members', '{"b":1,"a":2}'],
    ['white space', '{"a": 1}'],
    ['another spelling of a number', '[1.0]'],
    ['an escape that is not needed', '["\\u0041"]'],
    ['an escaped lone surrogate', '["\\ud800"]'],
  ])('refuses %s', (_, text) => {
    expect(() => parseCanonicalJson(text)).toThrow(expect.objectContaining({ code: 'not-canonical' }));
  });

  it('refuses what is no JSON', () => {
    expect(() => parseCanonicalJson('{')).toThrow(SyntaxError);
  });
});

/** The same value with the members of every object written in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, member] of Object.entries(value).reverse()) copy[name] = reversed(member);
  return copy;
}
