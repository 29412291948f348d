export type { Indexer, OnProgress, Progress, ProjectorStatus } from './indexer.js';
export { openReadModel } from './open.js';
export type { OpenReadModel } from './open.js';
export { IndexHalted, isIndexHalted } from './projector.js';
export type { IndexPosition, NegotiationRow, ReadModel } from './read-model.js';
export type { WholeReader } from './whole/reader.js';
export type { IssuedBy, IssuedFilter, IssuedLine } from './whole/issued.js';
export type { StatementHit } from './whole/search.js';
export type { WholeFilter, ZoneMoment } from './whole/standings.js';
