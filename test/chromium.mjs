// The browser that tests drive: the one named by CHROME_PATH, or one that is installed, or Debian's, installed here where that is possible.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const ELSEWHERE = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/snap/bin/chromium'];

/** The path of an installed Chromium or Chrome, or null. */
export function findChromium(env = process.env) {
  const folders = (env.PATH ?? '').split(delimiter);
  const candidates = [env.CHROME_PATH, ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** As `findChromium`, after installing Debian's where there is none and this process may. */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return found;
  console.error('== installing Chromium for the tests of the pages');
  const apt = (...words) => spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
  return findChromium();
}
