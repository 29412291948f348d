import { words } from '../../words/en.js';
import type { Places } from '../address.js';
import type { ChartView } from './chart.js';

/** The chart with the choice of its scale, and where its data is. */
export interface ChartSection {
  chart: ChartView | null;
  scales: { text: string; href: string; isShown: boolean }[];
  links: { text: string; href: string }[];
}

export function chartSection(chart: ChartView | null, scale: 'own' | undefined, places: Places): ChartSection {
  return {
    chart,
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
