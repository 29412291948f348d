/** An event as its writer proposed it. */
export interface Proposal {
  id: string;
  type: string;
  contentType: string;
  data: Uint8Array;
  metadata: Uint8Array;
}

export interface Recorded extends Proposal {
  stream: string;
  revision: number;
  /** Of the whole database: commit and prepare position. */
  position: bigint;
  /** Milliseconds since 1970. */
  created: number;
}

/** The revision that the stream's last event must have; -1 is `no_stream`. */
export type Expected = number | 'any' | 'stream_exists';

export type Appended =
  | { kind: 'written'; revision: number; position: bigint }
  /** @param current revision of the stream's last event; -1 where there is none */
  | { kind: 'wrong-version'; current: number; expected: Expected }
  | { kind: 'too-large'; limit: number; event?: string }
  | { kind: 'tombstoned' };

export interface StoreOptions {
  /** The most that one append may hold, in bytes as the server counts them. Default: 1 MiB, as up to version 24.10. */
  maxAppendBytes?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** What the database holds: it outlives the server in front of it. */
export interface Store {
  append(stream: string, expected: Expected, proposals: readonly Proposal[]): Appended;
  /** What of a stream is to be seen, which its metadata may cut short; undefined where the stream is not there, or deleted. */
  visible(stream: string): { first: number; next: number } | undefined;
  /** The event at a revision, hidden or not. */
  at(stream: string, revision: number): Recorded;
  isTombstoned(stream: string): boolean;
  /** A soft delete hides what is there; a later append opens the stream again, and its revisions go on. */
  softDelete(stream: string): void;
  tombstone(stream: string): void;
  /** Calls whenever the stream has grown or was cut, until the answer is called. */
  watch(stream: string, grown: () => void): () => void;
}

const MIB = 1_048_576;

/** Streams in memory, with the documented rules of expected revisions, idempotency and metadata. */
export function createStore({ maxAppendBytes = MIB, now = () => performance.timeOrigin + performance.now() }: StoreOptions = {}): Store {
  const streams = new Map<string, Recorded[]>();
  const tombstones = new Set<string>();
  const watchers = new Map<string, Set<() => void>>();
  let position = 0n;

  const lengthOf = (stream: string): number => streams.get(stream)?.length ?? 0;

  function append(stream: string, expected: Expected, proposals: readonly Proposal[]): Appended {
    if (tombstones.has(stream)) return { kind: 'tombstoned' };
    if (proposals.reduce((sum, proposal) => sum + sizeOf(proposal), 0) > maxAppendBytes) return { kind: 'too-large', limit: maxAppendBytes };
    const current = lengthOf(stream) - 1;
    const isWrong = { kind: 'wrong-version', current, expected } as const;
    if (expected === 'stream_exists' && current < 0) return isWrong;
    if (typeof expected === 'number' && expected !== current) {
      // A retry is known by its ids at the very places at which they would have been written. What the events say is never compared.
      const stored = streams.get(stream)?.slice(expected + 1, expected + 1 + proposals.length) ?? [];
      const isRepeated = stored.length === proposals.length && stored.length > 0 && stored.every(({ id }, n) => id === proposals[n]!.id);
      return isRepeated ? { kind: 'written', revision: stored.at(-1)!.revision, position: stored.at(-1)!.position } : isWrong;
    }
    const events = streams.get(stream) ?? [];
    streams.set(stream, events);
    for (const proposal of proposals) {
      position += BigInt(sizeOf(proposal));
      events.push({ ...proposal, stream, revision: events.length, position, created: now() });
    }
    announce(stream.replace(/^\$\$/, ''));
    return { kind: 'written', revision: events.length - 1, position };
  }

  function announce(stream: string): void {
    for (const grown of watchers.get(stream) ?? []) grown();
  }

  function visible(stream: string): { first: number; next: number } | undefined {
    const next = lengthOf(stream);
    if (next === 0 || tombstones.has(stream)) return undefined;
    const { $tb = 0, $maxCount = Infinity, $maxAge = Infinity } = metadataOf(stream);
    let first = Math.max($tb, next - $maxCount);
    while (first < next && streams.get(stream)![first]!.created < now() - $maxAge * 1_000) first += 1;
    return $tb >= Number.MAX_SAFE_INTEGER ? undefined : { first: Math.min(first, next), next };
  }

  function metadataOf(stream: string): { $tb?: number; $maxCount?: number; $maxAge?: number } {
    const last = streams.get(`$$${stream}`)?.at(-1);
    return last === undefined ? {} : JSON.parse(Buffer.from(last.data).toString());
  }

  function setMetadata(stream: string, metadata: object): void {
    const data = Buffer.from(JSON.stringify(metadata));
    append(`$$${stream}`, 'any', [{ id: crypto.randomUUID(), type: '$metadata', contentType: 'application/json', data, metadata: new Uint8Array() }]);
  }

  return {
    append(stream, expected, proposals) {
      const isDeleted = lengthOf(stream) > 0 && visible(stream) === undefined && !tombstones.has(stream);
      const isReopening = isDeleted && (expected === -1 || expected === 'any');
      const before = lengthOf(stream);
      const appended = append(stream, isReopening ? before - 1 : expected, proposals);
      if (isReopening) setMetadata(stream, { $tb: before });
      return appended;
    },
    visible,
    at: (stream, revision) => streams.get(stream)![revision]!,
    isTombstoned: (stream) => tombstones.has(stream),
    softDelete: (stream) => setMetadata(stream, { $tb: Number.MAX_SAFE_INTEGER }),
    tombstone(stream) {
      tombstones.add(stream);
      announce(stream);
    },
    watch(stream, grown) {
      const watching = watchers.get(stream) ?? new Set();
      watchers.set(stream, watching.add(grown));
      return () => void watching.delete(grown);
    },
  };
}

/** As the server counts: both texts, and the type's name in UTF-16. */
function sizeOf({ data, metadata, type }: Proposal): number {
  return data.length + metadata.length + 2 * type.length;
}
