import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { run } from '../support/shell.js';

/** Each rule of imports, and each ban in the pure libs, is shown to hold by a module that breaks it. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const { forbidden: RULES } = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

/** A tree of Parley's shape, in which every lib has an index that imports nothing. */
const TREE: Record<string, string> = {
  ...Object.fromEntries(['domain', 'timeline', 'proof', 'log', 'read-model', 'formats', 'bundle', 'application'].map((lib) => [`libs/${lib}/src/index.ts`, 'export const index = 1;'])),
  'libs/domain/src/deep.ts': 'export const deep = 1;',
  'libs/application/src/clock.ts': 'export const clock = 1;',
  'libs/log/src/sqlite/sqlite-log.ts': 'export const sqlite = 1;',
  'apps/api/src/serve.ts': 'export const serve = 1;',
  'node_modules/typeorm/index.js': '',
  'node_modules/@nestjs/common/index.js': '',
  'node_modules/ajv/index.js': '',
  'node_modules/@kurrent/kurrentdb-client/index.js': '',
};

/** Rule, the module that breaks it and what it imports. */
const BREACHES: [rule: string, module: string, imports: string][] = [
  ['no-circular', 'libs/domain/src/circle-a.ts', "import type { B } from './circle-b.js'; export type A = B;"],
  ['domain-imports-nothing', 'libs/domain/src/breach.ts', "import '#libs/proof';"],
  ['timeline-imports-domain', 'libs/timeline/src/breach.ts', "import '#libs/log';"],
  ['proof-imports-nothing', 'libs/proof/src/breach.ts', "import '#libs/domain';"],
  ['log-imports-proof', 'libs/log/src/breach.ts', "import '#libs/domain';"],
  ['read-model-imports', 'libs/read-model/src/breach.ts', "import '#libs/formats';"],
  ['formats-import', 'libs/formats/src/breach.ts', "import '#libs/log';"],
  ['bundle-imports', 'libs/bundle/src/breach.ts', "import '#libs/log';"],
  ['application-imports', 'libs/application/src/breach.ts', "import '../../../apps/api/src/serve.js';"],
  ['apps-import-application', 'apps/api/src/breach.ts', "import '#libs/log';"],
  ['adapters-behind-open', 'libs/log/src/adapter.ts', "import './sqlite/sqlite-log.js';"],
  ['engines-loaded-on-demand', 'libs/log/src/open.ts', "import './sqlite/sqlite-log.js';"],
  ['kurrentdb-client-in-its-engine', 'libs/log/src/client.ts', "import '@kurrent/kurrentdb-client';"],
  ['libs-through-their-index', 'libs/application/src/deep.ts', "import '../../domain/src/deep.js';"],
  ['no-own-index', 'libs/formats/src/own-index.ts', "import './index.js';"],
  ['pure-libs-stay-pure', 'libs/domain/src/core.ts', "import 'node:fs';"],
  ['pure-libs-stay-pure', 'libs/timeline/src/core.ts', "import 'node:crypto';"],
  ['proof-uses-crypto-only', 'libs/proof/src/core.ts', "import 'node:fs';"],
  ['typeorm-in-read-model', 'libs/formats/src/typeorm.ts', "import 'typeorm';"],
  ['nest-in-application-and-apps', 'libs/log/src/nest.ts', "import '@nestjs/common';"],
  ['witness-knows-no-ledger', 'libs/application/src/witness/breach.ts', "import '#libs/log';"],
  ['no-unresolvable', 'libs/domain/src/missing.ts', "import './nowhere.js';"],
  ['no-dev-dependency', 'libs/formats/src/dev.ts', "import 'ajv';"],
];

/** The other half of the circle, which is told of once. */
const CIRCLE = ['libs/domain/src/circle-b.ts', "import type { A } from './circle-a.js'; export type B = A | 1;"];

/** Modules that look like breaches and are none. */
const LAWFUL: [module: string, imports: string][] = [
  ['libs/application/src/lawful.ts', "import '#libs/domain'; import '#libs/timeline'; import '#libs/proof'; import '#libs/log'; import '#libs/read-model'; import '#libs/formats'; import '@nestjs/common';"],
  ['libs/application/src/witness/lawful.ts', "import '#libs/proof'; import 'node:fs'; import '../clock.js';"],
  ['libs/read-model/src/lawful.ts', "import '#libs/domain'; import '#libs/log'; import 'typeorm'; import 'node:fs';"],
  ['libs/proof/src/lawful.ts', "import 'node:crypto';"],
  ['apps/api/src/lawful.ts', "import '#libs/application'; import '#libs/domain'; import './serve.js';"],
  ['libs/domain/src/lawful.spec.ts', "import '#libs/proof'; import 'ajv'; import 'node:fs'; import './index.js';"],
  ['test/lawful.ts', "import '../libs/log/src/sqlite/sqlite-log.js'; import 'typeorm';"],
];

interface Violation {
  rule: string;
  from: string;
}

/** What dependency-cruiser, with the project's own configuration, says of a tree with these modules. */
async function violationsIn(modules: Record<string, string>): Promise<Violation[]> {
  const tree = await mkdtemp(join(tmpdir(), 'parley-imports-'));
  try {
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) await copyFile(join(ROOT, file), join(tree, file));
    for (const [path, text] of Object.entries({ ...TREE, ...modules })) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const { out, err } = await run(process.execPath, [cruiser, 'apps', 'libs', 'test', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], { cwd: tree });
    if (out === '') throw new Error(err);
    const { summary } = JSON.parse(out) as { summary: { violations: { rule: { name: string }; from: string }[] } };
    return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

describe('the rules of imports', () => {
  let violations: Violation[];

  beforeAll(async () => {
    violations = await violationsIn(Object.fromEntries([...BREACHES.map(([, module, imports]) => [module, imports]), CIRCLE, ...LAWFUL]));
  });

  it('each have a breach below', () => {
    expect(RULES.map(({ name }) => name).filter((name) => !BREACHES.some(([rule]) => rule === name))).toEqual([]);
  });

  it.each(BREACHES)('%s: %s', (rule, module) => {
    expect(violations.filter(({ from }) => from === module)).toEqual([{ rule, from: module }]);
  });

  it.each(LAWFUL)('allow %s', (module) => {
    expect(violations.filter(({ from }) => from === module)).toEqual([]);
  });

  it('let engines be loaded on demand', async () => {
    expect(await violationsIn({ 'libs/log/src/open.ts': "export const sqlite = () => import('./sqlite/sqlite-log.js');", 'test/empty.ts': '' })).toEqual([]);
  });
});

describe('the lint rules', () => {
  let eslint: ESLint;

  beforeAll(() => {
    eslint = new ESLint({ cwd: ROOT });
  });

  async function complaints(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
    return result!.messages.filter(({ ruleId }) => ruleId === 'no-restricted-syntax').map(({ message }) => message);
  }

  const CLOCK = [
    ["export const then = new Date('2011-07-13');", 'Time belongs to libs/domain/src/time (Temporal).'],
    ['export const now = Date.now();', 'The clock is injected: take the instant as an argument.'],
    ["export const then = Date.parse('2011-07-13');", 'The clock is injected: take the instant as an argument.'],
  ] as const;
  const PURE = [
    ...CLOCK,
    ['export const chance = Math.random();', 'Randomness arrives with the command.'],
    ['export async function wait(): Promise<void> { await undefined; }', 'Pure libs are synchronous.'],
    ['const mark = (): void => undefined; @mark export class Marked {}', 'No framework in pure libs.'],
    ['export class Special extends Map {}', 'No base classes but Error.'],
    ["export * from './deep.js';", 'Exports are listed by name.'],
  ] as const;

  it.each(['domain', 'timeline', 'proof'].flatMap((lib) => PURE.map(([code, complaint]) => [lib, code, complaint] as const)))('in libs/%s refuse: %s', async (lib, code, complaint) => {
    expect(await complaints(`libs/${lib}/src/breach.ts`, code)).toEqual([complaint]);
  });

  it.each(['libs/log/src/breach.ts', 'apps/api/src/breach.ts', 'test/breach.ts'].flatMap((file) => CLOCK.map(([code, complaint]) => [file, code, complaint] as const)))('in %s refuse: %s', async (file, code, complaint) => {
    expect(await complaints(file, code)).toEqual([complaint]);
  });

  it('let pure libs have their own errors', async () => {
    expect(await complaints('libs/domain/src/lawful.ts', 'export class Rejection extends Error {}')).toEqual([]);
  });
});
