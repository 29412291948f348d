import { type FactHistory, factRef, isRetractedAt, type LedgerEvent, mapped, type Moment, seenAt, type StepAnswer, stepsOf, type StoryEntry, tellingStory } from '#libs/domain';
import { inSlices } from '../../breather.js';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import type { Answer, StoryQuestion } from '../questions.js';
import type { Archive, Scene } from '../scene.js';
import { storyTable } from './tables.js';

/** A fact of the story with all that was done to it. */
export interface StoryItem extends StoryEntry {
  history: StoryStep[];
}

/** A step without its claims: what they changed is in its words. */
export type StoryStep = Omit<StepAnswer, 'claims'>;

/** A fact that is not seen any more: it was withdrawn, or what it said was removed. */
export interface RemovedFact {
  fact: string;
  type: string;
  why: 'retracted' | 'redacted';
  /** What it said when it was last seen, where that can be read. */
  what?: string;
  history: StoryStep[];
}

const DEFAULT_LIMIT = 30;
/** So many facts that are not seen any more are told of, of either kind. */
const REMOVED = 20;

/** The facts up to the moment: a window of them. @throws QuestionError unknown-fact */
export async function storyAnswer({ readModel }: Archive, scene: Scene, question: StoryQuestion): Promise<Answer> {
  const { evidence, pinned, moment, negotiation } = scene;
  const { place = 1, limit = DEFAULT_LIMIT, order = 'newest', kind, source } = question;
  if (source !== undefined && evidence.typeOf(source) !== 'source.registered') throw new QuestionError('unknown-fact', `there is no source ${source} in this negotiation`);
  const citing = source === undefined ? undefined : { source, facts: await readModel.citing(source) };
  const told = await inSlices(tellingStory(evidence, { skip: place - 1, limit, order, kind, citing }));
  // What is not seen any more belongs to the whole of the story.
  const isWhole = source === undefined && kind === undefined;
  const retracted = isWhole ? await readModel.retracted(negotiation, moment.ledger, REMOVED) : [];
  const redacted = isWhole ? evidence.redacted.slice(0, REMOVED) : [];
  const facts = factsOf(await readModel.eventsOfFacts([...new Set([...told.items.map(({ fact }) => fact), ...retracted, ...redacted])]), moment);
  const items = await inSlices(mapped(told.items, (item): StoryItem => ({ ...item, history: historyOf(facts.get(item.fact)) })));
  const removed = [...retracted.flatMap((id) => retractedFact(facts.get(id), moment)), ...redacted.flatMap((id) => redactedFact(facts.get(id)))];
  const hasMore = place - 1 + limit < told.total;
  return {
    ...framed(question, scene, { negotiation, ...told, place, items, removed }, { table: () => storyTable(items) }),
    ...(hasMore ? { next: { ...question, ...pinned, place: place + limit, limit } } : {}),
  };
}

/** The facts with their events below the ledger size. */
function factsOf(events: readonly LedgerEvent[], { ledger }: Moment): Map<string, FactHistory> {
  const facts = new Map<string, FactHistory>();
  for (const event of events) {
    const { fact: id, type, seq } = event.head;
    if (seq >= ledger) continue;
    const fact = facts.get(id) ?? { id, type, events: [] };
    facts.set(id, fact);
    fact.events.push(event);
  }
  return facts;
}

/** Left out where it was taken back, or where what it said had not begun by the moment. */
function retractedFact(fact: FactHistory | undefined, moment: Moment): RemovedFact[] {
  if (fact === undefined || !isRetractedAt(fact, moment)) return [];
  const last = seenAt({ ...fact, events: fact.events.filter(({ head }) => head.op !== 'retract') }, moment);
  const before = typeof last === 'string' ? undefined : last;
  if (before !== undefined && before.span.earliest >= moment.at) return [];
  return [{ fact: fact.id, type: fact.type, why: 'retracted', ...(before === undefined ? {} : { what: factRef(before).what }), history: historyOf(fact) }];
}

function redactedFact(fact: FactHistory | undefined): RemovedFact[] {
  return fact === undefined ? [] : [{ fact: fact.id, type: fact.type, why: 'redacted', history: historyOf(fact) }];
}

function historyOf(fact: FactHistory | undefined): StoryStep[] {
  return stepsOf(fact?.events ?? []).map(({ claims: _, ...step }) => step);
}
