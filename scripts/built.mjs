// Builds `dist/` when it is missing or older than a source file, then says where it is. Used by the npm scripts.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAssets } from './assets.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(root, 'dist', '.built');

/** The newest change below a folder, tests left out, in ms since 1970. */
function newestChange(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name))
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0);
}

/** Builds; the compiler's talk goes to stderr. Ends the process where the build fails. */
export function build() {
  const run = spawnSync(process.execPath, [join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build', 'api'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) process.exit(run.status ?? 1);
  buildAssets();
  const verifier = spawnSync(process.execPath, [join(root, 'scripts', 'verifier.mjs'), join(root, 'dist', 'verify.mjs')], { stdio: ['ignore', 2, 2] });
  if (verifier.status !== 0) process.exit(verifier.status ?? 1);
  writeFileSync(STAMP, '');
}

/** Builds if `dist/` is not current; where it is. */
export function built() {
  const sources = ['apps', 'libs'].map((folder) => newestChange(join(root, folder)));
  if (!existsSync(STAMP) || statSync(STAMP).mtimeMs < Math.max(...sources)) build();
  return join(root, 'dist');
}
