import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crash } from './crash.js';

/** Usage: node --import ./test/support/typescript.mjs test/crash/main.ts [--kills 50] [--load MILLISECONDS] [--seed N]. Exit 1, and the files are left, where a promise was broken. */
const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' }, load: { type: 'string', default: '300' }, seed: { type: 'string', default: String(randomInt(2 ** 31)) } } });
const folder = await mkdtemp(join(tmpdir(), 'parley-crash-'));
console.log(`seed ${values.seed}, ledger and index in ${folder}`);
const { kills, events, acknowledged, foundAgain } = await crash({ folder, kills: Number(values.kills), seed: Number(values.seed), loadMs: Number(values.load), report: console.log });
await rm(folder, { recursive: true });
console.log(`${kills} kills, ${events} events: ${acknowledged} acknowledged, none lost, none doubled; ${foundAgain} submits written but not acknowledged were found again`);
