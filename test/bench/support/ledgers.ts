import { existsSync, renameSync, rmSync } from 'node:fs';
import { type Log, openLog, type StoredEvent } from '../../../libs/log/src/index.js';
import { realisticSteps, type Shape, type Step } from '../../support/realistic.js';
import { sealedPages } from '../../support/sealed.js';
import { keptPath } from './places.js';

/** Every generated history of the benches is of this seed; docs/performance.md names it. */
export const SEED = 20_110_713;

export function shape(negotiation: string, events: number, more: Partial<Shape> = {}): Shape {
  return { negotiation, events, seed: SEED, ...more };
}

/** The path of a ledger with one negotiation of this shape, made when it is first asked for. */
export async function ledgerOf(name: string, steps: () => Iterable<Step>, say = true): Promise<string> {
  const path = keptPath(`${name}.ledger.db`);
  if (existsSync(path)) return path;
  if (say) process.stderr.write(`  making the ledger ${name} (kept for later runs)\n`);
  const making = `${path}.making`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(making + suffix, { force: true });
  const log = await openLog(`sqlite:${making}`);
  await appendAll(log, sealedPages(steps(), 5_000));
  await log.close();
  renameSync(making, path);
  return path;
}

/** A million facts and their corrections in one negotiation, and a small negotiation beside it. */
export async function millionLedger(): Promise<string> {
  return ledgerOf(`million-${SEED}`, function* () {
    yield* realisticSteps(shape('large', 1_000_000, { late: 0.2, revised: 0.05, retracted: 0.02 }));
    yield* realisticSteps(shape('small', 1_000));
  });
}

export async function appendAll(log: Log, pages: Iterable<readonly StoredEvent[]>): Promise<number> {
  let size = await log.head();
  for (const page of pages) {
    await log.append(size, page);
    size += page.length;
  }
  return size;
}

/** The first events of a history, in memory: what baselines are given to write. */
export function eventsOf(of: Shape): StoredEvent[] {
  return [...sealedPages(realisticSteps(of))].flat();
}

/** For writers who overtake each other: whatever other facts name is written before them. */
export function sourcesFirst<Command extends { op: string; type?: string }>(all: Command[]): Command[] {
  const isSource = ({ type }: Command): boolean => type === 'source.registered' || type === 'negotiation.opened';
  return [...all.filter(isSource), ...all.filter((command) => !isSource(command))];
}
