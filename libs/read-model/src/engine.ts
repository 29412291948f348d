import type { IndexWriter } from './index-writer.js';
import type { Indexer } from './indexer.js';
import type { ReadModel } from './read-model.js';
import type { Sql } from './sql.js';

/** What an index is kept in, opened: of the present schema, and sound as far as its engine can tell. */
export interface Engine {
  /** A connection for what is checked before the index is served. */
  sql: Sql;
  /** Where the index is as far as `sql` was to bring it. */
  openWriter(): Promise<IndexWriter>;
  /** Whether redacted text may be in its files from before. */
  unclean: boolean;
  /** Empties the index, unless another process has it in hand: then that one is waited for, until `isRight`. */
  empty(isRight: () => Promise<boolean>): Promise<void>;
  /** Takes what was deleted out of the files. */
  purge(): Promise<void>;
  /** Opens a writer in a thread of its own, for who writes much. */
  openThread?: (() => Promise<IndexWriter>) | undefined;
  /** Once the index is at the head of the log. */
  serve(indexer: Indexer): Promise<ReadModel>;
  /** When all connections are closed. */
  closed(): Promise<void>;
}
