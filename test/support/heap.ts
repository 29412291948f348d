import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function used(): number {
  collect();
  // Buffers are freed beside what goes on; a second collection waits for that.
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** How many bytes more are held than now, in the heap and in buffers, whenever it is asked; what nobody needs is collected first. */
export function heldSince(): () => number {
  const before = used();
  return () => used() - before;
}
