import { type AddCheckpoint, NoteRefused, openNote, parseNote, verifierKeyText, writeAddCheckpoint } from '#libs/proof';
import type { Cosignature } from './checkpoint-store.js';
import type { KnownWitness } from './known-witness.js';

/** A few cosignatures, or a size. */
const MAX_ANSWER_BYTES = 64 * 1_024;

export type WitnessAnswer =
  | { cosignature: Cosignature }
  /** It has cosigned another checkpoint last: one of so many leaves. */
  | { known: number };

/** The witness did not cosign, or its answer is not to be believed. The message says why. */
export class NotCosigned extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotCosigned';
  }
}

/**
 * Asks a witness once to cosign a checkpoint (C2SP tlog-witness). A cosignature is verified before it is returned.
 * @param signal ends the exchange, whatever state it is in
 * @throws NotCosigned
 */
export async function askWitness({ url, key }: KnownWitness, request: AddCheckpoint & { checkpoint: string }, signal: AbortSignal): Promise<WitnessAnswer> {
  const { status, body } = await exchange(`${url}/add-checkpoint`, writeAddCheckpoint(request), signal);
  switch (status) {
    case 200:
      return { cosignature: verified(request.checkpoint, body, key) };
    case 409: {
      const [, size] = /^(0|[1-9]\d*)\n$/.exec(body) ?? [];
      if (size === undefined || !Number.isSafeInteger(Number(size))) throw new NotCosigned('it answered 409 without the size that it knows');
      return { known: Number(size) };
    }
    case 403:
      throw new NotCosigned(`it does not trust the key that signed the checkpoint (403): whoever runs it must be told of the new key. ${shown(body)}`);
    case 404:
      throw new NotCosigned(`it does not watch this ledger, or is not at ${url} (404): whoever runs it must be told of the ledger's key. ${shown(body)}`);
    case 422:
      throw new NotCosigned(`it says that this ledger does not continue what it cosigned before (422): one of the two tells another history. ${shown(body)}`);
    default:
      throw new NotCosigned(`it answered ${status}. ${shown(body)}`);
  }
}

async function exchange(address: string, body: Buffer, signal: AbortSignal): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(address, { method: 'POST', body: new Uint8Array(body), signal, redirect: 'manual', headers: { 'content-type': 'text/plain; charset=utf-8' } });
    return { status: response.status, body: await textOf(response) };
  } catch (error) {
    if (error instanceof NotCosigned) throw error;
    const { name, message, cause } = error as Error;
    // What went wrong on the way is the cause of what fetch throws.
    throw new NotCosigned(name === 'TimeoutError' ? 'it did not answer in time' : `it can't be reached: ${(cause as Error | undefined)?.message || message}`, { cause: error });
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > MAX_ANSWER_BYTES) throw new NotCosigned(`its answer has more than ${MAX_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** The cosignature by this key among the lines of an answer; those by others are passed over. */
function verified(checkpoint: string, lines: string, key: KnownWitness['key']): Cosignature {
  try {
    const { text, signatures } = openNote(checkpoint + lines, [key]);
    // An answer with a blank line in it would make another text of the checkpoint.
    if (text !== parseNote(checkpoint).text) throw new NotCosigned('its answer is no list of signatures');
    const { line, time } = signatures.at(-1)!;
    return { witness: verifierKeyText(key), time: time!, line };
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error;
    const why = { malformed: 'its answer is no list of signatures', 'bad-signature': 'its cosignature does not verify', untrusted: 'it answered without a cosignature by the key that is configured for it' };
    throw new NotCosigned(`${why[error.why]}: nothing of it was kept`, { cause: error });
  }
}

/** What it said, short enough for a line. */
function shown(body: string): string {
  const line = body.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line === '' ? 'It did not say why.' : `It said: ${line.length > 300 ? `${line.slice(0, 300)}…` : line}`;
}
