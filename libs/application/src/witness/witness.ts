import { type AddCheckpoint, growthOf, NoteRefused, openNote, parseAddCheckpoint, parseCheckpointText, parseNote, signatureLine, type SigningKey, type VerifierKey, verifierKeyText, writeNote } from '#libs/proof';
import type { Clock } from '../clock.js';
import type { Cosigned, WitnessState } from './state.js';

export type WitnessRefusal =
  /** The request is not of the right form, or its old size is greater than the new. */
  | 'malformed'
  | 'unknown-log'
  /** No key of the log signed it. */
  | 'untrusted'
  /** It does not go on from what was cosigned last. */
  | 'conflict'
  /** The proof of growth does not verify. */
  | 'unproven';

export type WitnessReply =
  | { cosignatures: string[] }
  | {
      refused: WitnessRefusal;
      reason: string;
      /** conflict: how many leaves the checkpoint cosigned last has. */
      size?: number;
    };

/** Watches that logs only grow, and vouches for it with its signature and the time. */
export interface Witness {
  readonly name: string;
  /** The verifier keys of those that cosign, newest last. */
  readonly keys: readonly string[];
  /** The origins of the logs that it watches. */
  readonly logs: readonly string[];
  /** What was cosigned last of a log. */
  last(origin: string): Cosigned | undefined;
  /** Answers one request of C2SP tlog-witness. @throws where the state can't be kept: nothing was cosigned */
  addCheckpoint(body: Uint8Array): WitnessReply;
  close(): void;
}

/** The keys of each log, by its origin. */
export type WatchedLogs = ReadonlyMap<string, readonly VerifierKey[]>;

export interface WitnessOptions {
  /** At least one; all of them cosign. */
  keys: readonly SigningKey[];
  logs: WatchedLogs;
  state: WitnessState;
  clock: Clock;
}

/**
 * One request, step by step:
 *
 * 1. Read it, and check that a known log signed the checkpoint. Whoever is no log of ours gets no further.
 * 2. Alone with the state: compare with what was cosigned last, check the proof, cosign.
 * 3. Keep what was cosigned on disk, and only then answer with the signature. A crash between leaves a checkpoint cosigned that nobody was told of, which harms nobody.
 */
export function createWitness({ keys, logs, state, clock }: WitnessOptions): Witness {
  function cosign(text: string): string[] {
    const seconds = Number(clock() / 1_000_000n);
    return keys.map((key) => signatureLine(text, key, seconds));
  }

  function decided({ old, hashes }: AddCheckpoint, text: string, signed: readonly string[]): WitnessReply {
    const next = parseCheckpointText(text);
    const last = state.last(next.origin);
    const seen = last === undefined ? undefined : parseCheckpointText(parseNote(last.note).text);
    const size = seen?.size ?? 0;
    switch (growthOf(seen, { old, hashes }, next)) {
      case 'other-size':
        return { refused: 'conflict', reason: `of ${next.origin} ${size} leaves were cosigned last, not ${old}: prove growth from there`, size };
      case 'other-root':
        return { refused: 'conflict', reason: `of ${next.origin} another root was cosigned at ${size} leaves: the log tells two stories`, size };
      case 'unproven':
        return { refused: 'unproven', reason: `the proof does not show that the ${next.size} leaves of ${next.origin} begin with the ${size} that were cosigned` };
      case 'grown': {
        const cosignatures = cosign(text);
        if (seen === undefined || next.size > size) state.keep({ origin: next.origin, size: next.size, note: writeNote(text, [...signed, ...cosignatures]) });
        return { cosignatures };
      }
    }
  }

  return {
    name: keys[0]!.name,
    keys: keys.map(verifierKeyText),
    logs: [...logs.keys()],
    last: (origin) => state.last(origin),
    addCheckpoint(body) {
      try {
        const request = parseAddCheckpoint(body);
        const { origin, size } = parseCheckpointText(parseNote(request.checkpoint).text);
        const known = logs.get(origin);
        if (known === undefined) return { refused: 'unknown-log', reason: `${origin} is no log that is watched here` };
        const { text, signatures } = openNote(request.checkpoint, known);
        if (request.old > size) return { refused: 'malformed', reason: `the old size, ${request.old}, is greater than the checkpoint's, ${size}` };
        return state.exclusively(() => decided(request, text, signatures.map(({ line }) => line)));
      } catch (error) {
        if (!(error instanceof NoteRefused)) throw error;
        return { refused: error.why === 'malformed' ? 'malformed' : 'untrusted', reason: error.message };
      }
    },
    close: () => state.close(),
  };
}
