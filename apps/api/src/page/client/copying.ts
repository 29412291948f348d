import { words } from '../words/en.js';

/** How long it is said that something was copied, in milliseconds. */
const SAID = 4_000;

/** Buttons with `data-copy` copy the texts of the elements whose ids they list; where the browser does not let a page copy, the first is selected instead. */
export function listenForCopying(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null;
    if (button === null) return;
    const elements = button.dataset['copy']!.split(' ').flatMap((id) => document.getElementById(id) ?? []);
    const text = elements.map(({ textContent }) => textContent).join('\n');
    // Outside secure contexts there is no clipboard at all.
    const copied = navigator.clipboard === undefined ? Promise.reject(new Error('no clipboard')) : navigator.clipboard.writeText(text);
    copied.then(() => say(button, words.cite.copied), () => {
      getSelection()?.selectAllChildren(elements[0]!);
      say(button, words.cite.selected);
    });
  });
}

function say(button: HTMLElement, text: string): void {
  const status = button.parentElement?.querySelector('[role="status"]');
  if (status === null || status === undefined) return;
  status.textContent = text;
  setTimeout(() => {
    if (status.textContent === text) status.textContent = '';
  }, SAID);
}
