import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { DIMENSIONS, FACT_KINDS, FACT_TYPES, NOTICE_KINDS, SIDES, STORY_ORDERS } from '#libs/domain';
import { CLOCKS } from '#libs/application';
import { EXIT } from '../../apps/cli/src/failure.js';
import { createProgram } from '../../apps/cli/src/program.js';
import * as listed from '../../apps/cli/src/options.js';

const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const program = createProgram(async () => {}, { stdout: new PassThrough(), stderr: new PassThrough() });

/** Groups of options that sections name by a word. */
const CLOCK_OPTIONS = flagsIn(section('## Clocks').split('Lists also take')[0] ?? '');
const PAGE_OPTIONS = flagsIn(section('## Clocks').split('Lists also take')[1] ?? '');
const CHANGE_OPTIONS = flagsIn(section('### parley facts revise <fact> [file]'));

describe('docs/cli.md', () => {
  it('has a section for every command, and for nothing else', () => {
    const headings = [...text.matchAll(/^### (parley .*)$/gm)].map(([, heading]) => heading);
    expect(headings.sort()).toEqual(leaves(program).map(usageOf).sort());
  });

  it.each(leaves(program).map((command) => [usageOf(command), command] as const))('lists the options of %s', (usage, command) => {
    const body = section(`### ${usage}`);
    const documented = [
      ...(/Options:.*\bclocks\b/.test(body) ? CLOCK_OPTIONS : []),
      ...(/Options:.*\bpages\b/.test(body) ? PAGE_OPTIONS : []),
      ...(/Options: those of `revise`/.test(body) ? CHANGE_OPTIONS : []),
      ...flagsIn(body),
    ];
    const defined = command.options.map(({ flags }) => flags);
    expect([...new Set(documented)].sort()).toEqual(defined.sort());
  });

  it('lists the options that go with every command', () => {
    expect(flagsIn(section('## Where the record is')).sort()).toEqual(program.options.map(({ flags }) => flags).sort());
  });

  it('lists every exit code', () => {
    const documented = [...section('## Exit codes').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    expect(documented).toEqual(Object.values(EXIT));
  });
});

describe('the closed lists of options', () => {
  it('are those of the domain', () => {
    expect([...listed.FACT_TYPES].sort()).toEqual([...FACT_TYPES].sort());
    expect(listed.DIMENSIONS).toEqual(DIMENSIONS);
    expect(listed.SIDES).toEqual(SIDES);
    expect(listed.NOTICE_KINDS).toEqual(NOTICE_KINDS);
    expect(listed.FACT_KINDS).toEqual(FACT_KINDS);
    expect(listed.STORY_ORDERS).toEqual(STORY_ORDERS);
    expect(listed.CLOCKS).toEqual(CLOCKS);
  });
});

/** Commands that do something, as opposed to groups of them. */
function leaves(command: Command): Command[] {
  const isGroup = command.commands.length > 0 && (command.parent === null || command.options.length === 0);
  return [...(isGroup ? [] : [command]), ...command.commands.flatMap(leaves)];
}

function usageOf(command: Command): string {
  const names: string[] = [];
  for (let each: Command | null = command; each !== null; each = each.parent) names.unshift(each.name());
  const args = command.registeredArguments.map((argument) => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`));
  return [...names, ...args].join(' ');
}

/** What stands under a heading, up to the next of its level or above. */
function section(heading: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  const level = heading.indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return start < 0 ? '' : lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The options that a text defines: those that begin a list item or a table's row. */
function flagsIn(body: string): string[] {
  return body.split('\n').filter((line) => /^(?:- |\| )`--/.test(line)).flatMap((line) => {
    const defined = line.startsWith('|') ? (line.split(' | ')[0] ?? '') : (/^- (?:`--[^`]+`(?:, )?)+/.exec(line)?.[0] ?? '');
    return [...defined.matchAll(/`(--[^`]+)`/g)].map(([, flags]) => flags ?? '');
  });
}
