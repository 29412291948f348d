/** The first event that is not what it should be, and in what. */
export interface Discrepancy {
  seq: number;
  /** One of the events from `seq` to this one is meant; by default, `seq` itself. */
  to?: number;
  what: string;
  /** Whether the event contradicts itself or its neighbours, what the index took from the log, or a checkpoint that was signed. */
  against: 'itself' | 'index' | 'checkpoint';
}
