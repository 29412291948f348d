import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../../../test/support/on-postgres.js';
import { byPort, openWire, type Wire } from '../../../../test/support/wire.js';
import { batch, take } from '../testing/events.js';
import { openPostgresLog } from './postgres-log.js';

describeOnPostgres('a ledger in PostgreSQL with a standby', (postgres) => {
  let wire: Wire | undefined;
  afterAll(() => wire?.close());

  it('is read there, not written; when that one is promoted in the place of a server that crashed, whoever writes and follows goes on, and all is there that was acknowledged', async () => {
    const database = await postgres.createDatabase();
    await (await openPostgresLog(database)).close();
    const standby = await postgres.startStandby();
    const way = (wire = await openWire(postgres.port));
    const log = await openPostgresLog(byPort(database, way.port));
    await log.append(0, batch(0, 5));

    const read = await openPostgresLog(byPort(database, standby.port), { patienceMs: 0 });
    while ((await read.head()) < 5) await pause(5);
    expect(await read.read(0, 10)).toEqual(batch(0, 5));
    const refused = { code: 'log-unavailable', message: expect.stringMatching(/read-only.*name the primary/) };
    await expect(read.append(5, batch(5, 1))).rejects.toMatchObject(refused);
    await expect(read.inTurn!(5, (turn) => turn.append(5, batch(5, 1)))).rejects.toMatchObject(refused);
    const followingThere = take(read.follow(0), 6);
    const following = take(log.follow(0), 40);

    for (let seq = 5; seq < 40; seq += 1) {
      if (seq === 20) void postgres.crash().then(() => standby.promote()).then(() => way.leadTo(standby.port));
      await log.append(seq, batch(seq, 1));
    }
    expect(await following).toEqual(batch(0, 40));
    expect(await followingThere).toEqual(batch(0, 6));
    expect(await read.read(0, 100)).toEqual(batch(0, 40));
    await log.close();
    await read.close();
  });
});
