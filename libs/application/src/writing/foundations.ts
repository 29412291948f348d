import { type Command, namesOf } from '#libs/domain';
import type { Log } from '#libs/log';
import { wrongBody } from '#libs/proof';
import type { Discrepancy, ReadModel } from '#libs/read-model';

/**
 * Reads in the log what commands build on, every event of the facts and sources that they name, each against its own hash. It costs a read for each: while a ledger
 * has not been read as a whole since it was opened, nothing else tells of a body that was altered.
 * @returns the first that is not what was recorded
 */
export async function damageBelow(commands: readonly Command[], readModel: Pick<ReadModel, 'known'>, log: Pick<Log, 'read'>): Promise<Discrepancy | undefined> {
  const { facts } = await readModel.known(namesOf(commands));
  for (const { seq } of [...facts.values()].flatMap(({ steps }) => steps)) {
    const [event] = await log.read(seq, 1);
    const what = event === undefined ? 'it is missing' : wrongBody(JSON.parse(event.head) as object, event.body);
    if (what !== undefined) return { seq, what, against: 'itself' };
  }
  return undefined;
}
