import type { Metadata, ServerWritableStream } from '@grpc/grpc-js';
import { refusal, type Users } from './access.js';
import { nameOf } from './append.js';
import type { Faults } from './faults.js';
import { shared, streams } from './protocol.js';
import { type Failure, notLeader, streamDeleted, unavailable, unimplemented } from './replies.js';
import type { Recorded, Store } from './store.js';

type Call = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type StreamOptions = streams.ReadReq.Options.StreamOptions;

interface Behind {
  store: Store;
  faults: Faults;
  users: Users;
  /** What the call is told where it must have the leader, which another is. */
  elsewhere(metadata: Metadata): Failure | undefined;
  /** Subscriptions that are open, to be ended from outside. */
  subscriptions: Set<Call>;
}

/** Reading and subscribing are one call: options tell which. */
export async function read(behind: Behind, call: Call): Promise<void> {
  const { store, faults, users, elsewhere } = behind;
  const options = call.request.getOptions()!;
  if (faults.mute) return faults.unanswered();
  const refused = refusal(users, call.metadata) ?? elsewhere(call.metadata);
  if (refused !== undefined) return fail(call, refused);
  const from = options.getStream();
  if (from === undefined) return fail(call, unimplemented('reading $all'));
  const stream = nameOf(from.getStreamIdentifier()!);
  if (store.isTombstoned(stream)) return fail(call, streamDeleted(stream));
  if (options.hasSubscription()) return subscribe(behind, call, stream, from);
  switch (faults.read()) {
    case 'none': return faults.unanswered();
    case 'unavailable': return fail(call, unavailable());
    case 'not-leader': return fail(call, notLeader(faults.leader));
  }
  const seen = store.visible(stream);
  if (seen === undefined) {
    call.write(new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(from.getStreamIdentifier())));
  } else {
    const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    for (const revision of revisionsOf(from, seen, isBackwards, Number(options.getCount()))) await send(call, store.at(stream, revision));
  }
  call.end();
}

function* revisionsOf(from: StreamOptions, { first, next }: { first: number; next: number }, isBackwards: boolean, count: number): Generator<number> {
  const step = isBackwards ? -1 : 1;
  const asked = from.hasRevision() ? Number(from.getRevision()) : from.hasEnd() ? next - 1 : first;
  let revision = isBackwards ? Math.min(asked, next - 1) : Math.max(asked, first);
  for (let given = 0; given < count && revision >= first && revision < next; given += 1, revision += step) yield revision;
}

/** What is there behind the position that the subscriber names, then what comes. */
async function subscribe({ store, faults, subscriptions }: Behind, call: Call, stream: string, from: StreamOptions): Promise<void> {
  let next = from.hasRevision() ? Number(from.getRevision()) + 1 : from.hasEnd() ? (store.visible(stream)?.next ?? 0) : 0;
  let grown = true;
  let wake: () => void = () => undefined;
  let isCaughtUp = false;
  const unwatch = store.watch(stream, () => {
    grown = true;
    wake();
  });
  subscriptions.add(call);
  call.on('cancelled', () => wake());
  call.on('close', () => wake());
  call.write(new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID())));
  while (!call.cancelled && !call.destroyed && !call.writableEnded) {
    grown = false;
    if (store.isTombstoned(stream)) {
      fail(call, streamDeleted(stream));
      break;
    }
    const seen = store.visible(stream);
    next = Math.max(next, seen?.first ?? 0);
    while (!faults.mute && !faults.deaf && seen !== undefined && next < seen.next && !call.cancelled) await send(call, store.at(stream, next++));
    if (!isCaughtUp) call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
    isCaughtUp = true;
    if (!grown) await new Promise<void>((resolve) => (wake = resolve));
  }
  unwatch();
  subscriptions.delete(call);
}

/** Writes an event, and waits where the reader is slow. */
async function send(call: Call, event: Recorded): Promise<void> {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(event.id)).setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(event.stream)));
  recorded.setStreamRevision(String(event.revision)).setCommitPosition(String(event.position)).setPreparePosition(String(event.position));
  // Ticks of 100 ns.
  recorded.getMetadataMap().set('type', event.type).set('content-type', event.contentType).set('created', String(BigInt(Math.floor(event.created)) * 10_000n));
  recorded.setData(event.data).setCustomMetadata(event.metadata);
  const isTaken = call.write(new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(event.position))));
  if (!isTaken && !call.cancelled) await drained(call);
}

/** Resolves when the reader has taken what was sent, or is gone. */
function drained(call: Call): Promise<void> {
  const events = ['drain', 'cancelled', 'close', 'error'];
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) call.off(event, done);
      resolve();
    };
    for (const event of events) call.on(event, done);
  });
}

function fail(call: Call, failure: Failure): void {
  call.emit('error', failure);
}
