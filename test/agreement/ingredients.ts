import { type Claim, historyOf, type LedgerEvent, type Moment, type Seen, viewAt } from '#libs/domain';
import { ZONE } from '../support/histories.js';
import { type Case, unfold } from './generate.js';

interface Unfolded {
  /** As they were written. */
  events: readonly LedgerEvent[];
  moments: readonly Moment[];
  /** The facts as they are seen in the end. */
  seen: readonly Seen[];
}

const claimsIn = (events: readonly LedgerEvent[]): Claim[] => events.flatMap(({ body }) => body?.claims ?? []);
const records = (events: readonly LedgerEvent[]): LedgerEvent[] => events.filter(({ head }) => head.op === 'record');
const has = (op: LedgerEvent['head']['op'], is: (event: LedgerEvent, all: readonly LedgerEvent[]) => boolean = () => true) => ({ events }: Unfolded): boolean => events.some((event) => event.head.op === op && is(event, events));
const says = (member: 'within' | 'mayOverlap') => ({ events }: Unfolded): boolean => claimsIn(events).some(({ data }) => member in data);
const isAskedAt = (is: (moment: Moment, size: number) => boolean) => ({ events, moments }: Unfolded): boolean => moments.some((moment) => is(moment, events.length));
const mended = ({ body }: LedgerEvent, all: readonly LedgerEvent[]): LedgerEvent | undefined => all.find(({ head: { seq } }) => seq === body?.mends);

/** What makes histories hard to answer about: of each there has to be something among the cases. */
const INGREDIENTS: Record<string, (one: Unfolded) => boolean> = {
  'a date that is no single day': ({ events }) => claimsIn(events).some(({ happened }) => /[[/]|^\d{4}(?:-\d\d)?$/.test(happened.edtf)),
  'a date without an end': ({ events }) => claimsIn(events).some(({ happened }) => happened.latest === null),
  'facts of one span': ({ seen }) => new Set(seen.map(({ span }) => `${span.earliest}/${span.latest}`)).size < seen.length,
  'a fact recorded after what happened later': ({ events }) => {
    const ends = records(events).map(({ body }) => body?.claims?.[0]?.happened.latest ?? Infinity);
    return ends.some((end, place) => end < Math.max(...ends.slice(0, place)));
  },
  'a revision': has('revise'),
  'a mend of a first record': has('mend', (event, all) => mended(event, all)?.head.op === 'record'),
  'a mend of a revision': has('mend', (event, all) => mended(event, all)?.head.op === 'revise'),
  'a retraction by the source': has('retract', ({ body }) => body?.reported !== undefined),
  'a retraction as our error': has('retract', ({ body }) => body?.reported === undefined),
  'a reinstatement': has('reinstate'),
  'a redaction': has('redact'),
  'claims that contest each other': ({ seen }) => seen.some(({ contested }) => contested.length > 0),
  'batches of unknown overlap': says('mayOverlap'),
  'a batch within another': says('within'),
  'a question on the happened clock': isAskedAt(({ known, ledger }) => known === Infinity && ledger === Infinity),
  'a question on the reported clock': isAskedAt(({ known, ledger }) => known !== Infinity && ledger === Infinity),
  'a question on the recorded clock': isAskedAt(({ known, ledger }, size) => known === Infinity && ledger < size),
  'a question on all three': isAskedAt(({ known, ledger }, size) => known !== Infinity && ledger < size),
};

/** How many of the cases have each ingredient. */
export function ingredientsIn(cases: readonly Case[]): Record<string, number> {
  const unfolded = cases.map((one): Unfolded => {
    const { written, left, moments } = unfold(one);
    const { certain, possible, ahead } = viewAt(historyOf('talks', ZONE, left), { at: 0, known: Infinity, ledger: Infinity });
    return { events: written, moments, seen: [...certain, ...possible, ...ahead] };
  });
  return Object.fromEntries(Object.entries(INGREDIENTS).map(([name, holds]) => [name, unfolded.filter(holds).length]));
}
