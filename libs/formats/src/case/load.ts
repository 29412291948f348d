import { checkZone, idSchema, TimeError } from '#libs/domain';
import { checkMeaning, inTheLedger, placeKey, type Unchecked } from './check.js';
import { checkKeys, readEntry } from './entry.js';
import { readList } from './lists.js';
import type { CaseFile, LoadedCase, LoadedFact } from './loaded.js';
import { inFileOrder, problem, type CaseProblem, type Entry, type Located, type Report } from './located.js';
import { finished, type Slices } from '../slices.js';
import { didYouMean } from './suggest.js';
import { SECTIONS, type Section } from './vocabulary.js';
import { readYaml } from './yaml.js';

const OPENING_KEYS = ['id', 'title', 'zone', 'summary', 'what', 'note'];

/**
 * Reads the files of a case: `case.yaml` and the CSV lists that it names. Pure: the caller reads the folder.
 * @returns the case, or all of its problems, in the order of the files and lines
 */
export function loadCase(files: readonly CaseFile[]): LoadedCase | CaseProblem[] {
  return finished(loadingCase(files));
}

/** As `loadCase`, in slices of a fact or a block of a list; a YAML file is read in one. */
export function* loadingCase(files: readonly CaseFile[]): Slices<LoadedCase | CaseProblem[]> {
  const main = files.find(({ path }) => path === 'case.yaml' || path.endsWith('/case.yaml'));
  if (main === undefined) return [problem({ file: 'case.yaml', line: 1, column: 1 }, 'there is no case.yaml', 'a case is a folder that holds a file of this name')];
  const { root, problems } = readYaml(main.path, main.text);
  if (root?.members === undefined) {
    const empty = problem({ file: main.path, line: 1, column: 1 }, 'the file holds no mapping', 'begin with "negotiation:"');
    return problems.length > 0 ? problems : [empty];
  }
  const unread = new Set(problems.map(placeKey));
  const report = (found: CaseProblem): void => {
    problems.push(found);
    unread.add(placeKey(found));
  };
  checkKeys(root.members, ['negotiation', ...Object.keys(SECTIONS), 'lists'], report);
  const opening = readOpening(root, report);
  const entries = sectionEntries(root.members, report);
  for (const block of listBlocks(root.members, main.path, files, report)) {
    for (const entry of block) entries.push(entry);
    yield;
  }
  const ids = yield* localIds(entries, report);
  checkMeaning(opening.fact, opening.zone, unread, report);
  const facts = [withoutFields(opening.fact)];
  for (const entry of entries) {
    const fact = readEntry(entry, report);
    if (fact === null) continue;
    const unchecked = inTheLedger(fact, opening.id, ids, report);
    checkMeaning(unchecked, opening.zone, unread, report);
    facts.push(withoutFields(unchecked));
    yield;
  }
  if (problems.length > 0) return inFileOrder(problems, [main.path, ...files.map(({ path }) => path)]);
  return { negotiation: opening.id, zone: opening.zone, facts };
}

function withoutFields({ fields: _, ...fact }: Unchecked): LoadedFact {
  return fact;
}

export function isLoaded(result: LoadedCase | CaseProblem[]): result is LoadedCase {
  return !Array.isArray(result);
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
  for (const [name, defaults] of lists.members) {
    const path = main.slice(0, -'case.yaml'.length) + name;
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) report(problem(defaults.key, `there is no file ${name} beside case.yaml`, didYouMean(path, files.map((candidate) => candidate.path))));
    else yield* readList(file.path, file.text, defaults.members ?? new Map(), report);
  }
}

/** Where each local id stands. An id names one fact, whichever section it stands in. */
function* localIds(entries: readonly Entry[], report: Report): Slices<Map<string, Entry>> {
  const ids = new Map<string, Entry>();
  for (const entry of entries) {
    const first = ids.get(entry.id);
    if (first === undefined) ids.set(entry.id, entry);
    else if (entry.id !== '') report(problem(entry.place, `the id ${entry.id} is taken`, `by ${first.place.file}:${first.place.line}; choose another`));
    yield;
  }
  return ids;
}
