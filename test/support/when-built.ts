import { existsSync } from 'node:fs';
import { describe, it } from '@jest/globals';

const isBuilt = existsSync('dist/.built');

/** As Jest's `describe` and `it`, for what runs the built program: `npm test` builds before it runs the suite. Where it is not built they are skipped, and say so. */
export const describeWhenBuilt = isBuilt ? describe : describe.skip;
export const itWhenBuilt = isBuilt ? it : it.skip;
