import { maskedUrl } from './masked-url.js';
import type { Log } from './port.js';

/**
 * Opens the log that a URL names. Engines are loaded only when asked for, so that one whose driver can't load here stops nobody else.
 *
 * | url | engine |
 * |---|---|
 * | `memory:` | an array, gone with the process |
 * | `sqlite:PATH` | one file |
 * | `postgres://HOST/DATABASE` | a PostgreSQL database |
 * | `kurrentdb://HOST:PORT`, `kurrentdb+discover://HOST:PORT` | one stream of a KurrentDB |
 *
 * @param options.threaded whether an engine that waits for this machine's disk may have a thread for that. Default false.
 * @throws Error with code `bad-setting` for any other scheme, and where the engine's driver can't be loaded; NotALedger where there is something else; LogUnavailable
 */
export async function openLog(url: string, { threaded = false }: { threaded?: boolean } = {}): Promise<Log> {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/s.exec(url) ?? [];
  switch (scheme) {
    case 'memory': {
      const { openMemoryLog } = await import('./memory/memory-log.js');
      return openMemoryLog();
    }
    case 'sqlite': {
      if (rest === '') throw badUrl('sqlite: needs a path, as in sqlite:data/ledger.db');
      const { openSqliteLog } = await import('./sqlite/sqlite-log.js');
      return openSqliteLog(rest, { threaded });
    }
    case 'postgres':
    case 'postgresql': {
      const { openPostgresLog } = await import('./postgres/postgres-log.js').catch(withoutDriver('pg'));
      return openPostgresLog(url);
    }
    case 'kurrentdb':
    case 'kurrentdb+discover': {
      const { openKurrentLog } = await import('./kurrentdb/kurrentdb-log.js').catch(withoutDriver('@kurrent/kurrentdb-client'));
      return openKurrentLog(url);
    }
    default:
      throw badUrl(`no log engine for "${maskedUrl(url)}": use memory:, sqlite:PATH, postgres://HOST/DATABASE or kurrentdb://HOST:PORT`);
  }
}

/** What an administrator runs where the application's role may not make the schema in PostgreSQL itself, and after an upgrade. @param role to be granted what keeping a ledger takes, and no more */
export async function postgresSchema(role?: string): Promise<string> {
  const { grantsTo, SCHEMA } = await import('./postgres/schema.js');
  return `BEGIN;${SCHEMA}${role === undefined ? '' : grantsTo(role)}COMMIT;\n`;
}

function withoutDriver(driver: string): (cause: unknown) => never {
  return (cause) => {
    throw badUrl(`the log's driver ${driver} can't be loaded here: npm install ${driver} (${(cause as Error).message.split('\n')[0]})`, { cause });
  };
}

function badUrl(message: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(message, options), { code: 'bad-setting' });
}
