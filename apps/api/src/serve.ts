import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { openParley, type Parley, type Settings } from '#libs/application';
import { createApp } from './create-app.js';
import { createLogging, type Logging } from './http/logging.js';
import { createMetrics } from './http/metrics.js';
import { openTracing } from './http/tracing.js';
import { shippedCases } from './shipped-cases.js';

export interface Running {
  /** Where it is reached from this machine: `http://127.0.0.1:3000`. */
  url: string;
  /** Where to look and what to try: the last lines of starting up. */
  greeting: string[];
  /** Goes on for as long as is set, not ready any more; then answers what was asked, takes nothing more, and closes the ledger. */
  close(): Promise<void>;
}

/** The address can't be listened on; the message says what to do. */
export class CannotListen extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'CannotListen';
  }
}

/**
 * Opens the application, loads the shipped records into an empty ledger, and listens.
 * @param logging takes lines on starting up, on trouble, and of requests
 * @throws CannotListen; CaseInvalid where a shipped record is broken
 */
export async function serve(settings: Settings, logging: Logging = createLogging(settings), pause: (ms: number) => Promise<unknown> = setTimeout): Promise<Running> {
  const { say, warn } = logging;
  const metrics = createMetrics();
  const draining = { begun: false };
  const endTracing = settings.PARLEY_TRACES === undefined ? undefined : await openTracing(settings.PARLEY_TRACES);
  const parley = await openParley(settings, { threaded: true, meter: metrics.meter, onProgress: ({ done, total }) => say(`indexing: ${done} of ${total} events`), onTrouble: warn });
  try {
    if (settings.PARLEY_SHIPPED_CASES) await loadShipped(parley, say);
    const app = await createApp(settings, parley, { metrics, logging, draining });
    metrics.watchProcess();
    // Fastify's own: Nest's would log the error that is told below.
    await app.getHttpAdapter().getInstance().listen({ port: settings.PARLEY_PORT, host: settings.PARLEY_HOST }).catch(async (error: unknown) => {
      await app.close();
      throw cannotListen(error, settings);
    });
    const url = addressOf(app.getHttpServer().address() as AddressInfo);
    return {
      url,
      greeting: await greetingOf(url, parley),
      async close() {
        draining.begun = true;
        await pause(settings.PARLEY_DRAIN_SECONDS * 1_000);
        await app.close();
        await parley.close();
        await endTracing?.();
      },
    };
  } catch (error) {
    await parley.close();
    throw error;
  }
}

function addressOf({ address, port }: AddressInfo): string {
  const local = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
}

async function greetingOf(url: string, parley: Parley): Promise<string[]> {
  const ids = await parley.negotiationIds(1_000);
  const tries = ids.includes('connecticut-2011')
    ? ['negotiations/connecticut-2011/state?at=2011-07-13', 'negotiations/connecticut-2011/timeline.csv?to=2011-05-10']
    : [ids[0] === undefined ? 'negotiations' : `negotiations/${ids[0]}/state`, 'negotiations.csv'];
  return [`Parley is at ${url} (documentation: ${url}/docs). Try:`, ...tries.map((path) => `  curl '${url}/api/v1/${path}'`)];
}

async function loadShipped(parley: Parley, say: (line: string) => void): Promise<void> {
  const { ledger } = await parley.readiness();
  if (ledger.size > 0 || ledger.unreachable !== undefined) return;
  for (const { name, files } of await shippedCases()) {
    const { counts } = await parley.importCase(files, 'shipped-record');
    say(`loaded the shipped record ${name}: ${counts.recorded} facts`);
  }
}

function cannotListen(error: unknown, { PARLEY_HOST: host, PARLEY_PORT: port }: Settings): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new CannotListen(`port ${port} on ${host} is in use: stop what listens there, or set PARLEY_PORT to another port (0 takes any free one)`, { cause: error });
    case 'EACCES':
      return new CannotListen(`port ${port} on ${host} needs more rights: set PARLEY_PORT to one above 1023`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CannotListen(`${host} is not an address of this machine: set PARLEY_HOST to one that is, such as 127.0.0.1`, { cause: error });
    default:
      return error;
  }
}
