/** Tells how far long work is. */
export interface Bar {
  /** `total` where it is known. */
  to(done: number, total?: number): void;
  /** What is under way where it can't be told how far it is. */
  say(what: string): void;
  /** Takes the bar away again. */
  end(): void;
}

const CELLS = 30;
const BACK_AND_CLEAR = '\r\u001B[K';

/**
 * A bar on stderr, drawn in place and only where someone sees it: stderr is a terminal, and what goes to stdout does not run through the bar.
 * Elsewhere nothing is written.
 *
 * @param what what is under way, such as "importing"
 * @param beside a stream that gets data meanwhile
 */
export function progressBar(stderr: NodeJS.WritableStream & { isTTY?: boolean }, what: string, beside?: { isTTY?: boolean }): Bar {
  if (stderr.isTTY !== true || beside?.isTTY === true) return { to: () => undefined, say: () => undefined, end: () => undefined };
  let shown = '';
  const show = (text: string): void => {
    if (text === shown) return;
    shown = text;
    stderr.write(BACK_AND_CLEAR + text);
  };
  return {
    to: (done, total) => show(total === undefined ? counted(what, done) : drawn(what, done, total)),
    say: show,
    end() {
      if (shown !== '') stderr.write(BACK_AND_CLEAR);
      shown = '';
    },
  };
}

/** Passes items on as they come, and counts those that were dealt with. */
export async function* counting<Item>(items: AsyncIterable<Item>, bar: Bar): AsyncGenerator<Item, void> {
  let done = 0;
  try {
    for await (const item of items) {
      yield item;
      bar.to((done += 1));
    }
  } finally {
    bar.end();
  }
}

/** Redrawn by the percent. */
function drawn(what: string, done: number, total: number): string {
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  const filled = Math.floor((percent / 100) * CELLS);
  return `${what} [${'#'.repeat(filled)}${'.'.repeat(CELLS - filled)}] ${percent} % of ${said(total)}`;
}

/** Redrawn by the thousand. */
function counted(what: string, done: number): string {
  return `${what}: ${said(Math.floor(done / 1_000) * 1_000)}`;
}

function said(count: number): string {
  return count.toLocaleString('en');
}
