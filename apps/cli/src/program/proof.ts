import type { Command } from 'commander';
import { wholeNumber } from '../options.js';
import type { Actions } from './actions.js';

/** The ledger as a transparency log. */
export function addProof(program: Command, run: Actions): void {
  const proofs = () => import('../commands/proof.js');
  const keys = () => import('../commands/keys.js');

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
      bundle === undefined ? (await import('../commands/keeping.js')).verify(context, options) : (await import('../commands/bundle.js')).checkBundle(context, bundle, options)));
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
