import { close, openSync, readSync, writeSync } from 'node:fs';
import type { Swap } from '#libs/timeline';
import { openNameless } from '../nameless.js';

/** Closes the file of a swap that nobody holds any more: in a thread of Node's, for the disk frees it then. */
const closing = new FinalizationRegistry(({ file, remove }: { file: number; remove(): void }) => close(file, remove));

/** A temporary file for what memory has no room for: as large as that. It goes with the swap, and however the process ends. */
export function openSwap(folder: string): Swap {
  const { opened: file, remove } = openNameless(folder, (name) => openSync(name, 'w+'));
  const swap: Swap = {
    write: (bytes, at) => eachPart(bytes.length, (start) => writeSync(file, bytes, start, bytes.length - start, at + start)),
    read: (bytes, at) => eachPart(bytes.length, (start) => readSync(file, bytes, start, bytes.length - start, at + start)),
  };
  closing.register(swap, { file, remove });
  return swap;
}

/** A disk may take, or give, less at a time than it was asked for. */
function eachPart(length: number, move: (start: number) => number): void {
  for (let done = 0; done < length; ) {
    const moved = move(done);
    if (moved === 0) throw new Error(`a temporary file ended ${length - done} bytes too soon`);
    done += moved;
  }
}
