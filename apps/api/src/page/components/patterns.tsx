import type { Tone } from '../view/chart/shapes.js';

/** The hatches and fades that charts refer to: possible, and without a bound. Once in a page. @param tones those that are drawn */
export function Patterns({ tones = ['a', 'b', 'c', 'd', 'ink'] }: { tones?: readonly Tone[] }) {
  return (
    <svg class="patterns" aria-hidden="true" focusable="false">
      <defs>
        {tones.map((tone) => (
          <pattern key={tone} id={`hatch-${tone}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line y2="5" class={`k-${tone} k-hatch`} />
          </pattern>
        ))}
        <linearGradient id="fade-up" x1="0" y1="1" x2="0" y2="0">
          <stop class="stop" offset="0" stop-opacity=".75" />
          <stop class="stop" offset="1" stop-opacity="0" />
        </linearGradient>
        <linearGradient id="fade-right" x1="0" x2="1">
          <stop class="stop" offset="0" stop-opacity=".75" />
          <stop class="stop" offset="1" stop-opacity="0" />
        </linearGradient>
        <linearGradient id="fade-left" x1="1" x2="0">
          <stop class="stop" offset="0" stop-opacity=".75" />
          <stop class="stop" offset="1" stop-opacity="0" />
        </linearGradient>
      </defs>
    </svg>
  );
}
