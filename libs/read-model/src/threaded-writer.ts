import { openThread } from '#libs/log';
import type { IndexWriter } from './index-writer.js';

/** Writes an index in a thread of its own, whose program serves an `IndexWriter` of the index at `place`. */
export async function openThreadedWriter(program: string, place: string): Promise<IndexWriter> {
  const { call, end } = await openThread(`./${program}`, import.meta.url, { place });
  return {
    position: () => call('position'),
    apply: (events) => call('apply', events),
    beginRebuild: () => call('beginRebuild'),
    addToRebuild: (events) => call('addToRebuild', events),
    endRebuild: () => call('endRebuild'),
    dropRebuild: () => call('dropRebuild'),
    async close() {
      await call('close').catch(() => undefined);
      await end();
    },
  };
}
