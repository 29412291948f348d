import { type Basis, type Evidence, instantOf, localDay, opening, type StateAnswer, telling } from '#libs/domain';
import type { Timeline } from '#libs/timeline';
import { inSlices } from './breather.js';

/** What is seen of a negotiation at a moment. */
interface Seen {
  evidence: Evidence;
  basis: Basis;
  timeline: Pick<Timeline, 'isAllPublic'>;
  /** How many events are indexed. */
  present: { head: number };
}

/** Texts of states, given again for all the moments at which they say the same. */
export interface KeptStates {
  /** The state at a scene as JSON: `JSON.stringify(state(evidence, basis))`, byte for byte; others have their turn while it is made. */
  textAt(scene: Seen): Promise<string>;
  /** Forgets everything, after the index was rebuilt. */
  clear(): void;
}

/** What a state says of every moment of a stretch, from the first instant of it until the one after its last. Milliseconds since 1970. */
interface Kept {
  from: number;
  until: number;
  title: string;
  /** The headline after its opening. */
  clauses: string;
  /** All members after the basis. */
  rest: string;
}

/** Bytes of texts, about. */
const KEPT = 16_777_216;

/** Keeps the newest texts, up to a number of bytes. Any new event empties it. */
export function createKeptStates(limit = KEPT): KeptStates {
  let texts = new Map<string, Kept>();
  let keptHead = 0;
  let length = 0;

  function keep(key: string, kept: Kept): void {
    forget(key);
    texts.set(key, kept);
    length += bytesOf(kept);
    for (const oldest of texts.keys()) {
      if (length <= limit) return;
      forget(oldest);
    }
  }

  function forget(key: string): void {
    const kept = texts.get(key);
    if (kept === undefined) return;
    texts.delete(key);
    length -= bytesOf(kept);
  }

  function clear(): void {
    texts = new Map();
    length = 0;
  }

  return {
    clear,
    async textAt({ evidence, basis, timeline, present: { head } }) {
      if (head !== keptHead) clear();
      keptHead = head;
      const { negotiation, zone, moment: { at, known, ledger } } = evidence;
      const key = JSON.stringify([negotiation, ledger, timeline.isAllPublic(evidence.moment) ? null : known, ...whatHappened(evidence)]);
      let kept = texts.get(key);
      if (kept === undefined || at < kept.from || at >= kept.until) {
        const before = texts;
        kept = stretchAt(evidence, await inSlices(telling(evidence, basis)));
        // Meanwhile all may have been forgotten.
        if (texts === before) keep(key, kept);
      }
      const first = JSON.stringify({ negotiation, title: kept.title, headline: opening(at, zone) + kept.clauses, basis });
      return `${first.slice(0, -1)},${kept.rest.slice(1)}`;
    },
  };
}

function bytesOf({ clauses, rest }: Kept): number {
  return 2 * (clauses.length + rest.length);
}

/**
 * Which facts have happened, or may have, by a moment, and its day, on which days are counted. With time facts only ever become possible, and
 * certain: their numbers say which they are.
 */
function whatHappened(evidence: Evidence): (string | number)[] {
  const [happened, sources] = [evidence.group('happened'), evidence.group('source')];
  return [localDay(evidence.moment.at, evidence.zone), ...[happened, sources].flatMap(({ certain, possible }) => [certain.count, possible.count])];
}

/** Besides facts and days, only dates that go by change what a state says: those of deadlines, and those that follow from notice periods. */
function stretchAt({ moment: { at }, zone }: Evidence, { negotiation: _, title, headline, basis: __, ...rest }: StateAnswer): Kept {
  const dates = [...rest.deadlines.flatMap(({ due }) => due ?? []), ...rest.derivedDeadlines.map(({ earliest }) => earliest)];
  const ends = dates.flatMap(({ latest }) => (latest === null ? [] : instantOf(latest)));
  return {
    from: Math.max(...ends.filter((end) => end <= at)),
    until: Math.min(...ends.filter((end) => end > at)),
    title,
    clauses: headline.slice(opening(at, zone).length),
    rest: JSON.stringify(rest),
  };
}
