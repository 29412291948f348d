import { getSQLiteEventStore, sqliteConnection } from '@event-driven-io/emmett-sqlite';
import type { StoredEvent } from '../../../libs/log/src/index.js';

/** Our bytes as Emmett takes them: the body is an event's data, the head its metadata. */
export function emmettEvent({ head, body }: StoredEvent) {
  return { type: 'fact', data: JSON.parse(body ?? '{}') as Record<string, unknown>, metadata: JSON.parse(head) as Record<string, unknown> };
}

/**
 * Emmett's event store on SQLite, all events in one stream: on one connection for all calls, or as it comes, with one for each.
 */
export async function openEmmett(path: string, connections: 'shared' | 'default') {
  const connection = connections === 'shared' ? sqliteConnection({ fileName: path }) : undefined;
  const store = getSQLiteEventStore({
    fileName: path,
    schema: { autoMigration: 'CreateOrUpdate' },
    ...(connection === undefined ? {} : { connectionOptions: { singleton: true, connection } }),
  } as Parameters<typeof getSQLiteEventStore>[0]);
  // The first write makes the schema.
  await store.appendToStream('warm-up', [{ type: 'fact', data: {}, metadata: {} }] as never);
  return {
    append: (events: readonly StoredEvent[]) => store.appendToStream('talks', events.map(emmettEvent) as never),
    read: async () => (await store.readStream('talks')).events.length,
    close: () => connection?.close(),
  };
}

/** Events a second where `events` are appended `size` at a time, one append after the other. */
export async function emmettRate(path: string, connections: 'shared' | 'default', events: readonly StoredEvent[], size: number): Promise<number> {
  const emmett = await openEmmett(path, connections);
  const start = performance.now();
  for (let at = 0; at < events.length; at += size) await emmett.append(events.slice(at, at + size));
  const seconds = (performance.now() - start) / 1_000;
  emmett.close();
  return events.length / seconds;
}
