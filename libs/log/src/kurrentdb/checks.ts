import { LogUnavailable, NotALedger } from '../port.js';
import type { Place, Reading } from './reading.js';
import { isType, troubleOf } from './trouble.js';
import { type Waiting, within } from './waiting.js';

/** Metadata of a stream that make the server hide events, and delete them for good when it scavenges. */
const CUTTING = { maxAge: '$maxAge', maxCount: '$maxCount', truncateBefore: '$tb' } as const;

/**
 * Sees whether the stream is a ledger, or may become one, before anything is read or written.
 * @throws NotALedger where the server hides events of it, or lets them expire; LogUnavailable
 */
export async function checkStream(place: Place, reading: Reading, waiting: Waiting): Promise<void> {
  const { stream, name } = place;
  const { metadata = {} } = await reading.ask((client) => client.getStreamMetadata(stream, { requiresLeader: true })).catch(async (error: LogUnavailable) => {
    throw isType(error.cause, 'unavailable') ? troubleOf(await causeOf(place, error.cause, waiting), name) : error;
  });
  for (const [key, written] of Object.entries(CUTTING)) {
    const value = (metadata as Record<string, unknown>)[key];
    if (value !== undefined) {
      throw new NotALedger(name, `the metadata of the stream ${stream} set ${written} to ${String(value)}, so that the server hides events and deletes them when it scavenges; take that out, and look whether event 0 is there`);
    }
  }
  await reading.page(0, 1);
}

/** The half of the client that reads does not say why it can't connect; the half that subscribes does. */
async function causeOf({ connection, stream, timeoutMs, closing }: Place, error: unknown, waiting: Waiting): Promise<unknown> {
  const subscription = connection.client().subscribeToStream(stream);
  const told = new Promise<unknown>((resolve) => {
    subscription.on('error', resolve);
    subscription.on('confirmation', () => resolve(error));
  });
  const cause = await within(timeoutMs, closing, told, waiting).catch(() => error);
  subscription.destroy();
  return cause instanceof LogUnavailable ? error : cause;
}
