import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter, Parley } from '#libs/application';

/** What the process counts, in the text format of Prometheus. */
export interface Metrics {
  /** Counts what the application writes. */
  meter: Meter;
  /** Counts the requests that `fastify` answers. */
  watch(fastify: FastifyInstance): void;
  /** Counts processor, memory, the event loop's delay and collections of garbage, too. */
  watchProcess(): void;
  contentType: string;
  /** All of it, and how `parley` stands now. @param isDraining whether the process was told to stop, and is not ready any more */
  text(parley: Parley, isDraining: boolean): Promise<string>;
}

/** Injection token. */
export const METRICS = Symbol('metrics');

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const events = new Counter({ name: 'parley_appended_events_total', help: 'Events that this process wrote to the log.', registers });
  const batches = new Histogram({ name: 'parley_append_batch_events', help: 'Events in a batch.', buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000], registers });
  const appends = new Histogram({ name: 'parley_append_seconds', help: 'From taking a batch up until it is on disk.', buckets: SECONDS, registers });
  const conflicts = new Counter({ name: 'parley_append_conflicts_total', help: 'How often another process was first, and a batch was decided anew.', registers });
  const givenUp = new Counter({ name: 'parley_append_given_up_total', help: 'Batches that were given up after too many conflicts.', registers });
  const stand = standingOf(registers);
  const requests = new Histogram({ name: 'parley_http_request_seconds', help: 'Requests answered, by the route that took them.', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers });

  return {
    meter: {
      appended(count, seconds) {
        events.inc(count);
        batches.observe(count);
        appends.observe(seconds);
      },
      conflict: () => conflicts.inc(),
      gaveUp: () => givenUp.inc(),
    },
    watch(fastify) {
      fastify.addHook('onResponse', async (request, reply) => {
        // Addresses that nothing stands at are one series, however many there are.
        const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
        requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
      });
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    contentType: registry.contentType,
    async text(parley, isDraining) {
      await stand(parley, isDraining);
      return registry.metrics();
    },
  };
}

/** Gauges of how the application stands, and what sets them. */
function standingOf(registers: Registry[]): (parley: Parley, isDraining: boolean) => Promise<void> {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name: `parley_${name}`, help, registers });
  const ready = gauge('ready', '1 where /health/ready answers 200.');
  const size = gauge('ledger_events', 'Events in the ledger.');
  const position = gauge('index_events', 'Events that the index holds.');
  const lag = gauge('index_lag_events', 'Events that the index lacks.');
  const cached = gauge('cache_negotiations', 'Negotiations held in memory.');
  const bytes = gauge('cache_bytes', 'What they take, about.');
  const signed = gauge('checkpoint_events', 'Events that the newest signed checkpoint covers.');
  const behind = gauge('checkpoint_behind_seconds', 'How long the oldest event that no signed checkpoint covers has stood in the ledger; 0 where all are covered.');
  return async (parley, isDraining) => {
    const [readiness, { cache, checkpoint }] = await Promise.all([parley.readiness(), parley.vitals()]);
    ready.set(readiness.ready && !isDraining ? 1 : 0);
    size.set(readiness.ledger.size);
    position.set(readiness.index.position);
    lag.set(readiness.index.lag);
    cached.set(cache.negotiations);
    bytes.set(cache.bytes);
    signed.set(checkpoint.size);
    behind.set(checkpoint.behindSeconds);
  };
}
