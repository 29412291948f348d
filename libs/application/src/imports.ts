import { addToHistory, type Command, type History, historyOf, type Receipt } from '#libs/domain';
import { type CaseProblem, describePlan, describeProblem, existingFacts, type ImportPlan, isLoaded, loadingCase, planningImport, type Slices } from '#libs/formats';
import type { ReadModel } from '#libs/read-model';
import { createBreather } from './breather.js';
import type { CaseFile, ImportOptions, ImportReport } from './parley.js';

/** A case with problems, every one with its file, line and column. Nothing was written. */
export class CaseInvalid extends Error {
  readonly code = 'case-invalid';
  constructor(readonly problems: CaseProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'CaseInvalid';
  }
}

export function isCaseInvalid(error: unknown): error is CaseInvalid {
  return error instanceof Error && (error as { code?: unknown }).code === 'case-invalid';
}

/** How many positions of the ledger are read at a time. */
const STRIDE = 2_000;

interface ImportArchive {
  readModel: Pick<ReadModel, 'events' | 'position'>;
  submit(commands: readonly Command[]): Promise<Receipt[]>;
}

/**
 * Imports a case: reads all of it, plans against what the ledger has, and writes the plan chunk by chunk; others have their turn all
 * the while. The ids of its events follow from what they say, so an import that was cut short is completed by the next one.
 * What it holds in memory is the case and the plan, for nothing is written unless all of it is valid.
 * @throws CaseInvalid before anything is written
 */
export async function importCase(files: readonly CaseFile[], { onProgress, ...options }: ImportOptions, archive: ImportArchive): Promise<ImportReport> {
  const breathe = createBreather();
  const loaded = await inSlices(loadingCase(files), breathe);
  if (!isLoaded(loaded)) throw new CaseInvalid(loaded);
  const existing = existingFacts(await historyNow(loaded.negotiation, archive.readModel, breathe));
  const plan = await inSlices(planningImport(existing, loaded, { retractMissing: options.retractMissing ?? false }), breathe);
  if (plan.conflicts.length > 0) throw new CaseInvalid(plan.conflicts);
  const receipts: Receipt[] = [];
  const total = plan.chunks.reduce((sum, { length }) => sum + length, 0);
  for (const chunk of options.dryRun === true ? [] : plan.chunks) {
    for (const receipt of await archive.submit(chunk)) receipts.push(receipt);
    onProgress?.(receipts.length, total);
  }
  return { negotiation: loaded.negotiation, dryRun: options.dryRun ?? false, plan: describePlan(plan), counts: countsOf(plan), missing: plan.missing, receipts };
}

async function inSlices<Result>(work: Slices<Result>, breathe: () => Promise<void>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

async function historyNow(negotiation: string, readModel: ImportArchive['readModel'], breathe: () => Promise<void>): Promise<History> {
  const { seq } = await readModel.position();
  const history = historyOf(negotiation, 'UTC', []);
  for (let from = 0; from < seq; from += STRIDE) {
    for (const event of await readModel.events(negotiation, from, Math.min(from + STRIDE, seq))) addToHistory(history, event);
    await breathe();
  }
  return history;
}

function countsOf(plan: ImportPlan): ImportReport['counts'] {
  return {
    recorded: plan.recorded.length,
    mended: plan.mended.length,
    revised: plan.revised.length,
    retracted: plan.retracted.length,
    reinstated: plan.reinstated.length,
    unchanged: plan.unchanged,
    missing: plan.missing.length,
  };
}
