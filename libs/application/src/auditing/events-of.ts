import type { LedgerEvent } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import { createBreather } from '../breather.js';

/** How many events are read at a time. */
const STRIDE = 500;

/** The events of a negotiation below a ledger size, in their order, while others have their turn: a page of them is held at a time. */
export async function* eventsOf(readModel: Pick<ReadModel, 'events'>, negotiation: string, size: number): AsyncGenerator<LedgerEvent> {
  const breathe = createBreather();
  for (let from = 0; from < size; ) {
    const page = await readModel.events(negotiation, from, size, STRIDE);
    for (const event of page) {
      yield event;
      await breathe();
    }
    from = page.length < STRIDE ? size : page.at(-1)!.head.seq + 1;
  }
}
