import { on } from 'node:events';
import { emitKeypressEvents } from 'node:readline';
import type { BetweenQuestion } from '#libs/application';
import type { Basis, ReplayStep } from '#libs/domain';
import type { Context } from '../context.js';
import { printable } from '../layout.js';
import { counting, progressBar } from '../progress.js';
import { replayEnd, replayTitle, stepLines } from '../pages/changes.js';

type Options = Omit<BetweenQuestion<'replay'>, 'ask' | 'negotiation'> & { json?: boolean; pause?: boolean };

/** Tells the story step by step; with `--json` as JSON Lines, one step a line. */
export async function replay(context: Context, negotiation: string, { json, pause, ...asked }: Options): Promise<void> {
  const door = await context.door();
  const question = { ask: 'replay', negotiation, ...asked } as const;
  const story = counting(door.replay(question), progressBar(context.stderr, 'replaying', context.stdout));
  if (json === true) {
    for await (const step of story) await context.print(`${JSON.stringify(step)}\n`);
    return;
  }
  const { at, known, ledger } = asked;
  const { body } = await door.ask({ ask: 'state', negotiation, at, known, ledger });
  const { title, basis } = printable(body) as unknown as { title: string; basis: Basis };
  const clock = asked.clock ?? 'happened';
  await context.printLines(replayTitle(title, clock, context.screen));
  const keys = pause === true ? keysOf(context) : undefined;
  let steps = 0;
  try {
    for await (const step of story) {
      steps += 1;
      await context.printLines(stepLines(printable(step as ReplayStep), negotiation, basis.at.zone, context.screen));
      if (keys !== undefined && !(await wantsMore(keys))) break;
    }
  } finally {
    await keys?.return();
  }
  await context.printLines(replayEnd(steps));
}

interface Key {
  name?: string;
  ctrl?: boolean;
}

/** The keys as they are pressed, until stdin ends; undefined where nobody sits at a terminal, and nothing is waited for. */
function keysOf({ stdin, say }: Context): AsyncGenerator<Key, void> | undefined {
  if (!('isTTY' in stdin) || !stdin.isTTY) return undefined;
  say('(any key: the next step; q: enough)');
  return pressed(stdin);
}

async function* pressed(terminal: NodeJS.ReadStream): AsyncGenerator<Key, void> {
  emitKeypressEvents(terminal);
  terminal.setRawMode(true);
  try {
    for await (const [, key] of on(terminal, 'keypress', { close: ['end'] })) yield key as Key;
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
  }
}

/** Waits for a key: false for q, escape, ctrl-c, or no more keys. */
async function wantsMore(keys: AsyncGenerator<Key, void>): Promise<boolean> {
  const { value, done } = await keys.next();
  if (done === true || value === undefined) return false;
  return !(value.name === 'q' || value.name === 'escape' || (value.ctrl === true && value.name === 'c'));
}
