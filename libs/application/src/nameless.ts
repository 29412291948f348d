import { mkdtempSync, rm, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Opens a file in a folder of its own, and takes its name away at once, so that it is gone however the process ends.
 * @param open opens it
 * @returns what was opened; and what to call when it was closed: where files that are open can't be deleted, as on Windows, it goes then
 */
export function openNameless<File>(parent: string, open: (file: string) => File): { opened: File; remove(): void } {
  const folder = mkdtempSync(join(parent, 'parley-'));
  try {
    return { opened: open(join(folder, 'file')), remove: () => rm(folder, { recursive: true, force: true }, () => undefined) };
  } finally {
    try {
      rmSync(folder, { recursive: true });
    } catch {
      // Not yet.
    }
  }
}
