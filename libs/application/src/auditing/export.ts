import { QuestionError } from '../asking/errors.js';
import { resolveLedger } from '../asking/moments.js';
import type { Archive } from '../asking/scene.js';
import { eventsOf } from './events-of.js';

/**
 * The events of a negotiation below a ledger size, one line of JSON each: `{ head, body }` as recorded (`body` null where it was redacted).
 * @throws QuestionError unknown-negotiation
 */
export async function* exportLines(archive: Archive, negotiation: string, ledger?: string): AsyncGenerator<string> {
  const row = await archive.readModel.negotiation(negotiation);
  if (row === undefined) throw new QuestionError('unknown-negotiation', `there is no negotiation ${negotiation}`);
  const { size } = await resolveLedger(ledger, row.zone, { head: await archive.head(), readModel: archive.readModel });
  for await (const event of eventsOf(archive.readModel, negotiation, size)) yield `${JSON.stringify(event)}\n`;
}
