import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The table that keeps the Merkle tree. */
export class CreateTree1700000000004 implements MigrationInterface {
  readonly name = 'CreateTree1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE tree_nodes (number INTEGER NOT NULL PRIMARY KEY, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT');
  }

  /** As for the tables: an index is never taken back. */
  async down(): Promise<void> {
    throw new Error('delete the index: it is rebuilt from the log');
  }
}
