// The programs that tests drive and that npm does not bring: what is installed, or Debian's, installed here where that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/snap/bin/chromium'];

/** The path of an installed Chromium or Chrome, the one named by CHROME_PATH before others; or null. */
export function findChromium() {
  return find([process.env.CHROME_PATH, ...onPath(CHROMIUMS), ...ELSEWHERE]);
}

/** The path of an installed PgBouncer, or null. */
export function findPgbouncer() {
  // Debian keeps it where only root's PATH leads.
  return find([...onPath(['pgbouncer']), '/usr/sbin/pgbouncer']);
}

/** Installs Debian's of those that are not there, where this process may. */
export function ensurePrograms() {
  const missing = [
    ...(findChromium() === null ? [['chromium', 'fonts-liberation']] : []),
    ...(findPgbouncer() === null ? [['pgbouncer']] : []),
  ];
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  apt('update', '-qq');
  for (const packages of missing) {
    console.error(`== installing ${packages.join(' ')} for the tests`);
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  }
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function find(paths) {
  return paths.find((path) => path && existsSync(path)) ?? null;
}

function apt(...words) {
  spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
