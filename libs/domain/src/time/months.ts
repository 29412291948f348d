import { localDay } from './moment.js';
import type { When } from './when.js';

const MONTH = '(\\d{4}|[+-]\\d{6})-(0[1-9]|1[0-2])';
/** What `monthOf` gives. */
export const MONTHS = new RegExp(`^(${MONTH}(/(${MONTH}|\\.\\.))?|\\.\\./${MONTH})$`);
const PLAIN = /^(\d{4}-\d\d)(-\d\d(T\d\d:\d\d)?)?$/;

/**
 * The local month in which something happened, or all those in which it may have: `2011-05`, `2011-05/2011-07`, `../2011-07`.
 * @param zone IANA zone in which the months begin
 */
export function monthOf({ edtf, earliest, latest }: When, zone: string): string {
  const [, plain] = PLAIN.exec(edtf) ?? [];
  if (plain !== undefined) return plain;
  const [first, last] = [earliest === null ? '..' : monthBefore(earliest + 1, zone), latest === null ? '..' : monthBefore(latest, zone)];
  return first === last && first !== '..' ? first : `${first}/${last}`;
}

/** The month of the local day that ends with an instant, or contains the moment before it. */
function monthBefore(instant: number, zone: string): string {
  const day = localDay(instant, zone);
  return day.slice(0, day.lastIndexOf('-'));
}
