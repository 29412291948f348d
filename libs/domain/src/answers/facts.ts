import type { Claim } from '../facts/event.js';
import { isStanding } from '../fold.js';
import type { Contest, Moment, Seen } from '../history.js';
import { dateText, instantOrNull } from '../time/moment.js';
import { isCertain, isPossible } from '../time/when.js';
import { phrase } from './phrase.js';
import { printed, printedContests } from './printed.js';
import { attribution, sourceRefs } from './refs.js';
import type { DateText, SourceRef } from './types.js';

/** A claim as it goes over the wire. */
export interface ClaimAnswer {
  happened: DateText;
  order?: number;
  data: unknown;
  attributedTo?: string;
  sources: SourceRef[];
  reported: DateText | null;
  rank: string;
  /** Of a fact at a moment: whether the claim speaks for it, or stands behind claims of higher rank. */
  speaks?: boolean;
}

/** A fact at a moment, whole. */
export interface FactAnswer {
  fact: string;
  type: string;
  what: string;
  happened: DateText;
  /** Certain, possible or still ahead at the moment; `standing` for what the case is. */
  at: 'certain' | 'possible' | 'ahead' | 'standing';
  /** When the version seen became public; null on a side that is open. */
  reported: { earliest: string | null; latest: string | null };
  data: unknown;
  attributedTo?: string;
  sources: SourceRef[];
  claims: ClaimAnswer[];
  contested: Contest[];
  revision: number;
  seq: number;
  revised: boolean;
  mended: boolean;
}

export function factAnswer(seen: Seen, moment: Moment): FactAnswer {
  const by = attribution(seen);
  return {
    fact: seen.id,
    type: seen.type,
    what: phrase(seen),
    happened: dateText(seen.happened),
    at: placeOf(seen, moment),
    reported: { earliest: instantOrNull(seen.version.reported.earliest), latest: instantOrNull(seen.version.reported.latest) },
    data: printed(seen.data),
    ...(by === undefined ? {} : { attributedTo: by }),
    sources: sourceRefs(seen.speaking),
    claims: [...seen.speaking.map((claim) => ({ ...claimAnswer(claim), speaks: true })), ...seen.others.map((claim) => ({ ...claimAnswer(claim), speaks: false }))],
    contested: printedContests(seen.contested),
    revision: seen.newest.revision,
    seq: seen.version.seq,
    revised: seen.revised,
    mended: seen.mended,
  };
}

function placeOf(seen: Seen, moment: Moment): FactAnswer['at'] {
  if (isStanding(seen.type)) return 'standing';
  if (isCertain(seen.span, moment.at)) return 'certain';
  return isPossible(seen.span, moment.at) ? 'possible' : 'ahead';
}

export function claimAnswer(claim: Claim): ClaimAnswer {
  return {
    happened: dateText(claim.happened),
    ...(claim.order === undefined ? {} : { order: claim.order }),
    data: printed(claim.data),
    ...(claim.attributedTo === undefined ? {} : { attributedTo: claim.attributedTo }),
    sources: sourceRefs([claim]),
    reported: claim.reported === undefined ? null : dateText(claim.reported),
    rank: claim.rank,
  };
}
