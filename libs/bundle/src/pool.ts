import type { Worker } from 'node:worker_threads';
import { Damaged } from './archive.js';
import type { Comparison, Reply } from './comparison.js';
import type { Compared } from './difference.js';

/** Threads among which comparisons are shared out. */
export interface Pool {
  /** @throws Damaged where the bundle can't be read; Error where a thread fails */
  compare(task: Comparison): Promise<Compared[]>;
  close(): Promise<void>;
}

interface Job {
  task: Comparison;
  resolve(found: Compared[]): void;
  reject(error: Error): void;
}

/** @param start starts a thread that serves comparisons */
export function createPool(start: () => Worker, size: number): Pool {
  const waiting: Job[] = [];
  const free = Array.from({ length: size }, start);
  const workers = [...free];
  const busy = new Map<Worker, Job>();

  function next(): void {
    while (free.length > 0 && waiting.length > 0) {
      const [worker, job] = [free.pop()!, waiting.shift()!];
      busy.set(worker, job);
      worker.postMessage(job.task);
    }
  }

  function settled(worker: Worker, reply: Reply): void {
    const job = busy.get(worker)!;
    busy.delete(worker);
    free.push(worker);
    if ('compared' in reply) job.resolve(reply.compared);
    else job.reject('damaged' in reply ? new Damaged(reply.damaged.file, reply.damaged.message) : new Error(reply.failed));
    next();
  }

  for (const worker of workers) {
    worker.on('message', (reply: Reply) => settled(worker, reply));
    // A thread that ends by itself leaves its work undone: nothing can be said of the bundle.
    worker.on('error', (error: Error) => {
      for (const job of [...busy.values(), ...waiting.splice(0)]) job.reject(error);
    });
  }

  return {
    compare: (task) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        next();
      }),
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
