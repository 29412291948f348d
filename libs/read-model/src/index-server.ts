import { isPostgres } from './place.js';
import type { IndexServer } from './postgres/index-server.js';

/** @returns undefined where the index is a file. Nothing is connected before it is asked. */
export async function openIndexServer(place: string): Promise<IndexServer | undefined> {
  return isPostgres(place) ? (await import('./postgres/index-server.js')).openIndexServer(place) : undefined;
}
