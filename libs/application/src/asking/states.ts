import { type Basis, type Evidence, instantOf, localDay, opening, type StateAnswer, telling } from '#libs/domain';
import type { Timeline } from '#libs/timeline';
import { inSlices } from '../breather.js';
import { type Encoded, encoded } from './encoded.js';

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
  /** The state at a scene as JSON: `JSON.stringify(state(evidence, basis))` without its closing brace, byte for byte; others have their turn while it is made. */
  membersAt(scene: Seen): Promise<[string, Encoded]>;
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
  rest: Encoded;
}

/** Bytes of texts, about. */
const KEPT = 16_777_216;

/** Keeps the newest texts, up to a number of bytes. Any new event empties it. */
export function createKeptStates(limit = KEPT): KeptStates {
  /** By what has happened: the stretches that were asked for. */
  let texts = new Map<string, Kept[]>();
  /** Who asks for the same meanwhile waits: it is made once. */
  const making = new Map<string, Promise<Kept>>();
  let keptHead = 0;
  let length = 0;

  function keep(key: string, kept: Kept): void {
    texts.set(key, [...(texts.get(key) ?? []), kept]);
    length += kept.rest.bytes.length;
    for (const [oldest, stretches] of texts) {
      if (length <= limit) return;
      texts.delete(oldest);
      length -= stretches.reduce((sum, { rest }) => sum + rest.bytes.length, 0);
    }
  }

  function clear(): void {
    texts = new Map();
    length = 0;
  }

  async function make(key: string, { evidence, basis }: Seen): Promise<Kept> {
    const before = texts;
    const kept = stretchAt(evidence, await inSlices(telling(evidence, basis)));
    // Meanwhile all may have been forgotten.
    if (texts === before) keep(key, kept);
    return kept;
  }

  async function keptAt(key: string, scene: Seen): Promise<Kept> {
    const { at } = scene.evidence.moment;
    for (;;) {
      const kept = texts.get(key)?.find(({ from, until }) => from <= at && at < until);
      if (kept !== undefined) return kept;
      const other = making.get(key);
      if (other === undefined) break;
      await other.catch(() => undefined);
    }
    const made = make(key, scene).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  }

  return {
    clear,
    async membersAt(scene) {
      const { evidence, basis, timeline, present: { head } } = scene;
      if (head !== keptHead) clear();
      keptHead = head;
      const { negotiation, zone, moment: { at, known, ledger } } = evidence;
      const key = JSON.stringify([negotiation, ledger, timeline.isAllPublic(evidence.moment) ? null : known, ...whatHappened(evidence)]);
      const { title, clauses, rest } = await keptAt(key, scene);
      return [`${JSON.stringify({ negotiation, title, headline: opening(at, zone) + clauses, basis }).slice(0, -1)},`, rest];
    },
  };
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
    rest: encoded(JSON.stringify(rest).slice(1, -1)),
  };
}
