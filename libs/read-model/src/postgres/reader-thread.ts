import { workerData } from 'node:worker_threads';
import { serve } from '#libs/log';
import { openReader } from './open-reader.js';

/** The program of a thread that asks an index in PostgreSQL, one question after another. */
const { whole, ...questions } = openReader((workerData as { place: string }).place);
serve({ ...questions, ...whole });
