import type { Bar, CheckRow, ChecksView } from '../view/audit/checks.js';
import { words } from '../words/en.js';
import { Sources } from './sources.js';
import { Topic } from './topic.js';

/** Every check in a row: what was stated, what is itemised, the difference, the verdict and why; under it the facts. */
export function Checks({ rows, shown, rules, twins }: ChecksView) {
  const { columns } = words.audit;
  return (
    <Topic id="checks" title={words.audit.checks} note={words.audit.checksNote} twins={twins}>
      <div>{rows.length === 0 ? <p class="muted">{words.audit.nothing}</p> : <p class="note">{words.audit.caption}</p>}</div>
      {rows.length === 0 ? null : (
        <div class="topic__all">
          <table class="cards checks">
            <caption class="for-readers">{words.audit.checks}</caption>
            <thead>
              <tr><th scope="col">{columns.what}</th><th scope="col" class="number">{columns.stated}</th><th scope="col">{columns.itemised}</th><td class="checks__bar"></td><th scope="col">{columns.difference}</th><th scope="col">{columns.verdict}</th></tr>
            </thead>
            {rows.map((row, index) => <Check key={index} {...row} />)}
          </table>
          {shown === undefined ? null : <p class="note">{shown}</p>}
        </div>
      )}
      <Meanings />
      {rules.length === 0 ? null : <Rules rules={rules} />}
    </Topic>
  );
}

function Check(row: CheckRow) {
  const { columns } = words.audit;
  return (
    <tbody class={row.addsUp ? undefined : 'checks--wrong'}>
      <tr>
        <th scope="row"><bdi>{row.what}</bdi><small>{row.by === '' ? null : <bdi>{row.by}</bdi>}<Sources sources={row.sources} /></small></th>
        <td class="number" data-label={columns.stated}><bdi>{row.stated}</bdi></td>
        <td data-label={columns.itemised}><bdi>{row.itemised}</bdi></td>
        <td class="checks__bar" aria-hidden="true">{row.bar === null ? null : <Drawn {...row.bar} />}</td>
        <td data-label={columns.difference}><bdi>{row.difference}</bdi>{row.left === '' ? null : <small>{row.left}</small>}</td>
        <td class="checks__verdict"><strong class="verdict"><Mark verdict={row.verdict} />{row.verdictWord}</strong>{row.why.map((reason) => <small key={reason}><bdi>{reason}</bdi></small>)}</td>
      </tr>
      <tr class="checks__facts">
        <td colSpan={6}>
          <details>
            <summary>{row.rests}<span class="muted">, {words.audit.rule(row.rule)}</span></summary>
            <p class="measure"><bdi>{row.text}</bdi></p>
            <ul>
              {row.facts.map(({ what, when, by, href, json, sources }) => (
                <li key={href}><a href={href}><bdi>{what}</bdi></a><span class="muted">, {when}{by === '' ? null : <>, <bdi>{by}</bdi></>}</span><Sources sources={sources} /> (<a href={json} aria-label={`${what}: ${words.record.json}`}>{words.record.json}</a>)</li>
              ))}
              {row.more === '' ? null : <li class="muted">{row.more}</li>}
            </ul>
          </details>
        </td>
      </tr>
    </tbody>
  );
}

function Drawn({ low, to, stated: { from, to: end } }: Bar) {
  return (
    <svg>
      <line x2="100%" y1="10" y2="10" class="k-grid" />
      {low > 0 ? <rect y="5" height="10" width={`${low}%`} class="f-ink" /> : null}
      {to === null ? <rect x={`${low}%`} y="5" height="10" width={`${100 - low}%`} fill="url(#fade-right)" /> : to > low ? <rect x={`${low}%`} y="5" height="10" width={`${to - low}%`} fill="url(#hatch-ink)" /> : null}
      {end > from ? <line x1={`${from}%`} x2={`${end}%`} y1="1" y2="1" class="k-ink k-wide" /> : null}
      <line x1={`${from}%`} x2={`${from}%`} y1="0" y2="20" class="k-stated-edge" />
      <line x1={`${from}%`} x2={`${from}%`} y1="0" y2="20" class="k-ink k-wide" />
    </svg>
  );
}

/** A sign beside the word: full where it ties, hatched within bounds, empty where nobody can tell, pointing down or up where it does not add up. */
function Mark({ verdict }: Pick<CheckRow, 'verdict'>) {
  const square = 'M2 2h10v10H2z';
  const drawn = {
    ties: <path d={square} class="f-ink" />,
    'within-bounds': <path d={square} class="k-ink" fill="url(#hatch-ink)" />,
    'not-contradicted': <path d={square} class="k-ink f-none" />,
    shortfall: <path d="M1 2h12L7 13z" class="f-ink" />,
    excess: <path d="M1 12h12L7 1z" class="f-ink" />,
    'not-comparable': <path d="M2 5h10M2 9h10M10 1L4 13" class="k-ink" />,
    contested: <path d={square} class="k-ink k-dots f-none" />,
    odd: <circle cx="7" cy="7" r="5" class="k-ink f-none" />,
  };
  return <svg viewBox="0 0 14 14" aria-hidden="true">{drawn[verdict]}</svg>;
}

function Meanings() {
  return (
    <details class="topic__answer">
      <summary>{words.audit.meanings}</summary>
      <dl class="pairs meanings">{words.audit.meaning.map(([word, meaning]) => <><dt>{word}</dt><dd>{meaning}</dd></>)}</dl>
    </details>
  );
}

function Rules({ rules }: Pick<ChecksView, 'rules'>) {
  return (
    <details class="topic__answer">
      <summary>{words.audit.rules}</summary>
      <dl class="pairs meanings">{rules.map(({ rule, says }) => <><dt>{rule}</dt><dd>{says}</dd></>)}</dl>
    </details>
  );
}
