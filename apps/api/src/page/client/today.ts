import type { TodayView } from '../view/compare.js';

/** On a page that never changes, says how today's answer differs; where that can't be had, its link stays as it is. */
export async function tellToday(main: HTMLElement): Promise<void> {
  const link = main.querySelector<HTMLAnchorElement>('a[data-today]');
  if (link === null) return;
  const response = await fetch(link.dataset['today']!).catch(() => undefined);
  if (response?.ok !== true) return;
  const { text, href } = (await response.json()) as TodayView;
  link.textContent = text;
  link.href = href;
}
