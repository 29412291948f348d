import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openLog } from '#libs/log';
import { openReadModel } from '#libs/read-model';
import { systemClock } from '../../libs/application/src/clock.js';
import { createRecorder } from '../../libs/application/src/writing/recorder.js';
import { saltFrom } from '../../libs/application/src/writing/seal.js';

/**
 * Records a name and redacts it, and is dead before anything is erased.
 * Usage: redactor.ts FOLDER NAME
 */
const [folder = '', name = ''] = process.argv.slice(2);
const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
const { readModel, indexer } = await openReadModel(join(folder, 'index.db'), { log });
const dying: typeof log = {
  ...log,
  async append(seq, events) {
    await log.append(seq, events);
    if (seq > 0) process.kill(process.pid, 'SIGKILL');
  },
};
const recorder = createRecorder({ log: dying, readModel, indexer, clock: systemClock, salt: () => saltFrom(randomBytes) });
await recorder.submit(
  [
    { op: 'record', id: 'open', fact: 'talks', negotiation: 'talks', type: 'negotiation.opened', claims: [{ data: { title: 'The talks', zone: 'UTC' } }] },
    { op: 'record', id: 'said', fact: 'talks.W1', negotiation: 'talks', type: 'statement.made', claims: [{ happened: '2011-05-09', data: { speaker: name, gist: `I am ${name}` } }] },
  ],
  'redactor',
);
// A question waits until the index holds what was written.
await readModel.position();
await recorder.submit([{ op: 'redact', id: 'redact', fact: 'talks.W1', redacts: 1, reason: 'named by mistake' }], 'redactor');
