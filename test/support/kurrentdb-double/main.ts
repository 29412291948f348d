/**
 * The double as a program of its own, for tests with several processes: `node --import ./test/support/typescript.mjs test/support/kurrentdb-double/main.ts`,
 * with the options of `startKurrentDouble` as JSON for an argument. It writes its URL on a line, and takes orders as lines of JSON on its standard input:
 * {"stop":500} is a restart that takes so many milliseconds, {"mute":true} and {"deaf":true} and their ends are faults, {"append":[…]} are those of the next appends, one each.
 * It answers each with a line, and ends with its input.
 */
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { type AppendFault, type DoubleOptions, inTurn, startKurrentDouble } from './index.js';

interface Order {
  stop?: number;
  mute?: boolean;
  deaf?: boolean;
  append?: AppendFault[];
}

const double = await startKurrentDouble(JSON.parse(process.argv[2] ?? '{}') as DoubleOptions);
console.log(double.url);
for await (const line of createInterface({ input: process.stdin })) {
  const { stop, append, ...faults } = JSON.parse(line) as Order;
  Object.assign(double.faults, faults);
  if (append !== undefined) double.faults.append = inTurn(...append);
  if (stop !== undefined) {
    await double.stop();
    await wait(stop);
    await double.start();
  }
  console.log('done');
}
await double.stop();
