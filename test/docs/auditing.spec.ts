import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import { auditorSession, transcript } from '../support/auditor-session.js';
import { buildVerifier } from '../support/bundles.js';

const PAGE = new URL('../../docs/auditing.md', import.meta.url);

beforeAll(buildVerifier);

it('docs/auditing.md is what the session prints (WRITE_TRANSCRIPT=1 writes it)', async () => {
  const page = transcript(await auditorSession());
  if (process.env['WRITE_TRANSCRIPT'] === '1') writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
