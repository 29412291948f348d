import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Command, Receipt } from '#libs/domain';
import { openLog } from '#libs/log';
import { toBase64 } from '#libs/proof';
import { openIndexServer, openReadModel, type Progress } from '#libs/read-model';
import { replayOf } from './asking/answers/between.js';
import { ask } from './asking/ask.js';
import type { Archive } from './asking/scene.js';
import { createKeptStates } from './asking/states.js';
import { openSwap } from './asking/swap.js';
import { createTimelines } from './asking/timelines.js';
import { writeBundle } from './auditing/bundle.js';
import { exportLines } from './auditing/export.js';
import { type Clock, systemClock } from './clock.js';
import { keepFollowing } from './following/following.js';
import { createLogWatch } from './following/log-watch.js';
import { reach } from './following/reach.js';
import { coverage, readinessOf } from './following/readiness.js';
import { createRecordWatch } from './following/record-watch.js';
import { createServerWatch } from './following/server-watch.js';
import { newest } from './import/existing.js';
import { importCase } from './import/import-case.js';
import type { Meter, Vitals } from './meter.js';
import { createLedgerTree, type LedgerTree } from './notary/ledger-tree.js';
import { openNotary } from './notary/open-notary.js';
import { createProofs } from './notary/proofs.js';
import type { Parley } from './parley.js';
import { indexPlace, type Settings, unwritable } from './settings.js';
import { fileTokens } from './tokens.js';
import { tellConflict } from './writing/conflicts.js';
import { damageBelow } from './writing/foundations.js';
import { createRecorder, type SubmitOptions } from './writing/recorder.js';
import { finishRedactions, redact } from './writing/redaction.js';
import { pooled, saltFrom } from './writing/seal.js';

/** What the application takes from outside; a test brings its own clock and randomness. */
export interface Surroundings {
  clock?: Clock;
  random?: (bytes: number) => Buffer;
  /** Whether much writing has threads of its own, one for the ledger and one for the index. Default false. */
  threaded?: boolean;
  /** Counts what is written. */
  meter?: Meter;
  /** Checking and building the index at start, and how far it is. */
  onProgress?: (progress: Progress) => void;
  /** Takes a line on what is wrong with ledger or index, or right again, when that is noticed. */
  onTrouble?: (line: string) => void;
}

/**
 * Opens the ledger and its index in the data folder, creating both where they are missing, and keeps the index current.
 * @throws SettingsError where the data folder can't be written to
 * Where the projector is halted by an event that can't be indexed, the application opens all the same and says so (see `readiness`).
 */
export async function openParley(settings: Settings, { clock = systemClock, random = pooled(randomBytes), threaded = false, meter, onProgress, onTrouble = () => undefined }: Surroundings = {}): Promise<Parley> {
  const data = settings.PARLEY_DATA;
  const log = await mkdir(data, { recursive: true }).then(() => openLog(settings.PARLEY_LOG ?? `sqlite:${join(data, 'ledger.db')}`, { threaded })).catch((error: unknown) => Promise.reject(unwritable(error, settings) ?? error));
  const { readModel, indexer, found, checked, close } = await openReadModel(indexPlace(settings), { log, threaded, ...(onProgress === undefined ? {} : { onProgress }) });
  const tree = createLedgerTree(log, readModel, (seq, what) => watch.note({ seq, what, against: 'itself' }));
  const notary = await openNotary(settings, log, tree, () => random(32), onTrouble).catch(async (error: unknown) => {
    await close();
    await log.close();
    throw error;
  });
  const watch = createRecordWatch(notary, onTrouble);
  watch.note(found);
  // What a ledger that is not the right one says is redacted stays.
  if (notary.refusal() === undefined) await finishRedactions(log, readModel);
  const recorder = createRecorder({ log, readModel, indexer, clock, salt: () => saltFrom(random), ...(meter === undefined ? {} : { meter }) });
  const following = new AbortController();
  const followed = keepFollowing(indexer, following.signal, onTrouble);

  const timelines = createTimelines(readModel, { limit: settings.PARLEY_CACHE_BYTES, openSwap: () => openSwap(settings.PARLEY_DATA) });
  const states = createKeptStates();
  const roots = new Map<number, string>();
  /** What was loaded, and compared, from an index that turned out to be of another log is so again. */
  const startOver = async (): Promise<void> => {
    timelines.clear();
    states.clear();
    roots.clear();
    tree.forget();
    recorder.forget();
    await notary.check();
  };
  let isRead = false;
  // It may have been closed meanwhile.
  void checked.then(async (later) => {
    if (later?.against === 'index') await startOver();
    if (later !== undefined) watch.note(later);
    isRead = true;
  }).catch(() => undefined);
  const milliseconds = (): number => Number(clock() / 1_000_000n) * 1_000;
  const instant = (): string => Temporal.Instant.fromEpochMilliseconds(milliseconds()).toString();
  const logWatch = createLogWatch(log, () => indexer.status().position.seq, instant, onTrouble);
  const indexServer = await openIndexServer(indexPlace(settings));
  const indexWatch = indexServer && createServerWatch({ name: 'the index', ask: indexServer.answers, now: instant, tell: onTrouble, fresh: INDEX_FRESH });
  /** As it was last known, while the log is away. */
  let covered: Vitals['checkpoint'] = { size: 0, behindSeconds: 0 };
  const archive: Archive = { readModel, timelines, states, now: milliseconds, head: tree.size, rootAt: rootsOf(tree, roots) };

  const proofs = createProofs(readModel, tree, notary);

  async function write(commands: readonly Command[], by: string, options?: SubmitOptions): Promise<Receipt[]> {
    const refusal = notary.refusal();
    if (refusal !== undefined) throw refusal;
    const receipts = await recorder.submit(commands, by, options);
    notary.signSoon();
    return receipts;
  }

  const submit = async (commands: readonly Command[], by: string) => {
    if (!isRead) watch.note(await damageBelow(commands, readModel, log));
    try {
      return await write(commands, by);
    } catch (error) {
      throw await tellConflict(error, commands, readModel);
    }
  };

  return {
    ask: (question) => ask(archive, question),
    replay: (question) => replayOf(archive, question),
    exportLines: (negotiation, ledger) => exportLines(archive, negotiation, ledger),
    writeBundle: (file, ledger) => writeBundle({ log, readModel, tree, notary, proofs }, ledger, file),
    submit,
    async redact(redaction, by) {
      const receipts = await redact(redaction, { log, readModel, submit: (commands) => submit(commands, by) });
      // What is kept in memory holds the text until it is asked for again.
      timelines.clear();
      states.clear();
      return receipts;
    },
    newest: (fact) => newest(fact, readModel),
    importCase: (files, by, options = {}) => importCase(files, options, { readModel, submit: (commands) => write(commands, by, { unannounced: true }), prepare: () => indexer.prepare() }).finally(() => recorder.announce()),
    root: async () => (await readModel.position()).root,
    negotiationIds: async (limit) => (await readModel.negotiations({ limit })).rows.map(({ id }) => id),
    reach: (seq) => reach(seq, log, indexer),
    readiness: () => readinessOf(log.name, logWatch, indexWatch, indexer.status(), notary, watch),
    async vitals() {
      if ((await logWatch.told()).unreachable === undefined) covered = await coverage(log, notary, Number(clock() / 1_000n));
      return { cache: timelines.held(), checkpoint: covered };
    },
    async rebuild(progress) {
      await indexer.rebuild(progress && ((step) => progress(step.done, step.total)));
      await startOver();
    },
    tree,
    notary,
    proofs,
    tokens: fileTokens(settings.PARLEY_TOKENS ?? join(data, 'tokens.json'), () => random(32), instant),
    async close() {
      await recorder.close();
      following.abort();
      await followed;
      await notary.close();
      await indexServer?.close();
      await close();
      await log.close();
    },
  };
}

/** How old what is told of the index's server may be: it is not asked more often, however often readiness is. Milliseconds. */
const INDEX_FRESH = 500;

/** How many roots are remembered: as a rule many answers rest on one ledger size. */
const ROOTS = 1_000;

/** The root at a size in base 64, remembered in `roots`. */
function rootsOf(tree: LedgerTree, roots: Map<number, string>): (size: number) => Promise<string> {
  return async (size) => {
    const known = roots.get(size);
    if (known !== undefined) return known;
    const root = toBase64(await tree.rootAt(size));
    if (roots.size >= ROOTS) roots.clear();
    roots.set(size, root);
    return root;
  };
}
