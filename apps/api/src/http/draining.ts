/** Injection token. */
export const DRAINING = Symbol('draining');

/** Whether the process was told to stop: it answers whatever comes, and says by /health/ready that nothing more should. */
export interface Draining {
  begun: boolean;
}
