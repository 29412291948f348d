// Holds the as-of index against the fold on many more generated histories than the suite does: npm run agree -- --runs 20000 --seed 7
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string', default: '20110713' } } });
const run = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', 'libs/timeline/src/agreement.spec.ts', '--testTimeout=86400000'], {
  stdio: 'inherit',
  env: { ...process.env, PARLEY_RUNS: values.runs, PARLEY_SEED: values.seed },
});
process.exitCode = run.status ?? 1;
