import { createAddressBar, type Entry } from './address-bar.js';
import { type PageView, Refused, type Views } from './views.js';

/** Which moment is shown: the newest that was asked for, as soon as it is there. */
export interface Moments {
  view(): PageView;
  /** Shows the view at an address of `view.json`; false where another was asked for meanwhile, or there is none. */
  show(address: string, entry: Entry): Promise<boolean>;
  /** The address of a step's view, whatever moment is shown. */
  addressOf(index: number): string;
  /** The next steps either way will be wanted soon. */
  expectSteps(): void;
}

/** @param isNewest nothing else was asked for meanwhile */
export type Shown = (view: PageView, isNewest: boolean) => void;

export type Trouble = 'gone' | 'refused' | null;

/** The first wait before asking a silent server again, and the longest, in milliseconds. */
const WAITS = { first: 500, longest: 15_000 };
/** One request follows the other; only one that takes so long, in milliseconds, is not waited for. */
const PATIENCE = 2_000;
/** As many steps are fetched ahead in the direction of the last one: a key that is held down makes thirty in a second. */
const AHEAD = 6;

export function createMoments(first: PageView, views: Views, shown: Shown, troubled: (trouble: Trouble) => void): Moments {
  const tellAddress = createAddressBar();
  let view = first;
  let [asked, taken] = [0, 0];
  let request: Promise<unknown> = Promise.resolve();
  let direction = 1;

  function take(next: PageView, entry: Entry, turn: number): void {
    const [before, now] = [view.moment.scrubber?.index, next.moment.scrubber?.index];
    if (before !== undefined && now !== undefined && before !== now) direction = Math.sign(now - before);
    view = next;
    taken = turn;
    tellAddress(next.address.page, next.title, entry);
    troubled(null);
    shown(next, turn === asked);
    expectSteps();
  }

  function expectSteps(): void {
    const { scrubber } = view.moment;
    if (scrubber === null) return;
    const steps = [...Array.from({ length: AHEAD }, (_, ahead) => scrubber.index + direction * (ahead + 1)), scrubber.index - direction];
    views.expect(steps.filter((index) => index >= 1 && index <= scrubber.total).map(addressOf));
  }

  function addressOf(index: number): string {
    const [path, query] = view.address.view.split('?');
    const parameters = new URLSearchParams(query);
    for (const name of ['at', 'fact', 'conventions', 'story']) parameters.delete(name);
    parameters.set('index', String(index));
    return `${path}?${parameters.toString()}`;
  }

  /** What was asked for while a request was under way, but for the newest, is passed over: the page follows a scrubber that is dragged as fast as the server answers. */
  async function show(address: string, entry: Entry): Promise<boolean> {
    asked += 1;
    const turn = asked;
    const ready = views.kept(address);
    if (ready !== undefined) {
      take(ready, entry, turn);
      return true;
    }
    await Promise.race([request, pause(PATIENCE)]);
    for (let wait = WAITS.first; turn === asked; wait = Math.min(wait * 2, WAITS.longest)) {
      const loading = views.get(address);
      request = loading.catch(() => undefined);
      try {
        const next = await loading;
        if (turn > taken) take(next, entry, turn);
        return turn === asked;
      } catch (error) {
        if (turn !== asked) return false;
        troubled(error instanceof Refused ? 'refused' : 'gone');
        if (error instanceof Refused) return false;
        await pause(wait);
      }
    }
    return false;
  }

  return { view: () => view, show, addressOf, expectSteps };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
