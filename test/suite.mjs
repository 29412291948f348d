// Runs the whole suite under three time zones, so that nothing rests on the machine's own. The last line counts all tests.
// With arguments (jest's own) it runs once, under the zone of the machine: `npm run test:only -- libs/domain`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jestConfig from '../jest.config.js';
import { ensureChromium } from './chromium.mjs';

const ZONES = ['UTC', 'America/New_York', 'Pacific/Auckland'];
// Long ones whose outcome no zone can change run under the first alone: contrasts, widths and labels; engines, which keep texts; several processes, and what breaks them.
const ONCE = ['/test/browser/accessibility\\.spec', '/libs/log/src/(?:postgres|kurrentdb)/', '/libs/read-model/test/(?:postgres|engines)\\.spec', '/test/(?:breaking|contract|crash)/', '/test/journeys/(?:copy|index-engines|kurrentdb)\\.spec', '/test/support/.*\\.spec'];
const [zoneArgument, ...rest] = process.argv.slice(2);
const zones = zoneArgument === undefined ? ZONES : zoneArgument.startsWith('--zone=') ? [zoneArgument.slice('--zone='.length)] : [process.env.TZ ?? 'UTC'];
const jestArguments = zoneArgument === undefined || zoneArgument.startsWith('--zone=') ? rest : [zoneArgument, ...rest];
const folder = mkdtempSync(join(tmpdir(), 'parley-suite-'));
const chromium = ensureChromium();
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const zone of zones) {
  const report = join(folder, `${zone.replace('/', '-')}.json`);
  console.error(`\n== TZ=${zone}`);
  const run = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${report}`, ...(zone === zones[0] ? [] : without(ONCE)), ...jestArguments], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TZ: zone, ...(chromium === null ? {} : { CHROME_PATH: chromium }) },
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
