export { openLog } from './open.js';
export { isLogConflict, isNotALedger, LogConflict, NotALedger, NotErased } from './port.js';
export type { FollowOptions, Log, StoredEvent } from './port.js';
