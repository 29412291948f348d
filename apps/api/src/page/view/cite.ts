import type { Basis } from '#libs/domain';
import type { Citation } from '#libs/formats';
import { words } from '../words/en.js';
import { saidMoment } from './dates.js';
import { sayNumber } from './numbers.js';

/** How a page is cited: its address for ever, the sentence to quote, and the citation as text and as files. */
export interface CiteView {
  work: Work;
  ledgerSize: number;
  text: string;
  files: { text: string; href: string }[];
}

/** What citations are made of; on which day the version came to be is told in the files alone. */
export type Work = Omit<Citation, 'issued'>;

/** Endings of the addresses of citations. */
export const CITATION_FILES = ['json', 'bib', 'ris', 'txt'] as const;
export type CitationFile = (typeof CITATION_FILES)[number];

/** A page at a moment. */
export interface Cited {
  negotiation: string;
  title: string;
  /** The sentence to quote: it says its moment itself. */
  sentence: string;
  basis: Basis;
  /** Where the page is found for ever, with scheme and host. */
  url: string;
  /** Where its citation is found for ever. */
  file(ending: CitationFile): string;
}

/** Overrides and isolates (UAX #9): without their ends they would turn around what follows in a sentence. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

export function citeView({ negotiation, title: given, sentence, basis, url, file }: Cited): CiteView {
  const title = given.replaceAll(BIDI, '');
  const { at, known, ledger } = basis;
  const [moment, knowledge] = [saidMoment(at.instant, at.zone), saidMoment(known.instant, at.zone)];
  const size = sayNumber(ledger.size);
  return {
    work: {
      id: `${negotiation}:at-${compact(at.instant)}:known-${compact(known.instant)}:ledger-${ledger.size}`,
      title: words.cite.work(title, moment),
      publisher: words.site.name,
      url,
      version: words.cite.version(size),
      abstract: sentence,
      note: words.cite.noteOf(knowledge, size, ledger.root),
    },
    ledgerSize: ledger.size,
    text: words.cite.text({ publisher: words.site.name, title, moment, knowledge, size, root: ledger.root, url }),
    files: CITATION_FILES.map((ending) => ({ text: words.cite.files[ending], href: file(ending) })),
  };
}

/** ISO 8601 in its basic format: "20110714T040000Z". */
function compact(instant: string): string {
  return instant.replaceAll(/[-:]/g, '');
}
