import { setTimeout as pause } from 'node:timers/promises';
import { openParley, readSettings } from '#libs/application';
import { type Command, type Receipt, Rejection } from '#libs/domain';
import { openLog } from '#libs/log';
import { systemClock } from '../../libs/application/src/clock.js';
import { answerText } from '../support/answer-text.js';
import { randomOf } from '../support/random.js';
import { NEGOTIATION, openingOf, type Order, SHARED, type Told } from './talk.js';

/**
 * A process that records facts of its own, and changes and reads facts that all share, until it is told to finish, or killed. Each step is told before it is taken.
 * Usage: worker.ts NAME SEED LANES, with settings in the environment and orders on the channel.
 */
const [name = '', seed = '0', lanes = '1'] = process.argv.slice(2);
const random = randomOf(Number(seed));
let behind = 0n;
let finishing = false;

/** Resolves when the line is the parent's, whatever happens to this process. */
const tell = (told: Told): Promise<void> => new Promise((resolve, reject) => void process.send!(told, undefined, undefined, (error) => (error === null ? resolve() : reject(error))));

const parley = await openParley(readSettings(process.env), { clock: () => systemClock() - behind * 1_000_000n });
const log = await openLog(process.env['PARLEY_LOG']!);

let answerAt: (size: number) => void;
/** The ledger's size once nobody writes any more. */
const sizeToTell = new Promise<number>((resolve) => (answerAt = resolve));

process.on('message', (order: Order) => {
  if ('secondsBack' in order) behind += BigInt(order.secondsBack);
  else if ('finish' in order) finishing = true;
  else answerAt(order.answerAt);
});

/** Sent again and again under its id until it is acknowledged: it must be written once. */
async function record(command: Command): Promise<Receipt> {
  for (;;) {
    try {
      return (await parley.submit([command], name))[0]!;
    } catch (error) {
      if (error instanceof Rejection) throw error;
      await pause(50);
    }
  }
}

/** All that was recorded when it was called is in what it reads: the log itself is asked, for `readiness` may tell what was heard of it before. */
async function revisionOf(fact: string): Promise<number> {
  await parley.reach((await log.head()) - 1);
  return ((await parley.ask({ ask: 'fact', fact })).body as { revision: number }).revision;
}

const seen = new Map<string, number>();

async function read(step: string, fact: string): Promise<void> {
  await tell({ step, called: String(process.hrtime.bigint()), fact, kind: 'read' });
  const revision = await revisionOf(fact).catch(() => undefined);
  if (revision === undefined) return;
  seen.set(fact, revision);
  await tell({ step, returned: String(process.hrtime.bigint()), revision });
}

async function change(step: string, fact: string): Promise<void> {
  const expected = seen.get(fact) ?? 1;
  await tell({ step, called: String(process.hrtime.bigint()), fact, kind: 'change', expected });
  const command = { op: 'revise', id: step, fact, negotiation: NEGOTIATION, type: 'milestone.reached', expectedRevision: expected, reason: 'again', claims: [{ happened: '2011-05-05', data: { kind: 'talks-resumed', until: step } }] } as unknown as Command;
  try {
    const [receipt] = await parley.submit([command], name);
    seen.set(fact, receipt!.revision);
    await tell({ step, returned: String(process.hrtime.bigint()), made: true, revision: receipt!.revision, seq: receipt!.seq });
  } catch (error) {
    if (!(error instanceof Rejection) || error.revision === undefined) return;
    seen.set(fact, error.revision);
    await tell({ step, returned: String(process.hrtime.bigint()), made: false, revision: error.revision });
  }
}

async function lane(which: number): Promise<void> {
  for (let n = 0; !finishing; n += 1) {
    const step = `${name}-${which}-${n}`;
    const fact = random.pick(SHARED);
    const what = random.next();
    if (what < 0.4) {
      const receipt = await record({ op: 'record', id: step, fact: step, negotiation: NEGOTIATION, type: 'milestone.reached', claims: [{ happened: '2011-05-05', data: { kind: 'talks-resumed' } }] } as unknown as Command);
      await tell({ recorded: step, seq: receipt.seq });
    } else if (what < 0.7) await read(step, fact);
    else await change(step, fact);
    await pause(random.upTo(20));
  }
}

for (const command of openingOf()) await record(command);
await tell('ready');
await Promise.all(Array.from({ length: Number(lanes) }, (_, which) => lane(which)));
await tell('idle');
const size = await sizeToTell;
await parley.reach(size - 1);
const answer = await parley.ask({ ask: 'state', negotiation: NEGOTIATION, at: '2011-12-31', known: '2011-12-31', ledger: String(size) });
await tell({ root: await parley.root(), answer: await answerText(answer) });
process.disconnect();
await parley.close();
// What a silent server never answers keeps the client's bridge waiting, and with it the process.
process.exit();
