import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ChartView } from '../view/chart/chart.js';
import type { ChartSection, DrawnChart, DrawnLane } from '../view/chart/section.js';
import { words } from '../words/en.js';
import { Drawing, Layered } from './layers.js';
import { Links } from './notices.js';

/** The chart: lanes on one time axis, and the same as a table. */
export function Chart({ chart, scales, links }: ChartSection) {
  return chart === null ? <p class="topic__answer muted" id="chart">{words.chart.empty}</p> : <Lanes chart={chart} scales={scales} links={links} />;
}

function Lanes({ chart, scales, links }: ChartSection & { chart: DrawnChart }) {
  const [read, setRead] = useState<number | null>(null);
  // Hundreds of rows, the same at nearly every step.
  const table = useMemo(() => <ChartTable {...chart.table} />, [JSON.stringify(chart.table)]);
  const stop = read === null ? undefined : chart.stops[read];
  const hasRounds = chart.lanes.filter(({ tone }) => tone !== 'ink').length > 1;
  return (
    <figure class="lanes" id="chart" aria-label={words.chart.title}>
      <Legend />
      {chart.lanes.map((lane, index) => <LaneOfChart key={lane.key} id={`lane${index}`} lane={lane} stops={chart.stops} read={stop?.x} onRead={setRead} />)}
      <div class="lane"><div></div><Drawing layers={chart.axis} height={34} id="axis" /></div>
      <ReadOut stops={chart.stops} read={read} onRead={setRead} />
      <figcaption class="chart-note">
        {hasRounds ? <nav aria-label={words.chart.scale}><ul class="links on-screen">{scales.map(({ text, href, isShown }) => <li key={text}><a data-go href={href} aria-current={isShown ? 'true' : undefined}>{text}</a></li>)}</ul></nav> : null}
        {chart.notes.map((note) => <p key={note} class="note">{note}</p>)}
      </figcaption>
      <details class="chart-note"><summary>{words.chart.table}</summary>{table}<Links links={links} /></details>
    </figure>
  );
}

interface Reading {
  stops: ChartView['stops'];
  onRead: (stop: number) => void;
}

function LaneOfChart({ id, lane: { title, tone, note, height, layers, words: told }, stops, read, onRead }: { id: string; lane: DrawnLane; read: number | undefined } & Reading) {
  return (
    <div class="lane">
      <div><strong class={`t-${tone}`}><bdi>{title}</bdi></strong><small><bdi>{note}</bdi></small></div>
      <svg class="drawing" height={height} role="img" aria-label={told} onPointerMove={(event) => onRead(nearest(stops, event))}>
        <Layered layers={layers} height={height} id={id} />
        {read === undefined ? null : <line x1={`${read}%`} x2={`${read}%`} y1="0" y2={height} class="k-read" />}
      </svg>
    </div>
  );
}

/** Steps through what begins where, by pointer and by keyboard; says it in words. */
function ReadOut({ stops, read, onRead }: { read: number | null } & Reading) {
  const told = read === null ? undefined : stops[read]?.text;
  if (stops.length === 0) return null;
  return (
    <p class="chart-note read-out needs-script">
      <input type="range" min="0" max={stops.length - 1} value={read ?? stops.length - 1} aria-label={words.chart.readOut} aria-valuetext={told} onInput={(event) => onRead(Number(event.currentTarget.value))} />
      <output><bdi>{told ?? words.chart.readOutHint}</bdi></output>
    </p>
  );
}

/** The place nearest to the pointer. */
function nearest(stops: ChartView['stops'], { currentTarget, clientX }: { currentTarget: Element; clientX: number }): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  const x = ((clientX - left) / width) * 100;
  return stops.reduce((best, stop, index) => (Math.abs(stop.x - x) < Math.abs(stops[best]!.x - x) ? index : best), 0);
}

function ChartTable({ rows, shown }: ChartView['table']) {
  const { columns, tableCaption, after } = words.chart;
  return (
    <>
      <table class="cards">
        <caption>{tableCaption}</caption>
        <thead><tr><th scope="col">{columns.when}</th><th scope="col">{columns.lane}</th><th scope="col">{columns.certain}</th><th scope="col">{columns.possible}</th></tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index} class={row.after ? 'later' : undefined}>
              <th scope="row">{row.when}{row.after ? <span class="muted"> ({after})</span> : null}</th>
              <td data-label={columns.lane}><bdi>{row.lane}</bdi></td>
              <td data-label={columns.certain}><bdi>{row.certain}</bdi></td>
              <td data-label={columns.possible}><bdi>{row.possible}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown === undefined ? null : <p class="note">{shown}</p>}
    </>
  );
}

/** Each sign with its word. */
function Legend() {
  const { legend, certain, possible, unbounded, planned, stated, after } = words.chart;
  const sign = (text: string, drawn: JSX.Element) => <li><svg viewBox="0 0 30 14" aria-hidden="true">{drawn}</svg>{text}</li>;
  return (
    <ul class="legend" aria-label={legend}>
      {sign(certain, <rect y="2" width="30" height="10" class="f-ink" />)}
      {sign(possible, <rect y="2" width="30" height="10" fill="url(#hatch-ink)" />)}
      {sign(unbounded, <rect y="2" width="30" height="10" fill="url(#fade-right)" />)}
      {sign(planned, <line x2="30" y1="7" y2="7" class="k-plan" />)}
      {sign(stated, <g><circle cx="9" cy="7" r="4" class="ring k-ink" /><circle cx="24" cy="7" r="4" class="ring k-ink" /><path d="M13 7h7" class="k-ink k-dots" /></g>)}
      {sign(after, <g><rect width="30" height="14" class="f-after" /><path d="M.7 0v14" class="k-moment" /></g>)}
    </ul>
  );
}
