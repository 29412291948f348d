import type { DeadlineAnswer, DerivedDeadline } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { day, heading, item, paragraph } from './words.js';

/** Open deadlines with the days left, then those that passed, those that were settled, and those that may have been set. */
export function deadlinesSection(deadlines: readonly DeadlineAnswer[], zone: string, screen: Screen, withHistory = false): string[] {
  const groups = [
    ['open deadlines and dates', deadlines.filter(({ status }) => status === 'open')],
    ['passed', deadlines.filter(({ status }) => status === 'passed')],
    ['settled', deadlines.filter(({ status }) => status === 'met' || status === 'missed' || status === 'withdrawn')],
    ['possibly set', deadlines.filter(({ status }) => status === null)],
  ] as const;
  const shown = groups.filter(([name, group]) => group.length > 0 || name === 'open deadlines and dates');
  return shown.flatMap(([name, group]) => [...heading(name, screen), ...(group.length === 0 ? ['  none'] : rowsOf(group, zone, screen, withHistory))]);
}

function rowsOf(deadlines: readonly DeadlineAnswer[], zone: string, screen: Screen, withHistory: boolean): string[] {
  if (!withHistory) return dueTable(deadlines, zone, screen);
  return deadlines.flatMap((deadline) => [
    ...paragraph(deadline.what, screen, 2, screen.strong),
    ...paragraph(`${day(deadline.due, zone)}; ${deadline.reading}`, screen, 4),
    ...historyLines(deadline, zone, screen),
  ]);
}

function dueTable(deadlines: readonly DeadlineAnswer[], zone: string, screen: Screen): string[] {
  const rows = deadlines.map(({ what, due, reading }) => [day(due, zone), what, reading]);
  const third = Math.floor(screen.width / 4);
  return table(rows, { width: screen.width, indent: 2, most: [third, Math.floor(screen.width * 0.45)], styles: [screen.strong] });
}

function historyLines({ history }: DeadlineAnswer, zone: string, screen: Screen): string[] {
  return history.flatMap(({ happened, type, due, note, certain }) => {
    const step = type.slice('deadline.'.length).replaceAll('-', ' ');
    const moved = due === null ? '' : `, due ${day(due, zone)}`;
    return item(`${day(happened, zone)}: ${certain ? '' : 'possibly '}${step}${moved}${note === undefined ? '' : `: ${note}`}`, screen, 4);
  });
}

/** The dates that follow from contracts' notice periods: the earliest by the shortest period that may apply, the latest by the longest. */
export function separationsSection(separations: readonly DerivedDeadline[], zone: string, screen: Screen): string[] {
  if (separations.length === 0) return [];
  const rows = separations.map(({ what, earliest, latest, groupKnown, periods }) => {
    const last = latest.edtf === earliest.edtf ? '' : `\nto ${day(latest, zone)}`;
    return [`${day(earliest, zone)}${last}`, `${what}${groupKnown ? '' : `; whose notice period applies is not known (${periods.join(', ')})`}`];
  });
  return [...heading('dates that follow from notice periods', screen), ...table(rows, { width: screen.width, indent: 2, styles: [screen.strong] })];
}
