import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import kurrent, { type AppendToStreamOptions, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { inTurn, type KurrentDouble, startKurrentDouble } from './index.js';

/** What the double promises of KurrentDB, asked with KurrentDB's own client. */
describe.each([
  ['an append a call', false],
  ['appends in one long call', true],
])('the protocol double of KurrentDB, %s', (_, batchAppend) => {
  let double: KurrentDouble;
  let client: KurrentDBClient;
  beforeAll(async () => {
    double = await startKurrentDouble({ batchAppend });
    client = kurrent.KurrentDBClient.connectionString(double.url);
  });
  afterAll(async () => {
    await client.dispose();
    await double.stop();
  });

  const proposal = (id: string, says = 'hello') => ({ id, contentType: 'application/octet-stream' as const, type: 'test', data: new TextEncoder().encode(says), metadata: undefined });
  const append = (stream: string, ids: string[], streamState: AppendToStreamOptions['streamState'], says?: string) =>
    client.appendToStream(stream, ids.map((id) => proposal(id, says)), { streamState }).then(({ nextExpectedRevision }) => nextExpectedRevision, (error: Error) => error.constructor.name);
  async function idsOf(stream: string): Promise<string[]> {
    const ids: string[] = [];
    for await (const { event } of client.readStream(stream)) ids.push(event!.id);
    return ids;
  }
  const [A, B, C] = ['a', 'b', 'c'].map((letter) => `00000000-0000-8000-8000-00000000000${letter}`) as [string, string, string];

  it('appends at the revision that is expected, and nowhere else', async () => {
    expect(await append('revisions', [A], 0n)).toBe('WrongExpectedVersionError');
    expect(await append('revisions', [A], 'no_stream')).toBe(0n);
    expect(await append('revisions', [B], 'no_stream')).toBe('WrongExpectedVersionError');
    expect(await append('revisions', [B, C], 0n)).toBe(2n);
    expect(await idsOf('revisions')).toEqual([A, B, C]);
  });

  it('knows a retry by its ids at their very places, and never compares what is said', async () => {
    expect(await append('retries', [A, B], 'no_stream')).toBe(1n);
    expect(await append('retries', [A, B], 'no_stream', 'something else')).toBe(1n);
    expect(await append('retries', [B], 0n)).toBe(1n);
    for (const ids of [[B, A], [A, C], [A, B, C]]) expect(await append('retries', ids, 'no_stream')).toBe('WrongExpectedVersionError');
    // Where the revision is right it asks nothing: an id may be there twice.
    expect(await append('retries', [A], 1n)).toBe(2n);
    expect(await idsOf('retries')).toEqual([A, B, A]);
  });

  it('hides a stream that was softly deleted, and goes on with its revisions', async () => {
    await append('deleted', [A, B], 'no_stream');
    double.store.softDelete('deleted');
    await expect(idsOf('deleted')).rejects.toMatchObject({ type: 'stream-not-found' });
    expect(await append('deleted', [C], 'no_stream')).toBe(2n);
    expect(await idsOf('deleted')).toEqual([C]);
    double.store.tombstone('deleted');
    await expect(idsOf('deleted')).rejects.toMatchObject({ type: 'stream-deleted' });
    expect(await append('deleted', [A], 2n)).toBe('StreamDeletedError');
  });

  it('hides what the metadata of a stream cuts off', async () => {
    await append('cut', [A, B, C], 'no_stream');
    await client.setStreamMetadata('cut', { maxCount: 2 });
    expect(await idsOf('cut')).toEqual([B, C]);
    await client.setStreamMetadata('cut', { truncateBefore: 2 });
    expect(await idsOf('cut')).toEqual([C]);
    await client.setStreamMetadata('cut', {});
    expect(await idsOf('cut')).toEqual([A, B, C]);
  });

  it('refuses an append that is too large', async () => {
    expect(await append('large', [A], 'no_stream', 'x'.repeat(1_048_576))).toBe('MaxAppendSizeExceededError');
  });

  it('writes, or tells, as the fault says', async () => {
    double.faults.append = inTurn({ write: 'never', answer: 'unavailable' }, { answer: 'timed-out' });
    expect(await append('faulty', [A], 'no_stream')).toMatch(/Error$/);
    await expect(idsOf('faulty')).rejects.toMatchObject({ type: 'stream-not-found' });
    expect(await append('faulty', [A], 'no_stream')).toMatch(/Error$/);
    expect(await idsOf('faulty')).toEqual([A]);
  });

  it('waits for a reader that is slow, and loses nothing', async () => {
    const ids = Array.from({ length: 300 }, () => crypto.randomUUID());
    await append('slow', ids, 'no_stream', 'x'.repeat(3_000));
    const seen: string[] = [];
    const subscription = client.subscribeToStream('slow');
    for await (const { event } of subscription) {
      if (seen.length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(subscription.readableLength).toBeLessThanOrEqual(16);
      }
      if (seen.push(event!.id) === ids.length) break;
    }
    expect(seen).toEqual(ids);
  });
});
