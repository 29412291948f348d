import { setTimeout as wait } from 'node:timers/promises';
import type { Metadata, sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import { refusal, type Users } from './access.js';
import type { AppendFault, Faults } from './faults.js';
import { any, empty, shared, status as rpc, streams } from './protocol.js';
import { appendTooLarge, type Failure, notLeader, streamDeleted, timedOut, unavailable } from './replies.js';
import type { Appended, Expected, Proposal, Store } from './store.js';

interface Behind {
  store: Store;
  faults: Faults;
  users: Users;
  /** What the call is told where it must have the leader, which another is. */
  elsewhere(metadata: Metadata): Failure | undefined;
}

/** What the writer is told in the end; undefined: nothing. */
type Told = Appended | Failure | undefined;

/** Writes, or does not, and tells the writer, or does not, as the next fault says. */
async function carryOut({ store, faults, elsewhere }: Behind, metadata: Metadata, stream: string, expected: Expected, proposals: readonly Proposal[]): Promise<Told> {
  const silence = (): undefined => void faults.unanswered();
  const later = (when: number | Promise<unknown>): Promise<unknown> => {
    silence();
    return typeof when === 'number' ? wait(when) : when;
  };
  if (faults.mute) return silence();
  const refused = elsewhere(metadata);
  if (refused !== undefined) return refused;
  const { write = 'now', answer = 'true' }: AppendFault = faults.append() ?? {};
  if (typeof write !== 'string') await later(write);
  const appended = write === 'never' ? undefined : store.append(stream, expected, proposals);
  if (typeof answer !== 'string') await later(answer);
  switch (answer) {
    case 'none': return silence();
    case 'unavailable': return unavailable();
    case 'timed-out': return timedOut();
    case 'not-leader': return notLeader(faults.leader);
    case 'wrong-version': return { kind: 'wrong-version', current: (store.visible(stream)?.next ?? 0) - 1, expected };
    default: return faults.mute ? silence() : appended;
  }
}

/** The call of its own for each append. */
export function append(behind: Behind, call: ServerReadableStream<streams.AppendReq, streams.AppendResp>, callback: sendUnaryData<streams.AppendResp>): void {
  const proposals: Proposal[] = [];
  let options: streams.AppendReq.Options | undefined;
  call.on('data', (request: streams.AppendReq) => {
    options ??= request.getOptions();
    const message = request.getProposedMessage();
    if (message !== undefined) proposals.push(proposalOf(message));
  });
  call.on('end', async () => {
    const refused = refusal(behind.users, call.metadata);
    if (refused !== undefined) return callback(refused);
    const stream = nameOf(options!.getStreamIdentifier()!);
    const expected = options!.hasRevision() ? Number(options!.getRevision()) : expectedOf(options!);
    const told = await carryOut(behind, call.metadata, stream, expected, proposals);
    if (told !== undefined) answerCall(told, stream, callback);
  });
}

function answerCall(told: Appended | Failure, stream: string, callback: sendUnaryData<streams.AppendResp>): void {
  if (!('kind' in told)) return callback(told);
  const reply = new streams.AppendResp();
  switch (told.kind) {
    case 'tombstoned': return callback(streamDeleted(stream));
    case 'too-large': return callback(appendTooLarge(told.limit));
    case 'written': {
      const position = new streams.AppendResp.Position().setCommitPosition(String(told.position)).setPreparePosition(String(told.position));
      return callback(null, reply.setSuccess(new streams.AppendResp.Success().setCurrentRevision(String(told.revision)).setPosition(position)));
    }
    case 'wrong-version': {
      const wrong = new streams.AppendResp.WrongExpectedVersion();
      if (told.current < 0) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(told.current));
      if (told.expected === 'any') wrong.setExpectedAny(new shared.Empty());
      else if (told.expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
      else if (told.expected < 0) wrong.setExpectedNoStream(new shared.Empty());
      else wrong.setExpectedRevision(String(told.expected));
      return callback(null, reply.setWrongExpectedVersion(wrong));
    }
  }
}

/** The one long call in which appends are told apart by their correlation ids. Where another node leads, it ends. */
export function batchAppend(behind: Behind, call: ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>): void {
  const refused = refusal(behind.users, call.metadata);
  if (refused !== undefined) return void call.destroy(Object.assign(new Error(refused.details), refused));
  const open = new Map<string, { options: streams.BatchAppendReq.Options; proposals: Proposal[] }>();
  call.on('data', async (request: streams.BatchAppendReq) => {
    const correlation = request.getCorrelationId()!;
    const id = correlation.getString();
    const begun = open.get(id) ?? { options: request.getOptions()!, proposals: [] };
    open.set(id, begun);
    begun.proposals.push(...request.getProposedMessagesList().map(proposalOf));
    if (!request.getIsFinal()) return;
    open.delete(id);
    const { options, proposals } = begun;
    const identifier = options.getStreamIdentifier()!;
    const expected = options.hasStreamPosition() ? Number(options.getStreamPosition()) : expectedOf(options);
    const told = await carryOut(behind, call.metadata, nameOf(identifier), expected, proposals);
    if (told === undefined) return;
    if (!('kind' in told) && told.metadata.get('exception')[0] === 'not-leader') return void call.emit('error', told);
    const reply = new streams.BatchAppendResp().setCorrelationId(correlation).setStreamIdentifier(identifier);
    if ('kind' in told && told.kind === 'written') {
      const position = new shared.AllStreamPosition().setCommitPosition(String(told.position)).setPreparePosition(String(told.position));
      call.write(reply.setSuccess(new streams.BatchAppendResp.Success().setCurrentRevision(String(told.revision)).setPosition(position)));
    } else {
      call.write(reply.setError(errorOf(told)));
    }
  });
  call.on('end', () => call.end());
}

/** In this call an error is a message, with the particulars packed in it. */
function errorOf(told: Exclude<Appended, { kind: 'written' }> | Failure): rpc.Status {
  const error = new rpc.Status();
  const details = new any.Any();
  error.setDetails(details);
  const pack = (message: { serializeBinary(): Uint8Array }, name: string): rpc.Status => {
    details.pack(message.serializeBinary(), `event_store.client.${name}`);
    return error.setMessage(name);
  };
  if (!('kind' in told)) return /timed out/.test(told.details) ? pack(new shared.Timeout(), 'Timeout') : error.setMessage(told.details);
  switch (told.kind) {
    case 'tombstoned': return pack(new shared.StreamDeleted(), 'StreamDeleted');
    case 'too-large': return pack(new shared.MaximumAppendSizeExceeded().setMaxappendsize(told.limit), 'MaximumAppendSizeExceeded');
    case 'wrong-version': {
      const wrong = new shared.WrongExpectedVersion();
      if (told.current < 0) wrong.setCurrentNoStream(new empty.Empty());
      else wrong.setCurrentStreamRevision(String(told.current));
      if (typeof told.expected === 'number' && told.expected >= 0) wrong.setExpectedStreamPosition(String(told.expected));
      else wrong.setExpectedNoStream(new empty.Empty());
      return pack(wrong, 'WrongExpectedVersion');
    }
  }
}

function expectedOf(options: { hasAny(): boolean; hasStreamExists(): boolean }): Expected {
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream_exists' : -1;
}

export function nameOf(identifier: shared.StreamIdentifier): string {
  return Buffer.from(identifier.getStreamName_asU8()).toString();
}

function proposalOf(message: streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage): Proposal {
  const named = message.getMetadataMap();
  return {
    id: message.getId()!.getString(),
    type: named.get('type') ?? '',
    contentType: named.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
