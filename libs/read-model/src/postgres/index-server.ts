import { Socket } from 'node:net';
import pg from 'pg';
import { clientOf, IndexUnavailable } from './connection.js';

/** How long a server may say nothing, until another connection is made. Milliseconds. */
const SILENCE = 2_000;

/** The server on which an index lies. */
export interface IndexServer {
  /** Resolves when it answers, on a connection of its own: however long questions keep the others. @throws IndexUnavailable where it is away, or says nothing for a while */
  answers(): Promise<void>;
  close(): Promise<void>;
}

/** One question at a time. The connection is kept from one to the next: one more of the server's for each process, and none that comes and goes. */
export function openIndexServer(url: string): IndexServer {
  let open: { client: pg.Client; socket: Socket } | undefined;

  async function connected(): Promise<pg.Client> {
    if (open !== undefined) return open.client;
    const socket = new Socket();
    const client = new pg.Client({ ...clientOf(url), connectionTimeoutMillis: SILENCE, query_timeout: SILENCE, stream: () => socket });
    open = { client, socket };
    client.on('error', () => leave(client));
    await client.connect();
    return client;
  }

  /** A server that says nothing any more is not waited for. */
  function leave(client = open?.client): void {
    if (open === undefined || open.client !== client) return;
    const { socket } = open;
    open = undefined;
    client.end().catch(() => undefined);
    socket.destroySoon();
  }

  return {
    async answers() {
      try {
        await (await connected()).query('SELECT 1');
      } catch (error) {
        leave();
        throw new IndexUnavailable(error as Error);
      }
    },
    close: async () => leave(),
  };
}
