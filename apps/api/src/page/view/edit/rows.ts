/** As many rows are typed one by one; what has more of them stays one text. */
export const MOST_ROWS = 100;

/** How many rows there are to go on in, and to begin with. */
const [SPARE, NEW] = [2, 3];

export function withSpare<Row>(rows: readonly Row[], empty: Row): Row[] {
  return [...rows, ...Array.from({ length: rows.length === 0 ? NEW : SPARE }, () => empty)];
}

/** The numbers of a form's rows: of each that has a name, whatever stands in it. @param prefix what stands before them: `0.` */
export function rowsIn(fields: Readonly<Record<string, string>>, prefix: string): string[] {
  return Object.keys(fields).flatMap((name) => (name.startsWith(prefix) ? (/^(\d{1,3})\.name$/.exec(name.slice(prefix.length))?.[1] ?? []) : []));
}

/** A count or an amount with bounds of its own, in YAML: `{ wording: …, high: 10, derived: … }`. */
export function isWhole(count: string): boolean {
  return count.startsWith('{');
}

/** A count or an amount as a part of a text in YAML. */
export function yamlOfCount(count: string): string {
  return isWhole(count) ? count : JSON.stringify(count);
}
