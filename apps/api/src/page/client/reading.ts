import type { Reading } from '../view/edit/reading.js';
import { words } from '../words/en.js';

/** How long nothing more is typed before it is read, in milliseconds. */
const PAUSE = 200;

/** Says beside each date and count what is understood of it while it is typed. */
export function readWhileTyping(form: HTMLFormElement, address: string): void {
  const waiting = new Map<HTMLInputElement, number>();
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.dataset['reads'] === undefined) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, window.setTimeout(() => void tell(target, address), PAUSE));
  });
}

async function tell(field: HTMLInputElement, address: string): Promise<void> {
  const output = document.getElementById(`${field.id}-reading`);
  if (output === null) return;
  const { value } = field;
  const text = value.trim() === '' ? '' : await read(value, field.dataset['reads'] ?? '', address);
  // An answer that comes late is one about other words.
  if (field.value === value) output.textContent = text;
}

async function read(text: string, as: string, address: string): Promise<string> {
  try {
    const response = await fetch(`${address}?${new URLSearchParams({ as, text }).toString()}`, { headers: { accept: 'application/json' } });
    if (!response.ok) return '';
    const reading = (await response.json()) as Reading;
    return 'text' in reading ? `${words.reading.understood} ${reading.text}` : `${words.reading.asNone}: ${reading.error}`;
  } catch {
    return '';
  }
}
