import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { inWords } from '#libs/domain';
import { maskedUrl } from '#libs/log';
import { isKeyName } from '#libs/proof';
import { readWitnesses } from './notary/known-witness.js';

const wholeNumber = (low: number, high: number) => z.string().regex(/^\d+$/, 'a whole number').transform(Number).pipe(z.int().min(low).max(high));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const logUrl = z.string().regex(/^(sqlite:|memory:|postgres(ql)?:\/\/|kurrentdb(\+discover)?:\/\/)/, 'sqlite:PATH, memory:, postgres://HOST/DATABASE or kurrentdb://HOST:PORT');

/** Every setting, by the name of its environment variable. docs/configuration.md lists them; a test compares. */
export const settingsSchema = z.object({
  PARLEY_DATA: z.string().min(1).default('./data').describe('Folder of the ledger, the index and the tokens. Created where it is missing.'),
  PARLEY_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on. Anything but a loopback address opens the server to others.'),
  PARLEY_PORT: wholeNumber(0, 65_535).default(3000).describe('Port to listen on; 0 takes any free one.'),
  PARLEY_LOG: logUrl.optional().describe('The log: `sqlite:PATH`, `memory:`, `postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full`, or `kurrentdb://USER:PASSWORD@HOST:2113?stream=parley&tlsCAFile=FILE`. Default: `ledger.db` in the data folder.'),
  PARLEY_LOG_FILE: z.string().min(1).optional().describe('File that holds what `PARLEY_LOG` would say: for an address with a password in it.'),
  PARLEY_INDEX: z.string().regex(/^postgres(ql)?:\/\//, 'postgres://HOST/DATABASE').optional().describe('A PostgreSQL database for the index, which processes share: `postgres://USER:PASSWORD@HOST:5432/DATABASE`, the server itself, with no pooler between. Default: `index.db` in the data folder.'),
  PARLEY_INDEX_FILE: z.string().min(1).optional().describe('File that holds what `PARLEY_INDEX` would say.'),
  PARLEY_ORIGIN: z.string().refine(isKeyName, 'a name without spaces or plus, such as example.com/parley').optional().describe('Name of this ledger as a transparency log, for ever: fixed with the signing key at the first start. Default: the public address without its scheme, else `localhost/parley-…` with a part of the key.'),
  PARLEY_SIGNING_KEY: z.string().min(1).optional().describe('File of the keys that sign checkpoints, made at the first start; it must be readable by its owner only. Default: `signing.key` in the data folder.'),
  PARLEY_CHECKPOINTS: z.string().min(1).optional().describe('File of the checkpoints that were signed: best on another disk than the ledger, and never restored with it. Default: `checkpoints.db` in the data folder.'),
  PARLEY_CHECKPOINT_LOG: logUrl.optional().describe('Where servers on several machines put up what they sign, so that they sign one after another: as `PARLEY_LOG`, but another database or stream. Each keeps it in its own file, too. Default: nowhere, for one machine.'),
  PARLEY_CHECKPOINT_LOG_FILE: z.string().min(1).optional().describe('File that holds what `PARLEY_CHECKPOINT_LOG` would say.'),
  PARLEY_CHECKPOINT_SECONDS: wholeNumber(0, 86_400).default(60).describe('How long after a write the ledger is signed where nobody has asked for a checkpoint meanwhile; 0: only when asked.'),
  PARLEY_WITNESSES: z.string().transform(readWitnesses).optional().describe('Who cosigns the checkpoints: of each witness its address and its verifier key, with spaces between: `https://court.example/witness court.example/witness+c74f20a3+BA…`. Default: nobody.'),
  PARLEY_TOKENS: z.string().min(1).optional().describe('File of the tokens of those who may write, as hashes: where several processes serve one ledger, the same for all. Default: `tokens.json` in the data folder.'),
  PARLEY_DRAIN_SECONDS: wholeNumber(0, 3_600).default(0).describe('How long a server that was told to stop goes on answering, while /health/ready says 503: as long as a proxy takes to notice.'),
  PARLEY_SHIPPED_CASES: flag.default(true).describe('Whether the shipped records are loaded into an empty ledger at start.'),
  PARLEY_BODY_LIMIT: wholeNumber(1_024, 1_073_741_824).default(4_194_304).describe('Largest request body, in bytes, or line of one in JSON Lines. A larger one is read at the cost of all others, who wait.'),
  PARLEY_RATE_LIMIT: wholeNumber(0, 1_000_000).default(6_000).describe('Requests a minute and client address; 0 sets no limit, as it has to be behind a proxy, which would be the only client and counts by itself.'),
  PARLEY_CACHE_BYTES: wholeNumber(0, 1_099_511_627_776).default(1_073_741_824).describe('About how many bytes of memory the negotiations that were asked about may take; the least recently asked-for make room. What of one goes beyond two fifths of it lies in a temporary file in the data folder. A command of `parley` takes 128 MiB where this is not set.'),
  PARLEY_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional().describe('Where readers reach the server, for absolute links. Default: links are paths, which hold behind every name that the server has.'),
  PARLEY_LOGGING: z.enum(['plain', 'json']).default('plain').describe('What the server says on stderr: `plain` lines on starting, stopping and trouble, or `json`, a line of JSON for each of these and for each request, with its id.'),
  PARLEY_TRACES: z.url({ protocol: /^https?$/ }).optional().describe('Where spans are sent, such as `http://127.0.0.1:4318/v1/traces` (OpenTelemetry, OTLP over HTTP). Default: nowhere.'),
});

export type Settings = z.output<typeof settingsSchema>;

/** The file or the database of the index. */
export function indexPlace({ PARLEY_INDEX, PARLEY_DATA }: Settings): string {
  return PARLEY_INDEX ?? join(PARLEY_DATA, 'index.db');
}

/** Variables of the same name family that are no settings: the CLI's token, and the seed of tests. */
const OTHERS = ['PARLEY_TOKEN', 'PARLEY_SEED'];

/** A setting that can't be used; the message names the variable. */
export class SettingsError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
  }
}

/**
 * Reads the settings from environment variables. An empty value counts as unset; an unknown `PARLEY_…` variable is an error, since it is a typing mistake.
 * @throws SettingsError naming every variable that is wrong
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('PARLEY_') && value !== undefined && value !== ''));
  const known = Object.keys(settingsSchema.shape);
  for (const name of ['PARLEY_LOG', 'PARLEY_INDEX', 'PARLEY_CHECKPOINT_LOG']) {
    const file = given[`${name}_FILE`];
    if (file !== undefined) given[name] = readSecret(`${name}_FILE`, file);
  }
  const unknown = Object.keys(given).filter((name) => !known.includes(name) && !OTHERS.includes(name)).map((name) => `${name} is not a setting; the settings are ${known.join(', ')}`);
  const parsed = settingsSchema.safeParse(given, { error: inWords });
  const wrong = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${String(path[0])}=${maskedUrl(String(given[String(path[0])]))}: ${message}`);
  if (!parsed.success || unknown.length > 0) throw new SettingsError([...wrong, ...unknown]);
  return parsed.data;
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new SettingsError([`${name}=${path}: the file can't be read (${(error as Error).message})`]);
  }
}

/** What to do where the file system, or SQLite, refuses the folder of the ledger; undefined for any other error. */
export function unwritable(error: unknown, { PARLEY_DATA, PARLEY_LOG }: Settings): SettingsError | undefined {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^(EACCES|EPERM|EROFS|ENOSPC|ENOTDIR|EEXIST|SQLITE_(READONLY|CANTOPEN|FULL))/.test(code)) return undefined;
  if (code === 'EEXIST') return new SettingsError([`${PARLEY_DATA} is a file: set PARLEY_DATA to a folder${/\.db$/.test(PARLEY_DATA) ? `, such as ${dirname(PARLEY_DATA)}, where it lies` : ''}`]);
  return new SettingsError([`${PARLEY_LOG === undefined ? PARLEY_DATA : maskedUrl(PARLEY_LOG)} can't be written to (${message}): set PARLEY_DATA to a folder that this user may write to`]);
}
