import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The built server in a process of its own. */
export interface ServerProcess {
  url: string;
  /** Milliseconds from the start of the process until it listened. */
  startedIn: number;
  /** What the process holds in memory now. MB of resident set. */
  memory(): number;
  close(): Promise<void>;
}

export async function startServer(data: string, settings: Record<string, string> = {}): Promise<ServerProcess> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist/apps/api/src/main.js')], {
    env: { ...process.env, PARLEY_DATA: data, PARLEY_PORT: String(port), PARLEY_RATE_LIMIT: '0', PARLEY_SHIPPED_CASES: 'false', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that fails takes its server along.
  process.once('exit', () => child.kill());
  await new Promise<void>((resolve, reject) => {
    child.stdout!.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    startedIn: performance.now() - start,
    memory: () => memoryOf(child),
    close: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

function memoryOf({ pid }: ChildProcess): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @throws Error for anything but 200 */
export async function get(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text.slice(0, 200)}`);
  return text;
}
