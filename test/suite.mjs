// Runs the whole suite under three time zones, so that nothing rests on the machine's own. The last line counts all tests.
// With arguments (jest's own) it runs once, under the zone of the machine: `npm run test:only -- libs/domain`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jestConfig from '../jest.config.js';
import { ensurePrograms } from './programs.mjs';

const ZONES = ['UTC', 'America/New_York', 'Pacific/Auckland'];
// What no zone can change runs under the first alone.
const ONCE = [
  // Keys, widths and hostile texts in the browser.
  '/test/browser/(?:accessibility|auditor|editor|hostile|print|state)\\.spec',
  // Engines and tables, which keep texts and numbers; proofs, and who signs and checks them.
  '/libs/(?:log|proof|read-model)/', '/libs/application/src/(?:auditing|notary|witness)/', '/apps/api/test/tlog\\.spec', '/test/journeys/(?:bundle-again|bundle-keys|immutability|index-engines|witness)\\.spec',
  // How much an answer and an import take, what is kept in memory, how a text is sent.
  '/libs/timeline/src/(?:cost|pages)\\.spec', '/libs/application/src/(?:breather|constant-memory|import/.*|asking/(?:states|swap|timelines)|writing/knowledge)\\.spec', '/apps/api/(?:test/page-large|src/http/(?:kept-answers|pieces|streams))\\.spec',
  // Several processes, and what breaks them; damage, and who finds it.
  '/test/(?:agreement|breaking|contract|crash|support)/', '/libs/application/src/following/', '/test/journeys/(?:cli-doors|connecticut-process|copy|kurrentdb|tampering|tampering-at-start)\\.spec',
  // Names and values that the docs, the settings and the rule of imports have to agree on; the README's commands, which other specs give to the same code under each.
  '/test/docs/(?:architecture|compose|configuration|imports|lock|parameters|readme)\\.spec',
];
// Under the others properties are held to this part of their cases: enough to meet a place that reads the machine's zone.
const SHARE = '0.2';
const [zoneArgument, ...rest] = process.argv.slice(2);
const zones = zoneArgument === undefined ? ZONES : zoneArgument.startsWith('--zone=') ? [zoneArgument.slice('--zone='.length)] : [process.env.TZ ?? 'UTC'];
const jestArguments = zoneArgument === undefined || zoneArgument.startsWith('--zone=') ? rest : [zoneArgument, ...rest];
const folder = mkdtempSync(join(tmpdir(), 'parley-suite-'));
ensurePrograms();
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const zone of zones) {
  const report = join(folder, `${zone.replace('/', '-')}.json`);
  console.error(`\n== TZ=${zone}`);
  const run = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...(zone === zones[0] ? [] : without(ONCE)), ...jestArguments], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TZ: zone, ...(zone === zones[0] ? {} : { CHECK_TIMES: SHARE }) },
  });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.skipped += result.numPendingTests;
    if (run.status !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) totals.failed += 1;
  } catch {
    totals.failed += 1;
  }
}

/** Jest's arguments that leave out spec files, beside those that its configuration leaves out. */
function without(patterns) {
  return [...jestConfig.testPathIgnorePatterns, ...patterns].map((pattern) => `--testPathIgnorePatterns=${pattern}`);
}

rmSync(folder, { recursive: true, force: true });
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
