import { Command, Option } from 'commander';
import type { Io } from './context.js';
import { actions, type Perform } from './program/actions.js';
import { addAudit, addBetween } from './program/comparing.js';
import { addFacts } from './program/facts.js';
import { addKeeping } from './program/keeping.js';
import { addProof } from './program/proof.js';
import { addReads } from './program/reads.js';
import { addWitness } from './program/witness.js';
import { packageVersion } from './version.js';

const EXAMPLES = `
Examples:
  parley state connecticut-2011 --at 2011-07-13
  parley explain connecticut-2011 notices.rounds.july.issued --at 2011-07-13
  parley diff connecticut-2011 --from 2011-07-12 --to 2011-07-13
  parley import cases/connecticut-2011 --dry-run`;

/** Every command with its arguments and options. What a command does is loaded when it is given. */
export function createProgram(perform: Perform, io: Pick<Io, 'stdout' | 'stderr'>): Command {
  const program = new Command('parley')
    .description('The record of a negotiation: every fact with its source, nothing overwritten, any past moment answered again.')
    .option('--data <dir>', 'folder of the ledger (default: PARLEY_DATA, else ./data)')
    .addOption(new Option('--url <url>', 'ask a server instead of the ledger, such as http://127.0.0.1:3000').conflicts('data'))
    .option('--token <token>', 'bearer token for writing to a server (default: PARLEY_TOKEN)')
    .version(packageVersion(), '--version', 'the version, and nothing else')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: (text) => void io.stderr.write(text), outputError: (text, write) => write(text.replace(/^error: /, 'parley: ')) })
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .showHelpAfterError('  parley help COMMAND says what it takes')
    .exitOverride();
  const run = actions(perform);
  addReads(program, run);
  addAudit(program, run);
  addBetween(program, run);
  addFacts(program, run);
  addProof(program, run);
  addKeeping(program, run);
  addWitness(program, run);
  return program;
}
