import type { ComponentChildren } from 'preact';
import type { DeadlineRow, DeadlinesView } from '../view/deadlines.js';
import { words } from '../words/en.js';
import { Topic } from './topic.js';

export function Deadlines({ rows, derived, more, twins, children }: DeadlinesView & { children?: ComponentChildren }) {
  return (
    <Topic id="deadlines" title={words.deadlines.title} note={words.deadlines.note} twins={twins}>
      <div class="stack">
        {rows.length + derived.length === 0 && <p class="muted">{words.deadlines.empty}</p>}
        {rows.length > 0 && <Entries rows={rows} />}
        {children}
        {derived.length > 0 && (
          <>
            <h3>{words.deadlines.derivedTitle}</h3>
            <p class="note">{words.deadlines.derivedNote}</p>
            <Entries rows={derived} />
          </>
        )}
        {more !== '' && <p class="note">{more}</p>}
      </div>
    </Topic>
  );
}

function Entries({ rows }: { rows: readonly DeadlineRow[] }) {
  return (
    <ol class="entries">
      {rows.map(({ key, due, what, reading, isOpen, explain, notes, history }) => (
        <li key={key}>
          <span class="entries__due">{due}</span>
          <div>
            <bdi>{what}</bdi>
            {notes.map((note) => <small key={note}><bdi>{note}</bdi></small>)}
            {history.length > 0 && (
              <details>
                <summary>{words.deadlines.history(history.length)}</summary>
                <ol>{history.map((step) => <li key={step}><bdi>{step}</bdi></li>)}</ol>
              </details>
            )}
          </div>
          <span class={isOpen ? 'entries__left' : 'entries__left muted'}>{explain === null ? reading : <a class="explained" data-go href={explain}>{reading}</a>}</span>
        </li>
      ))}
    </ol>
  );
}
