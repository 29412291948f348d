import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SpecFileError } from './spec-file.js';
import { type Difference, runSpec, THROUGH, type Through } from './spec.js';

/**
 * `npm run spec -- FILE`: asks the domain the questions of a file and prints every difference.
 * Exit codes: 0 all answers agree, 1 some differ or the file can't be read, 2 wrong usage.
 */
const USAGE = `Usage: npm run spec -- FILE [--through ${THROUGH.join('|')}]`;

function main(): number {
  const asked = readArguments();
  if (typeof asked === 'string') {
    console.error(asked);
    return 2;
  }
  try {
    const { passed, failed, differences } = runSpec(JSON.parse(readFileSync(asked.file, 'utf8')), asked.through);
    for (const difference of differences) console.log(describe(difference));
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof SpecFileError || error instanceof SyntaxError || isFileError(error))) throw error;
    console.error(`${asked.file} can't be read: ${error.message}`);
    return 1;
  }
}

/** The file, or what is wrong with the arguments. */
function readArguments(): { file: string; through: Through } | string {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { through: { type: 'string', default: 'fold' } } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) return USAGE;
    const through = THROUGH.find((way) => way === values.through);
    return through === undefined ? `--through ${values.through}: there is no such way to the answers\n${USAGE}` : { file, through };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
}

function describe({ case: name, ask, at, expected, got }: Difference): string {
  const moment = Object.entries(ask).map(([clock, value]) => `${clock}=${value}`).join(' ');
  return `${name}\n  asked ${moment}\n  ${at === '' ? 'no answer' : at}: expected ${show(expected)}, got ${show(got)}\n`;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

process.exitCode = main();
