import { historyOf } from '#libs/domain';
import { type ExistingFact, existingFacts } from '#libs/formats';
import type { ReadModel } from '#libs/read-model';

/** The facts of a negotiation as the ledger has them, looked up when they are asked for. */
export interface Existing {
  /** The fact that opened it; undefined where the ledger has nothing of it. */
  opening: string | undefined;
  among(facts: readonly string[]): Promise<Map<string, ExistingFact>>;
  /** The ids of all its facts, some at a time. */
  ids(): AsyncGenerator<string[], void>;
}

/** How many facts are looked up at a time. */
const STRIDE = 500;

export async function existingIn(negotiation: string, readModel: Pick<ReadModel, 'eventsOfFacts' | 'recordedFacts'>): Promise<Existing> {
  const [first] = await readModel.recordedFacts(negotiation, 0, 1);
  return {
    opening: first?.fact,
    async among(facts) {
      if (first === undefined || facts.length === 0) return new Map();
      const events = await readModel.eventsOfFacts(facts);
      return existingFacts(historyOf(negotiation, 'UTC', events.filter(({ head }) => head.negotiation === negotiation)));
    },
    async *ids() {
      for (let from = 0; ; ) {
        const page = await readModel.recordedFacts(negotiation, from, STRIDE);
        if (page.length === 0) return;
        yield page.map(({ fact }) => fact);
        from = page.at(-1)!.seq + 1;
      }
    },
  };
}

/** The newest version of a fact; undefined where there is no such fact. */
export async function newest(fact: string, readModel: Pick<ReadModel, 'factEvents'>): Promise<(ExistingFact & { negotiation: string }) | undefined> {
  const events = await readModel.factEvents(fact);
  const negotiation = events[0]?.head.negotiation;
  if (negotiation === undefined) return undefined;
  const found = existingFacts(historyOf(negotiation, 'UTC', events)).get(fact);
  return found === undefined ? undefined : { ...found, negotiation };
}
