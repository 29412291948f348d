import { isLogConflict, LogUnavailable, NotALedger } from '../port.js';
import { NEEDS_SESSIONS } from './pooling.js';

/** What the server answered, and what helps, by SQLSTATE. */
const ADVICE: Readonly<Record<string, string>> = {
  '26000': NEEDS_SESSIONS,
  '42P05': NEEDS_SESSIONS,
  '28P01': 'it refuses the password: mend it in the address, in PGPASSWORD or in the file that PGPASSFILE names',
  '28000': 'it does not let this role in: see pg_hba.conf on the server, and sslmode in the address',
  '3D000': 'it has no such database: create it with createdb, or name another',
  '42501': 'the role may not do this: an administrator makes the schema and grants what it needs (`parley schema --role NAME`)',
  '42P01': 'the schema is not whole: restore the database from a backup',
  '42883': 'the schema is not whole: restore the database from a backup',
  '25006': 'it is a read-only replica, or set to read only: name the primary',
  '53100': 'its disk is full: make room, nothing was written',
  '53200': 'it has no memory left; nothing was written',
  '53300': 'it has no connection free: raise max_connections, or end other programs',
  '55P03': 'other writers kept it for too long; nothing was written, try again',
  '57014': 'the statement took too long and was ended; nothing was written, try again',
  '57P03': 'it is starting up or shutting down: try again',
};

/** What was said on the way to the server, and what helps, by the driver's code and words. */
const ADVICE_ON_THE_WAY: readonly [RegExp, string][] = [
  [/unsupported startup parameter/, 'a pooler between does not take what the address asks of a session: leave that out of it, or name the server itself'],
  [/pooling mode/, NEEDS_SESSIONS],
  [/does not support SSL/, 'it does not speak TLS: set ssl = on at the server; or, where the way there is safe, leave sslmode out of the address'],
  [/CERT|SELF_SIGNED|LEAF_SIGNATURE/, "its certificate is not accepted: name the authority's with sslrootcert=FILE in the address, and the host as the certificate does"],
  [/^ENOENT/, 'there is no such file: mend sslrootcert, sslcert or sslkey in the address'],
];

/** Errors after which a new connection may do better. What was under way when one was lost may have been done. */
const LOST_STATES = /^(08|57P0[1235]|25P03|53300)/;
const LOST_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN']);
const LOST_WORDS = /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? '');
}

/** Of several addresses that were tried, the code alone. */
function messageOf(error: unknown): string {
  return String((error as { message?: unknown } | undefined)?.message || codeOf(error));
}

export function isLost(error: unknown): boolean {
  if (adviceOnTheWay(error) !== undefined) return false;
  // A server that crashes tells everybody why, and not what it has done.
  if ((error as { severity?: unknown } | undefined)?.severity === 'PANIC') return true;
  return LOST_STATES.test(codeOf(error)) || LOST_CODES.has(codeOf(error)) || LOST_WORDS.test(messageOf(error));
}

function adviceOnTheWay(error: unknown): string | undefined {
  return ADVICE_ON_THE_WAY.find(([sign]) => sign.test(codeOf(error)) || sign.test(messageOf(error)))?.[1];
}

/** Whether the tables refused what was to be written: where it stands now tells why. */
export function isRefused(error: unknown): boolean {
  return codeOf(error).startsWith('23');
}

/** An error of the driver or the server as whoever keeps the server is told it: with the name of the log, never its password. */
export function tell(error: unknown, name: string): unknown {
  if (isLogConflict(error) || error instanceof NotALedger || error instanceof LogUnavailable) return error;
  const advice = ADVICE[codeOf(error)] ?? adviceOnTheWay(error);
  const message = messageOf(error);
  if (advice !== undefined) return new LogUnavailable(`${name}: ${message}; ${advice}`, { cause: error });
  if (isLost(error)) return new LogUnavailable(`${name} can't be reached (${message}): start it, or mend host and port in PARLEY_LOG`, { cause: error });
  if (codeOf(error) === 'ENOTFOUND') return new LogUnavailable(`${name}: there is no such host; mend it in PARLEY_LOG`, { cause: error });
  return new LogUnavailable(`${name}: ${message}`, { cause: error });
}
