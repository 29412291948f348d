import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StoredEvent } from '#libs/log';
import type { IndexWriter } from './index-writer.js';
import type { IndexPosition } from './read-model.js';

/** What the thread is asked for; each call is answered, in order. */
export interface Call {
  name: keyof IndexWriter;
  events?: readonly StoredEvent[];
}

/** An error loses its own members on the way between threads: they are sent beside its message. */
export type Answer = { value: unknown } | { error: { name: string; message: string; code?: unknown; seq?: unknown } };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Opens the index at `path`, which is there and of the present schema, for writing in a thread of its own. Where that thread ends by itself, all that it is asked for fails.
 */
export async function openThreadedWriter(path: string): Promise<IndexWriter> {
  // The program is compiled, or run from its sources, as this file is.
  const worker = new Worker(new URL(`./writer-thread${extname(import.meta.url)}`, import.meta.url), { workerData: { path } });
  const waiting: Waiting[] = [];
  let ended: Error | undefined;

  worker.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.shift()!;
    if ('value' in answer) resolve(answer.value);
    else reject(Object.assign(new Error(answer.error.message), answer.error));
  });
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread that writes the index has ended: restart to go on')));

  const answered = (): Promise<unknown> => new Promise((resolve, reject) => (ended === undefined ? waiting.push({ resolve, reject }) : reject(ended)));
  const call = (name: keyof IndexWriter, events?: readonly StoredEvent[]): Promise<IndexPosition> => {
    if (ended === undefined) worker.postMessage({ name, ...(events === undefined ? {} : { events }) } satisfies Call);
    return answered() as Promise<IndexPosition>;
  };

  await answered();
  return {
    position: () => call('position'),
    apply: (events) => call('apply', events),
    beginRebuild: () => call('beginRebuild'),
    addToRebuild: (events) => call('addToRebuild', events),
    endRebuild: () => call('endRebuild'),
    dropRebuild: () => call('dropRebuild'),
    async close() {
      await call('close').catch(() => undefined);
      await worker.terminate();
    },
  };
}
