import { fork } from 'node:child_process';
import { join } from 'node:path';
import { report } from '../support/line.js';
import { load } from '../support/load.js';
import { inTurns, median } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { get, startServer } from '../support/server.js';

const STATE = '/api/v1/negotiations/connecticut-2011/state';

/** Every hour of the case's three months: no two questions in a row are the same. */
const moments = Array.from({ length: 92 * 24 }, (_, hour) => `2011-0${5 + Math.floor(hour / 24 / 31)}-${String(1 + (Math.floor(hour / 24) % 30)).padStart(2, '0')}T${String(hour % 24).padStart(2, '0')}:00:00-04:00`);

/** Bare Fastify in a process of its own, serving some text. */
async function startBare(text: string): Promise<{ url: string; close(): void }> {
  const child = fork(join(import.meta.dirname, '..', 'support', 'bare-server.mjs'), { env: { ...process.env, BARE_BODY: text } });
  process.once('exit', () => child.kill());
  const port = await new Promise((resolve) => child.once('message', resolve));
  return { url: `http://127.0.0.1:${String(port)}`, close: () => void child.kill() };
}

await inFolder(async (folder) => {
  const server = await startServer(folder, { PARLEY_SHIPPED_CASES: 'true' });
  const answer = await get(`${server.url}${STATE}?at=2011-07-13`);
  const bare = await startBare(answer);
  const pinned = new URL((JSON.parse(answer) as { links: { pinned: string } }).links.pinned, server.url);
  const p99s: number[] = [];
  const rates = await inTurns([
    {
      name: 'varying',
      run: async () => {
        const { rate, p99 } = await load(server.url, moments.map((at) => `${STATE}?at=${encodeURIComponent(at)}`));
        p99s.push(p99);
        return rate;
      },
    },
    { name: 'pinned', run: async () => (await load(server.url, [pinned.pathname + pinned.search])).rate },
    { name: 'bare', run: async () => (await load(bare.url, ['/'])).rate },
  ]);
  bare.close();
  await server.close();
  const baseline = { name: `bare Fastify, the same ${Math.round(answer.length / 1_024)} kB`, value: rates['bare']! };
  report({ bar: 8, what: 'GET …/state of the shipped record, varying at, 50 connections', unit: 'answers/s', ours: rates['varying']!, baseline, asked: { atLeast: 0.1 } });
  report({ bar: 8, what: 'the same, p99', unit: 'ms', ours: median(p99s), asked: { atMost: 50 } });
  report({ bar: 8, what: 'a repeated pinned answer, 50 connections', unit: 'answers/s', ours: rates['pinned']!, baseline, asked: { atLeast: 0.4 } });
});
