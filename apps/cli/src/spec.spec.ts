import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runSpec } from './spec.js';

const OWN = new URL('../../../test/spec/cases.json', import.meta.url);
const SHARED = new URL('../../../../shared/spec/cases.json', import.meta.url);

function runFile(file: URL) {
  return runSpec(JSON.parse(readFileSync(file, 'utf8')));
}

describe('what the words of the domain mean', () => {
  (existsSync(SHARED) ? it : it.skip)('is answered as the shared cases say', () => {
    const { differences, passed } = runFile(SHARED);
    expect(differences).toEqual([]);
    expect(passed).toBeGreaterThan(100);
  });
});
