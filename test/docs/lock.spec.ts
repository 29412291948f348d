import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** What `npm ci` needs on a machine that is not the one that wrote the lock file. */
interface Locked {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

describe('package-lock.json', () => {
  it('has an entry for every optional package of every platform', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => {
        const places = [`node_modules/${name}`, `${path}/node_modules/${name}`];
        return !places.some((place) => place in lock.packages);
      }),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry', () => {
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
