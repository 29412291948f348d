import { words } from '../../words/en.js';
import type { Places } from '../address.js';
import type { ChartView, Lane } from './chart.js';
import { type Layers, layersOf } from './layers.js';

/** The chart with the choice of its scale, and where its data is. */
export interface ChartSection {
  chart: DrawnChart | null;
  scales: { text: string; href: string; isShown: boolean }[];
  links: { text: string; href: string }[];
}

/** A chart in few bytes. */
export interface DrawnChart extends Omit<ChartView, 'lanes' | 'axis'> {
  lanes: DrawnLane[];
  axis: Layers;
}

export interface DrawnLane extends Omit<Lane, 'shapes'> {
  layers: Layers;
}

export function chartSection(chart: ChartView | null, scale: 'own' | undefined, places: Places): ChartSection {
  return {
    chart: chart === null ? null : { ...chart, lanes: chart.lanes.map(({ shapes, ...lane }) => ({ ...lane, layers: layersOf(shapes) })), axis: layersOf(chart.axis) },
    scales: [
      { text: words.chart.sharedScale, href: places.page({ scale: undefined }, 'chart'), isShown: scale === undefined },
      { text: words.chart.ownScale, href: places.page({ scale: 'own' }, 'chart'), isShown: scale === 'own' },
    ],
    links: [
      { text: words.notices.links.json, href: places.api({ ask: 'course' }) },
      { text: words.notices.links.csv, href: places.api({ ask: 'course' }, '.csv') },
    ],
  };
}
