import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { canonicalJson } from './canonical.js';
import { checkpointText } from './checkpoint.js';
import { verifyEventProof, writeEventProof } from './event-proof.js';
import { emptyTree, grow, type Hash, leafHash, rootOf } from './merkle.js';
import { nodeNumber } from './nodes.js';
import { signingKey } from './note-key.js';
import { signatureLine, writeNote } from './note.js';
import { inclusionProof } from './proofs.js';
import { parseTlogProof, writeTlogProof } from './tlog-proof.js';

const log = signingKey('example.com/parley', 'log', Buffer.alloc(32, 1));
const stranger = signingKey('example.com/parley', 'log', Buffer.alloc(32, 2));
const trust = { logs: [log] };

const bodies = Array.from({ length: 21 }, (_, n) => canonicalJson({ salt: `${n}` }));
const heads = bodies.map((body, seq) => canonicalJson({ bodyHash: createHash('sha256').update(body).digest('hex'), seq }));

/** The proof of one event of a log with these heads, under a checkpoint by this key. */
function proofOf(index: number, entries = heads, key = log) {
  const kept: Hash[] = [];
  let tree = emptyTree();
  for (const entry of entries) {
    const grown = grow(tree, leafHash(entry));
    kept.push(...grown.completed);
    tree = grown.tree;
  }
  const text = checkpointText({ origin: key.name, size: tree.size, root: rootOf(tree) });
  return { index, hashes: inclusionProof((nodes) => nodes.map((node) => kept[nodeNumber(node)]!), index, tree.size), checkpoint: writeNote(text, [signatureLine(text, key)]) };
}

describe('a proof of an event, to be mailed', () => {
  const file = writeEventProof({ ...proofOf(6), head: heads[6]!, body: bodies[6]! });

  it('is text that says what it is', () => {
    const lines = file.split('\n');
    expect(lines[0]).toBe('c2sp.org/tlog-proof@v1');
    expect(lines[1]).toMatch(/^extra [A-Za-z0-9+/]+=*$/);
    expect(lines[2]).toBe('index 6');
    expect(lines.slice(3, 8)).toEqual(proofOf(6).hashes.map((hash) => hash.toString('base64')));
    expect(lines.slice(8).join('\n')).toBe(`\n${proofOf(6).checkpoint}`);
  });

  it('is believed with the log’s key and nothing else', () => {
    expect(verifyEventProof(file, trust)).toMatchObject({ head: heads[6], body: bodies[6], checkpoint: { size: 21, origin: 'example.com/parley' } });
    expect(verifyEventProof(writeEventProof({ ...proofOf(20), head: heads[20]!, body: null }), trust)).toMatchObject({ head: heads[20], body: null });
    expect(() => verifyEventProof(file, { logs: [stranger] })).toThrow(expect.objectContaining({ why: 'untrusted' }));
  });

  it('is refused for another event, body, place or checkpoint', () => {
    const refused = (parts: object) => expect(() => verifyEventProof(writeEventProof({ ...proofOf(6), head: heads[6]!, body: bodies[6]!, ...parts }), trust)).toThrow();
    refused({ head: heads[7] });
    refused({ body: bodies[7] });
    refused({ index: 7 });
    refused(proofOf(7));
    refused({ checkpoint: proofOf(6, heads.slice(0, 20)).checkpoint });
    refused({ checkpoint: proofOf(6, heads, stranger).checkpoint });
    // A log that has the event at another place than the event says.
    const swapped = proofOf(6, heads.with(6, heads[7]!).with(7, heads[6]!));
    expect(() => verifyEventProof(writeEventProof({ ...swapped, head: heads[7]!, body: bodies[7]! }), trust)).toThrow(expect.objectContaining({ why: 'not-included', message: expect.stringContaining('number 7') }));
  });

  it('is refused whatever byte is changed', () => {
    const bytes = Buffer.from(file);
    const property = fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const mangled = Buffer.from(bytes);
      mangled[at] = (mangled[at]! + by) % 256;
      expect(() => verifyEventProof(mangled.toString(), trust)).toThrow();
    });
    check(property, 1_500);
  });

  it('without extra data is a proof, and no event', () => {
    const bare = writeTlogProof(proofOf(6));
    expect(parseTlogProof(bare)).toEqual(proofOf(6));
    expect(() => verifyEventProof(bare, trust)).toThrow(/holds no event/);
  });

  it.each([
    ['nothing', ''],
    ['another first line', file.replace('@v1', '@v2')],
    ['no index', file.replace(/index 6\n/, '')],
    ['an index with a zero in front', file.replace('index 6', 'index 06')],
    ['extra data after the index', file.replace(/(extra .*\n)(index 6\n)/, '$2$1')],
    ['a short hash', file.replace(/(index 6\n)/, '$1AAAA\n')],
    ['too many hashes', file.replace(/(index 6\n)/, `$1${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}`)],
    ['no checkpoint', file.slice(0, file.indexOf('\n\n'))],
  ])('is refused with %s', (_, mangled) => {
    expect(() => verifyEventProof(mangled, trust)).toThrow(expect.objectContaining({ code: 'proof-refused', why: 'malformed' }));
  });
});
