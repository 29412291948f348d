import type { Fill, Shape } from '../view/chart/shapes.js';

/** A chart's shapes as SVG. Its colours are classes of the style sheet; hatches and fades are those of `Patterns`. */
export function Shapes({ shapes }: { shapes: readonly Shape[] }) {
  return <>{shapes.map((shape, index) => <One key={index} {...shape} />)}</>;
}

function One(shape: Shape) {
  switch (shape.kind) {
    case 'rect':
      return <rect x={`${shape.x}%`} width={`${shape.width}%`} y={shape.y} height={shape.height} {...fillOf(shape.fill)} />;
    case 'line':
      return <line x1={`${shape.x1}%`} x2={`${shape.x2}%`} y1={shape.y1} y2={shape.y2} class={shape.look} />;
    case 'ring':
      return <circle cx={`${shape.x}%`} cy={shape.y} r="4.5" class={`ring ${shape.look}`} />;
    case 'text':
      return <text x={`${shape.x}%`} y={shape.y} dx={shape.dx} class={shape.look}>{shape.text}</text>;
  }
}

function fillOf(fill: Fill): { class: string } | { fill: string } {
  return fill === 'fade-up' || fill.startsWith('hatch-') ? { fill: `url(#${fill})` } : { class: `f-${fill}` };
}
