import { type Basis, type DateText, instantOf, localDay, sayDate } from '#libs/domain';

/** A date as the record has it, in words; times in the negotiation's zone. */
export function spoken({ edtf }: DateText, zone: string): string {
  return sayDate({ edtf }, zone);
}

/** The local calendar day at whose end, or within which, the moment of an answer lies: "2011-07-13". */
export function dayOfMoment({ at }: Basis): string {
  return localDay(instantOf(at.instant), at.zone);
}
