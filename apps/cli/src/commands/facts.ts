import { randomUUID } from 'node:crypto';
import type { Clocks } from '#libs/application';
import type { Basis, Citation, ClaimInput } from '#libs/domain';
import type { Context } from '../context.js';
import type { FactChange } from '../door.js';
import { Failure, usage } from '../failure.js';
import { readInput } from '../input.js';
import { type FactBody, type FactHistoryBody, factHistoryPage, factPage } from '../pages/facts.js';
import { permanentLink } from '../pages/words.js';
import { show as showAnswer } from './reads.js';

type ReadOptions = Clocks & { json?: boolean };

export async function show(context: Context, fact: string, { json, ...clocks }: ReadOptions): Promise<void> {
  await showAnswer<FactBody & { basis: Basis }>(context, { ask: 'fact', fact, ...clocks }, json, (body, link) => [
    ...factPage(body, body.basis.at.zone, context.screen),
    ...permanentLink(link, context.screen),
  ]);
}

export async function history(context: Context, fact: string, { json, ...clocks }: ReadOptions): Promise<void> {
  await showAnswer<FactHistoryBody & { basis: Basis }>(context, { ask: 'fact-history', fact, ...clocks }, json, (body, link) => [
    ...factHistoryPage(body, body.basis.at.zone, context.screen),
    ...permanentLink(link, context.screen),
  ]);
}

export interface ChangeOptions {
  reason?: string;
  note?: string;
  reported?: string;
  revision?: number;
  id?: string;
  mends?: number;
  undoes?: number;
  source?: string[];
  json?: boolean;
}

/** Changes a fact, and prints where the change stands in the ledger. */
export async function change(context: Context, op: FactChange['op'], fact: string, file: string | undefined, options: ChangeOptions): Promise<void> {
  const { json, revision, source, id = randomUUID(), ...step } = options;
  const claims = op === 'revise' || op === 'mend' ? { claims: await claimsFrom(context, file) } : {};
  const sources = source === undefined ? {} : { sources: source.map(placeIn) };
  const command = { op, id, fact, ...step, ...sources, ...(revision === undefined ? {} : { expectedRevision: revision }), ...claims } as FactChange;
  const receipt = await (await context.door()).change(command);
  if (json === true) return context.print(`${JSON.stringify(receipt, null, 2)}\n`);
  const done = receipt.repeated === true ? 'was recorded before' : 'recorded';
  await context.print(`${receipt.fact}: revision ${receipt.revision} ${done} as event ${receipt.seq} (${receipt.id}) at ${receipt.recordedAt}\n`);
}

/** `talks.S2 ¶4` */
function placeIn(text: string): Citation {
  const [source = '', ...locator] = text.trim().split(/\s+/);
  return locator.length === 0 ? { source } : { source, locator: locator.join(' ') };
}

export interface RedactOptions {
  reason: string;
  event?: number;
  note?: string;
  revision?: number;
  id?: string;
  reasonMayRepeat?: boolean;
  json?: boolean;
}

/** Removes what a fact says, and prints which events are gone. */
export async function redact(context: Context, fact: string, { json, event, revision, reasonMayRepeat, id = randomUUID(), ...why }: RedactOptions): Promise<void> {
  const receipts = await (await context.door()).redact({ fact, id, redacts: event, expectedRevision: revision, mayRepeat: reasonMayRepeat, ...why });
  if (json === true) return context.print(`${JSON.stringify(receipts, null, 2)}\n`);
  for (const { seq, revision: now, recordedAt, repeated } of receipts) {
    await context.print(`${fact}: revision ${now} ${repeated === true ? 'was recorded before' : 'recorded'} as event ${seq} at ${recordedAt}: what it redacts is gone from ledger and index\n`);
  }
  context.say('copies made earlier (backups, exports, what readers have saved) still hold the text');
}

const FORM = 'a list such as [{ "happened": "2011-07-12", "data": { "round": "july", "count": 328 }, "sources": [{ "source": "connecticut-2011.S4", "locator": "¶2" }] }]';

/** A list of claims, or one claim, or `{ claims: [...] }`. What is in them is for the domain to check. */
async function claimsFrom(context: Context, file: string | undefined): Promise<ClaimInput[]> {
  if (file === undefined && 'isTTY' in context.stdin && context.stdin.isTTY) throw usage(`give the claims as a file, or on stdin: JSON or YAML, ${FORM}`);
  const { value, name } = await readInput(context.stdin, file);
  const claims = isObject(value) && 'claims' in value ? value.claims : value;
  const list = Array.isArray(claims) ? claims : [claims];
  if (list.length === 0 || !list.every((claim) => isObject(claim) && 'data' in claim)) {
    throw new Failure('unreadable-input', `${name} holds no claims: give ${FORM}`);
  }
  return list as ClaimInput[];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
