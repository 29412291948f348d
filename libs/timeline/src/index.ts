export { createPages } from './pages.js';
export type { Overflow, Swap } from './pages.js';
export { createTimeline } from './timeline.js';
export type { Timeline } from './timeline.js';
