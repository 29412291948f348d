import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { CaseInvalid, linksOf, type NotaryPlaces, notaryPlaces, openParley, type Parley, type Progress, QuestionError, readSettings, type Settings, SettingsError, type Verification, verifyLedger, type VerifyOptions } from '#libs/application';
import type { Door } from './door.js';
import { caseInvalid, Failure, placed } from './failure.js';
import { progressBar } from './progress.js';

export interface Opening {
  /** Told in a line what does not keep the ledger from being opened. */
  onTrouble?: (line: string) => void;
  /** Whether a ledger is made where there is none. */
  mayBegin: boolean;
}

/** A command asks about one negotiation: little of a long one needs to be in memory. Bytes. */
const CACHE_BYTES = String(128 * 2 ** 20);

/** The ledger of this machine, opened as the server would open it: settings from the environment, `--data` before `PARLEY_DATA`. */
export async function openLedger(data: string | undefined, env: NodeJS.ProcessEnv, stderr: NodeJS.WritableStream, { onTrouble = (line) => void stderr.write(`${line}\n`), mayBegin }: Opening): Promise<{ parley: Parley; settings: Settings }> {
  return told(async () => {
    // The token belongs to the client of a server; it is no setting of a ledger.
    const { PARLEY_TOKEN: _, ...variables } = env;
    const settings = readSettings({ ...variables, PARLEY_CACHE_BYTES: variables['PARLEY_CACHE_BYTES'] || CACHE_BYTES, ...(data === undefined ? {} : { PARLEY_DATA: data }) });
    if (!mayBegin && settings.PARLEY_LOG === undefined && !existsSync(settings.PARLEY_DATA)) throw new Failure('no-ledger', `there is no folder ${settings.PARLEY_DATA}, and so no ledger in it`);
    const bar = progressBar(stderr, 'building the index');
    const onProgress = ({ done, total }: Progress): void => bar.to(done, total);
    return { parley: await openParley(settings, { threaded: true, onProgress, onTrouble }).finally(() => bar.end()), settings };
  });
}

/** Verifies the ledger of this machine without opening it for answers: what is altered stays as it is found. */
export async function verifyHere(data: string | undefined, env: NodeJS.ProcessEnv, stderr: NodeJS.WritableStream, options: Omit<VerifyOptions, 'onProgress'>): Promise<{ found: Verification; places: NotaryPlaces }> {
  return told(async () => {
    const { PARLEY_TOKEN: _, ...variables } = env;
    const bar = progressBar(stderr, 'verifying');
    const settings = readSettings({ ...variables, ...(data === undefined ? {} : { PARLEY_DATA: data }) });
    const found = await verifyLedger(settings, { ...options, onProgress: (done, total) => bar.to(done, total) }).finally(() => bar.end());
    return { found, places: notaryPlaces(settings) };
  });
}

/** The door to the ledger itself. What is written bears the name of the machine's user. @throws Failure no-ledger where there is none, unless one `mayBegin` */
export async function directDoor(data: string | undefined, env: NodeJS.ProcessEnv, stderr: NodeJS.WritableStream, mayBegin: boolean): Promise<Door> {
  const troubles = new Set<string>();
  const { parley, settings } = await openLedger(data, env, stderr, { onTrouble: (line) => troubles.add(line), mayBegin });
  /** A trouble that keeps what was asked for from being done is told once, by the failure. */
  const done = <T>(work: () => Promise<T>): Promise<T> =>
    told(work).catch((error: unknown) => {
      troubles.delete((error as Failure).message);
      throw error;
    });
  return {
    base: `http://${settings.PARLEY_HOST}:${settings.PARLEY_PORT}`,
    ask: (question) =>
      done(async () => {
        const answer = await parley.ask(question);
        const links = linksOf(question, answer, '', settings.PARLEY_PUBLIC_URL);
        return { body: { ...answer.body, links }, ...(answer.next === undefined ? {} : { next: answer.next }) };
      }),
    replay: (question) => toldEach(parley.replay(question)),
    exportLines: (negotiation, ledger) => toldEach(parley.exportLines(negotiation, ledger)),
    exportBundle: (file, ledger) =>
      done(async () => {
        const handle = await open(file, 'w');
        await parley.writeBundle(handle, ledger).finally(() => handle.close());
      }),
    importCase: (files, options) => done(() => parley.importCase(files, userInfo().username, options)),
    change: (command) =>
      done(async () => {
        const [receipt] = await parley.submit([command], userInfo().username);
        return receipt!;
      }),
    redact: (redaction) => done(() => parley.redact(redaction, userInfo().username)),
    checkpoint: (covers) => done(async () => (covers === undefined ? await parley.notary.checkpoint() : await parley.notary.covering(covers)).note),
    keys: async () => parley.notary.keys().map((key) => `${key}\n`).join(''),
    proof: (of) => done(async () => ('seq' in of ? await parley.proofs.ofEvent(of.seq) : await parley.proofs.ofFact(of.fact, of.revision)).text),
    async close() {
      await parley.close();
      for (const line of troubles) stderr.write(`${line}\n`);
    },
  };
}

/** Does `work`; what the application throws becomes what is told to whoever gave the command. */
export async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error);
  }
}

async function* toldEach<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw failureOf(error);
  }
}

/** What an error of the application means to whoever gave the command. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('internal', String(error));
  if (error instanceof CaseInvalid) return caseInvalid(error.problems.map(placed), { cause: error });
  if (error instanceof SettingsError) return new Failure('bad-setting', error.message, [], { cause: error });
  const { code, details = [] } = error as { code?: unknown; details?: { pointer: string; message: string }[] };
  const troubles = details.map(({ pointer, message }) => ({ where: error instanceof QuestionError ? `--${pointer.slice(1)}` : pointer, message }));
  return new Failure(typeof code === 'string' ? code : 'internal', error.message, troubles, { cause: error });
}
