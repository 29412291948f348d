import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type EventDraft } from '#libs/domain';
import { canonicalJson, MAX_ENTRY_BYTES } from '#libs/proof';
import { MAX_BODY_BYTES, saltFrom, seal, unseal } from './seal.js';

const place = { seq: 3, recordedAt: '2011-07-13T08:00:00.000000Z', salt: '00ff' };
const draft: EventDraft = {
  id: 'event-1', recordedBy: 'ann', negotiation: 'talks', fact: 'f1', revision: 2, op: 'retract', type: 'milestone.reached',
  body: { reason: 'printed in error' },
};

describe('sealing', () => {
  it('writes head and body as canonical JSON, the hash of the body in the head', () => {
    const { seq, id, head, body } = seal(draft, place);
    expect([seq, id]).toEqual([3, 'event-1']);
    expect(body).toBe('{"reason":"printed in error","salt":"00ff"}');
    const bodyHash = createHash('sha256').update('{"reason":"printed in error","salt":"00ff"}', 'utf8').digest('hex');
    expect(head).toBe(
      `{"bodyHash":"${bodyHash}","fact":"f1","id":"event-1","negotiation":"talks","op":"retract","recordedAt":"2011-07-13T08:00:00.000000Z","recordedBy":"ann","revision":2,"seq":3,"type":"milestone.reached"}`,
    );
  });

  it('says the same whatever the order of members', () => {
    const sources = [{ source: 's1', wording: 'w' }];
    const one = seal({ ...draft, body: { sources, reason: 'r' } }, place);
    const other = seal({ ...draft, body: { reason: 'r', sources: [{ wording: 'w', source: 's1' }] } }, place);
    expect(one).toEqual(other);
    expect(unseal(one)).toEqual({
      head: { ...JSON.parse(one.head), seq: 3, id: 'event-1', fact: 'f1' },
      body: { reason: 'r', salt: '00ff', sources: [{ source: 's1', wording: 'w' }] },
    });
  });

  it('hides equal bodies behind their salts', () => {
    const [one, other] = [seal(draft, { ...place, salt: saltFrom(randomBytes) }), seal(draft, { ...place, salt: saltFrom(randomBytes) })];
    expect(unseal(one).head.bodyHash).not.toBe(unseal(other).head.bodyHash);
    expect(saltFrom(randomBytes)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes a body of exactly the limit in bytes, and not one byte more', () => {
    const empty = Buffer.byteLength(canonicalJson({ note: '', salt: place.salt }));
    const room = MAX_BODY_BYTES - empty;
    const note = 'é'.repeat(Math.floor(room / 2)) + 'x'.repeat(room % 2);
    expect(Buffer.byteLength(seal({ ...draft, body: { note } }, place).body!)).toBe(MAX_BODY_BYTES);
    expect(() => seal({ ...draft, body: { note: `${note}x` } }, place)).toThrow(expect.objectContaining({ code: 'event-too-large', id: 'event-1' }));
  });

  it('takes no head that is longer than a leaf may be', () => {
    expect(() => seal({ ...draft, recordedBy: 'x'.repeat(MAX_ENTRY_BYTES) }, place)).toThrow(/the head of event event-1 has \d+ bytes, and 65535 is the limit/);
  });

  it('refuses members that are undefined, which JSON would drop without a word', () => {
    expect(() => seal({ ...draft, body: { sources: [{ source: 's1', locator: undefined }] } }, place)).toThrow(expect.objectContaining({ code: 'not-canonical', pointer: '/sources/0/locator' }));
  });

  it('refuses text that is not Unicode', () => {
    expect(() => seal({ ...draft, body: { note: '\ud800' } }, place)).toThrow(expect.objectContaining({ code: 'not-canonical', pointer: '/note' }));
  });

  it('reads an event without its body as redacted', () => {
    expect(unseal({ ...seal(draft, place), body: null }).body).toBeNull();
  });
});
