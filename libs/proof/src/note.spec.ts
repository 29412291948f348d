import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { checkpointText, openCheckpoint, parseCheckpointText } from './checkpoint.js';
import { parseSigningKey, parseVerifierKey, signingKey, signingKeyText, verifierKeyText } from './note-key.js';
import { openNote, signatureLine, writeNote } from './note.js';

/** The example key and note of golang.org/x/mod/sumdb/note; its signing key is public on purpose. */
const PUBLISHED = {
  signer: 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  verifier: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  line: '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
};

/** A checkpoint of a public certificate log with the cosignatures of public witnesses, of May 2026, and two of the keys. */
const PUBLIC_LOG = parseVerifierKey('arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f');
const PUBLIC_WITNESS = parseVerifierKey('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2');
const PUBLIC_CHECKPOINT = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
`;

const key = (name: string, use: 'log' | 'witness', byte: number) => signingKey(name, use, Buffer.alloc(32, byte));
const log = key('example.com/parley', 'log', 1);
const other = key('example.com/other', 'log', 2);
const witness = key('example.com/court', 'witness', 3);

describe('keys of notes', () => {
  it('are those that others publish', () => {
    expect(verifierKeyText(parseSigningKey(PUBLISHED.signer))).toBe(PUBLISHED.verifier);
    expect(signingKeyText(parseSigningKey(PUBLISHED.signer))).toBe(PUBLISHED.signer);
    expect(verifierKeyText(parseVerifierKey(PUBLISHED.verifier))).toBe(PUBLISHED.verifier);
  });

  it('are refused where any part is missing or any character is another', () => {
    const text = PUBLISHED.verifier;
    for (let from = 0; from < text.length; from += 1) for (let to = from; to <= text.length; to += 1) if (to - from < text.length) expect(() => parseVerifierKey(text.slice(from, to))).toThrow(expect.objectContaining({ code: 'bad-key' }));
    for (let at = 0; at < text.length; at += 1) for (const character of ['A', 'a', '0', '+', '=', ' ', '\n', '\u00e9']) {
      if (text[at] !== character) expect(() => parseVerifierKey(text.slice(0, at) + character + text.slice(at + 1))).toThrow(expect.objectContaining({ code: 'bad-key' }));
    }
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u2028b', 'a\u0085b', 'a\nb', 'a\u0000b', 'a\ud800'])('do not take the name %j', (name) => {
    expect(() => signingKey(name, 'log', Buffer.alloc(32))).toThrow(expect.objectContaining({ code: 'bad-key' }));
  });

  it('say nothing of the secret where they are refused', () => {
    expect(() => parseSigningKey(PUBLISHED.signer.replace('c74f20a3', 'c74f20a4'))).toThrow(expect.objectContaining({ message: expect.not.stringContaining('AYEKFALV') }));
    expect(() => signingKey('a', 'log', Buffer.alloc(31))).toThrow(/32 bytes/);
    expect(() => parseSigningKey(PUBLISHED.verifier)).toThrow(/begins with PRIVATE/);
  });
});

describe('signed notes', () => {
  const keys = [log, witness];
  const text = 'example.com/parley\n\nsecond part\n';
  const note = writeNote(text, [signatureLine(text, log), signatureLine(text, witness, 1_310_000_000)]);

  it('are signed as others sign them', () => {
    expect(signatureLine(PUBLISHED.text, parseSigningKey(PUBLISHED.signer))).toBe(PUBLISHED.line);
    expect(openNote(writeNote(PUBLISHED.text, [PUBLISHED.line]), [parseVerifierKey(PUBLISHED.verifier)]).text).toBe(PUBLISHED.text);
  });

  it('have the text up to the last blank line', () => {
    const opened = openNote(note, keys);
    expect(opened.text).toBe(text);
    expect(opened.signatures.map(({ key: { name }, time }) => [name, time])).toEqual([['example.com/parley', undefined], ['example.com/court', 1_310_000_000]]);
  });

  it('pass over signatures by unknown keys, sixteen and more', () => {
    const strangers = Array.from({ length: 40 }, (_, n) => signatureLine(text, key('example.com/parley', 'log', 10 + n)));
    expect(openNote(writeNote(text, [...strangers, signatureLine(text, log)]), keys).signatures).toHaveLength(1);
    expect(() => openNote(writeNote(text, strangers), keys)).toThrow(expect.objectContaining({ why: 'untrusted' }));
    expect(() => openNote(note, [])).toThrow(expect.objectContaining({ why: 'untrusted' }));
  });

  it('are refused for one wrong signature by a known key, whatever the others say', () => {
    const wrong = signatureLine('another text\n', other);
    expect(() => openNote(writeNote(text, [signatureLine(text, log), wrong]), [log, other])).toThrow(expect.objectContaining({ code: 'note-refused', why: 'bad-signature' }));
    expect(openNote(writeNote(text, [signatureLine(text, log), wrong]), [log]).signatures).toHaveLength(1);
  });

  it('are refused with a witness’s time moved', () => {
    const line = signatureLine(text, witness, 1_310_000_000);
    const bytes = Buffer.from(line.split(' ')[2]!, 'base64');
    bytes.writeBigUInt64BE(1_310_000_001n, 4);
    expect(() => openNote(writeNote(text, [`— ${witness.name} ${bytes.toString('base64')}`]), keys)).toThrow(expect.objectContaining({ why: 'bad-signature' }));
    bytes.writeBigUInt64BE(2n ** 63n, 4);
    expect(() => openNote(writeNote(text, [`— ${witness.name} ${bytes.toString('base64')}`]), keys)).toThrow(expect.objectContaining({ why: 'bad-signature' }));
  });

  it('are refused whatever byte is changed, lost or added', () => {
    const one = Buffer.from(writeNote(text, [signatureLine(text, log)]));
    const property = fc.property(fc.nat(one.length - 1), fc.integer({ min: 1, max: 255 }), fc.constantFrom('change', 'lose', 'add'), (at, by, how) => {
      const bytes = how === 'change' ? Buffer.from(one) : how === 'lose' ? Buffer.concat([one.subarray(0, at), one.subarray(at + 1)]) : Buffer.concat([one.subarray(0, at), Buffer.of(by), one.subarray(at)]);
      if (how === 'change') bytes[at] = (bytes[at]! + by) % 256;
      expect(() => openNote(bytes, keys)).toThrow(expect.objectContaining({ code: 'note-refused' }));
    });
    check(property, 3_000);
  });

  it.each([
    ['nothing', ''],
    ['no blank line', 'a\n— b YWJjZGU=\n'],
    ['no signature', 'a\n\n'],
    ['no last line break', note.slice(0, -1)],
    ['a hyphen for the dash', note.replace('—', '-')],
    ['two spaces', note.replace('— ', '—  ')],
    ['something after the signature', note.replace(/\n$/, ' x\n')],
    ['a signature without bytes', `${text}\n— a YWJjZA==\n`],
    ['base 64 with idle bits', `${text}\n— a YWJjZGV=\n`],
    ['a tab', writeNote(text, [signatureLine(text, log)]).replace('second', '\t')],
    ['a carriage return', note.replaceAll('\n', '\r\n')],
    ['a lone surrogate', note.replace('second', '\ud800')],
    ['a byte that is no UTF-8', Buffer.concat([Buffer.of(0xff), Buffer.from(note)])],
    ['a megabyte', `${'x'.repeat(1_000_000)}${note}`],
  ])('are refused with %s', (_, mangled) => {
    expect(() => openNote(mangled, keys)).toThrow(expect.objectContaining({ code: 'note-refused', why: 'malformed' }));
  });

  it('are not written with what could not be read', () => {
    for (const bad of ['', 'a', 'a\tb\n', '\ud800\n']) expect(() => signatureLine(bad, log)).toThrow(TypeError);
    expect(() => signatureLine(text, log, 5)).toThrow(TypeError);
    expect(() => signatureLine(text, witness)).toThrow(TypeError);
  });
});

describe('checkpoints', () => {
  const checkpoint = { origin: log.name, size: 3, root: Buffer.alloc(32, 7) };
  const text = checkpointText(checkpoint);

  it('of public logs are read, with the times of their witnesses', () => {
    const opened = openCheckpoint(PUBLIC_CHECKPOINT, { logs: [PUBLIC_LOG], witnesses: [PUBLIC_WITNESS] });
    expect(opened).toMatchObject({ origin: 'arche2025h1.staging.ct.transparency.dev', size: 1_432_088_532 });
    expect(opened.cosignatures.map(({ key: { name }, time }) => [name, time])).toEqual([['remora.n621.de', 1_779_573_024]]);
    expect(() => openCheckpoint(PUBLIC_CHECKPOINT.replace('1432088532', '1432088533'), { logs: [], witnesses: [PUBLIC_WITNESS] })).toThrow(expect.objectContaining({ why: 'bad-signature' }));
  });

  it('are three lines', () => {
    expect(text).toBe('example.com/parley\n3\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n');
    expect(parseCheckpointText(text)).toEqual(checkpoint);
    expect(parseCheckpointText(`${text}more\n`)).toEqual(checkpoint);
    expect(parseCheckpointText(text.replace('\n3\n', '\n0\n')).size).toBe(0);
  });

  it.each([
    ['no origin', text.replace('example.com/parley', '')],
    ['a size with a zero in front', text.replace('\n3\n', '\n03\n')],
    ['a sign', text.replace('\n3\n', '\n+3\n')],
    ['a size beyond 2^53', text.replace('\n3\n', '\n9007199254740993\n')],
    ['a short root', text.replace(/B\w+=/, 'BwcH')],
    ['a blank extension', `${text}\n`],
    ['two lines', 'a\n3\n'],
    ['no line break', text.slice(0, -1)],
  ])('are refused with %s', (_, bad) => {
    expect(() => parseCheckpointText(bad)).toThrow(expect.objectContaining({ code: 'note-refused', why: 'malformed' }));
  });

  it('are believed only where a key of the log of that origin signed them', () => {
    const signed = (...lines: string[]) => writeNote(text, lines);
    const both = signed(signatureLine(text, log), signatureLine(text, witness, 5));
    expect(openCheckpoint(both, { logs: [log], witnesses: [witness] })).toMatchObject({ ...checkpoint, text, signatures: [{ key: log }], cosignatures: [{ key: witness, time: 5 }] });
    expect(() => openCheckpoint(signed(signatureLine(text, witness, 5)), { logs: [log], witnesses: [witness] })).toThrow(expect.objectContaining({ why: 'untrusted' }));
    expect(() => openCheckpoint(signed(signatureLine(text, other)), { logs: [other] })).toThrow(expect.objectContaining({ why: 'untrusted' }));
  });
});
