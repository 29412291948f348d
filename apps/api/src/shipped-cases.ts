import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CaseFile } from '#libs/application';

/** The folder of the records that come with Parley, beside package.json. */
const CASES = join(dirname(createRequire(import.meta.url).resolve('#package.json')), 'cases');

/** The shipped records, in order of their folders' names, each as its files. */
export async function shippedCases(): Promise<{ name: string; files: CaseFile[] }[]> {
  const entries = await readdir(CASES, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return Promise.all(names.map(async (name) => ({ name, files: await filesOf(join(CASES, name)) })));
}

async function filesOf(folder: string): Promise<CaseFile[]> {
  const names = (await readdir(folder)).filter((name) => /\.(yaml|csv)$/.test(name)).sort();
  return Promise.all(names.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
