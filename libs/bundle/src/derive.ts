import { type Basis, CONVENTIONS, type DataOf, factAnswer, type History, historyOf, instantText, type LedgerEvent, linearEvidence, reconciliation, resolveInstant, state, viewAt } from '#libs/domain';
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

/** A negotiation by its events. Its zone is told by the first, which opens it; UTC where that can't be read any more. */
export function historyOfEvents(negotiation: string, events: readonly LedgerEvent[]): History {
  const { head, body } = events[0]!;
  const data = head.type === 'negotiation.opened' ? (body?.claims?.[0]?.data as DataOf<'negotiation.opened'> | undefined) : undefined;
  return historyOf(negotiation, data?.zone ?? 'UTC', events);
}

/** What a bundle tells of one negotiation, by the plain fold of its events. @param history of the events below the bundle's size */
export function* negotiationFiles(history: History, { size, root, at }: BundleMoment): Generator<BundleFile> {
  const { negotiation, zone } = history;
  const file = (name: string, chunks: Iterable<string>): BundleFile => ({ path: `${folderOf(negotiation)}/${name}`, chunks });
  const { instant } = resolveInstant(at, zone);
  const moment = { at: instant, known: instant, ledger: size };
  const view = viewAt(history, moment);
  const asked = instantText(instant);
  const clock = { asked, instant: asked, zone };
  const basis: Basis = { at: clock, known: clock, ledger: { asked: String(size), size, root }, conventions: [...CONVENTIONS] };

  const seen = inOrderOfTelling(view);
  const lines = function* <Line>(lineOf: (row: FactRow) => Line): Generator<Line> {
    for (const fact of seen) yield lineOf(factAnswer(fact, moment));
    for (const fact of view.redacted) yield lineOf({ fact });
  };
  // Of few facts the lines of both files are made together, from rows that are let go at once; of many each file's by itself, so that they are never held.
  const both = seen.length <= FEW ? [...lines((row) => ({ csv: csvOf(row), json: jsonOf(row) }))] : undefined;
  yield file('facts.csv', headed(both?.map(({ csv }) => csv) ?? lines(csvOf)));
  yield file('facts.jsonl', both?.map(({ json }) => json) ?? lines(jsonOf));

  const evidence = linearEvidence(view);
  const reconciled = { negotiation, ...reconciliation(evidence, () => history), basis };
  const { rows, columns } = reconciliationTable(reconciled);
  yield file('reconciliation.csv', csvLines(rows, columns.map((name) => ({ name })), OPTIONS));
  yield file('reconciliation.json', [json(reconciled)]);
  yield file('totals.json', [json(state(evidence, basis))]);
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
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
