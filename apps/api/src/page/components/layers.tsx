import type { Layers, Path } from '../view/chart/layers.js';
import { Shapes } from './shapes.js';

/** A lane of a chart in few bytes. What is stretched to the width keeps its strokes. */
export function Drawing({ layers: { areas, patterned, lines, marks }, height, told }: { layers: Layers; height: number; told?: string }) {
  return (
    <svg class="drawing" height={height} {...(told === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': told })}>
      <Stretched paths={areas} height={height} />
      <Shapes shapes={patterned} />
      <Stretched paths={lines} height={height} />
      <Shapes shapes={marks} />
    </svg>
  );
}

function Stretched({ paths, height }: { paths: readonly Path[]; height: number }) {
  if (paths.length === 0) return null;
  return <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none">{paths.map(({ look, d }) => <path key={look} class={look} d={d} />)}</svg>;
}
