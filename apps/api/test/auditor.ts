import { createHash, createPublicKey, verify } from 'node:crypto';

/**
 * An auditor who trusts nobody and shares no code with the server: reads what C2SP tlog-tiles, tlog-checkpoint and signed-note say is there, keeps what it saw, and
 * recomputes every hash from the entries.
 */
export interface Auditor {
  /** Entries seen so far, in order. */
  readonly entries: readonly string[];
  /** Reads on to the newest checkpoint. @throws Error naming what does not hold */
  audit(): Promise<{ size: number; root: string }>;
}

const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (entry: string): Buffer => sha256(Buffer.of(0), Buffer.from(entry));

/** @param fetchBytes reads an address below the log's prefix, such as `/checkpoint` */
export function createAuditor(verifierKey: string, fetchBytes: (path: string) => Promise<Buffer>): Auditor {
  const entries: string[] = [];
  let last: { size: number; root: string } | undefined;

  async function readEntries(size: number): Promise<void> {
    for (let tile = Math.floor(entries.length / 256); tile * 256 < size; tile += 1) {
      const width = Math.min(256, size - tile * 256);
      const path = `${pathOf(tile)}${width === 256 ? '' : `.p/${width}`}`;
      const bundle = entriesIn(await fetchBytes(`/tile/entries/${path}`));
      const hashes = await fetchBytes(`/tile/0/${path}`);
      if (bundle.length !== width || hashes.length !== width * 32) throw new Error(`${path} is not ${width} wide`);
      bundle.forEach((entry, at) => {
        if (!leafOf(entry).equals(hashes.subarray(at * 32, at * 32 + 32))) throw new Error(`entry ${tile * 256 + at} and its hash differ`);
        const seen = entries[tile * 256 + at];
        if (seen !== undefined && seen !== entry) throw new Error(`entry ${tile * 256 + at} was another before`);
        entries[tile * 256 + at] = entry;
      });
    }
  }

  return {
    entries,
    async audit() {
      const { size, root } = checkpointIn((await fetchBytes('/checkpoint')).toString(), verifierKey);
      if (last !== undefined && size < last.size) throw new Error(`the log shrank from ${last.size} to ${size}`);
      await readEntries(size);
      const leaves = entries.map(leafOf);
      if (last !== undefined && rootOf(leaves.slice(0, last.size)).toString('base64') !== last.root) throw new Error(`the first ${last.size} entries are others now`);
      if (rootOf(leaves).toString('base64') !== root) throw new Error(`the entries do not have the root ${root}`);
      last = { size, root };
      return last;
    },
  };
}

/** Three digits a step, all but the last behind an x. */
function pathOf(index: number): string {
  const last = String(index % 1_000).padStart(3, '0');
  let above = '';
  for (let rest = Math.floor(index / 1_000); rest > 0; rest = Math.floor(rest / 1_000)) above = `x${String(rest % 1_000).padStart(3, '0')}/${above}`;
  return above + last;
}

function entriesIn(bundle: Buffer): string[] {
  const entries: string[] = [];
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) entries.push(bundle.toString('utf8', at + 2, at + 2 + bundle.readUInt16BE(at)));
  return entries;
}

/** RFC 6962 §2.1. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let middle = 1;
  while (middle * 2 < leaves.length) middle *= 2;
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, middle)), rootOf(leaves.slice(middle)));
}

function checkpointIn(note: string, verifierKey: string): { size: number; root: string } {
  const [text = '', ...lines] = note.split('\n\n').flatMap((part, index) => (index === 0 ? [`${part}\n`] : part.trimEnd().split('\n')));
  const [, name, id, key] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(verifierKey) ?? [];
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key ?? '', 'base64').subarray(1).toString('base64url') }, format: 'jwk' });
  const signed = lines.map((line) => line.split(' ')).some(([dash, by, signature]) => {
    const bytes = Buffer.from(signature ?? '', 'base64');
    return dash === '—' && by === name && bytes.toString('hex', 0, 4) === id && verify(null, Buffer.from(text), publicKey, bytes.subarray(4));
  });
  if (!signed) throw new Error('the log did not sign this checkpoint');
  const [origin, size, root] = text.split('\n');
  if (origin !== name) throw new Error(`the checkpoint is of ${origin}`);
  return { size: Number(size), root: root ?? '' };
}
