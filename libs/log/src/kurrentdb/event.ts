import { createHash } from 'node:crypto';
import type { BinaryEventData } from '@kurrent/kurrentdb-client';
import type { StoredEvent } from '../port.js';

/** All events are of one type: what they are is for their heads to say. */
const TYPE = 'parley.event';
const encoder = new TextEncoder();

/**
 * The event in our own bytes. Its data is the body, which is JSON and so never empty, and nothing where there is none. Its metadata are two lines: the id as JSON, and the head. As they are not one
 * JSON text, the client gives them back as they are; it would parse one, and the bytes would be lost.
 */
export function toEventData({ id, head, body }: StoredEvent): BinaryEventData {
  return {
    id: engineId(head),
    contentType: 'application/octet-stream',
    type: TYPE,
    data: encoder.encode(body ?? ''),
    metadata: encoder.encode(`${JSON.stringify(id)}\n${head}`),
  };
}

/** An event as the client gives it back, as far as it is used. */
export interface Recorded {
  revision: bigint;
  type: string;
  data: unknown;
  metadata?: unknown;
}

/** What is read of an event in the stream; undefined where it is none of ours. */
export function toStored({ revision, type, data, metadata }: Recorded): StoredEvent | undefined {
  if (type !== TYPE || !(data instanceof Uint8Array) || !(metadata instanceof Uint8Array)) return undefined;
  const [, id, head] = /^("[^\n]*")\n(.*)$/s.exec(textOf(metadata)) ?? [];
  if (id === undefined || head === undefined || !isJson(id)) return undefined;
  return { seq: Number(revision), id: JSON.parse(id) as string, head, body: data.length === 0 ? null : textOf(data) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The event's size as the server counts it when it limits appends: both texts, and its type in UTF-16. */
export function bytesOf({ id, head, body }: StoredEvent): number {
  return Buffer.byteLength(head) + Buffer.byteLength(JSON.stringify(id)) + 1 + Buffer.byteLength(body ?? '') + 2 * TYPE.length;
}

/**
 * The id under which the server knows the event, by which alone it tells a retry from another event: a UUID of version 8 (RFC 9562) out of the head's SHA-256. The
 * head holds the body's hash, so equal ids mean equal events.
 */
export function engineId(head: string): string {
  const bytes = createHash('sha256').update(head).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}
