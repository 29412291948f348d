import type { SparklineView } from '../view/sparkline.js';
import { Shapes } from './shapes.js';

/** A small chart of the notices of a negotiation, told in words beside it. */
export function Sparkline({ shapes, words }: SparklineView) {
  return <svg class="spark" height="36" role="img" aria-label={words}><Shapes shapes={shapes} /></svg>;
}
