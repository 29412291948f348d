import { migrationOf } from './migration.js';

/** Milliseconds since 1970 as RFC 3339 in UTC; null where open or outside the years 0 to 9999. */
const instant = (column: string) => `strftime('%Y-%m-%dT%H:%M:%SZ', ${column} / 1000.0, 'unixepoch')`;

/** `high` null is unbounded, which the greatest of several and a sum of several stay. */
const unboundedOr = (aggregate: string) => `CASE WHEN count(*) = count(high) THEN ${aggregate}(high) END`;

const VIEWS = [
  // One row per version as it was written, dated by its first claim.
  `CREATE VIEW fact_versions AS
    SELECT e.fact, e.revision, e.seq, e.negotiation, e.op, e.type,
      c.happened, ${instant('c.happened_earliest')} AS happened_earliest, ${instant('c.happened_latest')} AS happened_latest,
      coalesce(e.reported, c.reported) AS reported,
      ${instant('iif(e.reported IS NULL, c.reported_earliest, e.reported_earliest)')} AS reported_earliest,
      ${instant('iif(e.reported IS NULL, c.reported_latest, e.reported_latest)')} AS reported_latest,
      e.recorded_at, e.recorded_by,
      (SELECT count(*) FROM claims n WHERE n.seq = e.seq) AS claims,
      json_extract(e.body, '$.claims[0].data') AS data, json_extract(e.body, '$.reason') AS reason,
      f.shown_seq IS e.seq AS shown
    FROM events e JOIN facts f ON f.id = e.fact LEFT JOIN claims c ON c.seq = e.seq AND c.claim = 0
    WHERE e.op IN ('record', 'revise', 'mend')`,

  // The facts that stand and have a place on the happened axis, in its order; claims that disagree widen the span.
  `CREATE VIEW timeline AS
    SELECT f.negotiation, group_concat(DISTINCT c.happened) AS happened,
      ${instant('min(coalesce(c.happened_earliest, -9e15))')} AS happened_earliest, ${instant('max(coalesce(c.happened_latest, 9e15))')} AS happened_latest,
      f.type, f.id AS fact, f.title, count(*) AS claims, group_concat(DISTINCT c.attributed_to) AS attributed_to
    FROM facts f JOIN claims c ON c.seq = f.shown_seq AND c.speaks
    WHERE f.type NOT IN ('negotiation.opened', 'source.registered', 'party.joined', 'person.named', 'group.identified')
    GROUP BY f.id
    ORDER BY f.negotiation, max(coalesce(c.happened_latest, 9e15)), min(coalesce(c.happened_earliest, -9e15)), min(c.ordinal), f.id`,

  // Batches, plans, stated totals and their parts as they stand, by each claim that speaks.
  `CREATE VIEW notices_shown AS
    SELECT n.negotiation, n.measure, n.stated, n.round, n.notice, n.plan, n.scope, n.dimension, n.name, c.happened,
      n.low, n.high, n.wording, n.convention, n.derived, c.attributed_to, n.fact, n.claim, n.part
    FROM facts f JOIN notices n ON n.seq = f.shown_seq JOIN claims c ON c.seq = n.seq AND c.claim = n.claim AND c.speaks`,

  // What each claim names, then the hull of a fact's claims, then the sum of the facts.
  `CREATE VIEW notices_issued_by_agency AS
    WITH named AS (
      SELECT negotiation, round, name, fact, claim, sum(low) AS low, ${unboundedOr('sum')} AS high, max(derived) AS derived
      FROM notices_shown WHERE measure = 'issued' AND NOT stated AND dimension = 'agency'
      GROUP BY negotiation, round, name, fact, claim
    ), hulls AS (
      SELECT negotiation, round, name, fact, min(low) AS low, ${unboundedOr('max')} AS high, max(derived) AS derived
      FROM named GROUP BY negotiation, round, name, fact
    )
    SELECT negotiation, round, name AS agency, sum(low) AS low, ${unboundedOr('sum')} AS high, max(derived) AS derived, group_concat(fact, ' ') AS facts
    FROM hulls GROUP BY negotiation, round, name`,

  // Steps in their order, each as its first speaking claim that names a date has it, and dated by all; the first set goes before all that does not certainly precede it.
  `CREATE VIEW deadline_steps AS
    WITH dated AS (
      SELECT d.*, c.happened,
        min(coalesce(c.happened_earliest, -9e15)) OVER said AS earliest, max(coalesce(c.happened_latest, 9e15)) OVER said AS latest, min(c.ordinal) OVER said AS ordinal,
        row_number() OVER (PARTITION BY d.fact ORDER BY d.due IS NULL, d.claim) AS nth
      FROM facts f JOIN deadlines d ON d.seq = f.shown_seq JOIN claims c ON c.seq = d.seq AND c.claim = d.claim AND c.speaks
      WINDOW said AS (PARTITION BY d.fact)
    ), steps AS (
      SELECT * FROM dated WHERE nth = 1
    ), firsts AS (
      SELECT negotiation, key, fact, earliest,
        row_number() OVER (PARTITION BY negotiation, key ORDER BY latest, earliest, ordinal, fact) AS place
      FROM steps WHERE step = 'set'
    )
    SELECT s.negotiation, s.key,
      row_number() OVER (
        PARTITION BY s.negotiation, s.key
        ORDER BY CASE WHEN s.fact = t.fact THEN 1 WHEN s.latest <= t.earliest THEN 0 ELSE 2 END, s.latest, s.earliest, s.ordinal, s.fact
      ) AS place,
      s.step, s.happened, s.due, ${instant('s.due_earliest')} AS due_earliest, ${instant('s.due_latest')} AS due_latest, s.what, s.note, s.fact
    FROM steps s LEFT JOIN firsts t ON t.negotiation = s.negotiation AND t.key = s.key AND t.place = 1`,

  `CREATE VIEW open_deadlines AS
    SELECT d.negotiation, d.key, d.what, d.due, d.due_earliest, d.due_latest, d.step, d.happened AS since, d.fact
    FROM deadline_steps d
    WHERE d.step IN ('set', 'moved')
      AND NOT EXISTS (SELECT 1 FROM deadline_steps l WHERE l.negotiation = d.negotiation AND l.key = d.key AND l.place > d.place)`,

  `CREATE VIEW statements_by_speaker AS
    SELECT s.negotiation, s.speaker, c.happened, s.gist, s.topics, s.about, s.person, s.on_behalf_of, s.fact,
      (SELECT group_concat(source || coalesce(' ' || locator, ''), ', ') FROM citations q WHERE q.seq = s.seq AND q.claim = s.claim) AS sources
    FROM facts f JOIN statements s ON s.seq = f.shown_seq JOIN claims c ON c.seq = s.seq AND c.claim = s.claim AND c.speaks
    ORDER BY s.negotiation, s.speaker, c.happened_latest, c.happened_earliest, c.ordinal, s.fact`,

  // Every claim that stands, spoken or outranked, under each place where it was read.
  `CREATE VIEW claims_by_source AS
    SELECT q.negotiation, q.source, q.locator, f.id AS fact, f.type, f.title, c.happened, c.rank, c.attributed_to, q.wording
    FROM facts f JOIN citations q ON q.seq = f.shown_seq JOIN claims c ON c.seq = q.seq AND c.claim = q.claim
    ORDER BY q.source, CAST(ltrim(q.locator, '¶ ') AS INTEGER), q.locator, f.id`,
];

/** Views for the common questions, over the facts as they stand at the head of the log. */
export const CreateViews1700000000002 = migrationOf('CreateViews1700000000002', VIEWS);
