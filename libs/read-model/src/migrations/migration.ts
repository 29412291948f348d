import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration that runs these statements. */
export function migrationOf(name: string, statements: readonly string[]): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }

    /** An index is never taken back: it is derived, and built anew where its schema is another. */
    async down(): Promise<void> {
      throw new Error('delete the index: it is rebuilt from the log');
    }
  };
}
