import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Server, startServer } from '../support/server.js';
import { run } from '../support/shell.js';

/**
 * The commands of README.md are run, and print what it shows. A fenced `sh` block holds commands; a `text` or `json` block right below it is
 * their output, in which a line `…` stands for lines left out, and `…` at the end of a line for its rest.
 */

const ROOT = new URL('../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');
const { scripts, license } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { scripts: Record<string, string>; license: string };
const withCurl = spawnSync('curl', ['--version']).status === 0 ? it : it.skip;

interface Example {
  commands: string[];
  output?: string;
}

const EXAMPLES: Example[] = [...README.matchAll(/^```sh\n([\s\S]*?)^```\n(?:```(?:text|json)\n([\s\S]*?)^```$)?/gm)].map(([, commands, output]) => ({
  commands: commands!.replaceAll('\\\n', ' ').split('\n').filter((line) => line.trim() !== ''),
  ...(output === undefined ? {} : { output }),
}));

/** What starts, installs or tests the project is not run by its tests. */
const isLifecycle = (command: string): boolean => /^npm (?:ci|start|test)(?: && npm (?:ci|start|test))*$/.test(command);

const RUN = EXAMPLES.filter(({ commands }) => !commands.every(isLifecycle)).map((example) => [example.commands.join(' ; '), example] as const);

/** A program of `npm run NAME --`, run from its sources. */
function programOf(script: string): string {
  const [, program] = /^node scripts\/run\.mjs (\S+)\.js$/.exec(scripts[script] ?? '') ?? [];
  if (program === undefined) throw new Error(`npm run ${script} runs no program of the project`);
  return `'${process.execPath}' --import ./test/support/typescript.mjs apps/${program}.ts`;
}

/** As it is printed, but on this server and from the sources. */
function runnable(command: string, server: Server): string {
  return command
    .replace(/^npm run (?:--silent )?([\w:]+) --(?= )/, (_line, script: string) => programOf(script))
    .replace(/^curl /, 'curl --silent --show-error --fail ')
    .replaceAll('http://127.0.0.1:3000', server.url);
}

/** A pattern of an output with its elisions. */
function patternOf(output: string): RegExp {
  const lines = output.trimEnd().split('\n').map((line) => {
    if (line.trim() === '…') return '(?:.*\\n)*?';
    const [, text, rest] = /^(.*?)(…?)\s*$/.exec(line)!;
    return `${text!.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${rest === '' ? '[ ]*' : '.*'}\\n`;
  });
  return new RegExp(`^${lines.join('')}`, 'm');
}

it('LICENSE is the licence that package.json names, and is in the container', () => {
  expect(readFileSync(new URL('LICENSE', ROOT), 'utf8')).toMatch(new RegExp(`^${license} License\n`));
  expect(readFileSync(new URL('Dockerfile', ROOT), 'utf8')).toMatch(/^COPY --from=build .*LICENSE/m);
});

describe('README.md', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ record: true });
  });
  afterAll(() => server.close());

  it('has commands, and shows output', () => {
    expect(RUN.length).toBeGreaterThanOrEqual(4);
    expect(RUN.filter(([, { output }]) => output !== undefined).length).toBeGreaterThanOrEqual(2);
  });

  it('starts and tests with scripts that are there', () => {
    const lifecycle = EXAMPLES.flatMap(({ commands }) => commands).filter(isLifecycle).flatMap((command) => command.split(' && '));
    expect(lifecycle).toEqual(expect.arrayContaining(['npm ci', 'npm start', 'npm test']));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test']));
    const named = [...README.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script]) => script!);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  async function prints({ commands, output }: Example): Promise<void> {
    const { NODE_OPTIONS: _, ...env } = process.env;
    let printed = '';
    for (const command of commands) {
      const { code, out, err } = await run('sh', ['-c', runnable(command, server)], { cwd: fileURLToPath(ROOT), env: { ...env, NO_COLOR: '1', PARLEY_DATA: server.data } });
      expect({ command, code, err }).toMatchObject({ code: 0 });
      expect(out).not.toBe('');
      printed += out;
    }
    if (output !== undefined) expect(printed).toMatch(patternOf(output));
  }

  const ofCurl = ({ commands }: Example): boolean => commands.some((command) => command.startsWith('curl '));
  it.each(RUN.filter(([, example]) => !ofCurl(example)))('%s', (_commands, example) => prints(example));
  withCurl.each(RUN.filter(([, example]) => ofCurl(example)))('%s', (_commands, example) => prints(example));
});
