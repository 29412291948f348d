import { QuestionError } from './errors.js';
import type { Clocks } from './questions.js';

const DEFAULT_LIMIT = 100;

/** Where a page begins, and the clocks that the first page was answered on. */
interface Cursor {
  after: number;
  clocks: Clocks;
}

/** One page of a list. */
export interface Paged<T> {
  items: T[];
  total: number;
  next?: string;
}

/** The clocks of a list's question: those of its cursor, where it has one, so that all pages show one moment. */
export function clocksOfPage(question: Clocks & { cursor?: string | undefined }): Clocks {
  const { at, known, ledger, conventions } = question;
  return question.cursor === undefined ? { at, known, ledger, conventions } : readCursor(question.cursor).clocks;
}

/** A question's page. */
type PageAsked = { limit?: number | undefined; cursor?: string | undefined };

/** Cuts a page out of a whole list. @throws QuestionError bad-cursor */
export function pageOf<T>(all: readonly T[], question: PageAsked, pinned: Clocks): Paged<T> {
  const { start, limit } = rangeOf(question);
  return { items: all.slice(start, start + limit), total: all.length, ...nextOf(start + limit, all.length, pinned) };
}

/** Which items a page shows. @throws QuestionError bad-cursor */
export function rangeOf({ limit, cursor }: PageAsked): { start: number; limit: number } {
  return { start: cursor === undefined ? 0 : readCursor(cursor).after, limit: limit ?? DEFAULT_LIMIT };
}

/** The cursor of the page that begins at `end`, where there are more items than that. */
export function nextOf(end: number, total: number, pinned: Clocks): { next?: string } {
  return end < total ? { next: cursorAfter(end, pinned) } : {};
}

/** The cursor of the page that begins after so many items. @param clocks as an answer pins them */
export function cursorAfter(after: number, clocks: Clocks): string {
  const cursor: Cursor = { after, clocks };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const { after, clocks } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Cursor;
    const { at, known, ledger, conventions } = clocks;
    if (Number.isSafeInteger(after) && after >= 0 && [at, known, ledger, conventions].every((clock) => typeof clock === 'string')) return { after, clocks: { at, known, ledger, conventions } };
  } catch {
    // Told below, like a cursor that parses and is none.
  }
  throw new QuestionError('bad-cursor', 'this cursor was not given out by this server; start again without one', [{ pointer: '/cursor', message: 'not a cursor' }]);
}
