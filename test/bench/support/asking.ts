import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Asks a server for addresses meanwhile. It does so in a process of its own: what this one does is not to count as waiting for the server. */
export function startAsking(urls: readonly string[]): { stop(): Promise<number[][]> } {
  const asker = fork(join(import.meta.dirname, 'asker.ts'), urls);
  const told = once(asker, 'message');
  const ended = once(asker, 'exit');
  return {
    /** How long each answer took, for each address. Milliseconds. */
    async stop() {
      asker.send('stop');
      const [waits] = await Promise.race([told, ended.then(([code]) => Promise.reject(new Error(`who asked the server ended with ${code}`)))]);
      return waits as number[][];
    },
  };
}
