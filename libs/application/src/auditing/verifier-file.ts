import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The program that checks bundles is not where the build puts it. */
export class NotBuilt extends Error {
  readonly code = 'not-built';
  constructor(file: string, options?: ErrorOptions) {
    super(`there is no ${file}, the program that checks bundles: npm run build makes it`, options);
    this.name = 'NotBuilt';
  }
}

/** Where the build puts the program that checks bundles: `dist/verify.mjs` of the package that this module belongs to. */
export function verifierFile(): string {
  return join(dirname(createRequire(import.meta.url).resolve('#package.json')), 'dist', 'verify.mjs');
}

/** The program that checks bundles. @throws NotBuilt */
export async function readVerifier(file = verifierFile()): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new NotBuilt(file, { cause: error });
  }
}
