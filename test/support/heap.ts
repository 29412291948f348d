import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function used(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** How many bytes more the heap holds than now, whenever it is asked; what nobody needs is collected first. */
export function heldSince(): () => number {
  const before = used();
  return () => used() - before;
}
