import { verifierKeyText } from '#libs/proof';
import { openWitness, watchedLogs } from '../../libs/application/src/witness/open-witness.js';
import { leaves, smallLog } from '../support/small-log.js';

/**
 * A process that shares a witness' state with others: submits a log of SIZE leaves that tells STORY, leaf by leaf, and prints the sizes that were cosigned. With
 * `killed`, submits it whole and is killed before it could answer.
 * Usage: submitter.ts FOLDER STORY SIZE [killed]
 */
const [folder, story, size, end] = process.argv.slice(2);
const log = smallLog('log.example/mill', leaves(Number(size), story));
const witness = await openWitness({ folder: folder! }, watchedLogs([verifierKeyText(log.key)]));
if (end === 'killed') {
  witness.addCheckpoint(log.request(0));
  process.kill(process.pid, 'SIGKILL');
}
const sizes: number[] = [];
for (let to = 1; to <= log.size(); to += 1) {
  const old = Math.min(witness.last('log.example/mill')?.size ?? 0, to);
  if ('cosignatures' in witness.addCheckpoint(log.request(old, to))) sizes.push(to);
}
witness.close();
process.stdout.write(JSON.stringify({ sizes }));
