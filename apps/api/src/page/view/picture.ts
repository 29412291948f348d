import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask, inSlices } from '#libs/application';
import type { Course, StateAnswer } from '#libs/domain';
import { type PageQuery, pageAddress } from '../query.js';
import { words } from '../words/en.js';
import { drawing, type Lane, sceneOf } from './chart/chart.js';
import type { Shape, Tone } from './chart/shapes.js';

/** The chart by itself, with what it needs to stand alone: title, sentence, source and link. Its texts are cut into lines. */
export interface PictureView {
  title: string;
  headline: string[];
  lanes: { key: string; label: string; tone: Tone; notes: string[]; height: number; shapes: Shape[] }[];
  axis: Shape[];
  foot: string[];
}

/** @param host where the server is reached, for the link @throws QuestionError as the questions that it asks */
export async function pictureView(queries: QueryBus, id: string, { at, known, ledger, conventions, scale }: PageQuery, host: string): Promise<PictureView> {
  const clocks = { negotiation: id, at, known, ledger, conventions };
  const { body, pinned } = await queries.execute<Ask, Answer>(new Ask({ ask: 'state', ...clocks }));
  const state = body as StateAnswer;
  const { title, headline } = state;
  const course = (await queries.execute<Ask, Answer>(new Ask({ ask: 'course', ...clocks }))).body as Course;
  const chart = await inSlices(drawing(course, sceneOf(state, scale === 'own')));
  const fixed = pinned as PageQuery;
  const link = `${host}${pageAddress(id, { at: fixed.at, known: fixed.known, ledger: fixed.ledger, conventions: fixed.conventions })}`;
  return {
    title: linesOf(title, 110, 1)[0] ?? '',
    headline: linesOf(headline, 125, 4),
    lanes: chart?.lanes.map(laneOf) ?? [],
    axis: chart?.axis ?? [],
    foot: [...(chart === null ? [words.chart.empty] : chart.notes.flatMap((note) => linesOf(note, 160, 2))), words.chart.source(linesOf(link, 160, 1)[0] ?? '')],
  };
}

function laneOf({ key, title, tone, note, height, shapes }: Lane): PictureView['lanes'][number] {
  return { key, label: linesOf(title, 28, 1)[0] ?? '', tone, notes: linesOf(note, 32, 3), height, shapes };
}

/** A text cut between words into lines of so many characters, at most so many lines; a word too long for a line is cut. */
export function linesOf(text: string, length: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= length) lines[lines.length - 1] = `${last} ${word}`;
    else if (lines.length < most) lines.push([...word].length <= length ? word : `${[...word].slice(0, length - 1).join('')}…`);
    else {
      lines[lines.length - 1] = `${[...last!].slice(0, length - 1).join('')}…`;
      break;
    }
  }
  return lines;
}
