import type { ComponentChildren } from 'preact';
import type { Twins } from '../view/twins.js';
import { words } from '../words/en.js';

interface Props {
  id: string;
  title: string;
  note: string;
  twins: Twins;
  children: ComponentChildren;
}

/** A part of the page: what it is on the left, with the same as data; the answer on the right. */
export function Topic({ id, title, note, twins, children }: Props) {
  return (
    <section class="topic" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <p class="note">{note}</p>
        <ul class="links">
          <li><a href={twins.json} aria-label={`${title}: ${words.record.json}`}>{words.record.json}</a></li>
          <li><a href={twins.csv} aria-label={`${title}: ${words.record.csv}`}>{words.record.csv}</a></li>
        </ul>
      </header>
      {children}
    </section>
  );
}
