import { createHash } from 'node:crypto';

/** Text that is sent again and again: as UTF-8, with its SHA-256. */
export interface Encoded {
  readonly bytes: Buffer;
  readonly sum: Buffer;
}

export function encoded(text: string): Encoded {
  const bytes = Buffer.from(text);
  return { bytes, sum: createHash('sha256').update(bytes).digest() };
}
