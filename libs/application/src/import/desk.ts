import type { Command } from '#libs/domain';
import type { CaseIds, Place } from '#libs/formats';
import { openScratch } from './scratch.js';

/** What an import puts aside until all of its case is known to be valid, in a temporary file that is gone when it is closed. */
export interface Desk {
  ids: CaseIds;
  /** Whether the files hold the fact. */
  holds(fact: string): boolean;
  /** Keeps what is to be written about a fact, after what was kept before; what the files do not hold comes last. */
  keep(fact: string, commands: readonly Command[]): void;
  /** The commands, chunk by chunk, each whole: what is about so many facts, and about those that they name and that come later. Each chunk is taken off the desk. */
  chunks(facts: number): Generator<Command[], void>;
  /** How many commands were put on the desk. */
  size(): number;
  close(): void;
}

const TABLES = `
  CREATE TABLE ids (id TEXT PRIMARY KEY, position INTEGER NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE "references" (fact TEXT NOT NULL, id TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL);
  CREATE INDEX references_by_fact ON "references" (fact);
  CREATE TABLE early (reference INTEGER PRIMARY KEY);
  CREATE TABLE steps (position INTEGER PRIMARY KEY, fact TEXT NOT NULL, commands TEXT NOT NULL);`;

/** References looked up at a time. */
const PAGE = 1_000;

/** Ids to either side of one in the alphabet. */
const NEAR = 500;

interface Step {
  position: number;
  fact: string;
  commands: string;
}

export function openDesk(): Desk {
  const { db, close } = openScratch(TABLES);
  const take = db.prepare('INSERT INTO ids VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const placeOf = db.prepare<[string], Place>('SELECT file, line, "column" FROM ids WHERE id = ?');
  const refer = db.prepare('INSERT INTO "references" VALUES (?, ?, ?, ?, ?)');
  const noteEarly = db.prepare('INSERT INTO early VALUES (?)');
  const early = db.prepare<[number, number], { reference: number; by: string; id: string } & Place>(`
    SELECT reference, fact AS "by", id, file, line, "column" FROM early JOIN "references" ON "references".rowid = reference WHERE reference > ? ORDER BY reference LIMIT ?`);
  const near = db.prepare<[string, string], string>(`SELECT * FROM (SELECT id FROM ids WHERE id < ? ORDER BY id DESC LIMIT ${NEAR}) UNION ALL SELECT * FROM (SELECT id FROM ids WHERE id > ? ORDER BY id LIMIT ${NEAR})`).pluck();
  const keep = db.prepare('INSERT INTO steps VALUES (?, ?, ?)');
  const nextSteps = db.prepare<[number, number], Step>('SELECT position, fact, commands FROM steps WHERE position > ? ORDER BY position LIMIT ?');
  const later = db.prepare<[string, number], number>('SELECT position FROM ids WHERE id IN (SELECT id FROM "references" WHERE fact = ?) AND position > ? ORDER BY position').pluck();
  const takeOff = db.prepare<[number], Step>('DELETE FROM steps WHERE position = ? RETURNING position, fact, commands');
  const positionOf = db.prepare<[string], number>('SELECT position FROM ids WHERE id = ?').pluck();
  const holds = (fact: string): boolean => positionOf.get(fact) !== undefined;
  let positions = 0;
  let size = 0;

  return {
    holds,
    ids: {
      take(id, { file, line, column }) {
        if (take.run(id, positions, file, line, column).changes === 0) return placeOf.get(id);
        positions += 1;
        return undefined;
      },
      refer({ by, id, place: { file, line, column } }) {
        const { lastInsertRowid } = refer.run(by, id, file, line, column);
        if (!holds(id)) noteEarly.run(lastInsertRowid);
      },
      *unmet() {
        for (let at = 0; ; ) {
          const page = early.all(at, PAGE);
          if (page.length === 0) return;
          at = page.at(-1)!.reference;
          yield page.filter(({ id }) => !holds(id)).map(({ reference: _, by, id, ...place }) => ({ by, id, place }));
        }
      },
      near: (id) => near.all(id, id),
    },
    keep(fact, commands) {
      if (commands.length === 0) return;
      size += commands.length;
      const position = positionOf.get(fact) ?? positions++;
      keep.run(position, fact, JSON.stringify(commands));
    },
    *chunks(facts) {
      for (let at = -1; ; ) {
        const chunk = nextSteps.all(at, facts);
        if (chunk.length === 0) return;
        at = chunk.at(-1)!.position;
        // What is added is gone through as well: it may name others.
        for (const { fact } of chunk) for (const position of later.all(fact, at)) chunk.push(...takeOff.all(position));
        yield chunk.flatMap(({ commands }) => JSON.parse(commands) as Command[]);
      }
    },
    size: () => size,
    close,
  };
}
