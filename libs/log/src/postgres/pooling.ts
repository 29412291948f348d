import type { ClientBase, PoolClient } from 'pg';
import { LogUnavailable } from '../port.js';

export const NEEDS_SESSIONS = 'a pooler between gives each transaction another session: let it keep sessions (PgBouncer: pool_mode = session), or name the server itself';

/**
 * A pooler has to give each connection a session of its own: prepared statements, LISTEN and what is set at the beginning would else be another's. One that lends sessions out
 * shows it where two connections get the same, or one gets another than before.
 * @param another makes one more connection
 * @throws LogUnavailable, before anything is set in a session that is somebody else's, too
 */
export async function requireSession(client: ClientBase, another: () => Promise<PoolClient>, name: string): Promise<void> {
  const session = await sessionOf(client);
  // The server tells its process as it is, a pooler makes a number up.
  if (session === (client as { processID?: number | null }).processID) return;
  const second = await another();
  try {
    await second.query('BEGIN');
    const isKept = (await sessionOf(second)) !== session && (await sessionOf(client)) === session;
    await second.query('ROLLBACK');
    if (!isKept) throw new LogUnavailable(`${name}: ${NEEDS_SESSIONS}`);
  } finally {
    second.release(true);
  }
}

/** The process of the server that answers. */
async function sessionOf(client: ClientBase): Promise<number> {
  return (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid;
}
