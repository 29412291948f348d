/** What happens to one append: whether and when it is written, and what its writer is told. */
export interface AppendFault {
  /** Default `now`. Otherwise later: so many milliseconds, or when that has come true. */
  write?: 'now' | 'never' | number | Promise<unknown>;
  /** Default `true`, which is the truth. `none`: silence for ever. Otherwise the truth, so many milliseconds after the write, or when that has come true. */
  answer?: 'true' | 'none' | 'unavailable' | 'timed-out' | 'not-leader' | 'wrong-version' | number | Promise<unknown>;
}

/** What happens to one read. */
export type ReadFault = 'none' | 'unavailable' | 'not-leader';

/** What goes wrong, set from outside at any time. At first nothing does. */
export interface Faults {
  /** Nothing is answered any more: no call, and no subscription, until it is false again; what came in between stays unanswered. */
  mute: boolean;
  /** Subscriptions stay connected, and are told nothing. */
  deaf: boolean;
  /** Asked for each append. */
  append: () => AppendFault | undefined;
  /** Asked for each read that is no subscription. */
  read: () => ReadFault | undefined;
  /** Told of each call that is left without an answer, for a while or for ever. */
  unanswered: () => void;
  /** Where a server that is not the leader says that the leader is. */
  leader: { host: string; port: number };
}

export function noFaults(): Faults {
  return { mute: false, deaf: false, append: () => undefined, read: () => undefined, unanswered: () => undefined, leader: { host: 'localhost', port: 1 } };
}

/** Gives these faults, one to each call, and none after. */
export function inTurn<Fault>(...faults: Fault[]): () => Fault | undefined {
  return () => faults.shift();
}
