import { workerData } from 'node:worker_threads';
import { serve } from '#libs/log';
import { openIndexed } from '../open-indexed.js';

/** The program of a thread that reads what an index in PostgreSQL has taken from the log. */
const opened = await openIndexed((workerData as { place: string }).place);
serve({
  standing: () => opened && { checkpoint: opened.indexed.checkpoint, size: opened.indexed.size },
  heads: (fromSeq: number, limit: number) => opened!.indexed.heads(fromSeq, limit),
  nodes: (from: number, limit: number) => opened!.indexed.nodes(from, limit),
  close: () => opened?.close(),
});
