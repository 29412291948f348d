import type { Clocks } from '#libs/application';
import type { Basis } from '#libs/domain';
import { Problem } from '../../http/problem.js';
import type { PageQuery } from '../query.js';

/** What an address for ever fixes: every clock as an instant, the ledger as a size, and the root that it must have at that size. */
export function pinnedClocks({ at, known, ledger, conventions }: Clocks, basis: Basis): PageQuery {
  return { at, known, ledger, conventions, root: rootInAddress(basis.ledger.root) };
}

/** A link that carries a root shows what it was made from, or nothing. @throws Problem other-record */
export function checkRoot({ root }: PageQuery, { ledger }: Basis): void {
  if (root === undefined || rootInAddress(root) === rootInAddress(ledger.root)) return;
  throw new Problem('other-record', `the first ${ledger.size} events of this ledger have the Merkle root ${rootInAddress(ledger.root)}, and the link was made from ones with ${root}`);
}

/** Base 64 for addresses (RFC 4648 §5). */
function rootInAddress(root: string): string {
  return root.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
