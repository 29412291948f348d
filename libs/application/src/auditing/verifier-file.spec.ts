import { describe, expect, it } from '@jest/globals';
import { readVerifier } from './verifier-file.js';

describe('the program that checks bundles', () => {
  it('is missing where nothing was built, with what to do about it', async () => {
    await expect(readVerifier('/nowhere/dist/verify.mjs')).rejects.toMatchObject({ code: 'not-built', message: expect.stringContaining('npm run build') });
  });
});
