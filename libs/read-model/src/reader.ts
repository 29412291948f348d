import type { Known, KnownFact } from '#libs/domain';
import { citingFacts } from './models/citations.js';
import { eventsById, eventsOfFact, eventsOfFacts, eventsOfNegotiation, type FactStep, recordedFacts, redactedSeqs, retractedFacts, sizeAt, stepsOfFacts } from './models/events.js';
import { listNegotiations, negotiationById, zonesOf } from './models/negotiations.js';
import { publicationsOf } from './models/sources.js';
import { hashesOf } from './models/tree-nodes.js';
import type { IndexPosition, ReadModel } from './read-model.js';
import { searchOf } from './search/engines.js';
import type { Sql } from './sql.js';
import { createWholeReader } from './whole/reader.js';

/**
 * The queries over a connection that only reads, which is closed with them.
 * @param settled resolves when what was announced before is in the index: what `known` alone does not wait for
 */
export function createReadModel(sql: Sql, settled: () => Promise<void>): ReadModel {
  return waiting(questionsOf(sql), settled, () => sizeNow(sql));
}

/** A read model whose questions wait. Whoever says how many events it takes waits only until `size` tells so many. */
export function waiting(model: ReadModel, settled: () => Promise<void>, size: () => number): ReadModel {
  const { nodes, events, known, whole, close, ...questions } = model;
  const settledTo = async (needed: number): Promise<void> => (size() < needed ? settled() : undefined);
  return {
    ...onceSettled(questions, settled),
    whole: onceSettled(whole, settled),
    async nodes(asked) {
      await settledTo(asked.reduce((needed, { level, index }) => Math.max(needed, (index + 1) * 2 ** level), 0));
      return nodes(asked);
    },
    async events(negotiation, fromSeq, toSeq, limit) {
      await settledTo(toSeq);
      return events(negotiation, fromSeq, toSeq, limit);
    },
    known,
    close,
  };
}

/** The questions, answered from what the index holds by now. */
export function questionsOf(sql: Sql): ReadModel {
  return {
    async position() {
      const { seq, root } = sql.get<IndexPosition>('SELECT seq, root FROM checkpoint WHERE id = 1')!;
      return { seq, root };
    },
    nodes: async (nodes) => sql.snapshot(() => hashesOf(sql, nodes)),
    known: async (names) => sql.snapshot(() => ({ ...knownOf(sql, names), size: sizeNow(sql) })),
    events: async (negotiation, fromSeq, toSeq, limit) => eventsOfNegotiation(sql, negotiation, fromSeq, toSeq, limit),
    factEvents: async (fact) => eventsOfFact(sql, fact),
    eventsOfFacts: async (facts) => eventsOfFacts(sql, facts),
    recordedFacts: async (negotiation, fromSeq, limit) => recordedFacts(sql, negotiation, fromSeq, limit),
    retracted: async (negotiation, toSeq, limit) => retractedFacts(sql, negotiation, toSeq, limit),
    citing: async (source) => citingFacts(sql, source),
    redacted: async () => redactedSeqs(sql),
    negotiation: async (id) => negotiationById(sql, id),
    negotiations: async (filter) => listNegotiations(sql, filter),
    searchStatements: async (negotiation, q, limit) => searchOf(sql).factsOf(sql, negotiation, q, limit),
    sizeAt: async (instant) => sql.snapshot(() => sizeAt(sql, instant)),
    whole: createWholeReader(sql),
    close: () => sql.close(),
  };
}

/** The questions, each asked only when what was announced before is there. */
function onceSettled<Questions extends object>(questions: Questions, settled: () => Promise<void>): Questions {
  const waiting = Object.entries(questions as Record<string, (...asked: unknown[]) => unknown>).map(([name, question]) => [
    name,
    async (...asked: unknown[]) => {
      await settled();
      return question(...asked);
    },
  ]);
  return Object.fromEntries(waiting) as Questions;
}

function sizeNow(sql: Sql): number {
  return sql.get<{ seq: number }>('SELECT seq FROM checkpoint WHERE id = 1')!.seq;
}

function knownOf(sql: Sql, names: { negotiations: Iterable<string>; facts: Iterable<string>; events: Iterable<string> }): Known {
  const facts = knownFacts(sql, names.facts);
  const events = eventsById(sql, [...names.events]);
  // A command that changes a fact does not name the negotiation in whose zone its dates are read: the fact does.
  const negotiations = new Set([...names.negotiations, ...[...facts.values()].map(({ negotiation }) => negotiation), ...[...events.values()].map(({ head }) => head.negotiation)]);
  return { zones: zonesOf(sql, [...negotiations]), facts, events };
}

function knownFacts(sql: Sql, ids: Iterable<string>): Map<string, KnownFact> {
  const rows = sql.among<Pick<KnownFact, 'id' | 'negotiation' | 'type' | 'revision'>>(
    'SELECT id, negotiation, type, revision FROM facts WHERE id IN (?)', [...ids],
  );
  const facts = new Map(rows.map((row): [string, KnownFact] => [row.id, { ...row, steps: [] }]));
  for (const step of stepsOfFacts(sql, [...facts.keys()])) facts.get(step.fact)!.steps.push(knownStep(step));
  const sources = rows.filter(({ type }) => type === 'source.registered').map(({ id }) => id);
  for (const [id, published] of publicationsOf(sql, sources)) facts.get(id)!.published = published;
  return facts;
}

function knownStep({ seq, op, undoes, redacts, isReported }: FactStep): KnownFact['steps'][number] {
  return {
    seq,
    op,
    ...(undoes === null ? {} : { undoes }),
    ...(redacts === null ? {} : { redacts }),
    ...(isReported ? { reported: true as const } : {}),
  };
}
