import type { ComponentChildren } from 'preact';
import type { FigureRow, FiguresView } from '../view/figures.js';
import { words } from '../words/en.js';
import { Sources } from './sources.js';
import { Topic } from './topic.js';

export function Figures({ figures, packages, more, twins, children }: FiguresView & { children?: ComponentChildren }) {
  return (
    <Topic id="figures" title={words.figures.title} note={words.figures.note} twins={twins}>
      <div class="stack">
        {figures.length + packages.length === 0 && <p class="muted">{words.figures.empty}</p>}
        {figures.length > 0 && <Rows what={words.figures.columns.what} rows={figures} />}
        {packages.map(({ name, terms }) => <Rows key={name} caption={words.figures.terms(name)} what={words.figures.columns.term} rows={terms} />)}
        {children}
        {more !== '' && <p class="note">{more}</p>}
      </div>
    </Topic>
  );
}

function Rows({ caption, what, rows }: { caption?: string; what: string; rows: readonly FigureRow[] }) {
  const { value, said, source } = words.figures.columns;
  return (
    <table class={caption === undefined ? 'cards' : 'cards terms'}>
      <caption class={caption === undefined ? 'for-readers' : undefined}><bdi>{caption ?? words.figures.title}</bdi></caption>
      <thead>
        <tr>{[what, value, said, source].map((column) => <th key={column} scope="col">{column}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              <bdi>{row.what}</bdi>
              {row.contested && <> <span class="badge badge--contested">{words.record.contested}</span></>}
              {row.possible && <> <span class="badge">{words.record.possible}</span></>}
              {row.notes.map((note) => <small key={note}><bdi>{note}</bdi></small>)}
            </th>
            <td data-label={value}><a class="explained" data-go href={row.explain}><bdi>{row.value}</bdi></a></td>
            <td data-label={said}>{row.said}{row.by !== '' && <small><bdi>{row.by}</bdi></small>}</td>
            <td data-label={source}><Sources sources={row.sources} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
