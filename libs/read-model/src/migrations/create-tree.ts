import { migrationOf } from './migration.js';

export const TREE = ['CREATE TABLE tree_nodes (number INTEGER NOT NULL PRIMARY KEY, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT'];

/** The table that keeps the Merkle tree. */
export const CreateTree1700000000004 = migrationOf('CreateTree1700000000004', TREE);
