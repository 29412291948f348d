export { openLog, postgresSchema } from './open.js';
export { maskedUrl } from './masked-url.js';
export { AppendTooLarge, isLogConflict, isLogUnavailable, isNotALedger, LogConflict, LogUnavailable, NotALedger, NotErased } from './port.js';
export type { FollowOptions, Log, StoredEvent, Turn } from './port.js';
