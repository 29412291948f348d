import { createRequire } from 'node:module';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Done beside the event loop: a large index takes a while. Until it is done the old pages are there to be read. */
const REWRITE = `
  const { workerData } = require('node:worker_threads');
  const database = new (require(workerData.driver))(workerData.path, { timeout: 60000 });
  database.exec("INSERT INTO statements_search (statements_search) VALUES ('optimize')");
  database.exec('VACUUM');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
`;

/**
 * Rewrites the index at `path` from its rows alone, so that nothing of rows deleted earlier is left in its files: not in the words of the full-text table,
 * nor in free pages, nor in the write-ahead log. Nobody else may write to it meanwhile; reading goes on.
 */
export async function purge(path: string): Promise<void> {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3');
  const [code] = (await once(new Worker(REWRITE, { eval: true, workerData: { driver, path } }), 'exit')) as [number];
  if (code !== 0) throw new Error(`the index could not be rewritten (${code})`);
}
