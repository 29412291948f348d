import { workerData } from 'node:worker_threads';
import { serve } from '#libs/log';
import { openWriter } from './open-writer.js';

/** The program of a thread that writes an index in PostgreSQL: it may wait, where the others may not. */
serve({ ...openWriter((workerData as { place: string }).place) });
