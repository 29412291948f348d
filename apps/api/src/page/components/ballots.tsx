import type { ComponentChildren } from 'preact';
import type { BallotsView, BallotView, Square } from '../view/ballots.js';
import { words } from '../words/en.js';
import { Topic } from './topic.js';

export function Ballots({ ballots, twins, children }: BallotsView & { children?: ComponentChildren }) {
  return (
    <Topic id="ballots" title={words.ballots.title} note={words.ballots.note} twins={twins}>
      <div class="stack">
        {ballots.length === 0 && <p class="muted">{words.ballots.empty}</p>}
        {ballots.map((ballot) => <Ballot {...ballot} />)}
        {children}
      </div>
    </Topic>
  );
}

function Ballot({ what, outcome, explain, reasoning, lines, squares, legend }: BallotView) {
  return (
    <article class="ballot">
      <h3><bdi>{what}</bdi></h3>
      <p><strong><a class="explained" data-go href={explain}>{outcome}</a>.</strong> <bdi>{reasoning}</bdi></p>
      {squares.length > 0 && (
        <>
          <svg class="ballot__squares" viewBox={`0 0 ${squares.length * STEP} ${STEP}`} width={squares.length * STEP} aria-hidden="true">
            {squares.map((square, place) => <rect key={place} x={place * STEP + 1} y="1" width={STEP - 6} height={STEP - 6} {...PAINTS[square]} />)}
          </svg>
          <p class="note"><bdi>{legend}</bdi></p>
        </>
      )}
      <dl class="pairs">
        {lines.map(({ label, text }) => (
          <>
            <dt>{label}</dt>
            <dd><bdi>{text}</bdi></dd>
          </>
        ))}
      </dl>
    </article>
  );
}

const STEP = 26;
const PAINTS: Readonly<Record<Square, { class: string; fill?: string }>> = {
  against: { class: 'k-ink f-ink' },
  unsaid: { class: 'k-ink', fill: 'url(#hatch-ink)' },
  for: { class: 'k-ink f-paper' },
};
