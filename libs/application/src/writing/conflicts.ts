import { type Command, Rejection, stepsOf } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';

/** Steps told of in the message; all are in `since`. */
const TOLD = 5;

/** An error as the author of the commands is told it: of a stale revision with what was written since, so that nobody has to look it up to decide anew. */
export async function tellConflict(error: unknown, commands: readonly Command[], readModel: Pick<ReadModel, 'factEvents'>): Promise<unknown> {
  if (!(error instanceof Rejection) || error.code !== 'stale-revision') return error;
  const command = commands[error.command];
  if (command === undefined || command.op === 'record' || command.expectedRevision === undefined) return error;
  const seen = command.expectedRevision;
  const since = stepsOf(await readModel.factEvents(command.fact)).filter(({ revision }) => revision > seen);
  if (since.length === 0) return error;
  const told = since.slice(-TOLD).map(({ revision, op, recordedBy, words }) => `revision ${revision}, ${op} by ${recordedBy}: ${words.join('; ')}`);
  return new Rejection(error.code, `${error.message}. Written since: ${told.join(' | ')}`, error.details, error.command, error.revision, since);
}
