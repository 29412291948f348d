import { toBase64, writeBundle } from '#libs/proof';
import type { BundleFile, Chunks } from './chunks.js';
import { checksumsText, type Summed } from './checksums.js';
import { dataPackageText } from './data-package.js';
import { type BundleMoment, json } from './derive.js';
import { type EntryBundle, entryBundles } from './entries.js';
import { FILES, redactionPath } from './paths.js';
import { readmeText } from './readme.js';

/** That the checkpoint of a later size begins with the bundle's events (RFC 6962 §2.1.2). */
export interface Consistency {
  from: number;
  to: number;
  hashes: readonly Uint8Array[];
}

/** A negotiation with its files in their order. */
export interface NegotiationFiles<Made = never> {
  id: string;
  files: Iterable<BundleFile | Made> | AsyncIterable<BundleFile | Made>;
}

/** What a bundle is made from: by whoever keeps the ledger, or by whoever checks a bundle and makes it again. Files may come in another form, too, that whoever takes them knows. */
export interface Parts<Made = never> {
  /** How many events. */
  size: number;
  /** The Merkle root over their heads, in base 64. */
  root: string;
  /** When the last of them was recorded; null where there is none. */
  at: string | null;
  /** The program that checks a bundle. */
  verifier: Uint8Array;
  /** The verifier keys that signed what is in the bundle, as they are published. */
  keys: readonly string[];
  /** The signed note of exactly this size; else the first that has more, with the proof that it begins with these events. */
  checkpoint: string;
  consistency?: Consistency;
  /** Every kept note of a smaller size, the smallest first. */
  checkpoints: Iterable<string>;
  /** Events whose bodies are missing by redactions that were recorded after this size, each with the proof of its redaction. */
  redactions: Iterable<{ seq: number; proof: string }> | AsyncIterable<{ seq: number; proof: string }>;
  /** The entries of a bundle of them: heads as recorded, in the order of `seq`. */
  heads(bundle: EntryBundle): readonly (string | Uint8Array)[] | Promise<readonly string[]>;
  /** Lines as `eventLine` makes them. */
  events(): Chunks;
  /** In the order of their first events. */
  negotiations(moment: BundleMoment): AsyncIterable<NegotiationFiles<Made>>;
}

/** A line of events.jsonl: canonical JSON, for head and body are, as recorded. */
export function eventLine(head: string, body: string | null): string {
  return `{"body":${body ?? 'null'},"head":${head}}\n`;
}

/**
 * The files of a bundle in their order, each a function of the parts alone. Two that make it from the same parts have the same bytes.
 * @param done what was made so far; whoever takes a file adds it before asking for the next
 */
export async function* bundleFiles<Made = never>(parts: Parts<Made>, done: readonly Summed[]): AsyncGenerator<BundleFile | Made> {
  const { size, root, at, consistency } = parts;
  yield { path: FILES.readme, chunks: [readmeText(parts)] };
  yield { path: FILES.manifest, chunks: [json({ format: 'parley-bundle-1', size, root, at })] };
  yield { path: FILES.verifier, chunks: [parts.verifier] };
  yield { path: FILES.policy, chunks: [policyText(parts.keys)] };
  yield { path: FILES.checkpoint, chunks: [parts.checkpoint] };
  if (consistency !== undefined) yield { path: FILES.consistency, chunks: [json({ ...consistency, hashes: consistency.hashes.map(toBase64) })] };
  yield { path: FILES.checkpoints, chunks: noteLines(parts.checkpoints) };
  for await (const { seq, proof } of parts.redactions) yield { path: redactionPath(seq), chunks: [proof] };
  for (const bundle of entryBundles(size)) yield { path: bundle.path, chunks: [writeBundle(await parts.heads(bundle))] };
  yield { path: FILES.events, chunks: parts.events() };
  const negotiations: string[] = [];
  for await (const { id, files } of parts.negotiations({ size, root, at: at! })) {
    negotiations.push(id);
    yield* files;
  }
  yield { path: FILES.dataPackage, chunks: [dataPackageText(negotiations, at, done)] };
  yield { path: FILES.checksums, chunks: [checksumsText(done)] };
}

/** Whose signatures count (as C2SP tlog-policy writes it), a key a line; nobody else needs to have seen a checkpoint. */
function policyText(keys: readonly string[]): string {
  return [...keys.map((key) => `log ${key}`), 'quorum none', ''].join('\n');
}

function* noteLines(notes: Iterable<string>): Generator<string> {
  for (const note of notes) yield `${JSON.stringify({ note })}\n`;
}
