import type { DataSource } from 'typeorm';
import type { Log } from '#libs/log';
import { isOfLog } from './check.js';
import { checkPages, deleteIndex, isDamaged, migrate, openReader, openWriter } from './database.js';
import { createIndexer, type Indexer, type OnProgress } from './indexer.js';
import { clear, isIndexHalted } from './projector.js';
import type { ReadModel } from './read-model.js';
import { createReadModel } from './reader.js';
import { sqlOf } from './sql.js';

export interface OpenReadModel {
  readModel: ReadModel;
  indexer: Indexer;
  /** Closes both connections; the file is then free to be deleted or copied. */
  close(): Promise<void>;
}

/**
 * Opens the index of `log` at `path` and brings it up to the log's head. A file that is missing, damaged, of another
 * schema or of another log is built anew. An event that can't be applied halts the indexer (see its status) and leaves what comes before it to be read.
 */
export async function openReadModel(path: string, { log, onProgress }: { log: Log; onProgress?: OnProgress }): Promise<OpenReadModel> {
  const writer = await openWhole(path);
  try {
    const sql = sqlOf(writer);
    if (!(await isOfLog(log, sql, onProgress))) sql.transaction(() => clear(sql));
    const indexer = createIndexer(log, sql);
    await indexer.catchUp(onProgress).catch((error: unknown) => {
      if (!isIndexHalted(error)) throw error;
    });
    const readModel = createReadModel(await openReader(path));
    const close = async () => {
      await readModel.close();
      await writer.destroy();
    };
    return { readModel, indexer, close };
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

/** Opens the file with the present schema and sound pages; a damaged one is deleted and begun again. */
async function openWhole(path: string): Promise<DataSource> {
  try {
    return await openChecked(path);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    await deleteIndex(path);
    return openChecked(path);
  }
}

async function openChecked(path: string): Promise<DataSource> {
  const writer = await openWriter(path);
  try {
    await migrate(writer);
    checkPages(writer);
    return writer;
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}
