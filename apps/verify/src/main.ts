import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';
import { BadKey, pinnedKeys, reportLines, serveComparisons, verifyBundle } from '#libs/bundle';

/** The program inside every bundle, in one file without dependencies: `node verify.mjs [BUNDLE.zip | FOLDER]`. Without a name it checks the folder that it lies in. */
const SELF = fileURLToPath(import.meta.url);
const USAGE = 'usage: node verify.mjs [BUNDLE.zip | FOLDER] [--key KEY]... [--checkpoint FILE]';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string', multiple: true }, checkpoint: { type: 'string' } }, allowPositionals: true });
  if (positionals.length > 1) throw new TypeError('one bundle at a time');
  const bundle = positionals[0] ?? dirname(SELF);
  const pinned = values.key === undefined ? undefined : pinnedKeys(values.key);
  const verification = await verifyBundle(bundle, { verifier: readFileSync(SELF), threads: () => new Worker(SELF), ...(pinned === undefined ? {} : { pinned }), ...(values.checkpoint === undefined ? {} : { kept: readFileSync(values.checkpoint, 'utf8') }) });
  const isSound = verification.differences.length === 0;
  process[isSound ? 'stdout' : 'stderr'].write(`${reportLines(bundle, verification, pinned !== undefined).join('\n')}\n`);
  return isSound ? 0 : 1;
}

function run(): void {
  main().then(
    (code) => void (process.exitCode = code),
    (error: Error & { code?: string }) => {
      const isUsage = error instanceof BadKey || error instanceof TypeError || ['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code ?? '');
      process.stderr.write(`verify: ${isUsage ? `${error.message}\n${USAGE}` : error.stack}\n`);
      process.exitCode = 2;
    },
  );
}

// A check is soon over: code has to run for longer than usual before compiling it to run faster pays.
setFlagsFromString('--interrupt-budget=600000');

// It starts itself again in threads, which compare what they are sent.
if (parentPort === null) run();
else serveComparisons(parentPort);
