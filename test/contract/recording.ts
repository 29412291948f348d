import { setTimeout as pause } from 'node:timers/promises';
import { openParley, readSettings } from '#libs/application';
import type { Command } from '#libs/domain';

/**
 * A process that shares a ledger with others, composed as a server is, with an index of its own: waits until all WRITERS have recorded WARM_UP facts each
 * (default 0), records COUNT more, LANES at a time, and prints the receipts and seconds of these as one line of JSON.
 * Usage: recording.ts FOLDER URL NAME COUNT LANES WRITERS [WARM_UP]
 */
const [folder, url, name, count, lanes, writers, warmUp = '0'] = process.argv.slice(2);
const CLAIMS = [{ happened: '2011-05-05', data: { kind: 'talks-resumed' } }];
const parley = await openParley(readSettings({ PARLEY_DATA: folder!, PARLEY_LOG: url!, PARLEY_CHECKPOINT_SECONDS: '0' }), { threaded: true });
const record = (id: string, claims: unknown, type = 'milestone.reached') => ({ id, fact: id, negotiation: 'talks', op: 'record', type, claims }) as Command;
// All record the same opening: one of them writes it, the others are answered with its receipt.
await parley.submit([record('opening', [{ happened: '2011-01-01', data: { title: 'Talks', zone: 'UTC' } }], 'negotiation.opened')], 'all');
await write(`${name}-early`, Number(warmUp));
await parley.submit([record(`${name}-ready`, CLAIMS)], name!);
while ((await parley.readiness()).ledger.size <= Number(writers) * (Number(warmUp) + 1)) await pause(5);

const began = performance.now();
const receipts = await write(name!, Number(count));
const seconds = (performance.now() - began) / 1_000;
await parley.close();
process.stdout.write(JSON.stringify({ receipts, seconds }));

async function write(prefix: string, many: number): Promise<{ id: string; seq: number }[]> {
  const written: { id: string; seq: number }[] = [];
  const lane = async (which: number): Promise<void> => {
    for (let n = which; n < many; n += Number(lanes)) {
      const [receipt] = await parley.submit([record(`${prefix}-${n}`, CLAIMS)], name!);
      written.push({ id: receipt!.id, seq: receipt!.seq });
    }
  };
  await Promise.all(Array.from({ length: Number(lanes) }, (_, which) => lane(which)));
  return written;
}
