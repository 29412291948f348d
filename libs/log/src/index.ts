export { openLog } from './open.js';
export { isLogConflict, LogConflict } from './port.js';
export type { FollowOptions, Log, StoredEvent } from './port.js';
