/**
 * A bundle of entries as C2SP tlog-tiles publishes them: one after another, each behind its length in bytes (16 bits, big-endian). An entry is what a leaf of the tree
 * is the hash of; here, an event's head.
 */
export const MAX_ENTRY_BYTES = 65_535;

/** @throws RangeError for an entry that is too long */
export function writeBundle(entries: readonly (Uint8Array | string)[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry as string);
      if (bytes.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${bytes.length} bytes: a bundle takes ${MAX_ENTRY_BYTES}`);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** @throws RangeError where the bytes end within an entry */
export function readBundle(bundle: Uint8Array): Buffer[] {
  const bytes = Buffer.from(bundle);
  const entries: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 <= bytes.length ? at + 2 + bytes.readUInt16BE(at) : Infinity;
    if (end > bytes.length) throw new RangeError(`the bundle ends within its entry ${entries.length}`);
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
