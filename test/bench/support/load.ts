import { Agent, request } from 'node:http';
import { percentile } from './measure.js';

/** How a server bore up: answers a second, and the 99th percentile of their times in milliseconds. */
export interface Load {
  rate: number;
  p99: number;
}

/** Asks `paths` one after another, over and over, on so many connections at once, for so many seconds. @throws Error for anything but 200 */
export async function load(url: string, paths: readonly string[], { connections = 50, seconds = 3 } = {}): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  const until = start + seconds * 1_000;
  let next = 0;
  async function connection(): Promise<void> {
    while (performance.now() < until) {
      const path = paths[next % paths.length]!;
      next += 1;
      const begun = performance.now();
      await ask(url + path, agent);
      times.push(performance.now() - begun);
    }
  }
  await Promise.all(Array.from({ length: connections }, connection));
  const rate = times.length / ((performance.now() - start) / 1_000);
  agent.destroy();
  return { rate, p99: percentile(times, 0.99) };
}

function ask(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent }, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${response.statusCode}`))));
    });
    asked.once('error', reject);
    asked.end();
  });
}
