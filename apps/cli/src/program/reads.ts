import type { Command } from 'commander';
import { choice, CLOCKS, DIMENSIONS, FACT_KINDS, FACT_TYPES, fromOne, negotiation, NOTICE_KINDS, ofAPage, SIDES, STATUSES, STORY_ORDERS, withClocks, withFactPages, withPages } from '../options.js';
import type { Actions } from './actions.js';

/** Questions about one moment. */
export function addReads(program: Command, run: Actions): void {
  const reads = () => import('../commands/reads.js');

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
