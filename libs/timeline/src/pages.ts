/** Of large pages there are few, of small ones more fit into little memory: a thousand of them, within these bounds. All are powers of two. */
const PAGES = 1_024;
const LARGEST = 65_536;
const SMALLEST = 16_384;

/** Where pages lie for which memory has no room: a temporary file. */
export interface Swap {
  write(bytes: Uint8Array, at: number): void;
  /** Fills `bytes`. */
  read(bytes: Uint8Array, at: number): void;
}

/** The same bytes, seen in three ways. */
interface Views {
  floats: Float64Array;
  integers: Int32Array;
  text: Buffer;
}

/** A stretch of bytes; without views while it lies in the swap. They are to be asked for anew each time: what is written to old ones may be lost. */
export interface Page {
  readonly length: number;
  floats: Float64Array | undefined;
  integers: Int32Array | undefined;
  text: Buffer | undefined;
  /** Whether it says something else than the swap. To be set by who writes to it. */
  isDirty: boolean;
  /** Its place in the swap, or −1. */
  at: number;
}

/** Keeps pages in memory up to a limit, and lays out those that were read in longest ago, as a database does with its tables. */
export interface Pages {
  /** Bytes that a page of a large table has at most. */
  readonly pageBytes: number;
  /** A page of zeros. One of up to half of `pageBytes` stays in memory. */
  create(length: number): Page;
  /** Reads a page in again. */
  load(page: Page): Views;
  /** A short page is let go, for a longer one has taken its place. */
  release(page: Page): void;
  /** Bytes in memory, about. */
  bytes(): number;
}

/** Where pages go for which there is no room. */
export interface Overflow {
  /** Bytes of the pages in memory together. */
  limit: number;
  /** Called when the limit is first reached. */
  openSwap(): Swap;
}

/** @param overflow absent: all of them stay in memory */
export function createPages(overflow?: Overflow, pageBytes = pageBytesIn(overflow?.limit ?? Infinity)): Pages {
  const most = Math.max(1, Math.floor((overflow?.limit ?? 0) / pageBytes));
  /** The pages in memory, in a ring. Those that nobody holds any more are not kept from being collected. */
  const frames: WeakRef<Page>[] = [];
  let hand = 0;
  let held = 0;
  let swap: Swap | undefined;
  let end = 0;

  function takeFrame(page: Page): void {
    held += page.length;
    if (overflow === undefined || page.length <= pageBytes / 2) return;
    if (frames.length < most) {
      frames.push(new WeakRef(page));
      return;
    }
    const oldest = frames[hand]?.deref();
    if (oldest !== undefined) layOut(oldest, overflow);
    held -= oldest?.length ?? pageBytes;
    frames[hand] = new WeakRef(page);
    hand = (hand + 1) % most;
  }

  function layOut(page: Page, { openSwap }: Overflow): void {
    if (page.isDirty) {
      swap ??= openSwap();
      if (page.at < 0) [page.at, end] = [end, end + page.length];
      swap.write(page.text as Buffer, page.at);
      page.isDirty = false;
    }
    page.floats = page.integers = page.text = undefined;
  }

  return {
    pageBytes,
    create(length) {
      const { floats, integers, text } = viewsOf(length);
      const page: Page = { length, floats, integers, text, isDirty: true, at: -1 };
      takeFrame(page);
      return page;
    },
    load(page) {
      const views = viewsOf(page.length);
      swap?.read(views.text, page.at);
      takeFrame(page);
      return Object.assign(page, views);
    },
    release(page) {
      held -= page.length;
    },
    bytes: () => held,
  };
}

function pageBytesIn(limit: number): number {
  let bytes = LARGEST;
  while (bytes > SMALLEST && bytes * PAGES > limit) bytes /= 2;
  return bytes;
}

function viewsOf(length: number): Views {
  const buffer = new ArrayBuffer(length);
  return { floats: new Float64Array(buffer), integers: new Int32Array(buffer), text: Buffer.from(buffer) };
}
