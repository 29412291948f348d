import { CommanderError } from 'commander';
import { createContext, type Io } from './context.js';
import type { DoorOptions } from './door.js';
import { describeFailure, EXIT, type ExitCode, Failure } from './failure.js';
import { createProgram } from './program.js';
import type { Perform } from './program/actions.js';

/**
 * Runs one command and answers with its exit code. Never throws: what goes wrong is told on stderr.
 * @param argv the words after `parley`
 */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok;
  const perform: Perform = async (options: DoorOptions, work) => {
    const context = createContext(io, options);
    try {
      exitCode = (await work(context)) ?? EXIT.ok;
    } finally {
      await context.close();
    }
  };
  try {
    await createProgram(perform, io).parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what was wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const failure = error instanceof Failure ? error : new Failure('internal', error instanceof Error ? error.message : String(error), [], { cause: error });
    for (const line of describeFailure(failure)) io.stderr.write(`${line}\n`);
    return failure.exitCode;
  }
}
