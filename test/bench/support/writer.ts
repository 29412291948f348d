import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../../libs/application/src/clock.js';
import { createRecorder } from '../../../libs/application/src/writing/recorder.js';
import { pooled, saltFrom } from '../../../libs/application/src/writing/seal.js';
import type { Command } from '../../../libs/domain/src/index.js';
import { openLog } from '../../../libs/log/src/index.js';
import { openReadModel } from '../../../libs/read-model/src/index.js';

/** The whole write path in a folder, as the application composes it: recorder, log (in SQLite, if no other is named), index that follows it. */
export async function openWriting(folder: string, url = `sqlite:${join(folder, 'ledger.db')}`) {
  const log = await openLog(url);
  const { readModel, indexer, close } = await openReadModel(join(folder, 'index.db'), { log, threaded: true });
  const random = pooled(randomBytes);
  const recorder = createRecorder({ log, readModel, indexer, clock: systemClock, salt: () => saltFrom(random) });
  const following = new AbortController();
  const followed = indexer.run(following.signal).catch(() => undefined);
  return {
    submit: (commands: readonly Command[]) => recorder.submit(commands, 'bench'),
    /** Resolves when the index shows all that was submitted. */
    indexed: () => readModel.position(),
    async close() {
      await recorder.close();
      following.abort();
      await followed;
      await close();
      await log.close();
    },
  };
}

/**
 * Facts a second where so many writers each submit one command at a time, and wait for its receipt; the clock stops when all of them are in the index. The first
 * `warmUp` commands are written in the same way and not counted.
 */
export async function writeRate(folder: string, commands: readonly Command[], { writers, warmUp, url }: { writers: number; warmUp: number; url?: string }): Promise<number> {
  const writing = await openWriting(folder, url);
  let next = 0;
  async function writeTo(end: number): Promise<void> {
    const write = async (): Promise<void> => {
      while (next < end) {
        const command = commands[next]!;
        next += 1;
        await writing.submit([command]);
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
    await writing.indexed();
  }
  await writeTo(warmUp);
  const start = performance.now();
  await writeTo(commands.length);
  const seconds = (performance.now() - start) / 1_000;
  await writing.close();
  return (commands.length - warmUp) / seconds;
}
