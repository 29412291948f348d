import type { StoredEvent } from '#libs/log';
import { type IndexWork, MANY } from './index-work.js';
import type { IndexPosition } from './read-model.js';

/** Events taken are indexed when somebody asks, when there are `MANY`, or after so long (milliseconds): many in one transaction touch each page of the file once. */
const LATER = 100;

/** Events at hand that wait to be indexed together. */
export interface Intake {
  /** @returns where the index stands when they are in it */
  take(events: readonly StoredEvent[]): Promise<IndexPosition>;
  /** Below it, all events were taken or read. */
  passed(): number;
  isEmpty(): boolean;
  /** What waits is indexed now. */
  begin(): void;
  /** Resolves when all that was taken so far is indexed, or could not be. */
  done(): Promise<void>;
  /** From now on `settled` waits for what was taken so far. */
  announce(): void;
  /** Indexes what was announced, now; resolves when that is done, or could not be. */
  settled(): Promise<void>;
  /** What was taken and is not indexed may be taken again. */
  startOver(): void;
}

export function createIntake(work: Pick<IndexWork, 'apply' | 'position'>): Intake {
  let pending: StoredEvent[] = [];
  /** Of all that is pending. */
  let turn: Promise<IndexPosition> | undefined;
  let begin = (): void => undefined;
  let done: Promise<void> = Promise.resolve();
  let announced = done;
  let takenTo = 0;

  function passed(): number {
    return Math.max(work.position().seq, takenTo);
  }

  /** What was taken until its turn has come. */
  function collect(): readonly StoredEvent[] {
    const events = pending;
    pending = [];
    turn = undefined;
    return events;
  }

  /** Until `begin` is called, or for a short while. */
  function awhile(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LATER);
      begin = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    take(events) {
      const from = passed();
      const fresh = events.filter(({ seq }) => seq >= from);
      for (const event of fresh) pending.push(event);
      takenTo = (fresh.at(-1)?.seq ?? from - 1) + 1;
      turn ??= awhile().then(() => work.apply(collect));
      done = turn.then(nothing, nothing);
      if (pending.length >= MANY) begin();
      return turn;
    },
    passed,
    isEmpty: () => turn === undefined,
    begin: () => begin(),
    done: () => done,
    announce: () => void (announced = done),
    settled() {
      if (announced === done) begin();
      return announced;
    },
    startOver: () => void (takenTo = work.position().seq),
  };
}

function nothing(): void {}
