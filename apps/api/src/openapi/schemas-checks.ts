import { CLOCKS } from '#libs/application';
import { answer, attributed, behind, decimal, pageOf } from './schemas-common.js';
import { described, flag, instant, list, object, oneOf, orNull, ref, type Schema, text, whole } from './schema.js';

const sources = list(ref('SourceRef'));
const range = { low: orNull(whole), high: orNull(whole) };
const amounts = { low: orNull(decimal), high: orNull(decimal) };
const VERDICTS = ['ties', 'within-bounds', 'not-contradicted', 'shortfall', 'excess', 'not-comparable', 'contested', 'odd'];
const CAUSES = ['not-yet-reported', 'revised', 'retracted', 'outside-scope', 'redacted', 'rounding'];
const finding = { code: text, verdict: oneOf(VERDICTS), text: described(text, 'One sentence, fit to print.'), why: list(text), sources, ...behind };
const numbers = {
  stated: object({ ...range, wording: text }),
  itemised: object(range),
  variance: described(object(range), 'stated − itemised.'),
  amounts: described(object({ unit: text, stated: object({ ...amounts, wording: text }), itemised: object(amounts), variance: object(amounts) }), 'The same of amounts.'),
};

/** What an auditor asks for. */
export const CHECKS: Record<string, Schema> = {
  Finding: object(finding, numbers),
  Findings: answer({ negotiation: text, findings: list(ref('Finding')) }),
  ReconciliationLine: object(
    {
      ...finding,
      rule: described(text, 'The rule that decided, with its version.'),
      scope: described(text, 'What was compared.'),
      explained: list(object({ cause: oneOf(CAUSES), part: described(object(range), 'How much of the variance it makes up.'), facts: list(text), text })),
      addsUp: described(flag, 'false: a shortfall or an excess, and something of it is unexplained.'),
      refs: described(list(ref('FactRef')), 'The facts listed, each with who said it and where it was read.'),
    },
    { ...numbers, unexplained: described(object(range), 'The variance less what is explained; where it holds 0, nothing is left to explain.') },
  ),
  Reconciliation: answer({
    negotiation: text,
    addsUp: described(flag, 'No line is a shortfall or an excess that is left unexplained.'),
    verdicts: object({}, Object.fromEntries(VERDICTS.map((verdict) => [verdict, whole]))),
    lines: described(list(ref('ReconciliationLine')), 'The gravest first.'),
    rules: list(object({ rule: text, says: text })),
  }),
  LateFacts: pageOf(
    object(
      {
        fact: text, type: text, happened: ref('DateText'), what: text, sources,
        reported: described(object({ earliest: orNull(instant), latest: orNull(instant) }), 'When it first became public.'),
        recorded: object({ seq: whole, at: instant, by: text }),
        days: described(whole, 'Calendar days late, at least.'),
      },
      attributed,
    ),
    { negotiation: text, clock: oneOf(CLOCKS), lag: text },
  ),
};
