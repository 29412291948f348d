import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Question } from '#libs/application';
import type { TimelineEntry } from '#libs/domain';
import { checkSources, type SourceCheck, type SourceFile } from '#libs/formats';
import type { Context } from '../context.js';
import type { Door } from '../door.js';
import { EXIT, type ExitCode } from '../failure.js';
import { folderFailure } from '../folders.js';
import { printable, table } from '../layout.js';
import { plural } from '../pages/words.js';

/** Checks each source against the article, and each cited place against its paragraphs. Exit code 1 where an article or a paragraph is missing or altered. */
export async function checkFolder(context: Context, negotiation: string, dir: string, { json }: { json?: boolean }): Promise<ExitCode> {
  const facts = await factsOf(await context.door(), negotiation);
  const files = await readArticles(negotiation, dir, new Set(facts.flatMap(fileNamed)));
  const checks = checkSources(facts.map(({ fact, type, claims }) => ({ id: fact, type, claims })), files);
  const failed = checks.filter(({ result }) => result === 'missing' || result === 'altered');
  if (json === true) await context.print(`${JSON.stringify(checks, null, 2)}\n`);
  else await context.printLines(checkLines(checks, context));
  const unchecked = checks.filter(({ result }) => result === 'not-checkable').length;
  context.say(`${checks.length} checked: ${failed.length} missing or altered, ${unchecked} not checkable`);
  return failed.length === 0 ? EXIT.ok : EXIT.checkFailed;
}

/** A year after everything that a record can tell of. */
const FAR = '9998';

/** Every fact that is not withdrawn, whenever it happens and becomes known. */
async function factsOf(door: Door, negotiation: string): Promise<TimelineEntry[]> {
  const facts: TimelineEntry[] = [];
  for (let question: Question | undefined = { ask: 'timeline', negotiation, at: FAR, known: FAR }; question !== undefined; ) {
    const { body, next } = await door.ask(question);
    facts.push(...(body as unknown as { items: TimelineEntry[] }).items);
    question = next;
  }
  return facts;
}

function fileNamed({ type, claims }: TimelineEntry): string[] {
  const { file } = (claims[0]?.data ?? {}) as { file?: string };
  return type === 'source.registered' && file !== undefined ? [file] : [];
}

/** The articles that are named and are there; the check says which are not. */
async function readArticles(negotiation: string, dir: string, names: ReadonlySet<string>): Promise<SourceFile[]> {
  try {
    const there = (await readdir(dir)).filter((name) => names.has(name));
    return await Promise.all(there.map(async (name) => ({ name, bytes: await readFile(join(dir, name)) })));
  } catch (error) {
    throw folderFailure(dir, error, (file) => `name the folder with the articles: parley sources check ${negotiation} ${dirname(file)}`);
  }
}

/** What is wrong first and at length; what is right in one line a source. */
function checkLines(checks: readonly SourceCheck[], { screen }: Context): string[] {
  const wrong = checks.filter(({ result }) => result !== 'ok');
  const rows = wrong.map(({ result, source, message, facts }) => [result, source, `${message}${facts.length === 0 ? '' : ` (cited by ${facts.join(', ')})`}`]);
  const fine = checks.filter(({ result }) => result === 'ok');
  const right = [...new Set(fine.map(({ source }) => source))].map((source) => {
    const ok = fine.filter((check) => check.source === source);
    const places = ok.filter(({ locator }) => locator !== undefined).length;
    return ['ok', source, [...(ok.length > places ? ['the hash'] : []), plural(places, 'cited place')].join(', ')];
  });
  return table(printable([...rows, ...right]), { width: screen.width, styles: [screen.strong] });
}
