import { Metadata, status } from '@grpc/grpc-js';
import type { Faults } from './faults.js';

/** A call's end with an error, as the server words it: the exception's name stands in a trailer. */
export interface Failure {
  code: number;
  details: string;
  metadata: Metadata;
}

function failure(code: number, details: string, trailers: Record<string, string> = {}): Failure {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return { code, details, metadata };
}

export const unavailable = (): Failure => failure(status.UNAVAILABLE, 'Server Is Not Ready');
export const timedOut = (): Failure => failure(status.ABORTED, 'Operation timed out');
export const accessDenied = (): Failure => failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const unauthenticated = (): Failure => failure(status.UNAUTHENTICATED, 'Unauthenticated');
export const notLeader = (leader: Faults['leader']): Failure =>
  failure(status.NOT_FOUND, 'Leader info available', { exception: 'not-leader', 'leader-endpoint-host': leader.host, 'leader-endpoint-port': String(leader.port) });
export const noLeader = (): Failure => failure(status.UNKNOWN, 'No leader info available in response');
export const streamDeleted = (stream: string): Failure =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });
export const appendTooLarge = (limit: number): Failure =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, { exception: 'maximum-append-size-exceeded', 'maximum-append-size': String(limit) });
export const unimplemented = (what: string): Failure => failure(status.UNIMPLEMENTED, `the double does not do ${what}`);
