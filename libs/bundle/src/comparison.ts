import type { MessagePort } from 'node:worker_threads';
import { addToHistory, type History, type LedgerEvent } from '#libs/domain';
import { type Archive, Damaged } from './archive.js';
import type { BundleFile } from './chunks.js';
import { type BundleMoment, historyOpenedBy, negotiationFiles } from './derive.js';
import { compareFile, type Compared } from './difference.js';
import type { Stretch } from './events.js';
import { openArchive } from './open-archive.js';
import { FILES } from './paths.js';

/** One negotiation of a bundle to be made again from its events, and compared. */
export interface Comparison {
  /** Path of the bundle. */
  bundle: string;
  id: string;
  /** Where its events stand in events.jsonl. */
  stretches: readonly Stretch[];
  moment: BundleMoment;
}

/** The negotiation's files as its events make them. */
export function* filesAgain(archive: Archive, { stretches, moment }: Omit<Comparison, 'bundle'>): Generator<BundleFile> {
  const lines = stretches.flatMap(({ offset, bytes }) => archive.readAt(FILES.events, offset, bytes).toString().split('\n'));
  let history: History | undefined;
  for (const line of lines) {
    const event = JSON.parse(line) as LedgerEvent;
    addToHistory((history ??= historyOpenedBy(event)), event);
  }
  for (const file of negotiationFiles(history!, moment)) if (file !== undefined) yield file;
}

/** What a thread answers to a comparison. */
export type Reply = { compared: Compared[] } | { damaged: { file: string; message: string } } | { failed: string };

/** Compares negotiations for another thread, one after the other, until that one ends this. */
export function serveComparisons(port: MessagePort): void {
  let open: { bundle: string; archive: Archive } | undefined;

  async function compared({ bundle, ...task }: Comparison): Promise<Compared[]> {
    if (open?.bundle !== bundle) {
      open?.archive.close();
      open = { bundle, archive: openArchive(bundle) };
    }
    const found: Compared[] = [];
    for (const file of filesAgain(open.archive, task)) found.push(await compareFile(open.archive, file));
    return found;
  }

  port.on('message', (task: Comparison) => {
    compared(task).then(
      (found) => port.postMessage({ compared: found } satisfies Reply),
      (error: Error) => port.postMessage((error instanceof Damaged ? { damaged: { file: error.file, message: error.message } } : { failed: error.stack ?? String(error) }) satisfies Reply),
    );
  });
}
