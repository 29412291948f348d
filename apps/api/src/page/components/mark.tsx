import type { Mark } from '../view/story/mark.js';

/** When a fact happened, drawn; the words beside it say the same. */
export function MarkPicture({ mark }: { mark: Mark }) {
  return (
    <svg class="fact__mark" aria-hidden="true">
      <line x1="2%" x2="98%" y1="20" y2="20" class="k-grid" />
      <Drawn {...mark} />
    </svg>
  );
}

function Drawn(mark: Mark) {
  if (mark.kind === 'before') return <path d="M3 12h10M3 12l4-3M3 12l4 3" class="k-ink f-none" />;
  if (mark.kind === 'dot') return <circle cx={`${mark.x}%`} cy="12" r="3.5" class={mark.isOpen ? 'k-ink f-paper' : 'f-ink'} />;
  const { x, width, fadesLeft, fadesRight } = mark;
  const fill = fadesLeft && !fadesRight ? 'fade-left' : fadesRight && !fadesLeft ? 'fade-right' : 'hatch-ink';
  return (
    <>
      <rect x={`${x}%`} width={`${Math.max(width, 1)}%`} y="8" height="8" fill={`url(#${fill})`} />
      {fadesLeft ? null : <line x1={`${x}%`} x2={`${x}%`} y1="6" y2="18" class="k-ink" />}
      {fadesRight ? null : <line x1={`${x + width}%`} x2={`${x + width}%`} y1="6" y2="18" class="k-ink" />}
    </>
  );
}
