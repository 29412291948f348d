import kurrent, { type KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { Address } from './address.js';

/**
 * The client that is in use. Of a cluster, its writing half finds another leader by itself; its reading half stays with a node that is gone, until that comes back, so that a
 * new client has to take the old one's place. (Of a server that is alone both halves wait for it, and a new client that did not find it at once would not.)
 */
export interface Connection {
  client(): KurrentDBClient;
  /** Takes a new client, where there are other nodes, instead of one that could not reach its own; unless there is one already, or was a short while ago. */
  renew(failed: KurrentDBClient): void;
  close(): Promise<void>;
}

/** A client that was given up may keep a connection of its reading half until the server ends it: so not too many of them. Milliseconds. */
const RENEWAL_MS = 1_000;

/** Connects when it is first used. @param renewalMs how long a new client is kept at least */
export function connect(address: Address, renewalMs = RENEWAL_MS): Connection {
  let current = clientFor(address);
  let renewed = -Infinity;
  return {
    client: () => current,
    renew(failed) {
      const now = performance.now();
      if (!address.isCluster || failed !== current || now - renewed < renewalMs) return;
      renewed = now;
      current = clientFor(address);
      failed.dispose().catch(() => undefined);
    },
    close: () => current.dispose(),
  };
}

/** Credentials come from a provider: then both halves use them alike, and appends are calls with a deadline each. */
function clientFor({ connection, credentials }: Address): KurrentDBClient {
  const client = kurrent.KurrentDBClient.connectionString(connection);
  if (credentials !== undefined) client.setCredentialsProvider(async () => credentials);
  return client;
}
