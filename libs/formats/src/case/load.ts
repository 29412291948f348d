import { checkZone, idSchema, parseClaims, referencesIn, TimeError, type ClaimInput, type FactType } from '#libs/domain';
import { readEntry, type ReadClaim, type ReadFact } from './entry.js';
import { readList } from './lists.js';
import { inFileOrder, problem, reach, type CaseProblem, type Entry, type Located, type Place } from './located.js';
import { didYouMean } from './suggest.js';
import { keyOf, SECTIONS, wordsAt, type Section } from './vocabulary.js';
import { readYaml } from './yaml.js';

/** A file of the folder, as its caller read it. Paths are as they are to be named in problems. */
export interface CaseFile {
  path: string;
  text: string;
}

/** One fact of a case, ready to be recorded. */
export interface LoadedFact {
  /** `<negotiation>.<local id>`; the opening has the negotiation's own id. */
  id: string;
  type: FactType;
  claims: ClaimInput[];
  /** EDTF. An edit of this fact is new knowledge of the world, public from then; without it an edit mends a mistake. */
  revised?: string;
  /** Why the entry was edited. */
  reason?: string;
  where: Place;
}

/** A case whose files are all valid: its facts in the order in which they can be recorded. */
export interface LoadedCase {
  negotiation: string;
  zone: string;
  facts: LoadedFact[];
}

const OPENING_KEYS = ['id', 'title', 'zone', 'summary', 'what', 'note'];

/**
 * Reads the files of a case: `case.yaml` and the CSV lists that it names. Pure: the caller reads the folder.
 * @returns the case, or all of its problems, in the order of the files and lines
 */
export function loadCase(files: readonly CaseFile[]): LoadedCase | CaseProblem[] {
  const main = files.find(({ path }) => path === 'case.yaml' || path.endsWith('/case.yaml'));
  if (main === undefined) return [problem({ file: 'case.yaml', line: 1, column: 1 }, 'there is no case.yaml', 'a case is a folder that holds a file of this name')];
  const { root, problems } = readYaml(main.path, main.text);
  if (root?.members === undefined) {
    const empty = problem({ file: main.path, line: 1, column: 1 }, 'the file holds no mapping', 'begin with "negotiation:"');
    return problems.length > 0 ? problems : [empty];
  }
  const report = (found: CaseProblem): void => void problems.push(found);
  checkKeys(root.members, ['negotiation', ...Object.keys(SECTIONS), 'lists'], report);
  const opening = readOpening(root, report);
  const entries = [...sectionEntries(root.members, report), ...listEntries(root.members, main.path, files, report)];
  const facts = entries.map((entry) => readEntry(entry, report)).filter((fact) => fact !== null);
  const ids = localIds(entries, report);
  const loaded = [opening.fact, ...facts.map((fact) => qualified(fact, opening.id, ids, report))];
  for (const fact of loaded) checkMeaning(fact, opening.zone, report);
  if (problems.length > 0) return inFileOrder(problems, [main.path, ...files.map(({ path }) => path)]);
  return { negotiation: opening.id, zone: opening.zone, facts: loaded.map(({ fields: _, ...fact }) => fact) };
}

export function isLoaded(result: LoadedCase | CaseProblem[]): result is LoadedCase {
  return !Array.isArray(result);
}

type Report = (found: CaseProblem) => void;

/** A fact with what its claims were read from, until it is checked. */
type Unchecked = LoadedFact & { fields: ReadonlyMap<string, Located>[] };

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

/** `lists:` names CSV files of notices, each with what its rows leave empty. */
function listEntries(members: ReadonlyMap<string, Located>, main: string, files: readonly CaseFile[], report: Report): Entry[] {
  const lists = members.get('lists');
  if (lists === undefined) return [];
  if (lists.members === undefined) {
    report(problem(lists.place, 'lists is not a mapping', 'write each file as "NAME.csv:" with the defaults of its rows below'));
    return [];
  }
  return [...lists.members].flatMap(([name, defaults]) => {
    const path = main.slice(0, -'case.yaml'.length) + name;
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      report(problem(defaults.key, `there is no file ${name} beside case.yaml`, didYouMean(path, files.map((candidate) => candidate.path))));
      return [];
    }
    const { entries, problems } = readList(file.path, file.text, defaults.members ?? new Map());
    problems.forEach(report);
    return entries;
  });
}

function checkKeys(fields: ReadonlyMap<string, Located>, known: readonly string[], report: Report): void {
  for (const [name, field] of fields) {
    if (!known.includes(name)) report(problem(field.key, `unknown key "${name}"`, didYouMean(name, known) ?? `known keys: ${known.join(', ')}`));
  }
}

/** The section of each local id. An id names one fact, whichever section it stands in. */
function localIds(entries: readonly Entry[], report: Report): Map<string, Entry> {
  const ids = new Map<string, Entry>();
  for (const entry of entries) {
    const first = ids.get(entry.id);
    if (first === undefined) ids.set(entry.id, entry);
    else if (entry.id !== '') report(problem(entry.place, `the id ${entry.id} is taken`, `by ${first.place.file}:${first.place.line}; choose another`));
  }
  return ids;
}

/** The fact with the ids that it has, and that it names, made those of the ledger. */
function qualified({ id, type, claims, revised, reason, place }: ReadFact, negotiation: string, ids: ReadonlyMap<string, Entry>, report: Report): Unchecked {
  const inLedger = (local: string): string => `${negotiation}.${local}`;
  const form = idSchema.safeParse(inLedger(id));
  if (!form.success && id !== '') report(problem(place, `"${id}" is no id: ${form.error.issues[0]?.message}`));
  for (const claim of claims) checkReferences(type, claim, ids, report);
  return {
    id: inLedger(id),
    type,
    claims: claims.map(({ input }) => ({
      ...input,
      data: qualifiedData(type, input.data, inLedger),
      ...(input.sources === undefined ? {} : { sources: input.sources.map((citation) => ({ ...citation, source: inLedger(citation.source) })) }),
    })),
    ...(revised === undefined ? {} : { revised }),
    ...(reason === undefined ? {} : { reason }),
    where: place,
    fields: claims.map(({ fields }) => fields),
  };
}

function qualifiedData(type: FactType, data: Record<string, unknown>, inLedger: (local: string) => string): Record<string, unknown> {
  const named = new Set(referencesIn(type, data, '').map(({ pointer }) => pointer.split('/')[1] ?? ''));
  return Object.fromEntries(
    Object.entries(data).map(([member, value]) => {
      if (!named.has(member)) return [member, value];
      return [member, Array.isArray(value) ? value.map((id) => inLedger(String(id))) : inLedger(String(value))];
    }),
  );
}

function checkReferences(type: FactType, { input, fields }: ReadClaim, ids: ReadonlyMap<string, Entry>, report: Report): void {
  const source = fields.get('source');
  const sources = [...ids.values()].filter(({ section }) => section === 'sources').map(({ id }) => id);
  input.sources?.forEach((citation, index) => {
    if (citation.source === '' || source === undefined || sources.includes(citation.source)) return;
    const place = (source.items?.[index] ?? source).place;
    report(problem(place, `there is no source ${citation.source}`, didYouMean(citation.source, sources) ?? 'describe it under "sources:"'));
  });
  for (const { pointer, id } of referencesIn(type, input.data, '')) {
    const [, member = '', ...rest] = pointer.split('/');
    const field = fields.get(keyOf(member));
    if (field === undefined || ids.has(id)) continue;
    report(problem(reach(field, rest).place, `there is no fact ${id} in this case`, didYouMean(id, ids.keys())));
  }
}

/** The key under which each part of a claim is written. */
const CLAIM_KEYS: Record<string, string> = { happened: 'when', order: 'order', attributedTo: 'said by', sources: 'source', reported: 'reported', rank: 'rank' };

/** Checks the claims as the ledger will, and says where in the file each problem stands. */
function checkMeaning({ type, claims, fields, where }: Unchecked, zone: string, report: Report): void {
  const parsed = parseClaims(type, claims, zone, '');
  if (parsed.ok) return;
  for (const { pointer, message } of parsed.problems) {
    const [, index, part = '', ...path] = pointer.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const [key, rest] = part === 'data' ? [keyOf(path[0] ?? ''), path.slice(1)] : [CLAIM_KEYS[part] ?? part, path];
    const field = fields[Number(index)]?.get(key);
    if (field === undefined) {
      report(problem(where, part === 'data' || key === 'when' ? `"${key}" is missing` : message));
      continue;
    }
    const found = reach(field, rest);
    const words = part === 'data' ? wordsAt(type, path) : [];
    if (message.startsWith('unknown member')) report(problem(found.key, message, didYouMean(path.at(-1) ?? '', wordsAt(type, path.slice(0, -1)))));
    else report(problem(found.place, message, didYouMean(found.text ?? '', words) ?? adviceOn(message)));
  }
}

function adviceOn(message: string): string | undefined {
  return /expected string, received (?:number|boolean)/.test(message) ? 'put the value in quotes' : undefined;
}
