import type { Command, Receipt } from '#libs/domain';
import { type CaseFile, type CaseProblem, createPlanner, describePlan, describeProblem, type ImportPlan, type LoadedFact, type Planner, readingCase } from '#libs/formats';
import type { ReadModel } from '#libs/read-model';
import { createBreather } from '../breather.js';
import type { ImportOptions, ImportReport } from '../parley.js';
import { type Desk, openDesk } from './desk.js';
import { type Existing, existingIn } from './existing.js';

/** A case with problems, every one with its file, line and column. Nothing was written. */
export class CaseInvalid extends Error {
  readonly code = 'case-invalid';
  constructor(readonly problems: CaseProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'CaseInvalid';
  }
}

/** Facts decided in one go; more where they name each other. That holds the event loop for some 5 ms. */
const CHUNK = 50;

/** Chunks handed over at once, which are then written in one commit: each waits for the disk, and writes the pages of the index of ids anew. */
const TOGETHER = 4;

/** Who has more than this to write makes what that needs ready while the files are read. */
const MUCH = 200;

/** Receipts that a report names. */
const NAMED = 1_000;

interface ImportArchive {
  readModel: Pick<ReadModel, 'eventsOfFacts' | 'recordedFacts'>;
  submit: (commands: readonly Command[]) => Promise<Receipt[]>;
  /** Told once or more often that much will be submitted. */
  prepare(): void;
}

/**
 * Imports a case in two goes: first its files are read, each fact is checked and compared with what the ledger has, and what is to be
 * written is put aside in a file; then, where all of it is valid, that is written chunk by chunk. Held in memory are `case.yaml` and
 * a stretch of facts, however long the lists are, and others have their turn all the while. The ids of its events follow from what they
 * say, so an import that was cut short is completed by the next one.
 * @throws CaseInvalid before anything is written
 */
export async function importCase(files: readonly CaseFile[], options: ImportOptions, archive: ImportArchive): Promise<ImportReport> {
  const desk = openDesk();
  try {
    const { negotiation, plan } = await planned(files, options, desk, archive);
    const dryRun = options.dryRun ?? false;
    const receipts: Receipt[] = [];
    let done = 0;
    let written = 0;
    for (const chunks of dryRun ? [] : inGroups(desk.chunks(CHUNK), TOGETHER)) {
      for (const receipt of (await Promise.all(chunks.map(archive.submit))).flat()) {
        done += 1;
        if (receipt.repeated !== true) written += 1;
        if (receipts.length < NAMED) receipts.push(receipt);
      }
      options.onProgress?.(done, desk.size());
    }
    return { negotiation, dryRun, plan: describePlan(plan), counts: countsOf(plan), missing: plan.missing.first, written, receipts };
  } finally {
    desk.close();
  }
}

function* inGroups<Item>(items: Iterable<Item>, size: number): Generator<Item[], void> {
  let group: Item[] = [];
  for (const item of items) {
    if (group.push(item) < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Puts on the desk what is to be written. @throws CaseInvalid */
async function planned(files: readonly CaseFile[], { retractMissing = false, dryRun = false, onProgress }: ImportOptions, desk: Desk, { readModel, prepare }: ImportArchive): Promise<{ negotiation: string; plan: ImportPlan }> {
  const breathe = createBreather();
  const reading = readingCase(files, desk.ids);
  let begun: { negotiation: string; existing: Existing; planner: Planner } | undefined;
  let read = 0;
  try {
    for (;;) {
      const step = reading.next();
      if (step.done === true) {
        if (step.value.length > 0 || begun === undefined) throw new CaseInvalid(step.value);
        break;
      }
      if (step.value !== undefined) {
        const { negotiation, zone, unread, facts } = step.value;
        begun ??= { negotiation, existing: await existingIn(negotiation, readModel), planner: createPlanner({ negotiation, zone, retractMissing, unread }) };
        await planHeld(facts, begun.existing, begun.planner, desk);
        if (desk.size() > MUCH && !dryRun) prepare();
        onProgress?.((read += facts.length));
      }
      await breathe();
    }
  } finally {
    // Closes the list that is being read where something failed.
    reading.return([]);
  }
  const { negotiation, existing, planner } = begun;
  for await (const ids of existing.ids()) {
    await planGone(ids.filter((id) => id !== existing.opening && !desk.holds(id)), existing, planner, desk);
    await breathe();
  }
  if (planner.plan.conflicts.length > 0) throw new CaseInvalid(planner.plan.conflicts);
  return { negotiation, plan: planner.plan };
}

async function planHeld(facts: readonly LoadedFact[], existing: Existing, planner: Planner, desk: Desk): Promise<void> {
  /** A negotiation that was opened by other means keeps the opening that it has. */
  const ledgerId = ({ type, id }: LoadedFact): string => (type === 'negotiation.opened' ? (existing.opening ?? id) : id);
  const recorded = await existing.among(facts.map(ledgerId));
  for (const fact of facts) {
    const id = ledgerId(fact);
    desk.keep(fact.id, planner.held({ ...fact, id }, recorded.get(id)));
  }
}

async function planGone(ids: readonly string[], existing: Existing, planner: Planner, desk: Desk): Promise<void> {
  for (const [id, fact] of await existing.among(ids)) desk.keep(id, planner.gone(id, fact));
}

function countsOf(plan: ImportPlan): ImportReport['counts'] {
  return {
    recorded: plan.recorded.count,
    mended: plan.mended.count,
    revised: plan.revised.count,
    retracted: plan.retracted.count,
    reinstated: plan.reinstated.count,
    unchanged: plan.unchanged,
    missing: plan.missing.count,
  };
}
