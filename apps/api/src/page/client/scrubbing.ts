import type { Entry } from './address-bar.js';
import type { Moments } from './moments.js';

/** After so long without a step, in milliseconds, the next one begins a new entry of the history. */
const REST = 1_000;

/** How long each step of playing is shown, in milliseconds. */
const PACES = { one: 1_000, three: 333, day: 1_000 } as const;
type Pace = keyof typeof PACES;

/** Leads from moment to moment by the scrubber, its keys, playing, links and the form. Listens on `main`, whatever is rendered in it. */
export function listen(main: HTMLElement, moments: Moments, playing: (isPlaying: boolean) => void): void {
  let lastStep = -Infinity;
  let isPlaying = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** One gesture makes one entry, and so does playing: its first step adds it, the others take its place. */
  function entry(): Entry {
    const isNew = !isPlaying && performance.now() - lastStep > REST;
    lastStep = performance.now();
    return isNew ? 'push' : 'replace';
  }

  function stepTo(index: number): Promise<boolean> {
    return moments.show(moments.addressOf(index), entry());
  }

  function stop(): void {
    clearTimeout(timer);
    isPlaying = false;
    playing(false);
  }

  function play(): void {
    const { scrubber } = moments.view().moment;
    if (scrubber === null) return;
    const leave = entry();
    isPlaying = true;
    playing(true);
    if (scrubber.index >= scrubber.total) void moments.show(moments.addressOf(1), leave).then(goOn);
    else void advance(leave);
  }

  async function advance(leave: Entry = entry()): Promise<void> {
    const { scrubber } = moments.view().moment;
    if (scrubber === null || scrubber.index >= scrubber.total) return stop();
    goOn(await moments.show(moments.addressOf(pace() === 'day' ? scrubber.nextDay : scrubber.index + 1), leave));
  }

  function goOn(isShown: boolean): void {
    if (!isPlaying) return;
    if (isShown) timer = setTimeout(() => void advance(), PACES[pace()]);
    else stop();
  }

  function pace(): Pace {
    return (main.querySelector<HTMLSelectElement>('#speed')?.value ?? 'one') as Pace;
  }

  function toggle(): void {
    if (isPlaying) stop();
    else play();
  }

  main.addEventListener('focusin', ({ target }) => {
    if (isScrubber(target)) moments.expectSteps();
  });

  main.addEventListener('input', ({ target }) => {
    if (!isScrubber(target)) return;
    stop();
    void stepTo(Number(target.value));
  });

  main.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!isScrubber(target) || event.altKey || event.ctrlKey || event.metaKey) return;
    const day = { PageUp: target.dataset['nextDay'], PageDown: target.dataset['previousDay'] }[key];
    if (day === undefined && key !== ' ') return;
    event.preventDefault();
    if (key === ' ') return toggle();
    stop();
    void stepTo(Number(day));
  });

  main.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (event.target.closest('[data-play]') !== null) return toggle();
    const link = event.target.closest<HTMLAnchorElement>('a[data-go]');
    if (link === null) return;
    event.preventDefault();
    stop();
    const place = link.dataset['go'] === 'there' ? link.hash.slice(1) : '';
    void moments.show(viewAddress(new URL(link.href)), entry()).then((isShown) => {
      if (isShown && place !== '') goTo(place);
    });
  });

  main.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-moment]')) return;
    event.preventDefault();
    stop();
    const url = new URL(event.target.action);
    for (const [name, value] of new FormData(event.target)) if (typeof value === 'string' && value !== '') url.searchParams.set(name, value);
    void moments.show(viewAddress(url), 'push').then((isShown) => {
      if (isShown) main.querySelector<HTMLElement>('[data-moment] [aria-invalid]')?.focus();
    });
  });

  addEventListener('popstate', () => {
    stop();
    lastStep = -Infinity;
    void moments.show(viewAddress(new URL(location.href)), 'none');
  });
}

function isScrubber(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && 'scrubber' in target.dataset;
}

/** As the browser does where a link leads to a part of a page: what it lies in is opened. */
function goTo(id: string): void {
  const part = document.getElementById(id);
  if (part === null) return;
  part.closest('details')?.toggleAttribute('open', true);
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView();
}

/** Where a page's view is: beside it. */
function viewAddress({ pathname, search }: URL): string {
  return `${pathname}/view.json${search}`;
}
