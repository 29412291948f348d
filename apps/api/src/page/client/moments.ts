import type { NegotiationView } from '../view/negotiation.js';
import { Refused, type Views } from './views.js';

/** How the address follows: as a new entry of the history, in place of the last one, or not at all (going back). */
export type Entry = 'push' | 'replace' | 'none';

/** Which moment is shown. Only the newest that was asked for is: what is under way for others is given up. */
export interface Moments {
  view(): NegotiationView;
  /** Shows the view at an address of `view.json`; false where another was asked for meanwhile, or there is none. */
  show(address: string, entry: Entry): Promise<boolean>;
  /** The address of a step's view, whatever moment is shown. */
  addressOf(index: number): string;
}

export interface Shown {
  (view: NegotiationView): void;
}

export type Trouble = 'gone' | 'refused' | null;

/** The first wait before asking a silent server again, and the longest, in milliseconds. */
const WAITS = { first: 500, longest: 15_000 };

export function createMoments(first: NegotiationView, views: Views, shown: Shown, troubled: (trouble: Trouble) => void): Moments {
  let view = first;
  let underWay = new AbortController();

  function take(next: NegotiationView, entry: Entry): void {
    view = next;
    if (entry === 'push') history.pushState(null, '', next.address.page);
    if (entry === 'replace') history.replaceState(null, '', next.address.page);
    document.title = next.title;
    troubled(null);
    shown(next);
    const { scrubber } = next.moment;
    if (scrubber === null) return;
    for (const index of [scrubber.index + 1, scrubber.index - 1]) if (index >= 1 && index <= scrubber.total) views.expect(addressOf(index));
  }

  function addressOf(index: number): string {
    const [path, query] = view.address.view.split('?');
    const parameters = new URLSearchParams(query);
    for (const name of ['at', 'fact', 'conventions', 'story']) parameters.delete(name);
    parameters.set('index', String(index));
    return `${path}?${parameters.toString()}`;
  }

  async function show(address: string, entry: Entry): Promise<boolean> {
    underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    const ready = views.kept(address);
    if (ready !== undefined) {
      take(ready, entry);
      return true;
    }
    for (let wait = WAITS.first; ; wait = Math.min(wait * 2, WAITS.longest)) {
      try {
        const next = await views.get(address, mine.signal);
        if (mine.signal.aborted) return false;
        take(next, entry);
        return true;
      } catch (error) {
        if (mine.signal.aborted) return false;
        troubled(error instanceof Refused ? 'refused' : 'gone');
        if (error instanceof Refused) return false;
        await new Promise((resume) => setTimeout(resume, wait));
        if (mine.signal.aborted) return false;
      }
    }
  }

  return { view: () => view, show, addressOf };
}
