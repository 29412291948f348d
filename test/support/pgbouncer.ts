import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findPgbouncer } from '../programs.mjs';
import { freePort, serverAccount } from './postgres.js';

/** A real PgBouncer before a server. It ends with the process that started it. */
export interface Pooler {
  /** The address of a database through it. */
  through(url: string): string;
  stop(): Promise<void>;
}

const executable = findPgbouncer();
/** Whether tests of it run: where there is none they are skipped, and say so; where CI is set they fail instead. */
export const runsPgbouncer = executable !== null || process.env['CI'] !== undefined;

/** @param settings lines of its configuration, such as `pool_mode = session` */
export async function startPgbouncer(server: string, ...settings: string[]): Promise<Pooler> {
  if (executable === null) throw new Error('no pgbouncer was found: install one, or put it on the PATH');
  const { hostname, port, username, password } = new URL(server);
  const own = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'parley-pgbouncer-'));
  await chmod(folder, 0o755);
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, [
    '[databases]', `* = host=${hostname} port=${port} user=${username} password='${decodeURIComponent(password)}'`,
    '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${own}`, 'unix_socket_dir =', 'auth_type = any', ...settings, '',
  ].join('\n'));
  const running = spawn('sh', ['-c', '"$1" -q "$2" & read _; kill $!; wait', 'sh', executable, file], { ...serverAccount(), stdio: ['pipe', 'ignore', 'ignore'] });
  while (!(await answers(own))) await pause(10);
  return {
    through(url) {
      const through = new URL(url);
      through.port = String(own);
      return through.href;
    },
    async stop() {
      running.stdin.end();
      if (running.exitCode === null) await once(running, 'exit');
      await rm(folder, { recursive: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}
