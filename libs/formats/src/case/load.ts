import { checkZone, idSchema, TimeError } from '#libs/domain';
import { type CaseScope, checkMeaning, inTheLedger, ledgerId, type Unchecked } from './check.js';
import { checkKeys, readEntry } from './entry.js';
import type { CaseIds, Reference } from './ids.js';
import { readList } from './lists.js';
import type { CaseFile, LoadedFact, Stretch } from './loaded.js';
import { problem, type CaseProblem, type Entry, type Located, type Report } from './located.js';
import { lostText, piecesOf, wholeOf } from './pieces.js';
import { createProblems, type Problems } from './problems.js';
import { didYouMean } from './suggest.js';
import { SECTIONS, type Section } from './vocabulary.js';
import { readingYaml } from './yaml.js';

const OPENING_KEYS = new Set(['id', 'title', 'zone', 'summary', 'what', 'note']);
const CASE_KEYS = new Set(['negotiation', ...Object.keys(SECTIONS), 'lists']);

/** Entries of `case.yaml` that are read at a time. */
const STRETCH = 50;

/**
 * Reads the files of a case: `case.yaml` and the CSV lists that it names, which are gone through row by row and never held. What is
 * held is `case.yaml`, a stretch of facts, and at most `MOST_PROBLEMS` problems. Others may have their turn between stretches, and while there is
 * none yet.
 * @param ids keeps the ids of the case, and nothing of other cases
 * @returns all of its problems, in the order of the files and lines; none where it is valid
 */
export function* readingCase(files: readonly CaseFile[], ids: CaseIds): Generator<Stretch | void, CaseProblem[], void> {
  const main = files.find(({ path }) => path === 'case.yaml' || path.endsWith('/case.yaml'));
  if (main === undefined) return [problem({ file: 'case.yaml', line: 1, column: 1 }, 'there is no case.yaml', 'a case is a folder that holds a file of this name')];
  const text = wholeOf(main.text);
  const lost = lostText(main.path, text);
  if (lost !== undefined) return [lost];
  const { root, problems: unreadable } = yield* readingYaml(main.path, text);
  if (root?.members === undefined) {
    const empty = problem({ file: main.path, line: 1, column: 1 }, 'the file holds no mapping', 'begin with "negotiation:"');
    return unreadable.length > 0 ? unreadable : [empty];
  }
  const problems = createProblems();
  const { report } = problems;
  unreadable.forEach(report);
  checkKeys(root.members, CASE_KEYS, report);
  const { id: negotiation, zone, fact } = readOpening(root, report);
  const entries = sectionEntries(root.members, report);
  const scope: CaseScope = { negotiation, zone, ids, sources: new Set(entries.filter(({ section }) => section === 'sources').map(({ id }) => id)) };
  const unread = unreadLists(root.members, main.path, files);
  const stretch = (facts: (LoadedFact | undefined)[]): Stretch => ({ negotiation, zone, unread, facts: problems.count() > 0 ? [] : facts.filter((loaded) => loaded !== undefined) });
  ids.take(negotiation, fact.where);
  yield stretch([checkMeaning(fact, zone, problems)]);
  for (const some of inOrder(entries, listBlocks(root.members, main.path, files, report))) {
    yield stretch(some.map((entry) => readFact(entry, scope, problems)));
    if (problems.isFull()) break;
  }
  for (const references of ids.unmet()) {
    for (const reference of references) report(unmetProblem(reference, scope));
    yield stretch([]);
  }
  return problems.inOrder([main.path, ...files.map(({ path }) => path)]);
}

/** What stands in `case.yaml`, then its lists. */
function* inOrder(entries: readonly Entry[], lists: Iterable<Entry[]>): Generator<readonly Entry[], void> {
  for (let at = 0; at < entries.length; at += STRETCH) yield entries.slice(at, at + STRETCH);
  yield* lists;
}

/** An id names one fact, whichever section it stands in. */
function readFact(entry: Entry, scope: CaseScope, problems: Problems): LoadedFact | undefined {
  const { report } = problems;
  const first = entry.id === '' ? undefined : scope.ids.take(ledgerId(scope.negotiation, entry.id), entry.place);
  if (first !== undefined) report(problem(entry.place, `the id ${entry.id} is taken`, `by ${first.file}:${first.line}; choose another`));
  const fact = readEntry(entry, report);
  return fact === null ? undefined : checkMeaning(inTheLedger(fact, scope, report), scope.zone, problems);
}

function unmetProblem({ id, place }: Reference, { negotiation, ids }: CaseScope): CaseProblem {
  const local = (known: string): string => known.slice(ledgerId(negotiation, '').length);
  return problem(place, `there is no fact ${local(id)} in this case`, didYouMean(local(id), [...ids.near(id)].map(local)));
}

function readOpening(root: Located, report: Report): { id: string; zone: string; fact: Unchecked } {
  const section = root.members?.get('negotiation');
  const where = section?.key ?? root.place;
  const fields = section?.members ?? new Map<string, Located>();
  if (section?.members === undefined) report(problem(where, 'the negotiation is not described', 'begin with "negotiation:" and its id, title and zone'));
  else checkKeys(fields, OPENING_KEYS, report);
  const id = fields.get('id');
  const validId = idSchema.safeParse(id?.text);
  if (section?.members !== undefined && !validId.success) report(problem(id?.place ?? where, id === undefined ? '"id" is missing' : (validId.error.issues[0]?.message ?? ''), 'name the negotiation, such as connecticut-2011'));
  const data = Object.fromEntries([...fields].filter(([name]) => name !== 'id').map(([name, { value }]) => [name, value]));
  const fact = { id: validId.data ?? 'negotiation', type: 'negotiation.opened' as const, claims: [{ data }], where, fields: [fields] };
  return { id: fact.id, zone: readZone(fields.get('zone'), report), fact };
}

/** A zone that is missing is found with the members of the opening; UTC stands in, so that the rest is checked too. */
function readZone(field: Located | undefined, report: Report): string {
  if (field === undefined) return 'UTC';
  try {
    checkZone(field.text ?? '');
    return field.text ?? 'UTC';
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    report(problem(field.place, error.message, 'use a name of the IANA time zone database, such as America/New_York'));
    return 'UTC';
  }
}

function sectionEntries(members: ReadonlyMap<string, Located>, report: Report): Entry[] {
  return (Object.keys(SECTIONS) as Section[]).flatMap((section) => {
    const found = members.get(section);
    if (found === undefined || found.value === null) return [];
    if (found.members === undefined) {
      report(problem(found.place, `${section} is not a mapping`, 'write each fact as "ID:" with its keys below'));
      return [];
    }
    return [...found.members].flatMap(([id, entry]) => {
      if (entry.members !== undefined) return [{ id, section, place: entry.key, fields: entry.members }];
      report(problem(entry.place, `${id} is not a mapping`, 'write its keys below it, such as "when:" and "source:"'));
      return [];
    });
  });
}

/** `lists:` names CSV files of notices, each with what its rows leave empty. Block by block. */
function* listBlocks(members: ReadonlyMap<string, Located>, main: string, files: readonly CaseFile[], report: Report): Generator<Entry[], void> {
  const lists = members.get('lists');
  if (lists === undefined) return;
  if (lists.members === undefined) {
    report(problem(lists.place, 'lists is not a mapping', 'write each file as "NAME.csv:" with the defaults of its rows below'));
    return;
  }
  const folder = folderOf(main);
  for (const [name, defaults] of lists.members) {
    const file = files.find(({ path }) => path === folder + name);
    if (file === undefined) report(problem(defaults.key, `there is no file ${name} beside case.yaml`, didYouMean(name, files.map(({ path }) => path.slice(folder.length)))));
    else yield* readList(file.path, piecesOf(file.text), defaults.members ?? new Map(), report);
  }
}

function unreadLists(members: ReadonlyMap<string, Located>, main: string, files: readonly CaseFile[]): string[] {
  const named = members.get('lists')?.members;
  const folder = folderOf(main);
  return files.flatMap(({ path }) => {
    const name = path.slice(folder.length);
    return path.startsWith(folder) && /^[^/]+\.csv$/.test(name) && named?.has(name) !== true ? [name] : [];
  });
}

function folderOf(main: string): string {
  return main.slice(0, -'case.yaml'.length);
}
