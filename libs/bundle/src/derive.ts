import { type Basis, CONVENTIONS, type DataOf, factAnswer, instantText, type LedgerEvent, reconciliation, resolveInstant, state, viewAt } from '#libs/domain';
import { reconciliationTable, toCsv } from '#libs/formats';
import type { Timeline } from '#libs/timeline';
import { FACT_COLUMNS, type FactRow, inOrderOfTelling } from './facts-table.js';

/** The moment that a bundle tells of: its ledger size, and on both other clocks when its last event was recorded. */
export interface BundleMoment {
  size: number;
  /** The Merkle root of that size, in base 64. */
  root: string;
  /** RFC 3339, UTC, microseconds. */
  at: string;
}

/** A file that follows from the events. Lines and pages come one at a time. */
export interface DerivedFile {
  name: 'facts.csv' | 'facts.jsonl' | 'reconciliation.csv' | 'reconciliation.json' | 'totals.json';
  chunks: Iterable<string>;
}

/** The zone of a negotiation, by its first event, which opens it; UTC where that can't be read any more. */
export function zoneOf({ head, body }: LedgerEvent): string {
  const data = head.type === 'negotiation.opened' ? (body?.claims?.[0]?.data as DataOf<'negotiation.opened'> | undefined) : undefined;
  return data?.zone ?? 'UTC';
}

/** What a bundle tells of one negotiation. @param timeline holds its events below the bundle's size, and no others */
export function* derivedFiles(negotiation: string, timeline: Timeline, { size, root, at }: BundleMoment): Generator<DerivedFile> {
  const { instant } = resolveInstant(at, timeline.zone);
  const moment = { at: instant, known: instant, ledger: size };
  const evidence = timeline.evidenceAt(moment);
  const asked = instantText(instant);
  const clock = { asked, instant: asked, zone: timeline.zone };
  const basis: Basis = { at: clock, known: clock, ledger: { asked: String(size), size, root }, conventions: [...CONVENTIONS] };

  const view = viewAt(timeline.history(), moment);
  const seen = inOrderOfTelling(view);
  const rows = function* (): Generator<FactRow> {
    for (const fact of seen) yield factAnswer(fact, moment);
    for (const fact of view.redacted) yield { fact };
  };
  yield { name: 'facts.csv', chunks: csvLines(rows()) };
  yield { name: 'facts.jsonl', chunks: jsonLines(rows()) };
  const reconciled = { negotiation, ...reconciliation(evidence, timeline.history), basis };
  const { rows: lines, columns } = reconciliationTable(reconciled);
  yield { name: 'reconciliation.csv', chunks: [toCsv(lines, columns.map((name) => ({ name })), { neutraliseFormulas: true })] };
  yield { name: 'reconciliation.json', chunks: [json(reconciled)] };
  yield { name: 'totals.json', chunks: [json(state(evidence, basis))] };
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const COLUMNS = FACT_COLUMNS.map(({ name }) => ({ name }));

/** Spreadsheets run cells as formulas; facts.jsonl is the exact form. */
function* csvLines(rows: Iterable<FactRow>): Generator<string> {
  const header = toCsv([], COLUMNS);
  yield header;
  for (const row of rows) {
    const cells = Object.fromEntries(FACT_COLUMNS.map(({ name, of }) => [name, of(row)]));
    yield toCsv([cells], COLUMNS, { neutraliseFormulas: true }).slice(header.length);
  }
}

function* jsonLines(rows: Iterable<FactRow>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify('type' in row ? row : { ...row, at: 'redacted' })}\n`;
}
