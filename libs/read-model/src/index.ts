export type { IndexPosition, NegotiationRow, ReadModel } from './read-model.js';
