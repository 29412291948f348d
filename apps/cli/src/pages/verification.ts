import type { Discrepancy, Verification } from '#libs/application';
import { plural } from './words.js';

/** What verifying a ledger came to: where it first differs, or what agrees with what, and by whose word. */
export function verificationLines(found: Verification, places: { keyFile: string; checkpoints: string }): string[] {
  const { discrepancy, events, root } = found;
  if (discrepancy !== undefined) return [`${placeOf(discrepancy)}: ${discrepancy.what}`];
  return [
    `${plural(events, 'event')}, each as its hashes say, in order; root ${root}`,
    indexLine(found),
    ...(found.continues === undefined ? [] : [`it begins with the ${plural(found.continues, 'event')} of the checkpoint that was given`]),
    ...signedLines(found, places),
    ...witnessLines(found),
  ];
}

function placeOf({ seq, to }: Discrepancy): string {
  return to === undefined ? `event ${seq}` : `one of the events ${seq} to ${to}`;
}

function indexLine({ events, indexed, rows }: Verification): string {
  if (indexed === undefined) return 'there is no index to compare';
  const behind = indexed < events ? `; it is ${plural(events - indexed, 'event')} behind, which whatever opens the ledger next makes up for` : '';
  return `the index agrees on ${indexed}${rows === true ? ', row by row' : ''}${behind}`;
}

function signedLines({ checkpoints, signed }: Verification, { keyFile, checkpoints: file }: { keyFile: string; checkpoints: string }): string[] {
  if (signed === undefined) return ['no signed checkpoint is kept: that nobody altered it all and hashed it anew, only a checkpoint that you kept can show (--checkpoint)'];
  const { size, keys, from } = signed;
  const known = {
    given: 'the key that was given',
    'key-file': `a key in ${keyFile}`,
    checkpoints: `a key found beside it in ${file}: that proves nothing against whoever can write that file; give the key that the publisher prints with --key`,
  }[from];
  return [`${plural(checkpoints ?? 0, 'signed checkpoint agrees', 'signed checkpoints agree')}; the newest, of ${plural(size, 'event')}, is signed by ${keys.join(' and ')}, ${known}`];
}

function witnessLines({ witnesses = [], signed }: Verification): string[] {
  if (witnesses.length === 0) return ['no witness is set (PARLEY_WITNESSES): nobody vouches that others were shown the same events'];
  const newest = witnesses.filter(({ cosigned }) => cosigned !== undefined && cosigned.size === signed?.size);
  const told = witnesses.map(({ name, cosigned }) => {
    if (cosigned === undefined) return `  ${name} has cosigned none`;
    return `  ${name} cosigned ${cosigned.size === signed?.size ? 'it' : `${plural(cosigned.size, 'event')} last`} at ${cosigned.at}, ${ago(cosigned.age)}`;
  });
  return [`${newest.length} of ${plural(witnesses.length, 'witness', 'witnesses')} cosigned the newest checkpoint`, ...told];
}

const UNITS: readonly (readonly [number, string])[] = [[86_400, 'day'], [3_600, 'hour'], [60, 'minute'], [1, 'second']];

/** "3 days ago"; a time that has not come yet is that of another clock. */
function ago(seconds: number): string {
  if (seconds < 0) return `${-seconds} s ahead of this machine's clock`;
  const [length, unit] = UNITS.find(([each]) => seconds >= 2 * each) ?? [1, 'second'];
  return `${plural(Math.floor(seconds / length), unit)} ago`;
}
