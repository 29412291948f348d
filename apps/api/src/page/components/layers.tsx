import type { Layers, Path } from '../view/chart/layers.js';
import { Shapes } from './shapes.js';

/** A lane of a chart in few bytes. @param id of the drawing in its page: letters and digits */
export function Drawing({ layers, height, id, told }: { layers: Layers; height: number; id: string; told?: string }) {
  return (
    <svg class="drawing" height={height} {...(told === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': told })}>
      <Layered layers={layers} height={height} id={id} />
    </svg>
  );
}

/** What is stretched to the width keeps its strokes. A hatch would be stretched, too: instead, all of the width is hatched, and cut to what is drawn. */
export function Layered({ layers: { areas, hatches, fades, lines, marks }, height, id }: { layers: Layers; height: number; id: string }) {
  return (
    <>
      <Stretched paths={areas} height={height} />
      {hatches.map(({ look, d }) => (
        <g key={look}>
          <clipPath id={`${id}-${look}`} clipPathUnits="objectBoundingBox"><path d={d} transform={`scale(.01 ${1 / height})`} /></clipPath>
          <rect width="100%" height={height} fill={`url(#${look})`} clip-path={`url(#${id}-${look})`} />
        </g>
      ))}
      <Shapes shapes={fades} />
      <Stretched paths={lines} height={height} />
      <Shapes shapes={marks} />
    </>
  );
}

function Stretched({ paths, height }: { paths: readonly Path[]; height: number }) {
  if (paths.length === 0) return null;
  return <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none">{paths.map(({ look, d }) => <path key={look} class={look} d={d} />)}</svg>;
}
