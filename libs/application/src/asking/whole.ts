import { setImmediate } from 'node:timers/promises';
import type { WholeFilter } from '#libs/read-model';
import { type Present, resolveClocks } from './moments.js';
import type { Clocks } from './questions.js';
import type { Archive } from './scene.js';

/** Negotiations read one after the other before whatever else waits in this process has its turn. */
const IN_ONE_GO = 20;

/** What the index is asked about all negotiations: a date is read in each zone that is in use. */
export async function wholeFilterOf(archive: Archive, { q, party }: { q?: string | undefined; party?: string | undefined }, clocks: Clocks, present: Present): Promise<WholeFilter> {
  const zones = await archive.readModel.whole.zones();
  const standings = await Promise.all(zones.map(async (zone) => ({ zone, ...(await resolveClocks(clocks, zone, present)).moment })));
  return {
    ...(q === undefined ? {} : { q }),
    ...(party === undefined ? {} : { party }),
    ledger: (await resolveClocks(clocks, 'UTC', present)).moment.ledger,
    moments: standings.map(({ zone, at, known }) => ({ zone, at, known })),
  };
}

/** The items, with a pause now and then for other requests. */
export async function* unhurried<T>(items: readonly T[], inOneGo = IN_ONE_GO): AsyncGenerator<T, void> {
  for (const [index, item] of items.entries()) {
    if (index % inOneGo === inOneGo - 1) await setImmediate();
    yield item;
  }
}
