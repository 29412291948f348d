import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Archive } from './archive.js';

/** A bundle that was unzipped. Files of the system that were put beside its own are files like any other. */
export function openFolder(folder: string): Archive {
  const names = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'));
  let open: { name: string; file: number } | undefined;

  function close(): void {
    if (open !== undefined) closeSync(open.file);
    open = undefined;
  }

  return {
    names,
    isOrdered: false,
    checksumOf: () => undefined,
    sizeOf: (name) => statSync(join(folder, name)).size,
    readAt(name, offset, length) {
      if (open?.name !== name) {
        close();
        open = { name, file: openSync(join(folder, name), 'r') };
      }
      const bytes = Buffer.alloc(length);
      let done = 0;
      for (let got = -1; got !== 0 && done < length; done += got) got = readSync(open.file, bytes, done, length - done, offset + done);
      return bytes.subarray(0, done);
    },
    close,
  };
}
