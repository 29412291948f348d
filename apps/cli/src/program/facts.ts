import { Argument, type Command } from 'commander';
import { wholeNumber, withClocks } from '../options.js';
import type { Actions } from './actions.js';

/** One fact: reading and changing it. */
export function addFacts(program: Command, run: Actions): void {
  const facts = program.command('facts').description('show, revise, mend, retract or reinstate a fact');
  const fact = (): Argument => new Argument('<fact>', 'the fact\'s id, such as connecticut-2011.N8');
  const commands = () => import('../commands/facts.js');

  withClocks(facts.command('show').description('a fact with its claims').addArgument(fact()))
    .action(run(async (context, [id]: [string], options) => (await commands()).show(context, id, options)));
  withClocks(facts.command('history').description('all events of a fact: who, when, why').addArgument(fact()))
    .action(run(async (context, [id]: [string], options) => (await commands()).history(context, id, options)));

  const change = (name: 'revise' | 'mend' | 'retract' | 'reinstate', description: string): Command => {
    const command = facts.command(name).description(description).addArgument(fact());
    if (name === 'revise' || name === 'mend') command.argument('[file]', 'its claims, as JSON or YAML (default: stdin)');
    return command
      .option('--reason <text>', 'why')
      .option('--note <text>', 'a remark')
      .option('--reported <when>', 'when the change became public')
      .option('--revision <n>', 'the fact\'s revision that you saw; a newer one is a conflict', wholeNumber)
      .option('--id <id>', 'id of the event: the same again writes nothing (default: random)')
      .option('--json', 'the receipt as JSON');
  };
  change('revise', 'the world knows better: a new version, public from its own day on')
    .action(run(async (context, [id, file]: [string, string?], options) => (await commands()).change(context, 'revise', id, file, options)));
  change('mend', 'we recorded it wrong: the version is replaced as if it had been right')
    .option('--mends <seq>', 'the version to mend, by its event (default: the newest)', wholeNumber)
    .action(run(async (context, [id, file]: [string, string?], options) => (await commands()).change(context, 'mend', id, file, options)));
  change('retract', 'it is no fact: withdrawn by its source (--reported), or recorded in error')
    .option('--source <place...>', 'where its source withdrew it: a source\'s id, and a locator after a space')
    .action(run(async (context, [id]: [string], options) => (await commands()).change(context, 'retract', id, undefined, options)));
  change('reinstate', 'it is a fact after all: takes a retraction back')
    .option('--undoes <seq>', 'the retraction, by its event (default: the newest that stands)', wholeNumber)
    .action(run(async (context, [id]: [string], options) => (await commands()).change(context, 'reinstate', id, undefined, options)));

  program.command('redact').description('what a fact says must not stay readable: removes it from ledger and index for good').addArgument(fact())
    .requiredOption('--reason <text>', 'why; it stays readable for ever')
    .option('--event <seq>', 'only what this event says (default: all events of the fact)', wholeNumber)
    .option('--note <text>', 'a remark; it stays readable, too')
    .option('--revision <n>', 'the fact\'s revision that you saw; a newer one is a conflict', wholeNumber)
    .option('--id <id>', 'id of the event: the same again writes nothing (default: random)')
    .option('--reason-may-repeat', 'let the reason have words of the text that is to go')
    .option('--json', 'the receipts as JSON')
    .action(run(async (context, [id]: [string], options) => (await commands()).redact(context, id, options as never)));
}
