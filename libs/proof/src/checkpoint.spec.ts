import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { leaves, smallLog } from '../../../test/support/small-log.js';
import { openCheckpoint } from './checkpoint.js';
import { type SigningKey, signingKey } from './note-key.js';
import { NoteRefused, parseNote, signatureLine } from './note.js';

const LOG = smallLog('log.example/mill', leaves(5));
const CHECKPOINT = LOG.checkpoint();
const { text } = parseNote(CHECKPOINT);
const WITNESSES = Array.from({ length: 5 }, (_, at) => signingKey(`witness.example/${at}`, 'witness', Buffer.alloc(32, at + 10)));
const cosigned = (by: readonly SigningKey[]): string => CHECKPOINT + by.map((key) => `${signatureLine(text, key, 1_700_000_000)}\n`).join('');

describe('a quorum of witnesses', () => {
  it('is met by as many of them as are needed, whichever, and by nobody else', () => {
    check(fc.property(fc.nat(6), fc.subarray(WITNESSES), fc.subarray(WITNESSES), (quorum, trusted, cosigners) => {
      const counted = cosigners.filter((key) => trusted.includes(key));
      const open = (): unknown => openCheckpoint(cosigned(cosigners), { logs: [LOG.key], witnesses: trusted, quorum });
      if (counted.length >= quorum) expect(open()).toMatchObject({ size: 5, cosignatures: counted.map((key) => ({ key, time: 1_700_000_000 })) });
      else expect(open).toThrow(`${quorum} of ${trusted.length} witnesses are needed, and ${counted.length === 0 ? 'none' : counted.length} cosigned it`);
    }));
  });

  it('counts a witness once, however many keys it has, and however often it signs', () => {
    const [one, other] = [WITNESSES[0]!, signingKey(WITNESSES[0]!.name, 'witness', Buffer.alloc(32, 30))];
    const trust = { logs: [LOG.key], witnesses: [one, other, WITNESSES[1]!], quorum: 2 };
    for (const by of [[one, other], [one, one]]) expect(() => openCheckpoint(cosigned(by), trust)).toThrow('2 of 2 witnesses are needed, and 1 cosigned it');
    expect(openCheckpoint(cosigned([other, WITNESSES[1]!]), trust).size).toBe(5);
  });

  it('takes the place of no signature by the log', () => {
    const stranger = signingKey(LOG.key.name, 'log', Buffer.alloc(32, 40));
    let refused: unknown;
    try {
      openCheckpoint(cosigned(WITNESSES), { logs: [stranger], witnesses: WITNESSES, quorum: 5 });
    } catch (error) {
      refused = error;
    }
    expect(refused instanceof NoteRefused && refused.why).toBe('untrusted');
  });
});
