import 'reflect-metadata';
import { readSettings, SettingsError } from '#libs/application';
import { createLogging } from './http/logging.js';
import { CannotListen, serve } from './serve.js';

/** How long requests under way may take once the server takes no more. Seconds. */
const PATIENCE = 10;

let logging = createLogging({ PARLEY_LOGGING: 'plain' });

/** Exit codes: 0 told to stop, 1 could not run, 2 a setting is wrong. */
function stopWith(error: unknown): never {
  // Our own errors have codes in lower case, and say what to do.
  const { code = '', message, stack } = error as NodeJS.ErrnoException;
  const expected = error instanceof SettingsError || error instanceof CannotListen || /^[a-z-]+$/.test(code);
  logging.warn(expected ? message : (stack ?? String(error)));
  process.exit(error instanceof SettingsError ? 2 : 1);
}

try {
  const settings = readSettings(process.env);
  logging = createLogging(settings);
  const running = await serve(settings, logging);
  const stop = (signal: string): void => {
    logging.say(`${signal}: closing`);
    const late = (): never => stopWith(new Error(`requests under way did not end in ${PATIENCE} seconds`));
    setTimeout(late, (settings.PARLEY_DRAIN_SECONDS + PATIENCE) * 1_000).unref();
    running.close().then(() => process.exit(0), stopWith);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  process.stdout.write(`${running.greeting.join('\n')}\n`);
} catch (error) {
  stopWith(error);
}
