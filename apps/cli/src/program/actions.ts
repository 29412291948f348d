import type { Command, OptionValues } from 'commander';
import type { Context } from '../context.js';
import type { DoorOptions } from '../door.js';
import type { ExitCode } from '../failure.js';

/** Does the work of a command with what it needs. */
export type Perform = (options: DoorOptions, work: (context: Context) => Promise<ExitCode | void>) => Promise<void>;

type Action = (this: Command) => Promise<void>;
export type Actions = <Args extends readonly (string | undefined)[]>(work: (context: Context, args: Args, options: OptionValues) => Promise<ExitCode | void>) => Action;

/** Makes actions: each works with the arguments that commander has checked, the command's own options, and a context for all the rest. */
export function actions(perform: Perform): Actions {
  return (work) =>
    function action() {
      return perform(this.optsWithGlobals(), (context) => work(context, this.args as never, optionsOf(this)));
    };
}

/** A command's own options, and those that the command it belongs to took for its own; the program's go to `perform`. */
function optionsOf(command: Command): OptionValues {
  return command.parent === null ? {} : { ...optionsOf(command.parent), ...command.opts() };
}
