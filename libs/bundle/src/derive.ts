import { type Basis, CONVENTIONS, type DataOf, factAnswer, gathered, gatheringLinearly, type History, historyOf, instantText, type LedgerEvent, reconciling, resolveInstant, telling, viewing } from '#libs/domain';
import { csvLine, csvLines, reconciliationTable } from '#libs/formats';
import type { BundleFile } from './chunks.js';
import { FACT_COLUMNS, type FactRow, inOrderOfTelling } from './facts-table.js';
import { folderOf } from './paths.js';

/** The moment that a bundle tells of: its ledger size, and on both other clocks when its last event was recorded. */
export interface BundleMoment {
  size: number;
  /** The Merkle root of that size, in base 64. */
  root: string;
  /** RFC 3339, UTC, microseconds. */
  at: string;
}

/** The history of a negotiation before its events are added, by the first of them, which opens it and tells its zone: UTC where that can't be read any more. */
export function historyOpenedBy({ head, body }: LedgerEvent): History {
  const data = head.type === 'negotiation.opened' ? (body?.claims?.[0]?.data as DataOf<'negotiation.opened'> | undefined) : undefined;
  return historyOf(head.negotiation, data?.zone ?? 'UTC', []);
}

/**
 * What a bundle tells of one negotiation, by the plain fold of its events: its files in their order, and before each, as often as the work can be left to let others have
 * their turn, nothing.
 * @param history of the events below the bundle's size
 */
export function* negotiationFiles(history: History, { size, root, at }: BundleMoment): Generator<BundleFile | void> {
  const { negotiation, zone } = history;
  const file = (name: string, chunks: Iterable<string>): BundleFile => ({ path: `${folderOf(negotiation)}/${name}`, chunks });
  const { instant } = resolveInstant(at, zone);
  const moment = { at: instant, known: instant, ledger: size };
  const view = yield* viewing(history, moment);
  const asked = instantText(instant);
  const clock = { asked, instant: asked, zone };
  const basis: Basis = { at: clock, known: clock, ledger: { asked: String(size), size, root }, conventions: [...CONVENTIONS] };

  const seen = inOrderOfTelling(view);
  const lines = function* <Line>(lineOf: (row: FactRow) => Line): Generator<Line> {
    for (const fact of seen) yield lineOf(factAnswer(fact, moment));
    for (const fact of view.redacted) yield lineOf({ fact });
  };
  // Of few facts the lines of both files are made together, from rows that are let go at once; of many each file's by itself, so that they are never held.
  const both = seen.length <= FEW ? yield* gathered(lines((row) => ({ csv: csvOf(row), json: jsonOf(row) }))) : undefined;
  yield file('facts.csv', headed(both?.map(({ csv }) => csv) ?? lines(csvOf)));
  yield file('facts.jsonl', both?.map(({ json }) => json) ?? lines(jsonOf));

  const evidence = yield* gatheringLinearly(view);
  const reconciled = { negotiation, ...(yield* reconciling(evidence, () => history.facts.values())), basis };
  const { rows, columns } = reconciliationTable(reconciled);
  yield file('reconciliation.csv', csvLines(rows, columns.map((name) => ({ name })), OPTIONS));
  yield file('reconciliation.json', jsonPieces(reconciled));
  yield file('totals.json', [json(yield* telling(evidence, basis))]);
}

export function json(value: unknown): string {
  return `${indented(value)}\n`;
}

/** The text that `json` makes of an object, its lists item by item: a long one may be longer than a text can be. */
function* jsonPieces(members: object): Generator<string> {
  let between = '{\n';
  for (const [name, value] of Object.entries(members) as [string, unknown][]) {
    yield `${between}  ${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) {
      let before = '[\n';
      for (const item of value) {
        yield `${before}    ${indented(item, 2)}`;
        before = ',\n';
      }
      yield '\n  ]';
    } else {
      yield indented(value, 1);
    }
    between = ',\n';
  }
  yield '\n}\n';
}

/** @param depth in how many lists it stands: all lines but the first begin with two spaces for each */
function indented(value: unknown, depth = 0): string {
  let nested = value;
  for (let level = 0; level < depth; level += 1) nested = [nested];
  // Written with its lists around it, which are cut off: to move each line afterwards takes longer than writing them does.
  const text = JSON.stringify(nested, null, 2);
  return text.slice(depth * (depth + 3), text.length - depth * (depth + 1));
}

const FEW = 10_000;

/** Spreadsheets run cells as formulas; facts.jsonl is the exact form. */
const OPTIONS = { neutraliseFormulas: true };

function* headed(lines: Iterable<string>): Generator<string> {
  yield csvLine(FACT_COLUMNS.map(({ name }) => name));
  yield* lines;
}

function csvOf(row: FactRow): string {
  return csvLine(FACT_COLUMNS.map(({ of }) => of(row)), OPTIONS);
}

function jsonOf(row: FactRow): string {
  return `${JSON.stringify('type' in row ? row : { ...row, at: 'redacted' })}\n`;
}
