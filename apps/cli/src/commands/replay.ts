import { emitKeypressEvents } from 'node:readline';
import type { BetweenQuestion } from '#libs/application';
import type { Basis, ReplayStep } from '#libs/domain';
import type { Context } from '../context.js';
import { printable } from '../layout.js';
import { replayEnd, replayTitle, stepLines } from '../pages/changes.js';

type Options = Omit<BetweenQuestion<'replay'>, 'ask' | 'negotiation'> & { json?: boolean; pause?: boolean };

/** Tells the story step by step; with `--json` as JSON Lines, one step a line. */
export async function replay(context: Context, negotiation: string, { json, pause, ...asked }: Options): Promise<void> {
  const door = await context.door();
  const question = { ask: 'replay', negotiation, ...asked } as const;
  if (json === true) {
    for await (const step of door.replay(question)) await context.print(`${JSON.stringify(step)}\n`);
    return;
  }
  const { at, known, ledger } = asked;
  const { body } = await door.ask({ ask: 'negotiation', negotiation, at, known, ledger });
  const { title, basis } = printable(body) as unknown as { title: string; basis: Basis };
  const clock = asked.clock ?? 'happened';
  await context.printLines(replayTitle(title, clock, context.screen));
  let steps = 0;
  for await (const step of door.replay(question)) {
    steps += 1;
    await context.printLines(stepLines(printable(step as ReplayStep), negotiation, basis.at.zone, context.screen));
    if (pause === true && !(await wantsMore(context))) break;
  }
  await context.printLines(replayEnd(steps));
}

/** Waits for a key: false for q, escape or ctrl-c. Only a terminal is waited for. */
async function wantsMore({ stdin, say }: Context): Promise<boolean> {
  if (!('isTTY' in stdin) || !stdin.isTTY) return true;
  say('(any key: the next step; q: enough)');
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.resume();
  try {
    return await new Promise((resolve) => {
      stdin.once('keypress', (_text: string | undefined, key: { name?: string; ctrl?: boolean }) => resolve(!(key.name === 'q' || key.name === 'escape' || (key.ctrl === true && key.name === 'c'))));
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}
