import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KurrentDouble, startKurrentDouble } from '../../../../test/support/kurrentdb-double/index.js';
import { openLog } from '../open.js';
import { batch, event, take } from '../testing/events.js';
import { readAddress } from './address.js';
import { connect, type Connection } from './connection.js';
import { engineId } from './event.js';
import { kurrentLog, type KurrentLogOptions, openKurrentLog } from './kurrentdb-log.js';

describe('the address of a KurrentDB', () => {
  it('gives the client neither credentials nor our own parameters, and names no password', () => {
    expect(readAddress('kurrentdb://ann:p%40ss%2F%3A@one:2113,two:2113?tlsCAFile=%2Fca%20file.pem&stream=talks&appendBytes=16777216')).toEqual({
      connection: 'kurrentdb://one:2113,two:2113?tlsCAFile=%2Fca%20file.pem&nodePreference=leader&discoveryInterval=100',
      isCluster: true,
      credentials: { username: 'ann', password: 'p@ss/:' },
      stream: 'talks',
      appendBytes: 16_777_216,
      name: 'kurrentdb://ann:***@one:2113,two:2113?tlsCAFile=%2Fca%20file.pem&stream=talks&appendBytes=16777216',
    });
    expect(readAddress('kurrentdb+discover://db.example')).toMatchObject({ connection: 'kurrentdb+discover://db.example?nodePreference=leader&discoveryInterval=100', stream: 'parley', appendBytes: 1_048_576 });
  });

  it.each([
    ['kurrentdb://', /is no address of a KurrentDB: write kurrentdb:\/\/HOST:2113/],
    ['kurrentdb://ann:secret@one?tls=false', /would send the password in the clear/],
    ['kurrentdb://ann@one', /credentials are USER:PASSWORD/],
    ['kurrentdb://one?stream=$all', /no \$ at its beginning/],
    ['kurrentdb://one?stream=', /can't be the name of a stream/],
    ['kurrentdb://one?appendBytes=1000', /must be 1048576 or more/],
    ['kurrentdb://ann:secret@one?defaultDeadline=5', /no parameter defaultDeadline; there are stream, appendBytes, tls/],
  ])('refuses %s', async (url, why) => {
    await expect(openLog(url)).rejects.toThrow(why);
    await expect(openLog(url)).rejects.not.toThrow(/secret/);
  });
});

describe('an event’s id in the server', () => {
  it('is a UUID of version 8 made of the head’s hash', () => {
    // SHA-256 of the empty text begins e3b0c442 98fc 1c14 9afb f4c8996fb924.
    expect(engineId('')).toBe('e3b0c442-98fc-8c14-9afb-f4c8996fb924');
    expect(new Set(batch(0, 100).map(({ head }) => engineId(head))).size).toBe(100);
  });
});

describe('opening a ledger in kurrentdb, on its protocol double', () => {
  let double: KurrentDouble;
  let connection: Connection;
  beforeAll(async () => {
    double = await startKurrentDouble({ tls: true, users: { ann: 'right' } });
    connection = connect(readAddress(at('')));
  });
  afterAll(async () => {
    await connection.close();
    await double.stop();
  });
  const at = (stream: string, credentials = 'ann:right@') => `${double.url.replace('//', `//${credentials}`)}${stream === '' ? '' : `&stream=${stream}`}`;
  /** What opening does once it is connected. */
  const logIn = (stream: string, options?: KurrentLogOptions) => kurrentLog(connection, readAddress(at(stream)), options);
  const opening = (stream: string) => logIn(stream).check();

  it('begins the stream with the first append, and finds it again', async () => {
    const log = await openLog(at('new'));
    expect(log.name).toMatch(/^kurrentdb:\/\/ann:\*\*\*@localhost:\d+\?/);
    await log.append(0, [event(0), { ...event(1), body: null }]);
    await log.close();
    const again = await openLog(at('new').replace('kurrentdb:', 'kurrentdb+discover:'));
    expect(await again.read(0, 10)).toEqual([event(0), { ...event(1), body: null }]);
    expect(await again.erase([0])).toBe(false);
    await again.close();
  });

  it.each([
    ['maxCount', { maxCount: 5 }, /set \$maxCount to 5/],
    ['maxAge', { maxAge: 3_600 }, /set \$maxAge to 3600/],
    ['truncateBefore', { truncateBefore: 1 }, /set \$tb to 1/],
  ])('refuses a stream whose metadata say %s, and says what to do', async (key, metadata, why) => {
    await connection.client().setStreamMetadata(key, metadata);
    await expect(opening(key)).rejects.toMatchObject({ code: 'not-a-ledger', message: expect.stringMatching(why) });
    await expect(opening(key)).rejects.toThrow(/take that out, and look whether event 0 is there/);
  });

  it('refuses a stream whose first events are gone, one that was deleted, and one of another program', async () => {
    const other = (id: string) => ({ id, contentType: 'application/json' as const, type: 'order-placed', data: {}, metadata: undefined });
    await connection.client().appendToStream('orders', [other(crypto.randomUUID())]);
    await expect(opening('orders')).rejects.toMatchObject({ code: 'not-a-ledger', message: expect.stringMatching(/event 0 of the stream, of the type order-placed, was written by something else/) });
    await connection.client().appendToStream('reborn', [other(crypto.randomUUID())]);
    double.store.softDelete('reborn');
    await expect(opening('reborn')).rejects.toMatchObject({ code: 'not-a-ledger', message: expect.stringMatching(/set \$tb to/) });
    double.store.tombstone('gone');
    await expect(opening('gone')).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/deleted for good/) });
  });

  it.each(['no line', '1\n{}', '"id\n{}'])('refuses an event that only bears the name of ours, whoever follows (%j)', async (metadata) => {
    const stream = `garbled-${Buffer.from(metadata).toString('hex')}`;
    const log = logIn(stream);
    const following = take(log.follow(0), 1);
    const bytes = new TextEncoder().encode(metadata);
    await connection.client().appendToStream(stream, [{ id: crypto.randomUUID(), contentType: 'application/octet-stream', type: 'parley.event', data: bytes, metadata: bytes }]);
    const refused = { code: 'not-a-ledger', message: expect.stringMatching(/event 0 of the stream, of the type parley.event, was written by something else/) };
    await expect(following).rejects.toMatchObject(refused);
    await expect(opening(stream)).rejects.toMatchObject(refused);
    await log.close();
  });

  it('notices at once when the stream is deleted under it', async () => {
    const log = logIn('deleted');
    await log.append(0, batch(0, 3));
    expect(await log.head()).toBe(3);
    double.store.softDelete('deleted');
    await expect(log.head()).rejects.toMatchObject({ code: 'not-a-ledger', message: expect.stringMatching(/had 3 events and has 0/) });
    await log.close();
  });

  it.each([
    ['a wrong password', () => at('x', 'ann:wrong@'), /denies access; check user and password/],
    ['a certificate of an unknown authority', () => `kurrentdb://ann:right@localhost:${double.port}`, /the TLS connection failed \(.*certificate.*tlsCAFile=FILE/],
    ['no TLS', () => `kurrentdb://localhost:${double.port}?tls=false`, /can not be reached .*does it speak TLS/],
    ['nobody there', () => 'kurrentdb://localhost:1?tls=false', /can not be reached .*ECONNREFUSED.*is it running there/],
  ])('tells what is wrong, and what helps: %s', async (_, url, why) => {
    const failed = await openKurrentLog(url(), { patienceMs: 0 }).catch((error: Error) => error);
    expect(failed).toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(why) });
    expect((failed as Error).message).not.toMatch(/right|wrong/);
  });

  it('compares ids with as many of the latest events as it is told, those of other writers among them', async () => {
    const [log, other] = [logIn('ids', { idsKept: 4 }), logIn('ids')];
    await other.append(0, batch(0, 8));
    await expect(log.append(8, [event(8, 'e4')])).rejects.toMatchObject({ code: 'log-conflict', head: 8, takenId: 'e4' });
    // Further back it is for the writer to know, who has decided at this very position on all that is below it.
    await log.append(8, [event(8, 'e3')]);
    await log.close();
    await other.close();
  });
});
