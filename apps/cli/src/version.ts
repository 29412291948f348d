import { createRequire } from 'node:module';

/** The version of the package that this module belongs to. */
export function packageVersion(): string {
  return (createRequire(import.meta.url)('#package.json') as { version: string }).version;
}
