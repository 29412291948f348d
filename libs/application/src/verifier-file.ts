import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program that checks bundles is not where the build puts it. */
export class NotBuilt extends Error {
  readonly code = 'not-built';
  constructor(file: string, options?: ErrorOptions) {
    super(`there is no ${file}, the program that checks bundles: npm run build makes it`, options);
    this.name = 'NotBuilt';
  }
}

/** Where the build puts the program that checks bundles: `dist/verify.mjs` of the package that this module belongs to, built or not. */
export function verifierFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'dist', 'verify.mjs');
}

/** The program that checks bundles. @throws NotBuilt */
export async function readVerifier(file = verifierFile()): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new NotBuilt(file, { cause: error });
  }
}
