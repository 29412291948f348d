import type { Clocks, LateQuestion } from '#libs/application';
import type { Basis, Difference, LateFact, Reconciliation } from '#libs/domain';
import type { Context } from '../context.js';
import type { Reply } from '../door.js';
import { check, type Expectation, readExpectation } from '../expect.js';
import { EXIT, type ExitCode } from '../failure.js';
import { printable } from '../layout.js';
import { lateLines, reconciliationPage, sinceSection, troubleLines } from '../pages/audit.js';
import { basisLine, paragraph, permanentLink, title } from '../pages/words.js';
import { listAll } from './reads.js';

/** The commands of an auditor: do the counts add up, and what came late. */

type AuditOptions = Clocks & { expect?: string[]; since?: string; json?: boolean };
type Reconciled = Reconciliation & { negotiation: string; basis: Basis } & Reply['body'];

/**
 * Prints the reconciliation, and says on stderr what does not add up, and which expectations do not hold.
 * @returns the exit code: 1 where there is any such
 */
export async function audit(context: Context, negotiation: string, { expect = [], since, json, ...clocks }: AuditOptions): Promise<ExitCode> {
  const expectations = expect.map(readExpectation);
  const door = await context.door();
  const body = (await door.ask({ ask: 'reconciliation', negotiation, ...clocks })).body as Reconciled;
  // All that is asked further is asked of the same moment.
  const { at, known, ledger } = body.basis;
  const moment = { at: at.instant, known: known.instant, ledger: String(ledger.size) };
  const checked = expectations.length === 0 ? [] : spotChecks((await door.ask({ ask: 'state', negotiation, ...moment })).body, expectations);
  if (json === true) await context.print(`${JSON.stringify(body, null, 2)}\n`);
  else {
    const changed = since === undefined ? undefined : ((await door.ask({ ask: 'diff', negotiation, clock: 'recorded', from: since, ...moment })).body as unknown as Difference);
    const { screen } = context;
    const report = printable(body);
    const { pinned } = body.links;
    await context.printLines([
      ...title(`Audit of ${negotiation}`, screen),
      ...paragraph(basisLine(body.basis), screen, 0, screen.quiet),
      ...reconciliationPage(report, negotiation, screen),
      ...sinceSection(negotiation, since, changed === undefined ? undefined : printable(changed), screen),
      ...permanentLink(pinned.startsWith('/') ? door.base + pinned : pinned, screen),
    ]);
  }
  const failed = checked.filter(({ holds }) => !holds);
  for (const line of [...troubleLines(body, negotiation), ...failed.map(({ path, expected, found }) => `expected ${path} = ${expected}, found ${found}`)]) context.say(`parley: ${line}`);
  return body.addsUp && failed.length === 0 ? EXIT.ok : EXIT.checkFailed;
}

function spotChecks(state: object, expectations: readonly Expectation[]): (Expectation & ReturnType<typeof check>)[] {
  return expectations.map((expectation) => ({ ...expectation, ...check(state, expectation) }));
}

/** Facts that became public, or were recorded, long after they happened. */
export async function late(context: Context, negotiation: string, { json, ...asked }: Omit<LateQuestion, 'ask' | 'negotiation'> & { json?: boolean }): Promise<void> {
  await listAll<LateFact>(context, { ask: 'late', negotiation, ...asked }, json, (items, basis) => lateLines(items, negotiation, asked.clock ?? 'reported', basis.at.zone, context.screen));
}
