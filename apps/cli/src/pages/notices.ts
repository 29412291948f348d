import { type BreakdownLine, type Dimension, DIMENSIONS, type MeasureAnswer, type NoticesAnswer, ROUND_MEASURES, type RoundAnswer } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { bounds, day, heading, item, NONE_RECORDED, paragraph, roundName, said, sources } from './words.js';


/** Notices by round, itemised and stated side by side, then by the dimensions that some batch is broken down by. */
export function noticesSection(notices: NoticesAnswer, zone: string, screen: Screen, by?: Dimension): string[] {
  const wanted = by === undefined ? DIMENSIONS.filter((dimension) => notices.by[dimension].length > 0) : [by];
  const rounds = notices.rounds.length === 0 ? [...heading('notices', screen), `  ${NONE_RECORDED}`] : notices.rounds.flatMap((round) => roundSection(round, zone, screen));
  return [...rounds, ...overAllSection(notices.all, zone, screen), ...wanted.flatMap((dimension) => breakdownSection(notices, dimension, screen))];
}

function roundSection(round: RoundAnswer, zone: string, screen: Screen): string[] {
  const kind = round.notice === 'other' ? 'notices' : `${round.notice.replaceAll('-', ' ')} notices`;
  const shown = ROUND_MEASURES.filter(([measure]) => measure === 'issued' || isRecorded(round[measure]));
  const silent = ROUND_MEASURES.filter((measure) => !shown.includes(measure)).map(([, word]) => word);
  return [
    ...heading(`${kind}, ${roundName(round.round)}`, screen),
    ...measuresTable(shown.map(([measure, word]) => [word, round[measure]]), zone, screen),
    ...(silent.length === 0 ? [] : paragraph(`${silent.join(', ')}: ${NONE_RECORDED}`, screen, 2)),
  ];
}

/** Totals that someone gave for all rounds, or for nobody knows which. What is itemised is not added up across rounds. */
function overAllSection(all: RoundAnswer, zone: string, screen: Screen): string[] {
  const stated = ROUND_MEASURES.filter(([measure]) => all[measure].stated !== undefined);
  if (stated.length === 0) return [];
  return [
    ...heading('stated for all rounds, or for a scope not named', screen),
    ...stated.flatMap(([measure, word]) => table([[word, statedCell(all[measure], zone)]], { width: screen.width, indent: 2, styles: [screen.strong] })),
  ];
}

function measuresTable(measures: readonly [string, MeasureAnswer][], zone: string, screen: Screen): string[] {
  const rows = measures.map(([word, answer]) => [word, itemisedCell(answer), statedCell(answer, zone)]);
  const half = Math.floor((screen.width - 16) / 2);
  const options = { width: screen.width, indent: 2, most: [12, half] };
  const widest = ['', 'itemised'.padEnd(half), 'stated'];
  const [header = '', ...lines] = table([widest, ...rows.map(([word = '', itemised = '', stated = '']) => [word, itemised, stated])], { ...options, styles: [screen.strong] });
  return [screen.quiet(header), ...lines];
}

function itemisedCell({ itemised }: MeasureAnswer): string {
  if (!itemised.recorded) return NONE_RECORDED;
  const spoken = itemised.said.map((batch) => `${batch.certain ? '' : 'possibly '}${said(batch)}${batch.attributedTo === undefined ? '' : `, per ${batch.attributedTo}`}`);
  if (itemised.factCount === 1 && spoken[0] !== undefined) return spoken[0];
  const more = itemised.factCount > spoken.length && spoken.length > 0 ? [`${itemised.factCount - spoken.length} more`] : [];
  return [bounds(itemised), ...[...spoken, ...more].map((line) => `– ${line}`), ...itemised.remarks].join('\n');
}

function statedCell({ stated }: MeasureAnswer, zone: string): string {
  if (stated === undefined) return NONE_RECORDED;
  const who = stated.attributedTo === undefined ? '' : `, per ${stated.attributedTo}`;
  const scope = stated.scope === 'unstated' ? 'what it covers is not stated' : stated.scope === 'all' ? 'all rounds' : 'this round';
  const since = stated.itemisedSince.factCount === 0 ? [] : [`itemised since: ${bounds({ certain: stated.itemisedSince, possible: stated.itemisedSince })}`];
  return [`${stated.certain ? '' : 'possibly '}${said(stated)}${who}`, `${day(stated.moment, zone)}; ${scope} (${sources(stated.sources)})`, ...since].join('\n');
}

function isRecorded({ itemised, stated }: MeasureAnswer): boolean {
  return itemised.recorded || stated !== undefined;
}

function breakdownSection({ by }: NoticesAnswer, dimension: Dimension, screen: Screen): string[] {
  const lines = by[dimension];
  const rest = by.unattributed[dimension];
  const open = rest.factCount === 0 ? [] : item(`of all rounds, not broken down by ${dimension}: ${bounds(rest)}`, screen);
  if (lines.length === 0) return [...heading(`issued, by ${dimension}`, screen), `  ${NONE_RECORDED}`, ...open];
  const rows = lines.map((line) => [line.name, bounds(line), partsCell(line)]);
  return [...heading(`issued, by ${dimension}`, screen), ...table(rows, { width: screen.width, indent: 2 }), ...open];
}

/** How the line was told, part by part, where that says more than its bounds. */
function partsCell({ parts, derived }: BreakdownLine): string {
  if (derived) return 'derived: the remainder, arithmetic and not testimony';
  return parts
    .map((part) => {
      const spoken = said({ wording: part.wording, low: part.low, high: part.high });
      const words = [spoken, ...(part.attributedTo === undefined ? [] : [`per ${part.attributedTo}`]), roundName(part.round)].join(', ');
      return `${words}${part.note === undefined ? '' : ` (${part.note})`}`;
    })
    .join('\n');
}
