import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { type DoubleOptions, type KurrentDouble, startKurrentDouble } from '../../../../test/support/kurrentdb-double/index.js';
import { type Bench, logContract } from '../testing/contract.js';
import { type Address, readAddress } from './address.js';
import { connect, type Connection } from './connection.js';
import { kurrentLog } from './kurrentdb-log.js';

/** The contract is about what is done, on however slow a machine. */
const PATIENT = { timeoutMs: 60_000, patienceMs: 60_000 };

/** Two logs on a new stream, over one connection, which takes longer to make than most tests. */
function benchOn(connection: Connection, address: Address): Bench {
  const place = { ...address, stream: `parley-test-${crypto.randomUUID()}` };
  const [log, second] = [kurrentLog(connection, place, PATIENT), kurrentLog(connection, place, PATIENT)];
  return {
    log,
    second,
    async clean() {
      await log.close();
      await second.close();
    },
  };
}

const USERS = { parley: 'pässwörd/@:' };
/** With credentials the client makes each append a call of its own, whatever the server offers. */
const WAYS: [string, DoubleOptions][] = [
  ['plain, appends in one long call', { batchAppend: true }],
  ['plain, an append a call', { batchAppend: false }],
  ['TLS, appends in one long call', { tls: true, batchAppend: true }],
  ['TLS with a password, an append a call', { tls: true, batchAppend: true, users: USERS }],
];

describe.each(WAYS)('kurrentdb, on the protocol double (%s)', (_, options) => {
  let double: KurrentDouble;
  let connection: Connection;
  let address: Address;
  beforeAll(async () => {
    double = await startKurrentDouble(options);
    address = readAddress(double.url.replace('//', options.users === undefined ? '//' : `//parley:${encodeURIComponent(USERS.parley)}@`));
    connection = connect(address);
  });
  afterAll(async () => {
    await connection.close();
    await double.stop();
  });
  logContract('kurrentdb', async () => benchOn(connection, address));
});

const { KURRENTDB_URL } = process.env;

if (KURRENTDB_URL === undefined) {
  describe('kurrentdb, on a real server', () => {
    it.skip('SKIPPED: set KURRENTDB_URL to run the contract on a real KurrentDB, in streams of its own', () => undefined);
  });
} else {
  describe('kurrentdb, on the real server of KURRENTDB_URL', () => {
    const address = readAddress(KURRENTDB_URL);
    const connection = connect(address);
    afterAll(() => connection.close());
    logContract('kurrentdb', async () => benchOn(connection, address));
  });
}
