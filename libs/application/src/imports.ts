import type { Command, Receipt } from '#libs/domain';
import { type CaseProblem, describePlan, describeProblem, existingFacts, type ImportPlan, isLoaded, loadCase, planImport } from '#libs/formats';
import type { ReadModel } from '#libs/read-model';
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

/**
 * Imports a case: reads all of it, plans against what the ledger has, and writes the plan chunk by chunk. The ids of its events
 * follow from what they say, so an import that was cut short is completed by the next one.
 * @throws CaseInvalid before anything is written
 */
export async function importCase(
  files: readonly CaseFile[],
  options: ImportOptions,
  archive: { readModel: Pick<ReadModel, 'events' | 'position'>; submit(commands: readonly Command[]): Promise<Receipt[]> },
): Promise<ImportReport> {
  const loaded = loadCase(files);
  if (!isLoaded(loaded)) throw new CaseInvalid(loaded);
  const { seq } = await archive.readModel.position();
  const existing = existingFacts(loaded.negotiation, await archive.readModel.events(loaded.negotiation, 0, seq));
  const plan = planImport(existing, loaded, { retractMissing: options.retractMissing ?? false });
  if (plan.conflicts.length > 0) throw new CaseInvalid(plan.conflicts);
  const receipts: Receipt[] = [];
  if (options.dryRun !== true) for (const chunk of plan.chunks) receipts.push(...(await archive.submit(chunk)));
  return { negotiation: loaded.negotiation, dryRun: options.dryRun ?? false, plan: describePlan(plan), counts: countsOf(plan), missing: plan.missing, receipts };
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
