import type { Shape } from './shapes.js';

/** Shapes in few bytes: what looks the same is one path, x in per cent and y in px. The layers lie over each other in this order. */
export interface Layers {
  areas: Path[];
  /** What is hatched, by the name of the hatch. */
  hatches: Path[];
  /** Each fades by itself. */
  fades: Shape[];
  lines: Path[];
  marks: Shape[];
}

export interface Path {
  look: string;
  d: string;
}

type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

export function layersOf(shapes: readonly Shape[]): Layers {
  const rects = shapes.filter((shape): shape is Of<'rect'> => shape.kind === 'rect');
  const lines = shapes.filter((shape): shape is Of<'line'> => shape.kind === 'line');
  const isHatch = ({ fill }: Of<'rect'>): boolean => fill.startsWith('hatch-');
  const isFade = ({ fill }: Of<'rect'>): boolean => fill === 'fade-up';
  const isGrid = ({ look }: Of<'line'>): boolean => look === 'k-grid';
  return {
    areas: [...paths(rects.filter((shape) => !isHatch(shape) && !isFade(shape)), ({ fill }) => `f-${fill}`, boxOf), ...linePaths(lines.filter(isGrid))],
    hatches: paths(rects.filter(isHatch), ({ fill }) => fill, boxOf),
    fades: rects.filter(isFade),
    lines: linePaths(lines.filter((shape) => !isGrid(shape))),
    marks: shapes.filter(({ kind }) => kind === 'ring' || kind === 'text'),
  };
}

function boxOf({ x, y, width, height }: Of<'rect'>): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

function linePaths(lines: readonly Of<'line'>[]): Path[] {
  return paths(lines, ({ look }) => look, ({ x1, x2, y1, y2 }) => `M${x1} ${y1}${y1 === y2 ? `H${x2}` : x1 === x2 ? `V${y2}` : `L${x2} ${y2}`}`);
}

/** One path for each look, in the order in which they come. */
function paths<Drawn>(shapes: readonly Drawn[], lookOf: (shape: Drawn) => string, drawn: (shape: Drawn) => string): Path[] {
  const looks = new Map<string, string>();
  for (const shape of shapes) looks.set(lookOf(shape), (looks.get(lookOf(shape)) ?? '') + drawn(shape));
  return [...looks].map(([look, d]) => ({ look, d }));
}
