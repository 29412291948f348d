import { type Command, Option } from 'commander';
import { choice, CLOCKS, collected, negotiation, withClocks, withFactPages, withPages } from '../options.js';
import type { Actions } from './actions.js';

/** What an auditor asks: do the counts add up, and what came late. */
export function addAudit(program: Command, run: Actions): void {
  const commands = () => import('../commands/audit.js');

  withClocks(program.command('audit').description('whether the counts add up, line by line, with facts and sources; exit code 1 where they do not').addArgument(negotiation()))
    .option('--expect <path=value>', 'also check a value of the state: N, A..B, A.. or text; may be given again', collected)
    .addOption(new Option('--since <size>', 'also say what has changed since the ledger had this size').conflicts('json'))
    .action(run(async (context, [id]: [string], options) => (await commands()).audit(context, id, options)));

  withPages(withClocks(program.command('late').description('facts that became public, or were recorded, long after they happened').addArgument(negotiation())))
    .option('--lag <duration>', 'so late at least: days, weeks, months or years as ISO 8601 writes them (default: P7D)')
    .addOption(choice('--clock <clock>', 'the clock held against when they happened (default: reported)', ['reported', 'recorded']))
    .action(run(async (context, [id]: [string], options) => (await commands()).late(context, id, options)));
}

/** Questions about what changed between two points of a clock. */
export function addBetween(program: Command, run: Actions): void {
  withFactPages(withClocks(program.command('diff').description('what changed between two points of a clock, and why').addArgument(negotiation())))
    .addOption(choice('--clock <clock>', 'the clock that they lie on (default: happened)', CLOCKS))
    .requiredOption('--from <when>', 'the first point')
    .option('--to <when>', 'the second (default: where that clock is asked for)')
    .action(run(async (context, [id]: [string], options) => (await import('../commands/reads.js')).diff(context, id, options)));

  withClocks(program.command('replay').description('the story step by step: what happened, and what it changed').addArgument(negotiation()))
    .addOption(choice('--clock <clock>', 'in the order of this clock (default: happened)', CLOCKS))
    .option('--from <when>', 'from then on')
    .option('--to <when>', 'up to then')
    .option('--pause', 'wait for a key after each step, in a terminal')
    .action(run(async (context, [id]: [string], options) => (await import('../commands/replay.js')).replay(context, id, options)));
}
