import { createHash } from 'node:crypto';
import { compareText, type EventHead, factRef, type Moment, seenAt, type Slices, type StepAnswer, stepAnswer, titleOf } from '#libs/domain';
import { type Feed, tableOf } from '#libs/formats';
import { inSlices } from '../../breather.js';
import { framed } from '../framed.js';
import { nextOf, rangeOf } from '../pages.js';
import { type Answer, type CorrectionsQuestion, pathOf } from '../questions.js';
import type { Scene } from '../scene.js';

/** A step of a fact after its first record: what it changed in the record, when, by whom and why. */
export interface Correction extends Omit<StepAnswer, 'claims'> {
  fact: string;
  type: string;
  /** The fact as it is seen at the moment; its type and id where it is not. */
  what: string;
  /** When this entry last changed: when it was recorded, or when what it tells of was redacted. */
  updatedAt: string;
}

/** Everything that was corrected in the record of a negotiation, below the ledger size of the moment, newest first. */
export async function correctionsAnswer(scene: Scene, question: CorrectionsQuestion): Promise<Answer> {
  const { pinned, moment, timeline } = scene;
  const { start, limit } = rangeOf(question);
  const steps = (await inSlices(laterSteps(timeline.headsBetween(0, moment.ledger)))).reverse();
  const items = steps.slice(start, start + limit).map((step) => correctionOf(step, timeline, moment));
  const [first] = timeline.headsBetween(0, Infinity);
  const title = titleOf(scene.evidence);
  return framed(question, scene, { negotiation: question.negotiation, title, total: steps.length, items }, {
    ...nextOf(start + limit, steps.length, pinned),
    table: () => tableOf(items, {
      seq: (item) => item.seq,
      recorded_at: (item) => item.recordedAt,
      recorded_by: (item) => item.recordedBy,
      op: (item) => item.op,
      fact: (item) => item.fact,
      type: (item) => item.type,
      what: (item) => item.what,
      revision: (item) => item.revision,
      changes: (item) => item.words.join('; '),
      reason: (item) => item.reason,
    }),
    feed: feedOf(question.negotiation, title, items, first),
  });
}

/** Of all events those that are not the first of their fact. */
function* laterSteps(heads: Iterable<EventHead>): Slices<EventHead[]> {
  const later: EventHead[] = [];
  for (const head of heads) {
    if (head.op !== 'record') later.push(head);
    yield;
  }
  return later;
}

function correctionOf({ seq, fact: id }: EventHead, timeline: Scene['timeline'], moment: Moment): Correction {
  const fact = timeline.fact(id)!;
  const below = fact.events.filter(({ head }) => head.seq < moment.ledger);
  const { claims: _, ...step } = stepAnswer(below.find(({ head }) => head.seq === seq)!, below);
  const seen = seenAt(fact, moment);
  const redacting = below.filter(({ head, body }) => head.op === 'redact' && below.some((other) => other.head.seq === body?.redacts && other.head.seq <= step.seq));
  const updatedAt = [step.recordedAt, ...redacting.map(({ head }) => head.recordedAt)].sort(compareText).at(-1)!;
  return { fact: fact.id, type: fact.type, what: typeof seen === 'string' ? `${fact.type} ${fact.id}` : factRef(seen).what, ...step, updatedAt };
}

const DONE: Readonly<Record<string, string>> = { revise: 'Revised', mend: 'Mended', retract: 'Retracted', reinstate: 'Reinstated', redact: 'Redacted' };

function feedOf(negotiation: string, title: string, items: readonly Correction[], first: EventHead | undefined): Feed {
  return {
    id: uuidOf(negotiation, first?.recordedAt ?? ''),
    title: `Corrections: ${title}`,
    home: pathOf({ ask: 'negotiation', negotiation }),
    updated: items.map(({ updatedAt }) => updatedAt).sort(compareText).at(-1) ?? first?.recordedAt ?? '1970-01-01T00:00:00Z',
    entries: items.map((item) => ({
      id: uuidOf(negotiation, item.id, item.recordedAt),
      url: pathOf({ ask: 'fact-history', fact: item.fact }),
      title: `${DONE[item.op]}: ${item.what}`,
      text: item.words.join('\n'),
      published: item.recordedAt,
      updated: item.updatedAt,
      author: item.recordedBy,
      category: item.op,
    })),
  };
}

/** A name that stays: version 8 of RFC 9562, made from a hash of what can't change. */
function uuidOf(...parts: string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}`;
}
