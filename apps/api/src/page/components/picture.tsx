import type { PictureView } from '../view/picture.js';
import type { Fill, Shape } from '../view/chart/shapes.js';

/** The chart by itself, for print and for other sites: its own colours on its own paper, no style sheet and no script. */
export function Picture({ title, headline, lanes, axis, foot }: PictureView) {
  const { width, side, margin } = SIZES;
  const plot = width - side - 2 * margin;
  const top = margin + 34 + headline.length * 24 + 16;
  const placed = lanes.map((lane, index) => ({ ...lane, y: top + lanes.slice(0, index).reduce((sum, { height }) => sum + height, 0) }));
  const axisY = top + lanes.reduce((sum, { height }) => sum + height, 0);
  const height = axisY + 40 + foot.length * 20 + margin;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" font-family={SANS} font-size="13" fill={INK.muted}>
      <title>{title}</title>
      <Definitions />
      <rect width={width} height={height} fill={INK.paper} />
      <text x={margin} y={margin + 16} font-size="16" font-weight="600" fill={INK.ink}>{title}</text>
      {headline.map((text, index) => <text key={text} x={margin} y={margin + 46 + index * 24} font-family={SERIF} font-size="18" fill={INK.ink}>{text}</text>)}
      {placed.map(({ key, y, label, tone, notes, shapes }) => (
        <g key={key} transform={`translate(${margin} ${y})`}>
          <line x2={side - 24} y1="0.5" y2="0.5" stroke={INK.rule} />
          <text y="22" font-weight="600" fill={COLOURS[tone]}>{label}</text>
          {notes.map((note, index) => <text key={note} y={42 + index * 18}>{note}</text>)}
          <g transform={`translate(${side} 0)`}>{shapes.map((shape, index) => <Drawn key={index} shape={shape} plot={plot} />)}</g>
        </g>
      ))}
      <g transform={`translate(${margin + side} ${axisY})`}>{axis.map((shape, index) => <Drawn key={index} shape={shape} plot={plot} />)}</g>
      {foot.map((text, index) => <text key={text} x={margin} y={axisY + 56 + index * 20}>{text}</text>)}
    </svg>
  );
}

export const SIZES = { width: 1200, side: 220, margin: 32 };

const SANS = 'Open Sans, Source Sans 3, Noto Sans, Segoe UI, Helvetica Neue, Arial, sans-serif';
const SERIF = 'Source Serif 4, Charter, Georgia, P052, Noto Serif, serif';
const INK = { paper: '#fdfcf9', tone: '#f3f1ea', ink: '#1c1c1a', muted: '#5b5952', later: '#6b6962', rule: '#d8d5cb' };
const COLOURS = { a: '#14588f', b: '#ad4200', c: '#2f6b35', d: '#75389a', ink: INK.ink };

function Drawn({ shape, plot }: { shape: Shape; plot: number }) {
  const px = (percent: number): number => Math.round(percent * plot) / 100;
  switch (shape.kind) {
    case 'rect':
      return <rect x={px(shape.x)} width={px(shape.width)} y={shape.y} height={shape.height} fill={fillOf(shape.fill)} />;
    case 'line':
      return <line x1={px(shape.x1)} x2={px(shape.x2)} y1={shape.y1} y2={shape.y2} {...strokeOf(shape.look)} />;
    case 'ring':
      return <circle cx={px(shape.x)} cy={shape.y} r="4.5" fill={INK.paper} {...strokeOf(shape.look)} />;
    case 'text':
      return <text x={px(shape.x) + shape.dx} y={shape.y} {...textOf(shape.look)}>{shape.text}</text>;
  }
}

function fillOf(fill: Fill): string {
  if (fill === 'after') return INK.tone;
  return fill === 'fade-up' || fill.startsWith('hatch-') ? `url(#${fill})` : COLOURS[fill as keyof typeof COLOURS];
}

function strokeOf(look: string): Record<string, string | number> {
  const names = look.split(' ');
  const round = (['a', 'b', 'c', 'd'] as const).find((tone) => names.includes(`k-${tone}`));
  const stroke = round !== undefined ? COLOURS[round] : names.includes('k-grid') ? INK.rule : names.includes('k-later') ? INK.later : INK.ink;
  const dashes: Record<string, string> = names.includes('k-dots') ? { 'stroke-dasharray': '1.5 4' } : names.includes('k-plan') ? { 'stroke-dasharray': '5 4' } : {};
  return { stroke, 'stroke-width': round !== undefined ? 2 : names.includes('k-wide') ? 3 : names.includes('k-moment') ? 1.5 : 1, ...dashes };
}

function textOf(look: string): Record<string, string | number> {
  const names = look.split(' ');
  const tone = (['a', 'b', 'c', 'd', 'ink'] as const).find((name) => names.includes(`t-${name}`));
  return {
    fill: tone !== undefined ? COLOURS[tone] : INK.later,
    ...(names.includes('t-bold') ? { 'font-weight': 600 } : {}),
    ...(names.includes('end') ? { 'text-anchor': 'end' } : names.includes('mid') ? { 'text-anchor': 'middle' } : {}),
    ...(names.includes('halo') ? { stroke: INK.paper, 'stroke-width': 5, 'stroke-linejoin': 'round', 'paint-order': 'stroke' } : {}),
  };
}

function Definitions() {
  return (
    <defs>
      {(Object.keys(COLOURS) as (keyof typeof COLOURS)[]).map((tone) => (
        <pattern key={tone} id={`hatch-${tone}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line y2="5" stroke={COLOURS[tone]} stroke-width="2.5" />
        </pattern>
      ))}
      <linearGradient id="fade-up" x1="0" y1="1" x2="0" y2="0">
        <stop offset="0" stop-color={INK.ink} stop-opacity="0.75" />
        <stop offset="1" stop-color={INK.ink} stop-opacity="0" />
      </linearGradient>
    </defs>
  );
}
