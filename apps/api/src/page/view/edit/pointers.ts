/** The key under which each part of a claim is typed. */
const KEYS: Readonly<Record<string, string>> = { happened: 'f.when', order: 'f.order', attributedTo: 'f.said by', reported: 'f.reported', rank: 'f.rank' };

/**
 * The field in which something stands that a command was refused for.
 * @param pointer JSON Pointer (RFC 6901) into the command
 * @param account the claim that was written
 * @param isSource whether it is the command that records a new source
 * @returns '' for what belongs to no field
 */
export function fieldAt(pointer: string, account: number, isSource: boolean): string {
  const [, part, claim, member = '', name = ''] = pointer.split('/');
  if (isSource) return part === 'claims' && member === 'data' ? `s.${keyOf(name)}` : 's.id';
  if (part === 'fact' || part === 'reason') return part;
  if (part === 'reported') return 'withdrawn';
  if (part !== 'claims' || Number(claim) !== account) return '';
  if (member === 'data') return `f.${keyOf(name)}`;
  return member === 'sources' ? `c.${name === '' ? 0 : name}.source` : (KEYS[member] ?? '');
}

function keyOf(member: string): string {
  return member.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
