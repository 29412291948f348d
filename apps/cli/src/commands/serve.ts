import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Context } from '../context.js';
import { EXIT, type ExitCode, Failure, usage } from '../failure.js';

/** The server is another program of this package; it is started beside this one, so that the shell loads nothing of it. */
const SERVER = fileURLToPath(new URL('../../../api/src/main.js', import.meta.url));

/**
 * Starts the server with these streams, and stays until it ends. A terminal's Ctrl-C reaches both programs, so it is only
 * waited out here; a polite kill is passed on. Either way the server closes its ledger first.
 */
export async function serve({ options, env, say }: Context, { host, port }: { host?: string; port?: number }): Promise<ExitCode> {
  if (options.url !== undefined) throw usage('serve starts a server of its own: leave --url out');
  if (!existsSync(SERVER)) throw new Failure('not-built', `the server is not built (${SERVER} is missing): npm run build makes it`);
  const { PARLEY_TOKEN: _, ...variables } = env;
  const settings = {
    ...(options.data === undefined ? {} : { PARLEY_DATA: options.data }),
    ...(host === undefined ? {} : { PARLEY_HOST: host }),
    ...(port === undefined ? {} : { PARLEY_PORT: String(port) }),
  };
  const server = spawn(process.execPath, [SERVER], { stdio: 'inherit', env: { ...variables, ...settings } });
  const wait = (): void => undefined;
  const pass = (signal: NodeJS.Signals): void => void server.kill(signal);
  process.on('SIGINT', wait).on('SIGTERM', pass);
  try {
    const [code, signal] = (await once(server, 'exit')) as [number | null, NodeJS.Signals | null];
    // Asked to end before it could close in good order; any other signal is no end that somebody wanted.
    if (code === EXIT.ok || signal === 'SIGINT' || signal === 'SIGTERM') return EXIT.ok;
    if (signal !== null) say(`parley: the server was killed (${signal})`);
    return code === EXIT.usage ? EXIT.usage : EXIT.internal;
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', pass);
  }
}
