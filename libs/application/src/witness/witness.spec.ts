import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { openNote, parseVerifierKey, signingKey, signingKeyText, verifierKeyText, writeNote } from '#libs/proof';
import { check } from '../../../../test/support/property.js';
import { leaves, type SmallLog, smallLog } from '../../../../test/support/small-log.js';
import { openWitness, watchedLogs } from './open-witness.js';
import type { WitnessState } from './state.js';
import { createWitness, type Witness } from './witness.js';

const run = promisify(execFile);
const NOW = 1_700_000_000n;
const OTHER = signingKey('other.example/witness', 'witness', Buffer.alloc(32, 2));

let folder: string;
let opened: Witness[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-witness-'));
  opened = [];
});
afterEach(async () => {
  for (const witness of opened) witness.close();
  await rm(folder, { recursive: true });
});

async function open(log = smallLog(), more: { name?: string } = {}): Promise<Witness> {
  const witness = await openWitness({ folder, ...more }, watchedLogs([verifierKeyText(log.key)]), { clock: () => NOW * 1_000_000n });
  opened.push(witness);
  return witness;
}

const close = (witness: Witness): void => void opened.splice(opened.indexOf(witness), 1)[0]!.close();

describe('a witness', () => {
  it('cosigns a log as it grows, with the time, and the same checkpoint again', async () => {
    const log = smallLog();
    const witness = await open(log);
    let old = 0;
    for (const size of [0, 3, 3, 8, 21]) {
      log.add(...leaves(size - log.size(), `to ${size}`));
      const reply = witness.addCheckpoint(log.request(old));
      const [text] = log.checkpoint().split('\n\n');
      const { signatures } = openNote(writeNote(`${text}\n`, 'cosignatures' in reply ? reply.cosignatures : []), witness.keys.map(parseVerifierKey));
      expect(signatures.map(({ time }) => time)).toEqual([Number(NOW)]);
      expect(witness.last('log.example/mill')).toMatchObject({ size });
      old = size;
    }
  });

  it('knows after a restart what it cosigned', async () => {
    const log = smallLog('log.example/mill', leaves(5));
    const first = await open(log);
    first.addCheckpoint(log.request(0));
    const { keys } = first;
    close(first);
    const again = await open(log);
    expect(again.keys).toEqual(keys);
    expect(again.addCheckpoint(log.request(0))).toMatchObject({ refused: 'conflict', size: 5 });
    const fork = smallLog('log.example/mill', leaves(9, 'other'));
    expect(again.addCheckpoint(fork.request(5))).toMatchObject({ refused: 'unproven' });
    expect(again.addCheckpoint(fork.request(5, 5))).toMatchObject({ refused: 'conflict', size: 5, reason: expect.stringContaining('two stories') });
  });

  it('watches several logs, each by its own keys, one of them under another origin', async () => {
    const [mill, mine] = [smallLog('log.example/mill', leaves(3)), smallLog('log.example/mine', leaves(4))];
    const logs = watchedLogs([verifierKeyText(mill.key), `${verifierKeyText(mine.key)}=the mine`]);
    const witness = await openWitness({ folder }, logs);
    opened.push(witness);
    expect(witness.logs).toEqual(['log.example/mill', 'the mine']);
    expect(witness.addCheckpoint(mill.request(0))).toHaveProperty('cosignatures');
    expect(witness.addCheckpoint(mine.request(0))).toMatchObject({ refused: 'unknown-log' });
    expect(witness.last('the mine')).toBeUndefined();
  });
});

/** Steps of a log that may tell two stories: grow on one, and submit of either, from some size to some other. */
const step = fc.record({ story: fc.nat(1), grow: fc.nat(3), old: fc.nat(), size: fc.nat() });

it('never cosigns two roots for one size, nor a smaller size than before', () => {
  check(fc.property(fc.nat(5), fc.array(step, { maxLength: 30 }), (common, steps) => {
    const stories = [smallLog('log.example/mill', leaves(common)), smallLog('log.example/mill', leaves(common))];
    let kept: ReturnType<WitnessState['last']>;
    const state: WitnessState = { last: () => kept, all: () => [], exclusively: (work) => work(), keep: (cosigned) => void (kept = cosigned), close: () => undefined };
    const witness = createWitness({ keys: [OTHER], logs: watchedLogs([verifierKeyText(stories[0]!.key)]), state, clock: () => 0n });
    const cosigned: { size: number; root: string }[] = [];
    for (const { story, grow, old, size } of steps) {
      const log = stories[story]!;
      log.add(...leaves(grow, `story ${story}, ${log.size()}`));
      const to = size % (log.size() + 1);
      // Half of the time from where the witness is: only that can be cosigned.
      const from = old % 2 === 0 ? Math.min(kept?.size ?? 0, to) : old % (to + 1);
      if ('cosignatures' in witness.addCheckpoint(log.request(from, to))) cosigned.push({ size: to, root: log.root(to).toString('hex') });
    }
    expect(cosigned.map(({ size }) => size)).toEqual(cosigned.map(({ size }) => size).sort((a, b) => a - b));
    expect(new Map(cosigned.map(({ size, root }) => [size, root])).size).toBe(new Set(cosigned.map(({ size, root }) => `${size} ${root}`)).size);
    // All that was cosigned is of one story.
    expect(stories.some((log) => cosigned.every(({ size, root }) => size <= log.size() && log.root(size).toString('hex') === root))).toBe(true);
  }));
});

describe('other processes', () => {
  const child = (...words: string[]): ReturnType<typeof run> => run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/submitter.ts', folder, ...words], { env: { ...process.env, NODE_OPTIONS: '' } });

  it('that tell two stories at once to one state: one of them is cosigned', async () => {
    close(await open());
    const told = await Promise.all(['one', 'two', 'one', 'two'].map(async (story) => JSON.parse(String((await child(story, '30')).stdout)) as { sizes: number[] }));
    const [one, two] = [[told[0]!, told[2]!], [told[1]!, told[3]!]].map((tellers) => tellers.flatMap(({ sizes }) => sizes));
    expect(Math.min(one!.length, two!.length)).toBe(0);
    const advanced = [...one!, ...two!];
    expect(advanced.length).toBeGreaterThan(0);
    expect((await open()).last('log.example/mill')?.size).toBe(Math.max(...advanced));
  });

  it('killed before they could answer, have kept what they cosigned', async () => {
    close(await open());
    await expect(child('one', '7', 'killed')).rejects.toMatchObject({ signal: 'SIGKILL', stdout: '' });
    const witness = await open();
    expect(witness.last('log.example/mill')).toMatchObject({ size: 7 });
    const other = smallLog('log.example/mill', leaves(9, 'two'));
    expect(witness.addCheckpoint(other.request(7))).toMatchObject({ refused: 'unproven' });
    expect(witness.addCheckpoint(other.request(0))).toMatchObject({ refused: 'conflict', size: 7 });
  });
});

describe('a witness does not start', () => {
  const STATE = 'witness.db';
  const KEY = 'witness.key';
  const path = (name: string): string => join(folder, name);

  async function used(log: SmallLog = smallLog('log.example/mill', leaves(5))): Promise<void> {
    const witness = await open(log);
    witness.addCheckpoint(log.request(0));
    close(witness);
  }

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['without its state', () => rm(path(STATE)), /witness\.db is not the whole state.*is missing/],
    ['on a state that was cut to nothing', () => truncate(path(STATE), 0), /not the whole state.*mark/],
    ['on a state that was cut', () => truncate(path(STATE), 4_096), /not the whole state/],
    ['on something else', () => writeFile(path(STATE), 'log.example/mill 5\n'.repeat(40)), /not the whole state.*not a database/],
    ['on another witness’ state', () => writeFile(path(KEY), `${signingKeyText(OTHER)}\n`), /not one that this key cosigned/],
    ['on a state that was edited', async () => edit("UPDATE cosigned SET size = 4"), /with 5 leaves/],
    ['on a note that was edited', async () => edit("UPDATE cosigned SET note = replace(note, char(10) || '5' || char(10), char(10) || '4' || char(10)), size = 4"), /not one that this key cosigned/],
    ['without its key', () => rm(path(KEY)), /witness\.key, is gone: put it back/],
    ['with a key that others can read', () => chmod(path(KEY), 0o644), /mode 644.*chmod 600/],
    ['with a log’s key', () => writeFile(path(KEY), `${signingKeyText(smallLog().key)}\n`), /holds a log key of log\.example\/mill/],
    ['with no key', () => writeFile(path(KEY), ''), /holds no signing key/],
  ])('%s', async (_, harm, complaint) => {
    await used();
    await harm();
    await expect(open()).rejects.toThrow(complaint);
  });

  function edit(sql: string): void {
    const database = new Database(path(STATE));
    database.exec(sql);
    database.close();
  }

  it('under another name, or without a log to watch', async () => {
    await used();
    await expect(open(smallLog(), { name: 'court.example/other' })).rejects.toThrow(/its name is that of its key, for ever/);
    expect(() => watchedLogs([])).toThrow(/needs a log to watch/);
    expect(() => watchedLogs(['log.example/mill'])).toThrow(/no verifier key of a log/);
    expect(() => watchedLogs([verifierKeyText(OTHER)])).toThrow(/is the key of a witness/);
  });

  it('and makes its key for its owner’s eyes', async () => {
    const { name } = await open(smallLog(), { name: 'court.example/witness' });
    expect(name).toBe('court.example/witness');
    expect((await stat(path(KEY))).mode & 0o777).toBe(0o600);
  });
});
