import type { DataSource } from 'typeorm';
import type { Log } from '#libs/log';
import { checkBehind, compareSample } from './check.js';
import { checkLog, type Discrepancy } from './check-log.js';
import { noteClosing, wasClosed } from './closing.js';
import { checkPages, deleteIndex, isDamaged, migrate, openReader, openWriter, tuneFor } from './database.js';
import { createIndexWriter } from './index-writer.js';
import { indexedIn } from './indexed.js';
import { createIndexer, type Indexer, type OnProgress } from './indexer.js';
import { clear, isIndexHalted } from './projector.js';
import { purge } from './purge.js';
import { redactedSeqs } from './models/events.js';
import type { ReadModel } from './read-model.js';
import { createReadModel } from './reader.js';
import { sqlOf } from './sql.js';
import { openThreadedWriter } from './threaded-writer.js';

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
  /** Closes both connections; the file is then free to be deleted or copied. */
  close(): Promise<void>;
}

/**
 * Opens the index of `log` at `path` and brings it up to the log's head. A file that is missing, damaged, of another
 * schema or of another log is built anew. An event that can't be applied halts the indexer (see its status) and leaves what comes before it to be read.
 *
 * What is checked when: before it opens, the schema, and a sample of heads against the log; every page too, unless the file was closed in good order and is
 * untouched since. Once it is open, every event of the log by itself and against the index; where these differ, the index is rebuilt.
 */
export async function openReadModel(path: string, { log, onProgress, threaded = false }: ReadModelOptions): Promise<OpenReadModel> {
  const { writer, untouched } = await openWhole(path);
  try {
    const sql = sqlOf(writer);
    const { isOfLog, damaged } = await compareSample(log, sql);
    const found = isOfLog ? damaged : (await checkLog(log, { indexed: indexedIn(sql) })).found;
    if (!isOfLog) sql.transaction(() => clear(sql));
    const checking = new AbortController();
    const indexer = await createIndexer(log, createIndexWriter(writer), () => purge(path), !untouched && redactedSeqs(sql).length > 0, threaded ? () => openThreadedWriter(path) : undefined);
    const checked = checkAndMend(log, path, indexer, checking.signal);
    await indexer.catchUp(onProgress).catch((error: unknown) => {
      if (!isIndexHalted(error)) throw error;
    });
    tuneFor(writer, 'serving');
    const readModel = createReadModel(await openReader(path), () => indexer.settled());
    const close = async () => {
      checking.abort();
      await checked;
      await readModel.close();
      await indexer.close();
      await noteClosing(path);
    };
    return { readModel, indexer, found, checked, close };
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

/** What the indexer makes of a log that differs, or can't be read, stands in its status. */
async function checkAndMend(log: Log, path: string, indexer: Indexer, signal: AbortSignal): Promise<Discrepancy | undefined> {
  const found = await checkBehind(log, path, signal).catch(() => undefined);
  if (found?.against === 'index') await indexer.rebuild().catch(() => undefined);
  return found;
}

/** Opens the file with the present schema and sound pages; a damaged one is deleted and begun again. */
async function openWhole(path: string): Promise<{ writer: DataSource; untouched: boolean }> {
  const untouched = await wasClosed(path);
  try {
    return { writer: await openChecked(path, untouched), untouched };
  } catch (error) {
    if (!isDamaged(error)) throw error;
    await deleteIndex(path);
    return { writer: await openChecked(path, true), untouched };
  }
}

async function openChecked(path: string, untouched: boolean): Promise<DataSource> {
  const writer = await openWriter(path);
  try {
    await migrate(writer);
    if (!untouched) checkPages(writer);
    return writer;
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}
