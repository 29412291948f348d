import type { Shape } from './shapes.js';

/** Shapes in few bytes: what looks the same is one path, x in per cent and y in px. The layers lie over each other in this order. */
export interface Layers {
  areas: Path[];
  /** Hatches and fades: a path that is stretched would stretch them too. */
  patterned: Shape[];
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
  const isPlain = ({ fill }: Of<'rect'>): boolean => fill !== 'fade-up' && !fill.startsWith('hatch-');
  const isGrid = ({ look }: Of<'line'>): boolean => look === 'k-grid';
  return {
    areas: [...paths(rects.filter(isPlain), ({ fill }) => `f-${fill}`, ({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`), ...linePaths(lines.filter(isGrid))],
    patterned: rects.filter((shape) => !isPlain(shape)),
    lines: linePaths(lines.filter((shape) => !isGrid(shape))),
    marks: shapes.filter(({ kind }) => kind === 'ring' || kind === 'text'),
  };
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
