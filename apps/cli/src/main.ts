#!/usr/bin/env node
import { runCli } from './cli.js';

/** The command `parley`. */

// A reader that has seen enough (`parley timeline … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), process);
