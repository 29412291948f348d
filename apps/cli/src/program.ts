import { Argument, Command, Option, type OptionValues } from 'commander';
import type { Context, Io } from './context.js';
import type { DoorOptions } from './door.js';
import type { ExitCode } from './failure.js';
import { choice, CLOCKS, collected, DIMENSIONS, FACT_KINDS, FACT_TYPES, fromOne, negotiation, NOTICE_KINDS, ofAPage, SIDES, STATUSES, STORY_ORDERS, wholeNumber, withClocks, withFactPages, withPages } from './options.js';

/** Does the work of a command with what it needs. */
export type Perform = (options: DoorOptions, work: (context: Context) => Promise<ExitCode | void>) => Promise<void>;

/** Every command with its arguments and options. What a command does is loaded when it is given. */
export function createProgram(perform: Perform, io: Pick<Io, 'stdout' | 'stderr'>): Command {
  const program = new Command('parley')
    .description('The record of a negotiation: every fact with its source, nothing overwritten, any past moment answered again.')
    .option('--data <dir>', 'folder of the ledger (default: PARLEY_DATA, else ./data)')
    .addOption(new Option('--url <url>', 'ask a server instead of the ledger, such as http://127.0.0.1:3000').conflicts('data'))
    .option('--token <token>', 'bearer token for writing to a server (default: PARLEY_TOKEN)')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: (text) => void io.stderr.write(text), outputError: (text, write) => write(text.replace(/^error: /, 'parley: ')) })
    .showSuggestionAfterError()
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

type Action = (this: Command) => Promise<void>;
type Actions = <Args extends readonly (string | undefined)[]>(work: (context: Context, args: Args, options: OptionValues) => Promise<ExitCode | void>) => Action;

/** Makes actions: each works with the arguments that commander has checked, the command's own options, and a context for all the rest. */
function actions(perform: Perform): Actions {
  return (work) =>
    function action() {
      return perform(this.optsWithGlobals(), (context) => work(context, this.args as never, optionsOf(this)));
    };
}

/** A command's own options, and those that the command it belongs to took for its own; the program's go to `perform`. */
function optionsOf(command: Command): OptionValues {
  return command.parent === null ? {} : { ...optionsOf(command.parent), ...command.opts() };
}

/** Questions about one moment. */
function addReads(program: Command, run: Actions): void {
  const reads = () => import('./commands/reads.js');

  withPages(withClocks(program.command('list').description('the negotiations, each with where it stands')))
    .addOption(choice('--status <status>', 'only those whose deal stands so', STATUSES))
    .option('--party <party>', 'only those with this party')
    .option('--q <words>', 'only those whose title, summary, parties or people say so')
    .action(run(async (context, _args, options) => (await reads()).list(context, options)));

  withPages(withClocks(program.command('across').description('notices issued in all negotiations, added up')))
    .option('--by <what>', 'by agency, site, class or membership, by month, by negotiation: with commas between', 'agency')
    .addOption(choice('--notice <kind>', 'of this kind (default: layoff)', NOTICE_KINDS))
    .option('--name <name>', 'only of this agency, site, class or membership')
    .option('--month <month>', 'only of this month')
    .option('--party <party>', 'only in negotiations with this party')
    .option('--q <words>', 'only in negotiations whose title, summary, parties or people say so')
    .action(run(async (context, _args, { by, ...options }) => (await reads()).across(context, { by: by.split(','), ...options })));

  withPages(withClocks(program.command('search').description('what was said in any negotiation, best first').argument('<words>', 'words that a statement says, its speaker and topics among them')))
    .action(run(async (context, [words]: [string], options) => (await reads()).search(context, words, options)));

  withClocks(program.command('state').description('where a negotiation stands: one page').addArgument(negotiation()))
    .action(run(async (context, [id]: [string], options) => (await reads()).state(context, id, options)));

  withPages(withClocks(program.command('timeline').description('the facts, in the order of a clock').addArgument(negotiation())))
    .addOption(choice('--order <clock>', 'the clock that orders them (default: happened)', CLOCKS))
    .option('--from <when>', 'from then on, on that clock')
    .option('--to <when>', 'up to then, on that clock')
    .addOption(choice('--type <type>', 'only facts of this type', FACT_TYPES))
    .option('--person <person>', 'only facts about, by or for this person: an id or a name')
    .option('--party <party>', 'only facts about, by or for this party or its people')
    .option('--q <words>', 'only facts that say so')
    .addOption(choice('--include <what...>', 'also facts that were withdrawn, or each fact\'s events', ['retracted', 'history']))
    .action(run(async (context, [id]: [string], options) => (await reads()).timeline(context, id, options)));

  withClocks(program.command('story').description('the facts up to a moment, with what was said about each and what was corrected').addArgument(negotiation()))
    .addOption(choice('--order <end>', 'which end comes first (default: newest)', STORY_ORDERS))
    .addOption(choice('--kind <kind>', 'only facts that tell of this', FACT_KINDS))
    .option('--source <fact>', 'only facts that rest on this source')
    .option('--limit <n>', 'so many, and no more (default: all; with --json: a page)', ofAPage)
    .option('--place <n>', 'begin with the fact at this place: 1 is the first', fromOne)
    .action(run(async (context, [id]: [string], options) => (await reads()).story(context, id, options)));

  withClocks(program.command('steps').description('where a moment stands among the facts, and what comes before and after').addArgument(negotiation()))
    .option('--fact <fact>', 'of the facts that end with the moment, this one')
    .option('--index <n>', 'at this place among the facts, whatever the moment: 1 is the first', fromOne)
    .action(run(async (context, [id]: [string], options) => (await reads()).steps(context, id, options)));

  withClocks(program.command('course').description('the deal\'s status, notices, plans, stated totals and sources over time').addArgument(negotiation()))
    .action(run(async (context, [id]: [string], options) => (await reads()).course(context, id, options)));

  withClocks(program.command('notices').description('notices by round: itemised and stated, side by side').addArgument(negotiation()))
    .addOption(choice('--by <dimension>', 'broken down by this alone', DIMENSIONS))
    .action(run(async (context, [id]: [string], options) => (await reads()).notices(context, id, options)));

  withClocks(program.command('deadlines').description('deadlines and scheduled dates, each with its moves').addArgument(negotiation()))
    .action(run(async (context, [id]: [string], options) => (await reads()).deadlines(context, id, options)));

  withClocks(program.command('ballots').description('ballots under the rule then in force').addArgument(negotiation()))
    .action(run(async (context, [id]: [string], options) => (await reads()).ballots(context, id, options)));

  withClocks(program.command('figures').description('figures over time, and the terms of each package').addArgument(negotiation()))
    .action(run(async (context, [id]: [string], options) => (await reads()).figures(context, id, options)));

  withPages(withClocks(program.command('statements').description('who said what').addArgument(negotiation())))
    .option('--speaker <person>', 'only by this person: an id or a name')
    .addOption(choice('--side <side>', 'only by this side', SIDES))
    .option('--topic <topic>', 'only about this')
    .option('--q <words>', 'only those that say so')
    .option('--from <when>', 'from then on')
    .option('--to <when>', 'up to then')
    .action(run(async (context, [id]: [string], options) => (await reads()).statements(context, id, options)));

  withFactPages(withClocks(program.command('explain').description('what stands behind a value: facts, who said so, sources, arithmetic').addArgument(negotiation()).argument('<path>', 'such as deal.status or notices.rounds.july.issued')))
    .action(run(async (context, [id, path]: [string, string], options) => (await reads()).explain(context, id, path, options)));

  withPages(withClocks(program.command('corrections').description('what was corrected in the record, newest first').addArgument(negotiation())))
    .action(run(async (context, [id]: [string], options) => (await reads()).corrections(context, id, options)));

  withClocks(program.command('findings').description('what does not add up, and what does').addArgument(negotiation()))
    .action(run(async (context, [id]: [string], options) => (await reads()).findings(context, id, options)));
}

/** What an auditor asks: do the counts add up, and what came late. */
function addAudit(program: Command, run: Actions): void {
  const commands = () => import('./commands/audit.js');

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
function addBetween(program: Command, run: Actions): void {
  withFactPages(withClocks(program.command('diff').description('what changed between two points of a clock, and why').addArgument(negotiation())))
    .addOption(choice('--clock <clock>', 'the clock that they lie on (default: happened)', CLOCKS))
    .requiredOption('--from <when>', 'the first point')
    .option('--to <when>', 'the second (default: where that clock is asked for)')
    .action(run(async (context, [id]: [string], options) => (await import('./commands/reads.js')).diff(context, id, options)));

  withClocks(program.command('replay').description('the story step by step: what happened, and what it changed').addArgument(negotiation()))
    .addOption(choice('--clock <clock>', 'in the order of this clock (default: happened)', CLOCKS))
    .option('--from <when>', 'from then on')
    .option('--to <when>', 'up to then')
    .option('--pause', 'wait for a key after each step, in a terminal')
    .action(run(async (context, [id]: [string], options) => (await import('./commands/replay.js')).replay(context, id, options)));
}

/** One fact: reading and changing it. */
function addFacts(program: Command, run: Actions): void {
  const facts = program.command('facts').description('show, revise, mend, retract or reinstate a fact');
  const fact = (): Argument => new Argument('<fact>', 'the fact\'s id, such as connecticut-2011.N8');
  const commands = () => import('./commands/facts.js');

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

/** The ledger as a transparency log. */
function addProof(program: Command, run: Actions): void {
  const proofs = () => import('./commands/proof.js');
  const keys = () => import('./commands/keys.js');

  program.command('checkpoint').description('a signed checkpoint: how many events there are, and the hash that stands for all of them')
    .option('--covers <n>', 'the first that has so many events (default: the newest)', wholeNumber)
    .action(run(async (context, _args, options) => (await proofs()).checkpoint(context, options)));

  program.command('proof').description('a proof that an event is in the ledger, to keep or to mail').argument('<event>', 'a fact\'s id, or an event\'s position')
    .option('--revision <n>', 'of a fact: which of its events (default: the newest)', wholeNumber)
    .action(run(async (context, [of]: [string], options) => (await proofs()).proof(context, of, options)));

  const verify = program.command('verify').description('whether the ledger is what it was: each event against its hashes, its place, and what the index took from it; or whether a bundle is')
    .argument('[bundle]', 'a bundle from parley export --bundle, or the folder that it was unzipped to: needs no ledger and no server')
    .option('--key <key...>', 'the verifier key that must have signed it, as the publisher prints it (default: a ledger\'s own, in its key file)')
    .option('--checkpoint <file>', 'a checkpoint that you kept: ledger or bundle must begin with its events')
    .option('--quick', 'of the ledger: leave out building the index anew and comparing all its rows')
    .option('--json', 'the result as JSON')
    .action(run(async (context, [bundle]: [string?], options) =>
      bundle === undefined ? (await import('./commands/keeping.js')).verify(context, options) : (await import('./commands/bundle.js')).checkBundle(context, bundle, options)));
  verify.command('proof').description('whether a proof is right: needs its file and the log\'s key, and no server').argument('<file>', 'as parley proof prints it')
    // Required; but commander gives an option that `verify` has, too, to that one.
    .option('--key <key...>', 'verifier key of the log, as parley keys list shows it')
    .option('--witness <key...>', 'verifier keys of witnesses: whether they have seen it')
    .option('--quorum <n>', 'how many of the witnesses must have seen it (default: 0)', wholeNumber)
    .option('--json', 'what the file says, as JSON')
    .action(run(async (context, [file]: [string], options) => (await proofs()).verifyProof(context, file, options as never)));

  const key = program.command('keys').description('the keys that sign checkpoints');
  key.command('list').description('the verifier keys of all that ever signed')
    .action(run(async (context) => (await keys()).listKeys(context)));
  key.command('rotate').description('adds a signing key; it and the one before both sign')
    .action(run(async (context) => (await keys()).rotateKey(context)));
  key.command('retire').description('takes a signing key out of use').argument('<id>', 'eight hex digits: the middle part of the verifier key')
    .action(run(async (context, [id]: [string]) => (await keys()).retireKey(context, id)));
}

/** Taking records in and out, and keeping the ledger. */
function addKeeping(program: Command, run: Actions): void {
  const keeping = () => import('./commands/keeping.js');

  program.command('import').description('records a case: a folder with case.yaml and its lists').argument('<dir>', 'the folder')
    .option('--dry-run', 'print the plan and write nothing')
    .option('--retract-missing', 'retract facts that the files no longer have')
    .option('--json', 'the report as JSON')
    .action(run(async (context, [dir]: [string], options) => (await import('./commands/import.js')).importFolder(context, dir, options)));

  program.command('export').description('the events of a negotiation as recorded, as JSON Lines; or the whole ledger as a bundle that an auditor can check alone')
    .addArgument(negotiation().argOptional())
    .option('--ledger <size>', 'those below this size, or recorded by this instant (default: all)')
    .option('--bundle <file.zip>', 'write the whole ledger there, with all that it takes to check it without a server')
    .action(run(async (context, [id]: [string?], options) => (await import('./commands/bundle.js')).exportEither(context, id, options)));

  const sources = program.command('sources').description('check the sources of a record');
  sources.command('check').description('whether each article has its hash, and each cited paragraph is there').addArgument(negotiation()).argument('<dir>', 'the folder with the articles')
    .option('--json', 'the checks as JSON')
    .action(run(async (context, [id, dir]: [string, string], options) => (await import('./commands/sources.js')).checkFolder(context, id, dir, options)));

  program.command('serve').description('starts the server on this ledger')
    .option('--host <address>', 'address to listen on (default: PARLEY_HOST, else 127.0.0.1)')
    .option('--port <n>', 'port to listen on (default: PARLEY_PORT, else 3000)', wholeNumber)
    .action(run(async (context, _args, options) => (await import('./commands/serve.js')).serve(context, options)));

  program.command('copy').description('copies a ledger into another engine, byte for byte; given again, it goes on where it was')
    .requiredOption('--from <log>', 'the ledger, as PARLEY_LOG names it: sqlite:PATH, postgres://HOST/DATABASE')
    .requiredOption('--to <log>', 'an empty one, or one that holds its first events')
    .option('--json', 'what was copied as JSON')
    .action(run(async (context, _args, options) => (await import('./commands/moving.js')).copy(context, options as { from: string; to: string })));

  program.command('schema').description('what makes the schema in PostgreSQL, for psql')
    .option('--role <name>', 'also grant this role what it takes to keep the ledger, and no more')
    .action(run(async (context, _args, options) => (await import('./commands/moving.js')).schema(context, options)));

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

/** Watching that the logs of others only grow. */
function addWitness(program: Command, run: Actions): void {
  const commands = () => import('./commands/witness.js');
  const witness = program.command('witness').description('watches that a ledger only grows, and cosigns its checkpoints');
  const command = (name: string, description: string, isDefault: boolean): Command =>
    witness.command(name, { isDefault }).description(description)
      .option('--state <dir>', 'folder of what it remembers (default: ./witness)', './witness')
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
