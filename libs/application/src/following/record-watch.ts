import type { Discrepancy } from '#libs/read-model';
import { LedgerDamaged } from '../notary/damage.js';
import { LedgerForked } from '../notary/fork.js';
import type { Notary } from '../notary/notary.js';
import type { Readiness } from '../parley.js';

/** What was found about the ledger and its index since they were opened. */
export interface RecordWatch {
  /** Takes what a check of the log found, once the notary has compared what the index is made of now. */
  note(found: Discrepancy | undefined): void;
  /** Whether the ledger is what it was, and where the index was built again because it was of another. */
  told(): Pick<Readiness, 'record'> & { rebuilt?: { seq: number; reason: string } };
}

/**
 * Keeps the notary from signing what was found to be damaged, and so everybody from writing.
 * @param tell takes a line for whoever runs the ledger; each is told once
 */
export function createRecordWatch(notary: Pick<Notary, 'refusal' | 'stop'>, tell: (line: string) => void): RecordWatch {
  let damaged: Discrepancy | undefined;
  let differed: Discrepancy | undefined;
  const forkNow = (): LedgerForked | undefined => {
    const refusal = notary.refusal();
    return refusal instanceof LedgerForked ? refusal : undefined;
  };
  const lines = new Set<string>();
  const tellOnce = (line: string): void => {
    if (!lines.has(line)) tell(line);
    lines.add(line);
  };
  return {
    note(found) {
      if (found?.against === 'itself') damaged ??= found;
      if (found?.against === 'index') differed ??= found;
      const forked = forkNow();
      if (forked !== undefined) tellOnce(forked.message);
      if (found === undefined) return;
      const place = `event ${found.seq}: ${found.what}`;
      if (found.against === 'itself') {
        const damage = new LedgerDamaged(found.seq, found.what);
        notary.stop(damage);
        tellOnce(damage.message);
      } else tellOnce(forked === undefined ? `the index was not of this ledger, and was built again from it. ${place}` : `where ledger and index first differed: ${place}`);
    },
    told() {
      const forked = forkNow();
      const first = damaged ?? (forked === undefined ? undefined : differed);
      const reasons = [forked?.message, first && `event ${first.seq}: ${first.what}`].filter((reason) => reason !== undefined);
      return {
        record: reasons.length === 0 ? { sound: true } : { sound: false, reason: reasons.join('; '), ...(first === undefined ? {} : { seq: first.seq }) },
        ...(differed === undefined ? {} : { rebuilt: { seq: differed.seq, reason: differed.what } }),
      };
    },
  };
}
