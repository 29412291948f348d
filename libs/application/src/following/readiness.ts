import { Temporal } from 'temporal-polyfill';
import type { Log } from '#libs/log';
import type { Indexer } from '#libs/read-model';
import type { Vitals } from '../meter.js';
import type { Notary } from '../notary/notary.js';
import type { Readiness } from '../parley.js';
import { unseal } from '../writing/seal.js';
import type { LogWatch } from './log-watch.js';
import type { RecordWatch } from './record-watch.js';
import type { ServerWatch } from './server-watch.js';

/** The newest signed checkpoint, and how long what it lacks has stood there. @param now milliseconds since 1970 */
export async function coverage(log: Log, notary: Notary, now: number): Promise<Vitals['checkpoint']> {
  const size = notary.newest()?.size ?? 0;
  const [oldest] = await log.read(size, 1);
  if (oldest === undefined) return { size, behindSeconds: 0 };
  const since = Temporal.Instant.from(unseal(oldest).head.recordedAt).epochMilliseconds;
  return { size, behindSeconds: Math.max(0, (now - since) / 1_000) };
}

/**
 * Whether questions can be answered and facts recorded, and what keeps them from it.
 * @param indexWatch of the index's server; undefined where it is a file
 */
export async function readinessOf(engine: string, logWatch: LogWatch, indexWatch: ServerWatch | undefined, status: ReturnType<Indexer['status']>, notary: Notary, watch: RecordWatch): Promise<Readiness> {
  const [{ size, unreachable }, indexAway] = await Promise.all([logWatch.told(), indexWatch?.told()]);
  const lag = size - status.position.seq;
  const halted = status.state === 'halted';
  const { record, rebuilt } = watch.told();
  return {
    ready: !halted && status.state !== 'rebuilding' && record.sound && unreachable === undefined && indexAway === undefined,
    ledger: { engine, size, ...(unreachable === undefined ? {} : { unreachable }) },
    index: {
      position: status.position.seq,
      lag,
      status: halted ? 'halted' : status.state === 'rebuilding' ? 'rebuilding' : lag === 0 ? 'current' : 'catching-up',
      ...(indexAway === undefined ? {} : { unreachable: indexAway }),
      ...(halted ? { halted: { seq: status.position.seq, reason: status.reason ?? '' } } : {}),
      ...(rebuilt === undefined ? {} : { rebuilt }),
    },
    record,
    witnesses: notary.witnesses().map(({ cosigned, ...rest }) => ({ ...rest, ...(cosigned === undefined ? {} : { cosigned: { size: cosigned.size, at: Temporal.Instant.fromEpochMilliseconds(cosigned.time * 1_000).toString() } }) })),
  };
}
