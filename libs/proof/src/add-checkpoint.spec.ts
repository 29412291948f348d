import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { parseAddCheckpoint, writeAddCheckpoint } from './add-checkpoint.js';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

describe('a request to a witness', () => {
  it('is read as it was written, whatever the checkpoint', () => {
    check(fc.property(fc.maxSafeNat(), fc.array(hash, { maxLength: 63 }), fc.uint8Array(), (old, hashes, checkpoint) => {
      expect(parseAddCheckpoint(writeAddCheckpoint({ old, hashes, checkpoint }))).toEqual({ old, hashes, checkpoint: Buffer.from(checkpoint) });
    }));
  });

  const ONE = Buffer.alloc(32, 1).toString('base64');
  it.each([
    ['nothing', ''],
    ['no blank line', 'old 1\n'],
    ['no old size', `${ONE}\n\nnote`],
    ['an old size with a leading zero', 'old 01\n\nnote'],
    ['an old size below zero', 'old -1\n\nnote'],
    ['an old size that is no number', 'old one\n\nnote'],
    ['an old size beyond what is counted', 'old 9007199254740993\n\nnote'],
    ['two spaces', 'old  1\n\nnote'],
    ['a space behind', 'old 1 \n\nnote'],
    ['a carriage return', 'old 1\r\n\r\nnote'],
    ['a hash that is too short', `old 1\n${ONE.slice(4)}\n\nnote`],
    ['a hash without its padding', `old 1\n${ONE.slice(0, -1)}\n\nnote`],
    ['a hash in another alphabet', `old 1\n${Buffer.alloc(32, 255).toString('base64url')}=\n\nnote`],
    ['64 hashes', `old 1\n${`${ONE}\n`.repeat(64)}\nnote`],
  ])('is refused with %s', (_, text) => {
    expect(() => parseAddCheckpoint(Buffer.from(text))).toThrow(expect.objectContaining({ why: 'malformed', message: expect.stringContaining('no add-checkpoint request') }));
  });
});
