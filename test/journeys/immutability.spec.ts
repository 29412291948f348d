import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openParley, type Parley, type Question, QuestionError, readSettings } from '#libs/application';
import type { Command } from '#libs/domain';
import { answerText } from '../support/answer-text.js';
import { SEED } from '../support/property.js';
import { realisticSteps } from '../support/realistic.js';

/** What was answered at a ledger size is answered so for ever, whatever is recorded afterwards; but for a redaction, which shows. */

let folder: string;
let parley: Parley;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-immutable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Many changes of facts, soon and late, so that those of before are changed afterwards. */
const steps = (seed: number, events: number): Command[] => [...realisticSteps({ negotiation: 'talks', events, seed, revised: 0.3, mended: 0.2, retracted: 0.2, late: 0.5, agencies: 3, rounds: 2, deadlines: 3, days: 200 })].map(({ command }) => command);

/** Some may name nothing that is there at a moment: that is an answer, too. */
const PATHS = ['dealStatus', 'notices.rounds.round-1.issued', 'notices.all.issued.itemised.certain'];

/** Every question at one moment, pinned. */
function questions(clocks: { at: string; known: string; ledger: string; conventions: string }, fact: string): Question[] {
  const about = { negotiation: 'talks', ...clocks };
  return [
    ...(['negotiation', 'state', 'notices', 'deadlines', 'ballots', 'figures', 'findings', 'reconciliation', 'timeline', 'statements', 'corrections', 'late'] as const).map((ask) => ({ ask, ...about })),
    { ask: 'timeline', order: 'recorded', include: ['retracted', 'history'], limit: 500, ...about },
    { ask: 'notices', by: 'agency', ...about },
    { ask: 'diff', clock: 'happened', from: '2001-02-01T05:00:00Z', to: clocks.at, ...about },
    { ask: 'diff', clock: 'recorded', from: '40', to: clocks.ledger, ...about },
    ...PATHS.map((path): Question => ({ ask: 'explain', path, ...about })),
    ...(['fact', 'fact-history'] as const).map((ask) => ({ ask, fact, ...clocks })),
    { ask: 'negotiations', ...clocks },
    { ask: 'notices-across', by: ['agency'], ...clocks },
    { ask: 'statements-across', q: 'layoffs', ...clocks },
  ];
}

async function answers(asked: readonly Question[]): Promise<string[]> {
  const texts: string[] = [];
  for (const question of asked) {
    texts.push(await parley.ask(question).then(
      answerText,
      (error: unknown) => (error instanceof QuestionError ? error.message : Promise.reject(error as Error)),
    ));
  }
  return texts;
}

const moment = fc.record({ at: fc.constantFrom('2001-03-01T12:00:00Z', '2001-05-20T00:00:00Z', '2001-09-01T00:00:00Z'), known: fc.constantFrom('2001-04-01T00:00:00Z', '2001-06-15T09:00:00Z', '2002-01-01T00:00:00Z') });

async function recorded(commands: readonly Command[]): Promise<void> {
  for (let at = 0; at < commands.length; at += 200) await parley.submit(commands.slice(at, at + 200), 'archivist');
}

/** The facts that are retracted, and by which event, in the order of recording. */
async function retractions(): Promise<{ fact: string; seq: number }[]> {
  const found = new Map<string, number>();
  for await (const line of parley.exportLines('talks')) {
    const { head } = JSON.parse(line) as { head: { op: string; fact: string; seq: number } };
    if (head.op === 'retract') found.set(head.fact, head.seq);
  }
  return [...found].map(([fact, seq]) => ({ fact, seq }));
}

describe('an answer at a ledger size', () => {
  it('is the same, byte for byte, after a thousand later events of all kinds', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: 1_000 }), fc.integer({ min: 60, max: 300 }), fc.array(moment, { minLength: 1, maxLength: 2 }), async (seed, size, moments) => {
      parley = await openParley(readSettings({ PARLEY_DATA: folder, PARLEY_LOG: 'memory:' }));
      try {
        const commands = steps(seed, size + 1_000);
        await recorded(commands.slice(0, size));
        const asked = moments.flatMap((clocks) => questions({ ...clocks, ledger: String(size), conventions: 'rules-1' }, 'talks.F2'));
        const before = await answers(asked);
        await recorded(commands.slice(size));
        await recorded((await retractions()).map(({ fact, seq }) => ({ op: 'reinstate', id: `${fact}-again`, fact, undoes: seq, reported: '2001-12-01' })));
        const root = (await parley.tree.rootAt(size)).toString('base64');
        const after = await answers(asked);
        asked.forEach((question, index) => expect({ question, text: after[index] }).toEqual({ question, text: before[index] }));
        const basis = `"size":${size},"root":"${root}"`;
        expect(after.filter((text) => text.includes(basis)).length).toBeGreaterThanOrEqual(asked.length - PATHS.length * moments.length);
      } finally {
        await parley.close();
      }
    }), { seed: SEED, numRuns: 3 });
  });

  it('loses what is redacted afterwards, at once, and nothing else', async () => {
    parley = await openParley(readSettings({ PARLEY_DATA: folder, PARLEY_LOG: 'memory:' }));
    try {
      const name = 'Zwetschgenknödel';
      const statement = (fact: string, speaker: string): Command => ({ op: 'record', id: fact, fact, negotiation: 'talks', type: 'statement.made', claims: [{ happened: '2001-02-03', data: { speaker, gist: 'layoffs' } }] });
      await recorded([...steps(1, 60), statement('talks.named', name), statement('talks.other', 'The governor')]);
      const clocks = { at: '2001-09-01T00:00:00Z', known: '2002-01-01T00:00:00Z', conventions: 'rules-1', ledger: '62' };
      const asked: Question[] = [...questions(clocks, 'talks.named'), { ask: 'fact', fact: 'talks.other', ...clocks }, { ask: 'notices', negotiation: 'talks', ...clocks, ledger: '60' }];
      const before = await answers(asked);
      expect(before.filter((text) => text.includes(name)).length).toBeGreaterThan(3);
      await parley.redact({ fact: 'talks.named', id: 'order', reason: 'a private person' }, 'archivist');
      const after = await answers(asked);
      expect(after.filter((text) => text.includes(name))).toEqual([]);
      expect(after.slice(-2)).toEqual(before.slice(-2));
      const changed = asked.filter((_, index) => after[index] !== before[index]).map(({ ask }) => ask);
      expect(changed).toEqual(expect.arrayContaining(['state', 'statements', 'timeline', 'fact', 'fact-history', 'statements-across']));
      expect(changed).not.toEqual(expect.arrayContaining(['deadlines']));
    } finally {
      await parley.close();
    }
  });
});
