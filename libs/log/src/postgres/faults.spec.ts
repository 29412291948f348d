import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../../../test/support/on-postgres.js';
import { byPort, errorResponse, openWire, type Wire } from '../../../../test/support/wire.js';
import type { Log, StoredEvent } from '../port.js';
import { batch, take } from '../testing/events.js';
import { openPostgresLog, type PostgresLogOptions } from './postgres-log.js';
import { WRITER_LOCK } from './schema.js';

describeOnPostgres('a ledger in PostgreSQL when things break', (postgres) => {
  let database: string;
  let opened: Log[];
  let wire: Wire | undefined;
  beforeEach(async () => {
    database = await postgres.createDatabase();
    opened = [];
  });
  afterEach(async () => {
    for (const log of opened) await log.close();
    wire?.close();
  });

  async function open(options?: PostgresLogOptions, url = database): Promise<Log> {
    const log = await openPostgresLog(url, options);
    opened.push(log);
    return log;
  }
  const others = "pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
  /** Ends a connection whose last statement is like this one, as soon as there is one. @returns its number */
  const cut = (like: string) => postgres.as(database, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ pid: number }>(`SELECT pid, pg_terminate_backend(pid) FROM ${others} AND query LIKE $1`, [like]);
      if (rows[0] !== undefined) return rows[0].pid;
      await pause(5);
    }
  });
  const isListening = (before = 0) => asked(`SELECT FROM ${others} AND pid <> ${before} AND query LIKE 'LISTEN %' AND state = 'idle'`);

  it('goes on after a restart of the server, for who appends and who follows', async () => {
    const [log, second] = [await open(), await open()];
    const following = [take(log.follow(0), 60), take(second.follow(0), 60)];
    let restarting: Promise<void> | undefined;
    for (let seq = 0; seq < 60; seq += 2) {
      if (seq === 20) restarting = postgres.restart();
      await (seq % 4 === 0 ? log : second).append(seq, batch(seq, 2));
      if (restarting !== undefined) await pause(5);
    }
    await restarting;
    for (const followed of following) expect(await followed).toEqual(batch(0, 60));
  });

  it('goes on after a crash of the server, and has what it acknowledged', async () => {
    const log = await open();
    await log.append(0, batch(0, 3));
    await postgres.crash();
    const reading = log.read(0, 10);
    const appending = log.append(3, batch(3, 1));
    await postgres.start();
    expect(await reading).toEqual(expect.arrayContaining(batch(0, 3)));
    await appending;
    expect(await log.read(0, 10)).toEqual(batch(0, 4));
  });

  it('writes once what was cut off before it was written', async () => {
    const log = await open();
    await postgres.as(database, async (other) => {
      await other.query(`SELECT pg_advisory_lock(${WRITER_LOCK})`);
      const appending = log.append(0, batch(0, 3));
      await cut('%INSERT INTO parley.heads%');
      await other.query(`SELECT pg_advisory_unlock(${WRITER_LOCK})`);
      await appending;
    });
    expect(await log.read(0, 10)).toEqual(batch(0, 3));
  });

  it.each([
    ['an append', 'append', undefined],
    ['a turn', 'COMMIT', undefined],
    // The commit may have been in the server's log before that found no room.
    ['an append on a server that crashes for a full disk', 'append', errorResponse('PANIC', '53100', 'could not write to file "pg_wal/xlogtemp.1": No space left on device')],
  ])('knows what was written though its answer was lost: %s', async (way, asked, instead) => {
    wire = await openWire(postgres.port);
    const log = await open({}, byPort(database, wire.port));
    await log.append(0, batch(0, 1));
    wire.loseNextAnswerTo(asked, instead);
    if (way !== 'a turn') await log.append(1, batch(1, 2));
    else await log.inTurn!(1, (turn) => turn.append(1, batch(1, 2)));
    expect([wire.lost(), await log.read(0, 10)]).toEqual([1, batch(0, 3)]);
    // What another wrote there is no success.
    wire.loseNextAnswerTo('append');
    await expect(log.append(1, batch(1, 2, 'other'))).rejects.toMatchObject({ code: 'log-conflict', head: 3 });
  });

  it('is heard of at once by whoever follows', async () => {
    const [log, second] = [await open({ pollMs: 600_000 }), await open()];
    const following = take(log.follow(0), 5);
    await until(() => isListening());
    for (let seq = 0; seq < 5; seq += 1) await second.append(seq, batch(seq, 1));
    expect(await following).toEqual(batch(0, 5));
  });

  it('is told of to the last by whoever is closed', async () => {
    const [log, second] = [await open({ pollMs: 600_000 }), await open()];
    const following = take(log.follow(0), 2);
    await until(() => isListening());
    await second.append(0, batch(0, 2));
    await second.close();
    expect(await following).toEqual(batch(0, 2));
  });

  it('is found by looking where nobody is told', async () => {
    const log = await open({ pollMs: 10 });
    const following = take(log.follow(0), 1);
    // Whoever appended it was ended before he could tell.
    const [{ seq, id, head, body }] = batch(0, 1) as [StoredEvent];
    await postgres.as(database, (client) => client.query('WITH appended AS (INSERT INTO parley.heads VALUES ($1, $2, $3)) INSERT INTO parley.bodies VALUES ($1, $4)', [seq, id, head, body]));
    expect(await following).toEqual(batch(0, 1));
  });

  it('is listened to again after the listening was cut off', async () => {
    const [log, second] = [await open({ pollMs: 600_000 }), await open()];
    const following = take(log.follow(0), 1);
    const before = await cut('LISTEN %');
    await until(() => isListening(before));
    await second.append(0, batch(0, 1));
    expect(await following).toEqual(batch(0, 1));
  });

  it('keeps nobody waiting for a server that says nothing any more, and writes once when it does again', async () => {
    const log = await open({ statementMs: 100, patienceMs: 0 });
    await log.append(0, batch(0, 1));
    // Others are told of it on the same connection.
    await until(() => asked(`SELECT FROM ${others} AND query LIKE '%pg_notify%' AND state = 'idle'`));
    const { rows } = await postgres.as(database, (client) => client.query<{ pid: number }>(`SELECT pid FROM ${others}`));
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
    try {
      await expect(log.append(1, batch(1, 1))).rejects.toMatchObject({ code: 'log-unavailable' });
    } finally {
      for (const { pid } of rows) process.kill(pid, 'SIGCONT');
    }
    await until(() => asked('SELECT FROM parley.heads WHERE seq = 1'));
    await expect(log.append(1, batch(1, 1, 'anew'))).rejects.toMatchObject({ code: 'log-conflict', head: 2 });
  });

  it('is closed though the server says nothing any more', async () => {
    const log = await open({ pollMs: 600_000 });
    const following = take(log.follow(0), 1);
    await until(() => isListening());
    const { rows } = await postgres.as(database, (client) => client.query<{ pid: number }>(`SELECT pid FROM ${others}`));
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
    try {
      await log.close();
      expect([rows.length, await following]).toEqual([2, []]);
    } finally {
      for (const { pid } of rows) process.kill(pid, 'SIGCONT');
    }
  });

  it('gives writers their turns in the order in which they asked', async () => {
    const logs = [await open(), await open()];
    const order: string[] = [];
    const gate = openable();
    const turns: Promise<void>[] = [];
    for (let n = 0; n < 5; n += 1) {
      turns.push(logs[n % 2]!.inTurn!(0, async (turn) => {
        expect(turn.news).toEqual(batch(0, n));
        if (n === 0) await gate.opened;
        const head = await turn.head();
        order.push(`${n} at ${head}`);
        await turn.append(head, batch(head, 1));
      }));
      await until(() => asked(`SELECT FROM pg_locks WHERE locktype = 'advisory' GROUP BY () HAVING count(*) = ${n + 1}`));
    }
    // Who appends without a turn waits, too.
    const outOfTurn = logs[0]!.append(0, batch(0, 1, 'other')).catch((error: Error) => order.push(error.message));
    gate.open();
    await Promise.all([...turns, outOfTurn]);
    expect(order).toEqual(['0 at 0', '1 at 1', '2 at 2', '3 at 3', '4 at 4', "the log's head is 5"]);
  });

  it('takes the turn from who does nothing with it, who then writes nothing over the others', async () => {
    const [log, second] = [await open({ turnMs: 100 }), await open()];
    const gate = openable();
    const hanging = log.inTurn!(0, async (turn) => {
      gate.open();
      await until(() => asked('SELECT FROM parley.heads'));
      await turn.append(0, batch(0, 1, 'late'));
    });
    await gate.opened;
    await second.inTurn!(0, (turn) => turn.append(0, batch(0, 1)));
    await expect(hanging).rejects.toMatchObject({ code: 'log-conflict', head: 1 });
    // A turn in which nothing is appended, or that fails, keeps nobody waiting.
    expect(await log.inTurn!(0, (turn) => turn.head())).toBe(1);
    await expect(log.inTurn!(1, () => Promise.reject(new Error('not today')))).rejects.toThrow('not today');
    await second.append(1, batch(1, 1));
  });

  it('says so where others keep it for too long', async () => {
    const [log, second] = [await open(), await open({ turnMs: 50 })];
    await log.inTurn!(0, async () => {
      await expect(second.append(0, batch(0, 1))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/other writers kept it/) });
    });
    await second.append(0, batch(0, 1));
  });

  /** Whether a query gives a row. */
  async function asked(sql: string): Promise<boolean> {
    return (await postgres.as(database, (client) => client.query(sql))).rowCount !== 0;
  }
});

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(5);
}

function openable(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
