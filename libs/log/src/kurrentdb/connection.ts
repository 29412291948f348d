import kurrent, { type KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { Address } from './address.js';

/**
 * The clients that are in use: one of which the reading half is used, and one of which the writing half is, for they fail in other ways. Of a cluster, the writing half finds another
 * leader by itself; the reading half stays with a node that is gone, until that comes back, so that a new client has to take the old one's place. (Of a server that is alone both halves
 * wait for it, and a new client that did not find it at once would not read.) The writing half asks the server once what it can do, before its first append and after each connection
 * that was lost, knows no deadline for that, and all appends wait for the answer: where that is lost, only another client writes again.
 */
export interface Connection {
  /** What reads and listens. */
  client(): KurrentDBClient;
  /** What appends. */
  writer(): KurrentDBClient;
  /** Takes new clients, where there are other nodes, instead of one that could not reach its own; unless there is one already, or was a short while ago. */
  renew(failed: KurrentDBClient): void;
  /** Takes a new writer instead of one that was not answered; unless there is one already. */
  renewWriter(failed: KurrentDBClient): void;
  close(): Promise<void>;
}

/** A client that was given up may keep a connection of its reading half until the server ends it: so not too many of them. Milliseconds. */
const RENEWAL_MS = 1_000;

/** Connects when it is first used. @param renewalMs how long a new client is kept at least */
export function connect(address: Address, renewalMs = RENEWAL_MS): Connection {
  let current = clientFor(address);
  let writing = clientFor(address);
  let renewed = -Infinity;

  function renewWriter(failed: KurrentDBClient): void {
    if (failed !== writing) return;
    writing = clientFor(address);
    failed.dispose().catch(() => undefined);
  }

  return {
    client: () => current,
    writer: () => writing,
    renew(failed) {
      const now = performance.now();
      if (!address.isCluster || failed !== current || now - renewed < renewalMs) return;
      renewed = now;
      current = clientFor(address);
      failed.dispose().catch(() => undefined);
      renewWriter(writing);
    },
    renewWriter,
    async close() {
      await Promise.all([current.dispose(), writing.dispose()]);
    },
  };
}

/** Credentials come from a provider: then both halves use them alike, and appends are calls with a deadline each. */
function clientFor({ connection, credentials }: Address): KurrentDBClient {
  const client = kurrent.KurrentDBClient.connectionString(connection);
  if (credentials !== undefined) client.setCredentialsProvider(async () => credentials);
  return client;
}
