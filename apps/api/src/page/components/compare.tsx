import type { CompareRow, CompareView } from '../view/compare.js';
import { words } from '../words/en.js';
import { Sources } from './sources.js';

/** The moment shown beside another. */
export function Compare({ path, with: field, clocks, kept, result }: CompareView) {
  return (
    <section class="topic" aria-labelledby="compare">
      <header>
        <h2 id="compare">{words.compare.title}</h2>
        <p class="note">{words.compare.note}</p>
      </header>
      <div class="stack">
        <form class="row comparing on-screen" method="get" action={`${path}#compare`}>
          <div class="field">
            <label for="with">{words.compare.with}</label>
            <input id="with" name="with" value={field.value} autocomplete="off" spellcheck={false} aria-invalid={field.error === null ? undefined : 'true'} aria-describedby={field.error === null ? undefined : 'with-error'} />
            {field.error === null ? null : <p class="field__error" id="with-error"><bdi>{field.error}</bdi></p>}
          </div>
          <div class="field">
            <label for="clock">{words.compare.clock}</label>
            <select id="clock" name="clock">{clocks.map(({ value, text, isChosen }) => <option key={value} value={value} selected={isChosen}>{text}</option>)}</select>
          </div>
          {kept.map(({ name, value }) => <input key={name} type="hidden" name={name} value={value} />)}
          <button type="submit">{words.compare.compare}</button>
        </form>
        {result === null ? null : <Result {...result} />}
      </div>
    </section>
  );
}

function Result({ caption, rows, twins }: NonNullable<CompareView['result']>) {
  const { what, before, after, why } = words.compare.columns;
  return (
    <>
      {rows.length === 0 ? <p>{caption}. {words.compare.same}</p> : (
        <table class="cards compare">
          <caption>{caption}</caption>
          <thead><tr>{[what, before, after, why].map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
          <tbody>{rows.map((row) => <Row key={row.path} {...row} />)}</tbody>
        </table>
      )}
      <ul class="links on-screen"><li><a href={twins.json}>{words.record.json}</a></li><li><a href={twins.csv}>{words.record.csv}</a></li></ul>
    </>
  );
}

function Row({ what, before, after, why, more }: CompareRow) {
  const { columns } = words.compare;
  return (
    <tr>
      <th scope="row"><bdi>{what}</bdi></th>
      <td data-label={columns.before}><bdi>{before}</bdi></td>
      <td data-label={columns.after}><bdi>{after}</bdi></td>
      <td data-label={columns.why}>{why.map(({ text, sources }) => <small key={text}><bdi>{text}</bdi><Sources sources={sources} /></small>)}{more === '' ? null : <small>{more}</small>}</td>
    </tr>
  );
}
