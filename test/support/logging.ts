import { createLogging, type Logging } from '../../apps/api/src/http/logging.js';

/** What a server in the test's process says goes to `lines`, not to the terminal. */
export function loggingTo(lines: string[] = []): Logging {
  const take = (line: string): void => void lines.push(line);
  return { ...createLogging({ PARLEY_LOGGING: 'plain' }), say: take, warn: take };
}
