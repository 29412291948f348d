import { Session } from 'node:inspector';
import type { Slices } from '#libs/domain';

/** What some work takes, counted: the same on any machine, whatever else that does. */
export interface Effort {
  /** How often functions of the libs were called. */
  calls: number;
  /** How many texts were parsed as JSON. */
  parsed: number;
}

export interface EffortMeter {
  /** Does some work, and counts. */
  effortOf(work: () => unknown): Effort;
  /** Nothing is counted any more, and all is fast again. */
  close(): void;
}

/** Does some work that can be left, and counts how many texts each of its steps parses as JSON. */
export function parsedInSteps(work: Slices<unknown>): number[] {
  const { parse } = JSON;
  const steps = [0];
  JSON.parse = (...given) => {
    steps.push(steps.pop()! + 1);
    return parse(...given) as unknown;
  };
  try {
    while (work.next().done !== true) steps.push(0);
  } finally {
    JSON.parse = parse;
  }
  return steps;
}

/** Counts as V8 does for the coverage of tests. To begin with that takes longer than most work. */
export function openEffortMeter(): EffortMeter {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

  /** How often functions of the libs were called since it was last asked. */
  function callsSince(): number {
    let calls = 0;
    session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
      for (const { url, functions } of result) if (url.includes('/libs/')) for (const { ranges: [whole] } of functions) calls += whole!.count;
    });
    return calls;
  }

  return {
    effortOf(work) {
      const { parse } = JSON;
      let parsed = 0;
      JSON.parse = (...given) => {
        parsed += 1;
        return parse(...given) as unknown;
      };
      callsSince();
      try {
        work();
      } finally {
        JSON.parse = parse;
      }
      return { calls: callsSince(), parsed };
    },
    close: () => session.disconnect(),
  };
}
