import type { Verification } from './verify.js';

/** How many differences are told one by one. */
const TOLD = 20;

/** What checking a bundle came to, in lines for a person. */
export function reportLines(name: string, { differences, size, at, origin, keys, negotiations, continues }: Verification, isPinned: boolean): string[] {
  if (differences.length > 0) {
    return [
      `${name}: ${differences.length === 1 ? 'this is not what was exported' : `${differences.length} things are not what was exported`}`,
      ...differences.slice(0, TOLD).map(({ where, seq, message }) => `  ${where}${seq === undefined ? '' : `, seq ${seq}`}: ${message}`),
      ...(differences.length > TOLD ? [`  and ${differences.length - TOLD} more`] : []),
    ];
  }
  return [
    `${name}: nothing was altered`,
    `  ${size} events of ${origin}${at === null ? '' : `, the last recorded at ${at}`}: signed, in the tree, each body as recorded or redacted on record`,
    `  ${negotiations} ${negotiations === 1 ? 'negotiation' : 'negotiations'}: facts, totals and reconciliation follow from the events`,
    ...(continues === undefined ? [] : [`  it begins with the ${continues} events of the checkpoint that was given`]),
    isPinned ? `  signed by the key that was given: ${keys.join(', ')}` : `  the key is the bundle's own; compare it with the one that the publisher prints, or give that with --key: ${keys.join(', ')}`,
  ];
}
