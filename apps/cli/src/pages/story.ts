import type { StoryItem, StoryStep } from '#libs/application';
import type { AxisAnswer, AxisStep } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { lineOf } from './timeline.js';
import { day, localTime, NONE_RECORDED, paragraph, shortId, withCredit } from './words.js';

/** Facts with what was said about each, and with what was done to those that were corrected. */
export function storyLines(items: readonly StoryItem[], negotiation: string, zone: string, screen: Screen): string[] {
  if (items.length === 0) return [NONE_RECORDED];
  const rows = items.map((item) => [day(item.happened, zone), shortId(item.fact, negotiation), [lineOf(item), ...item.said.map((word) => `– ${withCredit(`${word.speaker}: ${word.gist}`, word)}`), ...corrections(item.history)].join('\n')]);
  return table(rows, { width: screen.width, most: [28, 18], styles: [screen.strong, screen.quiet] });
}

function corrections(history: readonly StoryStep[]): string[] {
  return history.slice(1).map(({ op, seq, recordedBy, words }) => `– ${op}, event ${seq} by ${recordedBy}${words.length === 0 ? '' : `: ${words.join('; ')}`}`);
}

/** Where a moment stands among the facts, and what lies on either side. */
export function stepsPage({ total, index, step, previous, next, first, last }: AxisAnswer, negotiation: string, zone: string, screen: Screen): string[] {
  const row = (name: string, stop: AxisStep | null): string[] => [name, stop === null ? '' : String(stop.index), stop === null ? '–' : localTime(stop.instant, zone), stop === null ? '' : `${shortId(stop.fact, negotiation)}: ${stop.what}`];
  return [
    '',
    ...paragraph(index === 0 ? `before the first of ${total}` : `fact ${index} of ${total}`, screen, 0, screen.strong),
    ...table([row('here', step), row('previous', previous), row('next', next), row('first', first), row('last', last)], { width: screen.width, indent: 2, most: [10, 8, 34], styles: [screen.quiet] }),
  ];
}
