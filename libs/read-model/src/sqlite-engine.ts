import type { DataSource } from 'typeorm';
import { noteClosing, wasClosed } from './closing.js';
import { checkPages, deleteIndex, isDamaged, migrate, openReader, openWriter, tuneFor } from './database.js';
import type { Engine } from './engine.js';
import { createIndexWriter } from './index-writer.js';
import { redactedSeqs } from './models/events.js';
import { clear } from './projector.js';
import { purge } from './purge.js';
import { createReadModel } from './reader.js';
import { sqlOf } from './sql.js';
import { openThreadedWriter } from './threaded-writer.js';

/** Opens a file, which one process alone writes. A damaged one is begun again. */
export async function openSqlite(path: string, threaded: boolean): Promise<Engine> {
  const { writer, untouched } = await openWhole(path);
  const sql = sqlOf(writer);
  return {
    sql,
    openWriter: async () => createIndexWriter(sql),
    unclean: !untouched && redactedSeqs(sql).length > 0,
    empty: async () => void sql.transaction(() => clear(sql)),
    purge: () => purge(path),
    openThread: threaded ? () => openThreadedWriter('writer-thread', path) : undefined,
    async serve(indexer) {
      tuneFor(writer, 'serving');
      return createReadModel(sqlOf(await openReader(path)), () => indexer.settled());
    },
    closed: () => noteClosing(path),
  };
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
