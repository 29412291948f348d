import type { BreakdownRow, BreakdownView } from '../view/breakdowns.js';
import { words } from '../words/en.js';
import { Links } from './notices.js';
import type { ComponentChildren } from 'preact';

/** Notices by agency, site, class or membership. */
export function Breakdown({ tabs, title, lines, shown, links, children }: BreakdownView & { children?: ComponentChildren }) {
  return (
    <section class="topic" aria-labelledby="who">
      <header>
        <h2 id="who">{words.breakdowns.title}</h2>
        <nav aria-label={words.breakdowns.choose}><ul class="links">{tabs.map(({ text, href, isShown }) => <li key={text}><a data-go href={href} aria-current={isShown ? 'true' : undefined}>{text}</a></li>)}</ul></nav>
        <Links links={links} />
      </header>
      <div class="stack">
        {lines.length === 0 ? <p class="muted">{words.breakdowns.empty}</p> : (
          <table class="cards breakdown">
            <caption><strong>{title}.</strong> {words.breakdowns.caption}</caption>
            <thead><tr><th scope="col">{words.breakdowns.name}</th><th scope="col" class="number">{words.breakdowns.count}</th><td class="bar"></td><th scope="col">{words.breakdowns.said}</th></tr></thead>
            <tbody>{lines.map((line) => <Row key={line.name} {...line} />)}</tbody>
          </table>
        )}
        {shown === undefined ? null : <p class="note">{shown}</p>}
        {children}
      </div>
    </section>
  );
}

function Row({ name, value, said, derived, isRest, explain, bar }: BreakdownRow) {
  return (
    <tr class={derived ? 'derived' : isRest ? 'muted' : undefined}>
      <th scope="row"><bdi>{name}</bdi>{derived ? <> <span class="badge">{words.breakdowns.derived}</span></> : null}</th>
      <td class="number" data-label={words.breakdowns.count}>{explain === undefined ? value : <a class="explained" data-go href={explain}>{value}</a>}</td>
      <td class="bar" aria-hidden="true">{bar === undefined ? null : <Bar {...bar} isOutline={derived} />}</td>
      <td data-label={words.breakdowns.said}><bdi>{said}</bdi></td>
    </tr>
  );
}

function Bar({ low, to, isOutline }: NonNullable<BreakdownRow['bar']> & { isOutline: boolean }) {
  return (
    <svg>
      {low > 0 ? <rect y="4" height="12" width={`${low}%`} class={isOutline ? 'f-none k-ink' : 'f-ink'} /> : null}
      {to === null ? <rect y="4" height="12" x={`${low}%`} width={`${100 - low}%`} fill="url(#fade-right)" /> : to > low ? <rect y="4" height="12" x={`${low}%`} width={`${to - low}%`} fill="url(#hatch-ink)" /> : null}
    </svg>
  );
}
