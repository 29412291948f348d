import type { Style } from './layout.js';

/** What a page is made for: how wide it may be, and how its parts are told apart. */
export interface Screen {
  /** Cells of a line, 40 to 100. */
  width: number;
  heading: Style;
  strong: Style;
  quiet: Style;
  warning: Style;
}

const plain: Style = (text) => text;
const ansi = (on: number, off: number): Style => (text) => `\u001B[${on}m${text}\u001B[${off}m`;

/** A screen without colours, as files and pipes get it. */
export function plainScreen(width = 100): Screen {
  return { width: within(width), heading: plain, strong: plain, quiet: plain, warning: plain };
}

/** The screen for a stream: colours in a terminal alone, and not where `NO_COLOR` is set or `TERM` is `dumb`. */
export function screenOf({ isTTY, columns }: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): Screen {
  const width = within(isTTY === true && columns !== undefined ? columns : 100);
  if (isTTY !== true || env.TERM === 'dumb' || (env.NO_COLOR !== undefined && env.NO_COLOR !== '')) return plainScreen(width);
  return { width, heading: ansi(1, 22), strong: ansi(1, 22), quiet: ansi(2, 22), warning: ansi(33, 39) };
}

function within(columns: number): number {
  return Math.min(100, Math.max(40, columns));
}
