import type { CaseFile } from './loaded.js';
import { problem, type CaseProblem } from './located.js';

/** A file's text in pieces. */
export function piecesOf(text: CaseFile['text']): Iterable<string> {
  return typeof text === 'string' ? [text] : text;
}

/** A file's text in one. */
export function wholeOf(text: CaseFile['text']): string {
  return typeof text === 'string' ? text : [...text].join('');
}

/** Text that was lost because the file is in another encoding than UTF-8: its first place. @param linesBefore lines of the file before `text` */
export function lostText(file: string, text: string, linesBefore = 0): CaseProblem | undefined {
  const lost = text.indexOf('\uFFFD');
  if (lost < 0) return undefined;
  const lines = text.slice(0, lost).split('\n');
  const place = { file, line: linesBefore + lines.length, column: lines.at(-1)!.length + 1 };
  return problem(place, 'a character is not in UTF-8', 'save the file as UTF-8; spreadsheets call that "CSV UTF-8"');
}
