import type { CaseFile } from './loaded.js';

/** A file's text in pieces. */
export function piecesOf(text: CaseFile['text']): Iterable<string> {
  return typeof text === 'string' ? [text] : text;
}

/** A file's text in one. */
export function wholeOf(text: CaseFile['text']): string {
  return typeof text === 'string' ? text : [...text].join('');
}
