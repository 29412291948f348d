import type { Command } from 'commander';
import { negotiation, wholeNumber } from '../options.js';
import type { Actions } from './actions.js';

/** Taking records in and out, and keeping the ledger. */
export function addKeeping(program: Command, run: Actions): void {
  const keeping = () => import('../commands/keeping.js');

  program.command('import').description('records a case: a folder with case.yaml and its lists').argument('<dir>', 'the folder')
    .option('--dry-run', 'print the plan and write nothing')
    .option('--retract-missing', 'retract facts that the files no longer have')
    .option('--json', 'the report as JSON')
    .action(run(async (context, [dir]: [string], options) => (await import('../commands/import.js')).importFolder(context, dir, options)));

  program.command('export').description('the events of a negotiation as recorded, as JSON Lines; or the whole ledger as a bundle that an auditor can check alone')
    .addArgument(negotiation().argOptional())
    .option('--ledger <size>', 'those below this size, or recorded by this instant (default: all)')
    .option('--bundle <file.zip>', 'write the whole ledger there, with all that it takes to check it without a server')
    .action(run(async (context, [id]: [string?], options) => (await import('../commands/bundle.js')).exportEither(context, id, options)));

  const sources = program.command('sources').description('check the sources of a record');
  sources.command('check').description('whether each article has its hash, and each cited paragraph is there').addArgument(negotiation()).argument('<dir>', 'the folder with the articles')
    .option('--json', 'the checks as JSON')
    .action(run(async (context, [id, dir]: [string, string], options) => (await import('../commands/sources.js')).checkFolder(context, id, dir, options)));

  program.command('serve').description('starts the server on this ledger')
    .option('--host <address>', 'address to listen on (default: PARLEY_HOST, else 127.0.0.1)')
    .option('--port <n>', 'port to listen on (default: PARLEY_PORT, else 3000)', wholeNumber)
    .action(run(async (context, _args, options) => (await import('../commands/serve.js')).serve(context, options)));

  program.command('copy').description('copies a ledger into another engine, byte for byte; given again, it goes on where it was')
    .requiredOption('--from <log>', 'the ledger, as PARLEY_LOG names it: sqlite:PATH, postgres://HOST/DATABASE')
    .requiredOption('--to <log>', 'an empty one, or one that holds its first events')
    .option('--json', 'what was copied as JSON')
    .action(run(async (context, _args, options) => (await import('../commands/moving.js')).copy(context, options as { from: string; to: string })));

  program.command('schema').description('what makes the schema in PostgreSQL, for psql')
    .option('--role <name>', 'also grant this role what it takes to keep the ledger, and no more')
    .action(run(async (context, _args, options) => (await import('../commands/moving.js')).schema(context, options)));

  program.command('rebuild').description('builds the index again from the ledger')
    .action(run(async (context) => (await keeping()).rebuild(context)));

  const token = program.command('token').description('tokens for writing to the server');
  token.command('create').description('makes a token and prints it; it can\'t be shown again').argument('<name>', 'who writes with it')
    .action(run(async (context, [name]: [string]) => (await keeping()).createToken(context, name)));
  token.command('list').description('the names that have tokens').option('--json', 'as JSON')
    .action(run(async (context, _args, options) => (await keeping()).listTokens(context, options)));
  token.command('revoke').description('makes all tokens of a name invalid').argument('<name>', 'whose')
    .action(run(async (context, [name]: [string]) => (await keeping()).revokeTokens(context, name)));
}
