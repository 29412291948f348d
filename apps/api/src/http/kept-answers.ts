/** An answer as it goes out, but for what the request itself decides. */
export interface Representation {
  /** UTF-8: an answer that is given again is not encoded again. */
  bytes: Buffer;
  etag: string;
  link: string;
  cacheControl: string;
  /** As what it is saved. */
  fileName: string;
}

/** Answers that can be given again. */
export interface KeptAnswers {
  /** What was kept under `key` while the ledger had this root. */
  get(key: string, root: string): Representation | undefined;
  keep(key: string, root: string, answer: Representation): void;
}

/** Bytes of answers. */
const KEPT = 33_554_432;

/**
 * Keeps the newest answers up to a number of bytes. Any new event empties it: a pinned answer outlives them all but a
 * redaction, which is one of them.
 */
export function createKeptAnswers(limit = KEPT): KeptAnswers {
  const kept = new Map<string, Representation>();
  let keptRoot = '';
  let length = 0;

  function emptyFor(root: string): void {
    if (root === keptRoot) return;
    kept.clear();
    keptRoot = root;
    length = 0;
  }

  return {
    get(key, root) {
      emptyFor(root);
      return kept.get(key);
    },
    keep(key, root, answer) {
      emptyFor(root);
      if (kept.has(key) || answer.bytes.length > limit) return;
      kept.set(key, answer);
      length += answer.bytes.length;
      for (const [oldest, { bytes }] of kept) {
        if (length <= limit) return;
        kept.delete(oldest);
        length -= bytes.length;
      }
    },
  };
}
