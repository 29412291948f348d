import type { Command } from 'commander';
import { collected, wholeNumber } from '../options.js';
import type { Actions } from './actions.js';

/** Watching that the logs of others only grow. */
export function addWitness(program: Command, run: Actions): void {
  const commands = () => import('../commands/witness.js');
  const witness = program.command('witness').description('watches that a ledger only grows, and cosigns its checkpoints');
  const command = (name: string, description: string, isDefault: boolean): Command =>
    witness.command(name, { isDefault }).description(description)
      .option('--state <dir>', 'folder of what it remembers', './witness')
      .option('--key <file>', 'file of its key, made at the first start (default: witness.key in that folder)');
  command('serve', 'starts a witness, and stays until it is stopped', true)
    .option('--log <vkey[=origin]>', 'a log to watch, by its verifier key; may be given again', collected)
    .option('--name <name>', 'name of a new witness, such as court.example/witness')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 takes any free one', wholeNumber, 3100)
    .action(run(async (context, _args, options) => (await commands()).serveWitness(context, options as never)));
  command('key', 'prints the witness\' verifier key', false)
    .action(run(async (context, _args, options) => (await commands()).showKey(context, options as never)));
}
