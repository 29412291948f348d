import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaseFile } from '#libs/application';

/** The folder of the records that come with Parley: beside package.json, above this file both as source and as built. */
function casesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the folder of the shipped records was not found: package.json is missing above this file');
    folder = parent;
  }
  return join(folder, 'cases');
}

/** The shipped records, in order of their folders' names, each as its files. */
export async function shippedCases(folder = casesFolder()): Promise<{ name: string; files: CaseFile[] }[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return Promise.all(names.map(async (name) => ({ name, files: await filesOf(join(folder, name)) })));
}

async function filesOf(folder: string): Promise<CaseFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.(yaml|csv)$/.test(name)).sort();
  return Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
