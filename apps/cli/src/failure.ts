import type { CaseProblem } from '#libs/formats';
import { wrap } from './layout.js';

/** Exit codes; docs/cli.md lists them. */
export const EXIT = { ok: 0, checkFailed: 1, usage: 2, notFound: 3, conflict: 4, invalid: 5, internal: 70 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Exit codes by the stable codes of errors. What is not listed is the program's own failure. */
const EXIT_BY_CODE: Readonly<Record<string, ExitCode>> = {
  'copy-refused': EXIT.checkFailed,
  'note-refused': EXIT.checkFailed,
  'proof-refused': EXIT.checkFailed,
  usage: EXIT.usage,
  'bad-key': EXIT.usage,
  'bad-moment': EXIT.usage,
  'bad-cursor': EXIT.usage,
  'bad-parameter': EXIT.usage,
  'missing-parameter': EXIT.usage,
  'ledger-beyond-head': EXIT.usage,
  'unknown-conventions': EXIT.usage,
  'bad-setting': EXIT.usage,
  'not-a-ledger': EXIT.usage,
  'unknown-parameter': EXIT.usage,
  unauthorized: EXIT.usage,
  'unknown-negotiation': EXIT.notFound,
  'unknown-fact': EXIT.notFound,
  'unknown-path': EXIT.notFound,
  'file-not-found': EXIT.notFound,
  'no-ledger': EXIT.notFound,
  'not-built': EXIT.notFound,
  'not-found': EXIT.notFound,
  'copy-disturbed': EXIT.conflict,
  'stale-revision': EXIT.conflict,
  'id-taken': EXIT.conflict,
  'fact-exists': EXIT.conflict,
  'negotiation-exists': EXIT.conflict,
  'already-retracted': EXIT.conflict,
  'already-redacted': EXIT.conflict,
  'not-retracted': EXIT.conflict,
  'index-behind': EXIT.conflict,
  'index-halted': EXIT.conflict,
  'index-unavailable': EXIT.conflict,
  'log-busy': EXIT.conflict,
  'log-unavailable': EXIT.conflict,
  'ledger-damaged': EXIT.conflict,
  'ledger-forked': EXIT.conflict,
  'invalid-fact': EXIT.invalid,
  'case-invalid': EXIT.invalid,
  'invalid-body': EXIT.invalid,
  'invalid-zone': EXIT.invalid,
  'body-too-large': EXIT.invalid,
  'unknown-type': EXIT.invalid,
  'unknown-source': EXIT.invalid,
  'unknown-reference': EXIT.invalid,
  'not-a-version': EXIT.invalid,
  'wrong-negotiation': EXIT.invalid,
  'reason-repeats': EXIT.invalid,
  'append-too-large': EXIT.invalid,
  'event-too-large': EXIT.invalid,
  'bundle-too-large': EXIT.invalid,
  'not-canonical': EXIT.invalid,
  'unreadable-input': EXIT.invalid,
};

/** What is wrong, and where: a JSON Pointer, an option, or a place in a file. */
export interface Trouble {
  where: string;
  message: string;
}

/** What is wrong in a file, at its place: `path:line:column`. */
export function placed({ file, line, column, message, advice }: CaseProblem): Trouble {
  return { where: `${file}:${line}:${column}`, message: advice === undefined ? message : `${message} (${advice})` };
}

/** A command that could not be done, as the person who gave it is told. The same through either door. */
export class Failure extends Error {
  readonly exitCode: ExitCode;
  constructor(
    readonly code: string,
    message: string,
    readonly troubles: readonly Trouble[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Failure';
    this.exitCode = EXIT_BY_CODE[code] ?? EXIT.internal;
  }
}

export function usage(message: string): Failure {
  return new Failure('usage', message);
}

/** A case that can't be imported, with the place of every problem: `path:line:column`. */
export function caseInvalid(troubles: readonly Trouble[], options?: ErrorOptions): Failure {
  return new Failure('case-invalid', `the case has ${troubles.length === 1 ? 'a problem' : `${troubles.length} problems`}`, troubles, options);
}

/** What to do next, by code, where the message alone does not say. */
const ADVICE: Readonly<Record<string, string>> = {
  'unknown-negotiation': 'parley list names the negotiations; parley import DIR adds one',
  'no-ledger': '--data or PARLEY_DATA names the folder of a ledger; parley import DIR, parley serve and parley token create NAME begin one',
  'unknown-fact': 'parley timeline ID names the facts of a negotiation',
  'copy-disturbed': 'give the same command again: it goes on behind the events that are the same, and names the first that differs',
  'stale-revision': 'parley facts history FACT shows what was written since; give its newest revision',
  'reason-repeats': '--reason-may-repeat lets it stand',
  'not-erased': 'end whatever else reads ledger.db, and give the same command again with its --id; or start the server anew',
  'index-halted': 'nothing was changed; parley verify says what is wrong with the ledger',
  'log-busy': 'nothing was written; try again',
  'log-unavailable': 'give the same command again when the server is back: under the same --id it writes nothing twice',
  'case-invalid': 'nothing was written; mend the files and import again',
  unauthorized: 'give a token with --token or PARLEY_TOKEN; parley token create NAME makes one where the ledger is',
  unreachable: 'is the server running there? parley serve starts one',
};

/** The failure in lines for stderr. */
export function describeFailure({ code, message, troubles, exitCode, cause }: Failure): string[] {
  const places = troubles.filter((trouble) => trouble.message !== message || troubles.length > 1);
  const advice = ADVICE[code];
  return [
    `parley: ${message}`,
    ...places.flatMap(({ where, message: detail }) => (where.startsWith('--') ? wrap(detail, 98).map((line) => `  ${line}`) : [where === '' ? detail : `${where}: ${detail}`])),
    ...(advice === undefined ? [] : [`  ${advice}`]),
    ...(exitCode === EXIT.internal && cause instanceof Error && cause.stack !== undefined ? [cause.stack] : []),
  ];
}
