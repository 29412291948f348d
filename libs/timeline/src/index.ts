export { createTimeline } from './timeline.js';
export type { Timeline } from './timeline.js';
