import type { Log } from '#libs/log';
import { checkBehind, compareSample } from './check.js';
import { checkLog } from './check-log.js';
import type { Discrepancy } from './discrepancy.js';
import { indexedIn } from './indexed.js';
import type { OnProgress } from './index-work.js';
import { createIndexer, type Indexer } from './indexer.js';
import { isPostgres } from './place.js';
import { isIndexHalted } from './projector.js';
import type { ReadModel } from './read-model.js';
import { openSqlite } from './sqlite-engine.js';

export interface ReadModelOptions {
  log: Log;
  onProgress?: OnProgress;
  /** Whether whoever writes much has the index written in a thread of its own. Default false: all in this one. */
  threaded?: boolean;
}

export interface OpenReadModel {
  /** Every question but `known` waits until what was announced to the indexer is there: whoever has a receipt finds what it is for. */
  readModel: ReadModel;
  indexer: Indexer;
  /** What was found before it was opened: where the index first differed from the log, and was built anew, or an event of the log that is damaged. */
  found: Discrepancy | undefined;
  /** Resolves when the whole log was checked, which goes on behind whatever else is asked: where the index differed from it, it was built anew. */
  checked: Promise<Discrepancy | undefined>;
  /** Closes all connections; a file is then free to be deleted or copied. */
  close(): Promise<void>;
}

/**
 * Opens the index of `log` at `place`, a file or the URL of a PostgreSQL database, and brings it up to the log's head. One that is missing, damaged, of another
 * schema or of another log is built anew. An event that can't be applied halts the indexer (see its status) and leaves what comes before it to be read.
 *
 * What is checked when: before it opens, the schema, and a sample of heads against the log; every page of a file too, unless it was closed in good order and is
 * untouched since. Once it is open, every event of the log by itself and against the index; where these differ, the index is rebuilt.
 */
export async function openReadModel(place: string, { log, onProgress, threaded = false }: ReadModelOptions): Promise<OpenReadModel> {
  const engine = isPostgres(place) ? await (await import('./postgres/engine.js')).openPostgres(place, threaded) : await openSqlite(place, threaded);
  const { sql } = engine;
  const opened: { close(): Promise<void> }[] = [sql];
  try {
    const { isOfLog, damaged } = await compareSample(log, sql);
    const found = isOfLog ? damaged : (await checkLog(log, { indexed: indexedIn(sql) })).found;
    if (!isOfLog) await engine.empty(async () => (await compareSample(log, sql)).isOfLog);
    const checking = new AbortController();
    const writer = await engine.openWriter();
    opened.push(writer);
    const indexer = await createIndexer(log, writer, engine.purge, engine.unclean, engine.openThread);
    const checked = checkAndMend(log, place, threaded, indexer, checking.signal);
    await indexer.catchUp(onProgress).catch((error: unknown) => {
      if (!isIndexHalted(error)) throw error;
    });
    const readModel = await engine.serve(indexer);
    const close = async () => {
      checking.abort();
      await checked;
      await readModel.close();
      await indexer.close();
      await engine.closed();
    };
    return { readModel, indexer, found, checked, close };
  } catch (error) {
    for (const each of opened) await each.close();
    throw error;
  }
}

/** What the indexer makes of a log that differs, or can't be read, stands in its status. */
async function checkAndMend(log: Log, place: string, threaded: boolean, indexer: Indexer, signal: AbortSignal): Promise<Discrepancy | undefined> {
  const found = await checkBehind(log, place, threaded, signal).catch(() => undefined);
  if (found?.against === 'index') await indexer.rebuild().catch(() => undefined);
  return found;
}
