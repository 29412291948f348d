import type { StoredEvent } from '#libs/log';
import { type Hash, leafHash, wrongBody } from '#libs/proof';

/** An event in the ledger is not what was recorded: nothing more is written, nor signed, and what would show that event is not shown. */
export class LedgerDamaged extends Error {
  readonly code = 'ledger-damaged';
  constructor(readonly seq: number, what: string) {
    super(`the ledger is damaged at event ${seq}: ${what}. Nothing is written until that is mended: put back a ledger.db in which parley verify finds nothing, and start again (docs/proof.md says how)`);
    this.name = 'LedgerDamaged';
  }
}

/** What is wrong with an event's head, as far as it rests on the tree: its leaf there is `leaf`. */
export function damagedHead({ head }: StoredEvent, leaf: Hash): string | undefined {
  return leafHash(head).equals(leaf) ? undefined : 'its head is not the one that was indexed';
}

/** What is wrong with an event, its body included. */
export function damagedEvent(event: StoredEvent, leaf: Hash): string | undefined {
  return damagedHead(event, leaf) ?? wrongBody(JSON.parse(event.head) as object, event.body);
}
