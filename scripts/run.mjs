// Runs a program of `dist/`, built first where it is not current: node scripts/run.mjs cli/src/main.js ARGUMENTS
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { built } from './built.mjs';

const [program, ...rest] = process.argv.slice(2);
const child = spawn(process.execPath, [join(built(), 'apps', program), ...rest], { stdio: 'inherit' });
// The child gets what the terminal sends by itself; what is sent to this process alone is passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => undefined);
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
