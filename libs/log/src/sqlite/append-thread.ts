import { workerData } from 'node:worker_threads';
import { serve } from '../thread.js';
import { openSqliteLog } from './sqlite-log.js';

/** The program of a thread that appends to a ledger, and waits for the disk where others may not. */
const { append, close } = openSqliteLog((workerData as { path: string }).path);
serve({ append, close });
