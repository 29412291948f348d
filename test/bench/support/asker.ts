// Asks a server for addresses, each again and again, and tells its parent how long each answer took, in milliseconds, once it is told to stop: asker.ts URL …
import { setTimeout } from 'node:timers/promises';
import { get } from './server.js';

/** Between two questions of one kind. Milliseconds. */
const PAUSE = 10;

let asking = true;
process.once('message', () => (asking = false));

async function ask(url: string): Promise<number[]> {
  const waits: number[] = [];
  for (await get(url); asking; await setTimeout(PAUSE)) {
    const start = performance.now();
    await get(url);
    waits.push(performance.now() - start);
  }
  return waits;
}

const waits = await Promise.all(process.argv.slice(2).map(ask));
process.send!(waits, () => process.disconnect());
