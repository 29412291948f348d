import { workerData } from 'node:worker_threads';
import { serve } from '#libs/log';
import { openWriter, tuneFor } from './database.js';
import { createIndexWriter } from './index-writer.js';
import { sqlOf } from './sql.js';

/** The program of a thread that writes an index, which is there and of the present schema. */
const connection = await openWriter((workerData as { place: string }).place);
tuneFor(connection, 'apart');
serve({ ...createIndexWriter(sqlOf(connection)) });
