#!/usr/bin/env node
import { runCli } from './cli.js';

/** The command `parley`. */

// A reader that has seen enough (`parley timeline … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
// Nobody reads what is wrong (`2>&1 | head`): the exit code still says it.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const code = await runCli(process.argv.slice(2), process);
// All is written, and nothing is waited for any more: a read that a silent server never answers would keep the process.
for (const stream of [process.stdout, process.stderr]) await new Promise((written) => void stream.write('', written));
process.exit(code);
