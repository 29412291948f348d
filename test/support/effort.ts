import { Session } from 'node:inspector';

/** What some work takes, counted: the same on any machine, whatever else that does. */
export interface Effort {
  /** How often functions of the libs were called. */
  calls: number;
  /** How many texts were parsed as JSON. */
  parsed: number;
}

/** Does some work, and counts as V8 does for the coverage of tests. */
export function effortOf(work: () => unknown): Effort {
  const session = new Session();
  session.connect();
  const { parse } = JSON;
  let parsed = 0;
  JSON.parse = (...given) => {
    parsed += 1;
    return parse(...given) as unknown;
  };
  let calls = 0;
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    work();
    session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
      for (const { url, functions } of result) if (url.includes('/libs/')) for (const { ranges: [whole] } of functions) calls += whole!.count;
    });
  } finally {
    JSON.parse = parse;
    session.disconnect();
  }
  return { calls, parsed };
}
