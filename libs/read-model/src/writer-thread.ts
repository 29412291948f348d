import { parentPort, workerData } from 'node:worker_threads';
import { openWriter, tuneFor } from './database.js';
import { createIndexWriter } from './index-writer.js';
import type { Answer, Call } from './threaded-writer.js';

/** The program of a thread that writes an index: opens it, says that it is there, and does what it is asked for. */
const connection = await openWriter((workerData as { path: string }).path);
tuneFor(connection, 'apart');
const writer = createIndexWriter(connection);

const answer = (said: Answer): void => parentPort!.postMessage(said);

parentPort!.on('message', async ({ name, events }: Call) => {
  try {
    const value = name === 'apply' || name === 'addToRebuild' ? await writer[name](events!) : await writer[name]();
    answer({ value });
  } catch (error) {
    const { name: kind, message, code, seq } = error as Error & { code?: unknown; seq?: unknown };
    answer({ error: { name: kind, message, code, seq } });
  }
});
answer({ value: await writer.position() });
