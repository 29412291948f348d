import type { Difference, LateFact, Reconciliation, ReconciliationLine, RuleName } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { day, factLine, heading, item, localTime, paragraph, plural, shortId, words } from './words.js';

/** The report that an auditor reads: whether the counts add up, then every line with its facts and where they were read, the gravest first. */
export function reconciliationPage({ addsUp, verdicts, lines, rules }: Reconciliation, negotiation: string, screen: Screen): string[] {
  if (lines.length === 0) return ['', 'Nothing to check: no stated total, breakdown, figure with parts, or ballot.'];
  const summary = `${addsUp ? 'Nothing contradicts the counts' : `${plural(lines.filter((line) => !line.addsUp).length, 'line does', 'lines do')} not add up`}: ${Object.entries(verdicts).map(([verdict, count]) => `${count} ${words(verdict)}`).join(', ')}.`;
  const used = rules.filter(({ rule }) => lines.some((line) => line.rule === rule));
  return [
    '',
    ...paragraph(summary, screen, 0, addsUp ? screen.strong : screen.warning),
    ...lines.flatMap((line, index) => lineSection(line, index + 1, negotiation, screen)),
    ...heading('the rules that decided', screen),
    ...table(used.map(({ rule, says }) => [rule, says]), { width: screen.width, indent: 2, styles: [screen.quiet] }),
  ];
}

/** Rules whose sentences do not say all of what was compared. */
const NEED_SCOPE: readonly RuleName[] = ['stated-total', 'growth'];

function lineSection({ code, verdict, rule, addsUp, scope, text, why, unexplained, variance, refs, factCount }: ReconciliationLine, number: number, negotiation: string, screen: Screen): string[] {
  const isPlain = verdict === 'ties' || (unexplained?.low === variance?.low && unexplained?.high === variance?.high);
  const left = addsUp ? 'left open' : 'unexplained';
  const rows = refs.map((ref) => [shortId(ref.fact, negotiation), factLine(ref)]);
  return [
    '',
    ...paragraph(`${number}. ${words(verdict)} · ${rule}`, screen, 0, addsUp ? screen.heading : screen.warning),
    ...(NEED_SCOPE.includes(code) ? paragraph(scope, screen, 3, screen.quiet) : []),
    ...paragraph(text, screen, 3),
    ...why.filter((reason) => !text.includes(reason)).flatMap((reason) => item(reason, screen, 3, '–')),
    ...(isPlain || unexplained === undefined ? [] : item(`${left}: ${rangeWords(unexplained)}`, screen, 3, '→')),
    ...table(rows, { width: screen.width, indent: 5, most: [14], styles: [screen.quiet] }),
    ...(factCount > refs.length ? paragraph(`and ${factCount - refs.length} more`, screen, 5, screen.quiet) : []),
  ];
}

/** "−3,351 to 1,404", "at most 1,404", "nothing". */
function rangeWords({ low, high }: { low: number | null; high: number | null }): string {
  const say = (number: number): string => number.toLocaleString('en-US').replace('-', '−');
  if (low === 0 && high === 0) return 'nothing';
  if (low === null || high === null) return low === null ? (high === null ? 'any number' : `at most ${say(high)}`) : `at least ${say(low)}`;
  return low === high ? say(low) : `${say(low)} to ${say(high)}`;
}

/** What an answer given at an older ledger size would say today; without one, how to ask for that. */
export function sinceSection(negotiation: string, since: string | undefined, changed: Difference | undefined, screen: Screen): string[] {
  const command = `parley diff ${negotiation} --clock recorded --from ${since ?? 'SIZE'}`;
  if (changed === undefined) return [...heading('changed since', screen), ...paragraph(`What an answer given at an older ledger size would say today, and why: ${command}`, screen, 2)];
  const { values, facts, from } = changed;
  return [
    ...heading(`since size ${from.ledger.size}: ${plural(values.length, 'value')} changed`, screen),
    ...values.flatMap(({ words: change, because }) => item(`${change}${because.length === 0 ? '' : ` (${because.map(({ fact, cause }) => `${shortId(fact, negotiation)} ${cause}`).join(', ')})`}`, screen)),
    ...paragraph(`${plural(facts.length, 'fact is', 'facts are')} seen otherwise: ${command}`, screen, 2),
  ];
}

/** For stderr: each line that does not add up. */
export function troubleLines({ lines }: Reconciliation, negotiation: string): string[] {
  return lines.flatMap(({ addsUp, verdict, code, facts }, index) => (addsUp ? [] : [`line ${index + 1} does not add up: ${verdict} by ${code} (${facts.slice(0, 3).map((fact) => shortId(fact, negotiation)).join(', ')})`]));
}

/** Late facts, one a line: how late, when it happened and when it came, what it is. */
export function lateLines(late: readonly LateFact[], negotiation: string, clock: 'reported' | 'recorded', zone: string, screen: Screen): string[] {
  const came = ({ reported, recorded }: LateFact): string => (clock === 'recorded' ? `recorded ${localTime(recorded.at, zone)}` : `public by ${reported.latest === null ? 'an unknown day' : localTime(reported.latest, zone)}`);
  return table(late.map((fact) => [plural(fact.days, 'day'), shortId(fact.fact, negotiation), `${factLine(fact)}; ${day(fact.happened, zone)}, ${came(fact)}`]), { width: screen.width, styles: [screen.strong, screen.quiet] });
}
