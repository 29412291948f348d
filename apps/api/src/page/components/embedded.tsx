import type { SmallChart } from '../view/chart/small-chart.js';
import type { EmbedView } from '../view/embed.js';
import { words } from '../words/en.js';
import { Drawing } from './layers.js';
import { Patterns } from './patterns.js';

/** What stands in the frame of an article: a part of the page, its moment, and the way to it. */
export function Embedded({ view: { title, now, page, part } }: { view: EmbedView }) {
  return (
    <main>
      <h1><bdi>{title}</bdi></h1>
      {part.name === 'headline' ? <p class="headline">{part.text}</p> : <p class="moment">{now.text}</p>}
      {part.name === 'chart' ? <Chart chart={part.chart} /> : null}
      {part.name === 'deadlines' ? <Deadlines {...part} /> : null}
      <p class="source"><a href={page} target="_blank" rel="noopener">{words.embed.source}</a></p>
    </main>
  );
}

function Chart({ chart }: { chart: SmallChart | null }) {
  if (chart === null) return <p>{words.chart.empty}</p>;
  return (
    <>
      <Patterns tones={chart.tones} />
      {chart.lanes.map(({ key, title, tone, note, height, layers, words: told }, index) => (
        <div key={key}>
          <p class="lane"><b class={`t-${tone}`}><bdi>{title}</bdi></b> {note}</p>
          <Drawing layers={layers} height={height} id={`d${index}`} told={told} />
        </div>
      ))}
      <Drawing layers={chart.axis} height={34} id="axis" />
      {[words.embed.legend, ...chart.notes].map((note) => <p key={note} class="lane">{note}</p>)}
    </>
  );
}

function Deadlines({ rows, more }: Extract<EmbedView['part'], { name: 'deadlines' }>) {
  if (rows.length === 0) return <p>{words.embed.noDeadlines}</p>;
  return (
    <>
      <dl>
        {rows.map(({ due, what, reading, isOpen }) => (
          <div key={what + due}><dt>{due}</dt><dd><bdi>{what}</bdi> {isOpen ? <b>{reading}</b> : <span>{reading}</span>}</dd></div>
        ))}
      </dl>
      {more === '' ? null : <p class="lane">{more}</p>}
    </>
  );
}
