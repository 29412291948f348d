import pg from 'pg';
import { pauseAfter } from './persistently.js';

/** Where processes tell each other of the log's new size. */
const CHANNEL = 'parley_ledger';

/** How long after an append others are told: of what is written one after another they hear once. Milliseconds. */
const TOLD_AFTER = 20;

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

/** Tells other processes what this one has appended. The server does not tell them with the commit, for that would keep waiting whoever appends, and all others who want to. */
export interface Herald {
  tell(size: number): void;
  /** Tells what is not told yet. */
  close(): Promise<void>;
}

export function createHerald(pool: pg.Pool): Herald {
  let size = 0;
  let timer: NodeJS.Timeout | undefined;

  async function send(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    // Who is not told finds it by polling.
    await pool.query({ name: 'notify', text: `SELECT pg_notify('${CHANNEL}', $1)`, values: [String(size)] }).catch(() => undefined);
  }

  return {
    tell(now) {
      size = now;
      timer ??= setTimeout(() => void send(), TOLD_AFTER);
    },
    async close() {
      if (timer !== undefined) await send();
    },
  };
}
