import type { Swap } from '#libs/timeline';

/** A swap that is no file. */
export function memorySwap(): Swap {
  let bytes = new Uint8Array(1 << 12);
  return {
    write(page, at) {
      if (at + page.length > bytes.length) {
        const grown = new Uint8Array(Math.max(at + page.length, 2 * bytes.length));
        grown.set(bytes);
        bytes = grown;
      }
      bytes.set(page, at);
    },
    read: (page, at) => page.set(bytes.subarray(at, at + page.length)),
  };
}
