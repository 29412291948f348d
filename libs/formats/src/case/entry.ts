import { DIMENSIONS, edtfOfWords, type Citation, type ClaimInput, type FactType, type Rank } from '#libs/domain';
import { problem, type Entry, type Located, type Place, type Report } from './located.js';
import { didYouMean } from './suggest.js';
import { COMMON, ENTRY_ONLY, hasOwnSection, isDateMember, isListMember, keyOf, memberOf, membersOf, typesOf, type Section } from './vocabulary.js';

/** A fact as its entry says it: ids are still local to the case, dates are EDTF, counts are as written. */
export interface ReadFact {
  id: string;
  type: FactType;
  claims: ReadClaim[];
  revised?: string;
  reason?: string;
  place: Place;
}

export interface ReadClaim {
  input: ClaimInput & { data: Record<string, unknown> };
  /** What each key was read from. */
  fields: Map<string, Located>;
}

/** Reads one entry. Problems go to `report`; null where its type can't be told. */
export function readEntry(entry: Entry, report: Report): ReadFact | null {
  const type = typeOf(entry, report);
  return type === null ? null : factOf(type, entry, report);
}

/** Reads the entry of a fact whose type is known. Problems go to `report`. */
export function factOf(type: FactType, entry: Pick<Entry, 'id' | 'place' | 'fields'>, report: Report): ReadFact {
  checkKeys(entry.fields, knownKeys(type), report);
  const accounts = accountsOf(entry, type, report);
  const revised = entry.fields.get('revised');
  const reason = entry.fields.get('reason');
  const becameKnown = revised === undefined ? undefined : dateOf(revised, report);
  return {
    id: entry.id,
    type,
    claims: accounts.map((fields) => ({ input: claimOf(type, fields, becameKnown, report), fields })),
    ...(becameKnown === undefined ? {} : { revised: becameKnown }),
    ...(reason === undefined ? {} : { reason: textOf(reason, report) }),
    place: entry.place,
  };
}

function typeOf(entry: Entry, report: Report): FactType | null {
  const types = typesOf(entry.section as Section);
  if (types[''] !== undefined) return types[''];
  const words = Object.keys(types);
  const field = entry.fields.get('type');
  if (field === undefined) {
    report(problem(entry.place, `${entry.id} has no type`, `add "type:", one of ${words.join(', ')}`));
    return null;
  }
  const { text: word = '' } = field;
  if (Object.hasOwn(types, word)) return types[word]!;
  report(problem(field.place, `"${word}" is not a type of ${entry.section}`, didYouMean(word, words) ?? `one of ${words.join(', ')}`));
  return null;
}

/** The keys that a claim of a type may have. */
const claimKeys = oncePerType((type) => {
  const shorthand = type === 'notices.issued' ? DIMENSIONS : [];
  return new Set<string>([...Object.keys(COMMON), ...Object.keys(membersOf(type)).map(keyOf), ...shorthand]);
});

/** The keys that an entry of a type may have. */
const knownKeys = oncePerType((type) => {
  const typed = hasOwnSection(type) ? [] : ['type'];
  return new Set([...typed, ...claimKeys(type), ...Object.keys(ENTRY_ONLY)]);
});

/** A case says facts of few types over and over. */
function oncePerType<Value>(make: (type: FactType) => Value): (type: FactType) => Value {
  const made = new Map<FactType, Value>();
  return (type) => {
    const known = made.get(type) ?? make(type);
    made.set(type, known);
    return known;
  };
}

/** Reports the keys that are not known, with what was most likely meant. */
export function checkKeys(fields: ReadonlyMap<string, Located>, known: ReadonlySet<string>, report: Report): void {
  for (const [name, field] of fields) {
    if (!known.has(name)) report(problem(field.key, `unknown key "${name}"`, didYouMean(name, known) ?? `known keys: ${[...known].join(', ')}`));
  }
}

/** The fields of each claim: the entry's own, with those of the claim before them. */
function accountsOf(entry: Pick<Entry, 'fields'>, type: FactType, report: Report): Map<string, Located>[] {
  const shared = new Map([...entry.fields].filter(([name]) => name !== 'type' && !(name in ENTRY_ONLY)));
  const claims = entry.fields.get('claims');
  if (claims === undefined) return [shared];
  if (claims.items === undefined || claims.items.length === 0) {
    report(problem(claims.place, 'claims are a list', 'write one "- " line for each account of the fact'));
    return [];
  }
  return claims.items.map((claim) => {
    if (claim.members === undefined) report(problem(claim.place, 'a claim is a mapping', 'write the keys in which this account differs, such as when: and source:'));
    checkKeys(claim.members ?? new Map(), claimKeys(type), report);
    return new Map([...shared, ...(claim.members ?? [])]);
  });
}

function claimOf(type: FactType, fields: ReadonlyMap<string, Located>, becameKnown: string | undefined, report: Report): ReadClaim['input'] {
  const read = <T>(key: string, reader: (field: Located, report: Report) => T): T | undefined => {
    const field = fields.get(key);
    return field === undefined ? undefined : reader(field, report);
  };
  const happened = read('when', dateOf);
  const order = read('order', ({ value, text }) => (/^-?\d+$/.test(text ?? '') ? Number(text) : (value as number)));
  const attributedTo = read('said by', textOf);
  const sources = read('source', citationsOf);
  const reported = read('reported', dateOf) ?? becameKnown;
  const rank = read('rank', ({ value }) => value as Rank);
  return {
    ...(happened === undefined ? {} : { happened }),
    ...(order === undefined ? {} : { order }),
    data: dataOf(type, fields, report),
    ...(attributedTo === undefined ? {} : { attributedTo }),
    ...(sources === undefined ? {} : { sources }),
    ...(reported === undefined ? {} : { reported }),
    ...(rank === undefined ? {} : { rank }),
  };
}

function dataOf(type: FactType, fields: ReadonlyMap<string, Located>, report: Report): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [key, field] of fields) {
    const member = memberOf(key);
    if (!(member in membersOf(type))) continue;
    if (isDateMember(type, member)) data[member] = dateOf(field, report);
    else data[member] = isListMember(type, member) && field.items === undefined ? [field.text ?? field.value] : field.value;
  }
  return type === 'notices.issued' ? withWholeBreakdowns(data, fields, report) : data;
}

/** `site: X` on a batch says that all of it is there: a complete breakdown of one part. */
function withWholeBreakdowns(data: Record<string, unknown>, fields: ReadonlyMap<string, Located>, report: Report): Record<string, unknown> {
  const listed: unknown[] = Array.isArray(data.breakdowns) ? data.breakdowns : [];
  const whole = DIMENSIONS.flatMap((by) => {
    const field = fields.get(by);
    if (field === undefined) return [];
    if (listed.some((breakdown) => (breakdown as { by?: unknown } | null)?.by === by)) {
      report(problem(field.key, `"${by}" stands both here and in the breakdowns`, 'keep one of the two'));
    }
    return [{ by, complete: true, parts: [{ name: field.text ?? field.value, count: data.count }] }];
  });
  return whole.length === 0 ? data : { ...data, breakdowns: [...listed, ...whole] };
}

/** A date in words or EDTF. A set such as [2011-07-20, 2011-07-27] is a list to YAML; here it is a set again. */
function dateOf(field: Located, report: Report): string | undefined {
  const text = field.items === undefined ? field.text : `[${field.items.map((item) => item.text ?? '').join(',')}]`;
  if (text === undefined || text === '') {
    report(problem(field.place, 'a date is missing', 'write it as 2011-07-12, or leave the key out where it is not known'));
    return undefined;
  }
  try {
    return edtfOfWords(text);
  } catch (error) {
    report(problem(field.place, error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

function textOf(field: Located, report: Report): string {
  if (field.text === undefined) report(problem(field.place, 'a text is expected here'));
  return field.text ?? '';
}

/** `S4 ¶2`: a source's id, then where in it; or a list of such, or of mappings { source, locator, wording }. */
function citationsOf(field: Located, report: Report): Citation[] {
  return (field.items ?? [field]).map((item) => {
    const { members } = item;
    const [, source, locator] = members === undefined ? (/^(\S+)(?:\s+(.+))?$/s.exec(item.text?.trim() ?? '') ?? []) : ['', members.get('source')?.text];
    if (source === undefined) report(problem(item.place, 'a source is missing', 'write its id and where in it, such as S4 ¶2'));
    return { ...(members === undefined ? {} : (item.value as object)), source: source ?? '', ...(locator === undefined ? {} : { locator }) };
  });
}
