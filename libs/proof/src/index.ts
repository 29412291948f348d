export { canonicalJson, isNotCanonical, NotCanonical, parseCanonicalJson } from './canonical.js';
export { append, emptyTree, leafHash, nodeHash, restore, rootOf, serialise, verifyConsistency, verifyInclusion } from './merkle.js';
export type { CompactTree, Hash } from './merkle.js';
