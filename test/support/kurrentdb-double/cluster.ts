import type { Metadata } from '@grpc/grpc-js';
import { type Failure, noLeader, notLeader } from './replies.js';
import type { Store } from './store.js';

/** What the nodes of a database share. The double's agree at once on what they store and on who leads, which real ones reach by replication and election. */
export interface Cluster {
  readonly store: Store;
  /** By port, whether the node is up. */
  readonly nodes: Map<number, boolean>;
  /** The port of the node that leads; undefined where none does, as during an election. */
  leader: number | undefined;
}

export const HOST = 'localhost';

/** What a caller is told who must have the leader and has asked another node. */
export function elsewhere({ leader }: Cluster, port: number, metadata: Metadata): Failure | undefined {
  if (leader === port || metadata.get('requires-leader')[0] !== 'true') return undefined;
  return leader === undefined ? noLeader() : notLeader({ host: HOST, port: leader });
}
