import pg from 'pg';
import { pauseAfter } from './persistently.js';
import { CHANNEL } from './schema.js';

/** A connection of its own that hears of appends, made again whenever it is lost. */
export interface Listener {
  close(): Promise<void>;
}

/** @param onSize hears of the log's new size. What is written while nobody listens is found by polling. */
export function listen(config: pg.ClientConfig, onSize: (size: number) => void): Listener {
  let closed = false;
  let client: pg.Client | undefined;

  /** Resolves when the connection is lost. */
  async function once(onHeard: () => void): Promise<void> {
    const listening = (client = new pg.Client(config));
    const lost = new Promise<void>((resolve) => listening.once('end', resolve).on('error', () => resolve()));
    listening.on('notification', ({ payload }) => onSize(Number(payload)));
    try {
      await listening.connect();
      await listening.query(`LISTEN ${CHANNEL}`);
      onHeard();
      await lost;
    } finally {
      await listening.end().catch(() => undefined);
    }
  }

  async function supervise(): Promise<void> {
    for (let failures = 1; !closed; failures += 1) {
      await once(() => (failures = 0)).catch(() => undefined);
      if (!closed) await pauseAfter(Math.max(failures, 1));
    }
  }
  void supervise();

  return {
    async close() {
      closed = true;
      await client?.end().catch(() => undefined);
    },
  };
}
