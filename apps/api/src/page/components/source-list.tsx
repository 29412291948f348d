import type { SourceRow } from '../view/story/source-list.js';
import type { StoryView } from '../view/story/story.js';
import { words } from '../words/en.js';

/** What was published when, by whom, and what rests on it. */
export function SourceList({ sources, moreSources }: Pick<StoryView, 'sources' | 'moreSources'>) {
  return (
    <section class="topic" aria-labelledby="sources">
      <header>
        <h2 id="sources">{words.sources.title}</h2>
        <p class="note">{words.sources.note}</p>
      </header>
      <div class="stack">
        {sources.length === 0 ? <p class="muted">{words.sources.empty}</p> : <ol class="entries sources">{sources.map((source) => <Source key={source.anchor} {...source} />)}</ol>}
        {moreSources === '' ? null : <p class="note">{moreSources}</p>}
      </div>
    </section>
  );
}

function Source({ anchor, name, published, title, by, url, notes, facts, all, json }: SourceRow) {
  return (
    <li id={anchor}>
      <span class="entries__due"><strong><bdi>{name}</bdi></strong><br />{published}</span>
      <div>
        {title === null ? <span class="muted">{words.sources.untitled}</span> : <bdi>{title}</bdi>}{by === '' ? null : <span class="muted">, <bdi>{by}</bdi></span>}
        {notes.map((note) => <small key={note}><bdi>{note}</bdi></small>)}
        {facts.length === 0 ? null : <small>{words.sources.rests} {facts.map(({ text, href }, index) => [index === 0 ? '' : ', ', <a key={href} href={href}><bdi>{text}</bdi></a>])}</small>}
        <ul class="links on-screen">
          {url === null ? null : <li><a href={url} rel="noreferrer">{words.sources.link}</a></li>}
          <li><a data-go="there" href={all}>{words.sources.all}</a></li>
          <li><a href={json}>{words.sources.json}</a></li>
        </ul>
      </div>
    </li>
  );
}
