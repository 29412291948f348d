import { statSync } from 'node:fs';
import type { Archive } from './archive.js';
import { openFolder } from './folder.js';
import { openZip } from './zip-reader.js';

/**
 * @param path of a zip file, or of the folder that it was unzipped to
 * @throws Damaged where the archive's form alone shows that it was altered; Error of the file system where there is no such file
 */
export function openArchive(path: string): Archive {
  return statSync(path).isDirectory() ? openFolder(path) : openZip(path);
}
