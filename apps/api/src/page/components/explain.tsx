import type { ExplainedValue, ExplainView } from '../view/explain.js';
import { words } from '../words/en.js';
import { Sources } from './sources.js';

/** Why a value is what it is: in the flow, so that it hides nothing. */
export function Explain({ view }: { view: ExplainView }) {
  if (view.value === null) return <section class="explain" id="why"><p>{view.missing} <a href={view.close}>{words.explain.close}</a></p></section>;
  return (
    <section class="explain" id="why" aria-labelledby="why-title">
      <header>
        <div><h3 id="why-title">{view.title}</h3><p class="note"><bdi>{view.label}</bdi></p></div>
        <a class="button on-screen" data-go href={view.close}>{words.explain.close}</a>
      </header>
      {view.counted.length > 0 ? <Counted view={view} /> : null}
      {view.facts.length > 0 ? <ul class="explain__facts">{view.facts.map(({ what, href, by, sources }) => <li key={what}><a data-go="there" href={href}><bdi>{what}</bdi></a>{by === words.explain.nobody ? null : <span class="muted">, <bdi>{by}</bdi></span>}<Sources sources={sources} /></li>)}</ul> : null}
      {view.arithmetic.length === 0 ? null : (
        <details open={view.counted.length === 0}>
          <summary>{words.explain.reckoned}</summary>
          <ol class="steps">{view.arithmetic.map((step) => <li key={step}><bdi>{step}</bdi></li>)}</ol>
        </details>
      )}
      <p class="note">{view.note} <a href={view.json}>{words.explain.all}</a>, <a href={view.self}>{words.explain.link}</a>.</p>
    </section>
  );
}

function Counted({ view }: { view: ExplainedValue }) {
  const { columns } = words.explain;
  return (
    <table class="cards">
      <caption class="for-readers">{view.title}</caption>
      <thead>
        <tr><th scope="col">{columns.said}</th><th scope="col">{columns.by}</th><th scope="col">{columns.source}</th><th scope="col" class="number">{columns.low}</th><th scope="col" class="number">{columns.high}</th></tr>
      </thead>
      <tbody>
        {view.counted.map(({ said, href, convention, by, sources, low, high }) => (
          <tr key={said + by}>
            <th scope="row"><a data-go="there" href={href}><bdi>{said}</bdi></a>{convention === undefined ? null : <> <span class="badge">{convention}</span></>}</th>
            <td data-label={columns.by}><bdi>{by}</bdi></td>
            <td data-label={columns.source}><Sources sources={sources} /></td>
            <td class="number" data-label={columns.low}>{low}</td>
            <td class="number" data-label={columns.high}>{high}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
