import { stillWords as words } from '../words/still.js';

export interface ErrorView {
  title: string;
  /** What is wrong, and what to do. */
  lines: string[];
}

/** A page instead of the one asked for. */
export function ErrorPage({ title, lines }: ErrorView) {
  return (
    <div class="page topic">
      <header><h1>{title}</h1></header>
      <div class="stack measure">
        {lines.map((line) => <p key={line}><bdi>{line}</bdi></p>)}
        <p><a href="/">{words.errors.back}</a></p>
      </div>
    </div>
  );
}
