import { hydrate, render } from 'preact';
import { AuditPage } from '../components/audit-page.js';
import type { Player } from '../components/moment-bar.js';
import { NegotiationPage } from '../components/negotiation-page.js';
import { words } from '../words/en.js';
import { listenForCopying } from './copying.js';
import { createMoments, type Trouble } from './moments.js';
import { takeDrops } from './dropping.js';
import { readWhileTyping } from './reading.js';
import { listen } from './scrubbing.js';
import { tellToday } from './today.js';
import { createViews, type PageView } from './views.js';

/** What runs in the browser. Nothing of it is needed to read a page: it only adds to what the server sent. */
document.documentElement.classList.add('scripted');
// Chromium leaves out what this moves within a part that is out of sight while the page steps, also once it is in sight. Without it Preact inserts what it moves anew.
Reflect.deleteProperty(Element.prototype, 'moveBefore');
listenForCopying();

const main = document.querySelector<HTMLElement>('main[data-view]');
const address = main?.dataset['view'];
if (main !== null && address !== undefined) await start(main, address);

takeDrops();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-reading]')) readWhileTyping(form, form.dataset['reading'] ?? '');

async function start(main: HTMLElement, address: string): Promise<void> {
  const views = createViews();
  const first = await views.get(address);
  let player: Player = { isPlaying: false, notice: null };
  hydrate(<Page view={first} player={player} />, main);
  void tellToday(main);

  let resting: ReturnType<typeof setTimeout> | undefined;
  const draw = (view: PageView, isNewest: boolean): void => {
    document.documentElement.classList.add('stepping');
    clearTimeout(resting);
    resting = setTimeout(() => document.documentElement.classList.remove('stepping'), REST);
    const stands = main.querySelector<HTMLInputElement>('[data-scrubber]')?.value;
    render(<Page view={view} player={player} />, main);
    if (isNewest) typeAsShown(main, view);
    else standAt(main, stands);
    void tellToday(main);
  };
  const tell = (change: Partial<Player>): void => {
    player = { ...player, ...change };
    render(<Page view={moments.view()} player={player} />, main);
  };
  // An audit reads all that is recorded: none is made that may not be wanted.
  const moments = createMoments(first, 'checks' in first ? { ...views, expect: () => undefined } : views, draw, (trouble) => {
    if (NOTICES[trouble ?? 'none'] !== player.notice) tell({ notice: NOTICES[trouble ?? 'none'] });
  });
  listen(main, moments, (isPlaying) => {
    if (isPlaying !== player.isPlaying) tell({ isPlaying });
  });
  performance.mark('interactive');
}

function Page({ view, player }: { view: PageView; player: Player }) {
  return 'checks' in view ? <AuditPage view={view} player={player} /> : <NegotiationPage view={view} player={player} />;
}

/** After so long without a step, in milliseconds, all of the page is laid out again. */
const REST = 500;

/** What was typed gives way to the moment shown, even where the one before was written the same. */
function typeAsShown(main: HTMLElement, { moment }: PageView): void {
  for (const name of ['at', 'known', 'ledger'] as const) {
    const field = main.querySelector<HTMLInputElement>(`#${name}`);
    if (field !== null) field.value = moment[name]?.value ?? '';
  }
  if (moment.scrubber !== null) standAt(main, String(Math.max(moment.scrubber.index, 1)));
}

/** The scrubber stands where it was moved to, also while the page shows a step on the way there. */
function standAt(main: HTMLElement, value: string | undefined): void {
  const scrubber = main.querySelector<HTMLInputElement>('[data-scrubber]');
  if (scrubber !== null && value !== undefined) scrubber.value = value;
}

const NOTICES: Record<Exclude<Trouble, null> | 'none', string | null> = { gone: words.moment.gone, refused: words.moment.stopped, none: null };
