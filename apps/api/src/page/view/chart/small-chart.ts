import type { Course, Slices } from '#libs/domain';
import { words } from '../../words/en.js';
import { cutTo, htmlBytes } from '../cut.js';
import { type ChartScene, type ChartView, drawing, type Lane } from './chart.js';
import { type Layers, layersOf } from './layers.js';
import type { DrawnLane } from './section.js';
import type { Shape, Tone } from './shapes.js';

/** The chart in few bytes: as finely drawn as they allow. */
export interface SmallChart {
  lanes: DrawnLane[];
  axis: Layers;
  notes: string[];
  /** The colours that hatches are drawn in. */
  tones: Tone[];
}

/** How far apart steps are drawn at least, in per cent: first as on the page, then coarser. */
const FINENESS = [0.25, 1, 3, 10];
/** Bytes for all lanes. */
const ROOM = 7_500;
/** Bytes of the texts of a lane, and of the notes. */
const TEXT = { title: 90, note: 160, words: 300, label: 60, notes: 300 };

/** @returns null where there is nothing to draw */
export function* drawingWithin(course: Course, scene: ChartScene): Slices<SmallChart | null> {
  let chart: ChartView | null = null;
  for (const nearest of FINENESS) {
    chart = yield* drawing(course, { ...scene, nearest });
    if (chart === null || chart.lanes.reduce((sum, lane) => sum + roomOf(small(lane)), 0) <= ROOM) break;
  }
  return chart === null ? null : smallChart(chart);
}

/** The lanes that there is room for, in order; how many are left out is told. */
function smallChart({ lanes, axis, notes }: ChartView): SmallChart {
  let room = ROOM;
  const drawn = lanes.map(small).filter((lane) => {
    const taken = roomOf(lane);
    if (taken > room) return false;
    room -= taken;
    return true;
  });
  const left = lanes.length - drawn.length;
  return {
    lanes: drawn,
    axis: layersOf(axis),
    notes: [...notes, ...(left === 0 ? [] : [words.embed.leftOut(left)])].map((note) => cutTo(TEXT.notes, note)),
    tones: [...new Set<Tone>(['ink', ...drawn.map(({ tone }) => tone)])],
  };
}

function small({ title, note, words: told, shapes, ...lane }: Lane): DrawnLane {
  return { ...lane, title: cutTo(TEXT.title, title), note: cutTo(TEXT.note, note), words: cutTo(TEXT.words, told), layers: layersOf(shapes.map(shortened)) };
}

function shortened(shape: Shape): Shape {
  return shape.kind === 'text' ? { ...shape, text: cutTo(TEXT.label, shape.text) } : shape;
}

/** What a lane takes as HTML, about: as much as its layers as JSON, its texts, and a frame around them. */
function roomOf({ title, note, words: told, layers }: DrawnLane): number {
  const texts = [title, note, told, ...layers.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))];
  return JSON.stringify(layers).length + texts.reduce((sum, text) => sum + htmlBytes(text), 0) + FRAME;
}

const FRAME = 300;
