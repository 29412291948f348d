import type { ListRow, ListView } from '../view/list.js';
import { stillWords as words } from '../words/still.js';
import { Sparkline } from './sparkline.js';

/** The list of negotiations, below the site's head. */
export function ListPage({ view }: { view: ListView }) {
  const { form, rows, shown, missing, previous, next, all, pinned, twins } = view;
  return (
    <div class="page">
      <header class="title"><h1 class="headline">{words.list.title}</h1></header>
      <Find {...form} />
      {rows.length === 0 ? null : (
        <>
          <div class="list-head" aria-hidden="true">{Object.values(words.list.columns).map((column) => <span key={column}>{column}</span>)}</div>
          <ol class="negotiations">{rows.map((row) => <Row key={row.id} {...row} />)}</ol>
          <p class="note">{shown}</p>
        </>
      )}
      {missing === 'everything' ? <Beginning /> : missing === null ? null : <p class="lead">{missing === 'page' ? words.list.past : words.list.nothing} <a href={all}>{words.list.all}</a></p>}
      {previous === null && next === null ? null : (
        <nav class="row pages" aria-label={words.list.pages}>
          {previous === null ? null : <a class="button" rel="prev" href={previous}>{words.list.previous}</a>}
          {next === null ? null : <a class="button" rel="next" href={next}>{words.list.next}</a>}
        </nav>
      )}
      <footer class="foot"><ul class="links"><li><a href={pinned}>{words.cite.link}</a></li><li><a href={twins.json}>{words.list.json}</a></li><li><a href={twins.csv}>{words.list.csv}</a></li></ul></footer>
    </div>
  );
}

function Find({ q, statuses, at, kept }: ListView['form']) {
  return (
    <form class="row find" method="get" action="/" role="search">
      <div class="field find__words"><label for="q">{words.list.query}</label><input id="q" name="q" type="search" value={q} /></div>
      <div class="field">
        <label for="status">{words.list.status}</label>
        <select id="status" name="status">{statuses.map(({ value, text, isChosen }) => <option key={value} value={value} selected={isChosen}>{text}</option>)}</select>
      </div>
      <div class="field">
        <label for="at">{words.list.at}</label>
        <input id="at" name="at" value={at.value} autocomplete="off" spellcheck={false} aria-invalid={at.error === null ? undefined : 'true'} aria-describedby={at.error === null ? undefined : 'at-error'} />
        {at.error === null ? null : <p class="field__error" id="at-error"><bdi>{at.error}</bdi></p>}
      </div>
      {kept.map(({ name, value }) => <input key={name} type="hidden" name={name} value={value} />)}
      <button type="submit" class="button--main">{words.list.find}</button>
    </form>
  );
}

function Row({ href, title, headline, extent, status, notices, deadline }: ListRow) {
  const { columns } = words.list;
  return (
    <li>
      <div>
        <h2><a href={href}><bdi>{title}</bdi></a></h2>
        <p class="say"><bdi>{headline}</bdi></p>
        <p class="note">{extent}</p>
      </div>
      <p class="cell"><span class="cell__label">{columns.status}</span><strong>{status}</strong></p>
      <div class="cell"><span class="cell__label">{columns.notices}</span>{notices === null ? <span class="muted">{words.list.noNotices}</span> : <><Sparkline {...notices} />{notices.brief.map(({ tone, text }) => <small key={text} class={`t-${tone}`}><bdi>{text}</bdi></small>)}</>}</div>
      <p class="cell"><span class="cell__label">{columns.deadline}</span>{deadline === null ? <span class="muted">{words.list.noDeadline}</span> : <><strong>{deadline.due}</strong><small><bdi>{deadline.what}</bdi></small><small>{deadline.reading}</small></>}</p>
    </li>
  );
}

function Beginning() {
  return (
    <section class="stack" aria-labelledby="begin">
      <h2 id="begin">{words.list.empty}</h2>
      <p class="measure">{words.list.begin}</p>
      <p class="row"><a class="button button--main" href="/new">{words.opening.title}</a><a class="button" href="/import">{words.importing.title}</a></p>
      <p class="measure">{words.list.tokenless}</p>
      <pre tabIndex={0} role="region" aria-labelledby="begin">{words.list.commands.join('\n')}</pre>
      <p><a href="/docs">{words.site.api}</a></p>
    </section>
  );
}
