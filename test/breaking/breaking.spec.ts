import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KurrentDouble, startKurrentDouble } from '../support/kurrentdb-double/index.js';
import { describeOnPostgres } from '../support/on-postgres.js';
import { SEED } from '../support/property.js';
import { randomOf } from '../support/random.js';
import { doubleToBreak, postgresToBreak } from './breakables.js';
import { breakLog } from './breaking.js';

/** A short run of what `npm run break` does for as long as one likes. */
const SHORT = { processes: 2, forMs: 0, atLeast: 11, seed: SEED };

describeOnPostgres(`two processes on one PostgreSQL that is broken (seed ${SEED})`, (postgres) => {
  it('lose nothing that was acknowledged, write nothing twice, and see one history', async () => {
    const { acknowledged, operations, broken } = await breakLog(await postgresToBreak(postgres), SHORT);
    expect(Object.keys(broken).sort()).toEqual(['clock', 'crash', 'cut', 'kill', 'restart']);
    expect(acknowledged).toBeGreaterThan(10);
    expect(operations).toBeGreaterThan(10);
  });
});

describe(`two processes on one protocol double of KurrentDB that is broken (seed ${SEED})`, () => {
  let double: KurrentDouble;
  beforeAll(async () => {
    double = await startKurrentDouble();
  });
  afterAll(() => double.stop());

  it('lose nothing that was acknowledged, write nothing twice, and see one history', async () => {
    const { acknowledged, operations, broken } = await breakLog(doubleToBreak(double, randomOf(SEED)), SHORT);
    expect(Object.keys(broken).sort()).toEqual(['clock', 'cut', 'kill', 'loss', 'restart', 'silence']);
    expect(acknowledged).toBeGreaterThan(10);
    expect(operations).toBeGreaterThan(10);
  });
});
