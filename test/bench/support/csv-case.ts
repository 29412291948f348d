import type { CaseFile } from '../../../libs/application/src/index.js';
import { randomOf } from '../../support/random.js';
import { SEED } from './ledgers.js';

const COLUMNS = ['id', 'type', 'when', 'round', 'count', 'agency', 'source', 'said by', 'what'];
const PER_SOURCE = 1_000;

/** A case of so many rows of notices in one CSV list, with a source to every thousand. The list is made when it is read, as often as it is. */
export function csvCase(rows: number, id = 'imported'): CaseFile[] {
  const day = (row: number): string => {
    const days = Math.floor((row / rows) * 3_600);
    return `${2001 + Math.floor(days / 360)}-${two(1 + (Math.floor(days / 30) % 12))}-${two(1 + (days % 28))}`;
  };
  function* list(): Generator<string, void> {
    const random = randomOf(SEED);
    yield `${COLUMNS.join(',')}\n`;
    for (let from = 0; from < rows; from += PER_SOURCE) {
      const lines = Array.from({ length: Math.min(PER_SOURCE, rows - from) }, (_, n) => {
        const row = from + n;
        return [
          `N${row}`, 'issued', day(row), `round-${1 + random.upTo(6)}`, String(1 + random.upTo(400)), `Agency ${1 + random.upTo(40)}`,
          `S${Math.floor(row / PER_SOURCE)} ¶${1 + random.upTo(30)}`, random.chance(0.3) ? 'the administration' : '', random.chance(0.2) ? `"Cuts, as ""announced"" in round ${row}"` : '',
        ].join(',');
      });
      yield `${lines.join('\n')}\n`;
    }
  }
  const sources = Array.from({ length: Math.ceil(rows / PER_SOURCE) }, (_, n) => `  S${n}: {title: Report ${n}, publisher: The Post, published: ${day(n * PER_SOURCE)}}\n`);
  return [
    { path: 'case.yaml', text: `negotiation: {id: ${id}, title: Imported, zone: America/New_York}\nsources:\n${sources.join('')}lists:\n  notices.csv: {}\n` },
    { path: 'notices.csv', text: { [Symbol.iterator]: list } },
  ];
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
