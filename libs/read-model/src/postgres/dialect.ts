/** Where PostgreSQL has another word for what SQLite says. The models' SQL is written so that nothing else differs. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  // In the collation of the columns: a recursive query may not go on in another than it began.
  [/\bSELECT value FROM json_each\(/g, 'SELECT value COLLATE "C" FROM json_array_elements_text('],
  [/\bjson_each\(/g, 'json_array_elements_text('],
  [/\bvalue ->> /g, 'value::json ->> '],
  // SQLite's LIKE takes no account of the case of ASCII letters; nor does this one, in the collation "C".
  [/ LIKE /g, ' ILIKE '],
];

/** A statement with its values by number. */
export interface Numbered {
  text: string;
  /** Of `@names`, in the order of their numbers; empty where the values are given in order. */
  names: string[];
}

/** A statement as the models write it, with `?` or `@names` for values. */
export function numbered(sql: string): Numbered {
  const names: string[] = [];
  let count = 0;
  const numberOf = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1) + 1;
  const text = sql.replace(/\?|@(\w+)/g, (_, name?: string) => `$${name === undefined ? (count += 1) : numberOf(name)}`);
  return { text: WORDS.reduce((said, [word, other]) => said.replace(word, other), text), names };
}

const TYPES: readonly (readonly [RegExp, string])[] = [
  [/\bINTEGER PRIMARY KEY\b/g, 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY'],
  [/\bINTEGER\b/g, 'BIGINT'],
  // Bytes decide the order of texts, as in SQLite, and not a language.
  [/\bTEXT\b/g, 'TEXT COLLATE "C"'],
  [/\bBLOB\b/g, 'BYTEA'],
  // SQLite is told not to check them either.
  [/ REFERENCES \w+ \(\w+\)/g, ''],
  [/ STRICT(, WITHOUT ROWID)?$/, ''],
];

/** A statement that makes a table or its index. */
export function tableIn(statement: string): string {
  return TYPES.reduce((said, [word, other]) => said.replace(word, other), statement);
}

/** Text that PostgreSQL can hold: the sign for U+0000 stands for it, and U+FFFD for half a surrogate pair. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '␀');
}
