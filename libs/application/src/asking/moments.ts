import { type Basis, checkZone, CONVENTIONS, instantText, MomentError, type Moment, parseWhen, resolveInstant, TimeError } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import { beyondHead, QuestionError } from './errors.js';
import type { Clocks } from './questions.js';

const RULES = CONVENTIONS[0];

/** A point on the three clocks, resolved: what to fold, what to say about it, and how to ask for it again. */
export interface Standing {
  moment: Moment;
  basis: Basis;
  /** The same point with nothing left open. */
  pinned: Required<Clocks>;
  isPinned: boolean;
}

/** What resolving needs to know of now. */
export interface Present {
  /** Milliseconds since 1970, on a whole second: what is asked for "now" is the same for all who ask within it. */
  now: number;
  /** The size of the ledger as it is indexed. */
  head: number;
  readModel: Pick<ReadModel, 'sizeAt'>;
  /** The Merkle root of the ledger at a size up to `head`, in base 64. */
  rootAt(size: number): Promise<string>;
}

/**
 * Resolves the clocks of a question in a zone.
 * @throws QuestionError for what is no point on its clock
 */
export async function resolveClocks(clocks: Clocks, zone: string, present: Present): Promise<Standing> {
  if (clocks.conventions !== undefined && clocks.conventions !== RULES) {
    throw new QuestionError('unknown-conventions', `answers are made with ${RULES}; ${clocks.conventions} is not at hand`, [{ pointer: '/conventions', message: `must be ${RULES}` }]);
  }
  const at = resolvePoint('at', clocks.at, zone, present.now);
  const known = resolvePoint('known', clocks.known, zone, present.now);
  const ledger = await resolveLedger(clocks.ledger, zone, present);
  const pinned = { at: at.text, known: known.text, ledger: String(ledger.size), conventions: RULES };
  return {
    moment: { at: at.instant, known: known.instant, ledger: ledger.size },
    basis: {
      at: { asked: clocks.at ?? 'now', instant: at.text, zone },
      known: { asked: clocks.known ?? 'now', instant: known.text, zone },
      ledger: { ...(clocks.ledger === undefined ? {} : { asked: clocks.ledger }), ...ledger, root: await present.rootAt(ledger.size) },
      conventions: [...CONVENTIONS],
    },
    pinned,
    isPinned: isPinnedAt(clocks, pinned),
  };
}

/**
 * As `resolveClocks`, of a question about all negotiations. A date means the end of that day in each negotiation's own zone: it is pinned as it is, since no
 * one instant would mean the same.
 */
export async function resolveAcross(clocks: Clocks, present: Present): Promise<Omit<Standing, 'moment'>> {
  const { basis, pinned: instants } = await resolveClocks(clocks, 'UTC', present);
  const pinned = { ...instants, at: clocks.at ?? instants.at, known: clocks.known ?? instants.known };
  return { basis, pinned, isPinned: isPinnedAt(clocks, pinned) };
}

function isPinnedAt(clocks: Clocks, pinned: Required<Clocks>): boolean {
  return clocks.conventions !== undefined && clocks.at === pinned.at && clocks.known === pinned.known && clocks.ledger === pinned.ledger;
}

/** The basis of an answer for which the whole history was read. A pinned answer does not say it: its bytes stay, and what must be read changes as the ledger grows. */
export function basisOfReading(basis: Basis, everything: boolean, isPinned: boolean): Basis {
  return everything && !isPinned ? { ...basis, cost: 'linear' } : basis;
}

/** A date or time on the clock of `name` as an instant; now where nothing was asked. */
export function resolvePoint(name: string, asked: string | undefined, zone: string, now: number): { instant: number; text: string } {
  const instant = asked === undefined ? now : resolveAsked(name, asked, zone);
  return { instant, text: instantText(instant) };
}

/** Where a date or time begins, in milliseconds since 1970: the first instant of a range that is asked for from it on. */
export function resolveStart(name: string, asked: string, zone: string): number {
  const end = resolveAsked(name, asked, zone);
  const parsed = parseWhen(asked, zone, `/${name}`);
  return parsed.ok && parsed.value.earliest !== null ? parsed.value.earliest : end;
}

function resolveAsked(name: string, asked: string, zone: string): number {
  try {
    checkZone(zone);
    return resolveInstant(asked, zone).instant;
  } catch (error) {
    if (error instanceof MomentError || error instanceof TimeError) throw new QuestionError('bad-moment', error.message, [{ pointer: `/${name}`, message: error.message }]);
    throw error;
  }
}

/** A ledger size, or the size that the ledger had at an instant: provisional while events may still be recorded before it. */
export async function resolveLedger(asked: string | undefined, zone: string, { head, readModel }: Pick<Present, 'head' | 'readModel'>, name = 'ledger'): Promise<{ size: number; provisional?: true }> {
  if (asked === undefined) return { size: head };
  if (/^\d+$/.test(asked)) {
    const size = Number(asked);
    if (size > head) throw beyondHead(name, asked, head);
    return { size };
  }
  const { size, provisional } = await readModel.sizeAt(resolveAsked(name, asked, zone) + microsecondsOf(asked));
  return provisional ? { size, provisional } : { size };
}

/** What `recordedAt` tells below the millisecond, as parts of it: no other clock is as fine. */
function microsecondsOf(asked: string): number {
  return Number(`0.${/\.\d{3}(\d{1,3})/.exec(asked)?.[1] ?? ''}`);
}
