export { openLog, postgresSchema } from './open.js';
export { maskedUrl } from './masked-url.js';
export { AppendTooLarge, isLogConflict, LogUnavailable, NotALedger, NotErased } from './port.js';
export { openThread, serve } from './thread.js';
export type { Log, StoredEvent, Turn } from './port.js';
