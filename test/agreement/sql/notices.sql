-- How many notices were issued, postponed, withdrawn and took effect: in all, by round, and by the names of breakdowns. A bound of 9e15 or more is none.

-- Each batch with the hull of the counts that its claims give.
CREATE TEMP TABLE counted (fact TEXT, place BIGINT, state TEXT, measure TEXT, notice TEXT, round TEXT, low BIGINT, high BIGINT);
CREATE TEMP VIEW now_counted AS
  SELECT seen.fact, seen.place, seen.state, n.measure, (SELECT data ->> 'notice' FROM first_words f WHERE f.fact = seen.fact) AS notice,
    (SELECT data ->> 'round' FROM speaking r WHERE r.fact = seen.fact AND data ->> 'round' IS NOT NULL ORDER BY claim LIMIT 1) AS round,
    min(n.low) AS low, max(coalesce(n.high, 9e15)) AS high
  FROM seen JOIN speaking s ON s.fact = seen.fact JOIN notices n ON n.seq = s.seq AND n.claim = s.claim AND n.part = 0
  WHERE n.measure <> 'planned' AND n.stated = 0 AND seen.state <> 'ahead' GROUP BY seen.fact, seen.place, seen.state, n.measure;

-- What a batch says of others, and how it is broken down: by the first claim that says so.
CREATE TEMP VIEW within AS
  SELECT fact, data ->> 'within' AS whole FROM speaking s
  WHERE claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact AND f.data ->> 'within' IS NOT NULL);
CREATE TEMP VIEW overlapping AS
  SELECT s.fact, o.value AS other FROM speaking s, texts_in(s.data -> 'mayOverlap') o
  WHERE s.claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact AND f.data ->> 'mayOverlap' IS NOT NULL);
CREATE TEMP TABLE broken (fact TEXT, seq BIGINT, claim BIGINT, breakdowns JSON);
CREATE TEMP VIEW now_broken AS
  SELECT fact, seq, claim, data -> 'breakdowns' AS breakdowns FROM speaking s
  WHERE claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact AND f.data -> 'breakdowns' IS NOT NULL);
CREATE TEMP TABLE parts (fact TEXT, dimension TEXT, name TEXT, low BIGINT, high BIGINT);
CREATE TEMP VIEW now_parts AS
  SELECT b.fact, n.dimension, n.name, sum(n.low) AS low, sum(coalesce(n.high, 9e15)) AS high
  FROM broken b JOIN notices n ON n.seq = b.seq AND n.claim = b.claim AND n.part > 0 GROUP BY b.fact, n.dimension, n.name;
CREATE TEMP VIEW complete AS
  SELECT DISTINCT b.fact, d.value ->> 'by' AS dimension FROM broken b, objects_in(b.breakdowns) d WHERE CAST(d.value ->> 'complete' AS TEXT) IN ('1', 'true');

-- What is added up, set by set: a round's batches of a measure, all rounds' ("*"), and the parts of one name, among all batches of the kind.
CREATE TEMP TABLE items (name JSON, fact TEXT, place BIGINT, state TEXT, low BIGINT, high BIGINT);
CREATE TEMP VIEW now_items AS
  SELECT json_array('total', notice, rounds.round, measure) AS name, c.fact, place, state, low, high
  FROM counted c JOIN (SELECT fact, round FROM counted UNION ALL SELECT fact, '*' FROM counted) rounds USING (fact)
  UNION ALL
  SELECT json_array('line', c.notice, n.dimension, n.name) AS name, c.fact, place, state, coalesce(p.low, 0) AS low, coalesce(p.high, 0) AS high
  FROM (SELECT DISTINCT notice, dimension, name FROM counted JOIN parts USING (fact)) n JOIN counted c ON c.notice = n.notice AND c.measure = 'issued'
    LEFT JOIN parts p ON p.fact = c.fact AND p.dimension = n.dimension AND p.name = n.name;

-- Each batch with all that it lies within, in its set. In a circle the first batch lies within none.
CREATE TEMP TABLE above (name JSON, fact TEXT, whole TEXT, distance BIGINT);
CREATE TEMP VIEW now_above AS
  WITH RECURSIVE
  said AS MATERIALIZED (SELECT i.name, i.fact, i.place, w.whole FROM items i JOIN within w USING (fact) JOIN items o ON o.name = i.name AND o.fact = w.whole),
  reached AS (
    SELECT name, fact, place, whole FROM said
    UNION SELECT r.name, r.fact, r.place, s.whole FROM reached r JOIN said s ON s.name = r.name AND s.fact = r.whole
  ),
  circles AS (SELECT r.name, r.fact, min(back.place) = r.place AS is_first FROM reached r JOIN reached back ON back.name = r.name AND back.fact = r.whole AND back.whole = r.fact GROUP BY r.name, r.fact, r.place),
  kept AS MATERIALIZED (SELECT s.name, s.fact, s.whole FROM said s LEFT JOIN circles c USING (name, fact) WHERE c.is_first IS NOT TRUE),
  chains AS (
    SELECT name, fact, whole, 1 AS distance FROM kept
    UNION ALL SELECT c.name, c.fact, k.whole, c.distance + 1 FROM chains c JOIN kept k ON k.name = c.name AND k.fact = c.whole
  )
  SELECT * FROM chains;

-- Each set twice: its certain batches, and with the possible ones. A batch lies in the nearest that is there.
CREATE TEMP VIEW sides AS SELECT 'certain' AS side, 'certain' AS state UNION ALL VALUES ('all', 'certain'), ('all', 'possible');
CREATE TEMP TABLE inside (name JSON, side TEXT, fact TEXT, whole TEXT, distance BIGINT);
CREATE TEMP VIEW now_inside AS
  SELECT a.name, x.side, a.fact, a.whole, a.distance
  FROM above a JOIN items i USING (name, fact) JOIN items w ON w.name = a.name AND w.fact = a.whole
    JOIN sides x ON x.state = i.state JOIN sides y ON y.state = w.state AND y.side = x.side;
CREATE TEMP TABLE tree (name JSON, side TEXT, fact TEXT, parent TEXT, depth BIGINT, low BIGINT, high BIGINT);
CREATE TEMP VIEW now_tree AS
  SELECT i.name, s.side, i.fact,
    (SELECT whole FROM inside n WHERE n.name = i.name AND n.side = s.side AND n.fact = i.fact ORDER BY distance LIMIT 1) AS parent,
    (SELECT count(*) FROM inside n WHERE n.name = i.name AND n.side = s.side AND n.fact = i.fact) AS depth, low, high
  FROM items i JOIN sides s USING (state);

-- Batches of one level that may be the same people, they or what lies within them, share a pool.
CREATE TEMP TABLE pools (name JSON, side TEXT, fact TEXT, pool TEXT);
CREATE TEMP VIEW now_pools AS
  WITH RECURSIVE
  held AS (SELECT name, side, fact AS top, fact FROM tree UNION ALL SELECT name, side, whole, fact FROM inside),
  said AS (
    SELECT x.name, x.side, x.top AS a, y.top AS b
    FROM held x JOIN overlapping o USING (fact) JOIN held y ON y.name = x.name AND y.side = x.side AND y.fact = o.other
      JOIN tree tx ON tx.name = x.name AND tx.side = x.side AND tx.fact = x.top JOIN tree ty ON ty.name = x.name AND ty.side = x.side AND ty.fact = y.top
    WHERE tx.parent IS NOT DISTINCT FROM ty.parent
  ),
  mutual AS MATERIALIZED (SELECT name, side, a, b FROM said UNION SELECT name, side, b, a FROM said),
  linked AS (SELECT name, side, fact AS a, fact AS b FROM tree UNION SELECT l.name, l.side, l.a, m.b FROM linked l JOIN mutual m ON m.name = l.name AND m.side = l.side AND m.a = l.b)
  SELECT name, side, a AS fact, min(b) AS pool FROM linked GROUP BY name, side, a;

-- What lies in each batch, and in none (NULL): pools add, and hold at least their largest.
CREATE TEMP VIEW sums AS
  SELECT name, side, parent, sum(low) AS low, sum(high) AS high
  FROM (SELECT t.name, t.side, t.parent, p.pool, max(t.low) AS low, sum(t.high) AS high FROM tree t JOIN pools p USING (name, side, fact) GROUP BY 1, 2, 3, 4) AS pooled
  GROUP BY name, side, parent;

CREATE TEMP VIEW total_answers AS
  SELECT a.name, coalesce(c.low, 0) AS low, CASE WHEN coalesce(c.high, 0) < 9e15 THEN coalesce(c.high, 0) END AS high, CASE WHEN a.high < 9e15 THEN a.high END AS most,
    (SELECT count(*) FROM items i WHERE i.name = a.name) AS facts
  FROM sums a LEFT JOIN sums c ON c.name = a.name AND c.side = 'certain' AND c.parent IS NULL
  WHERE a.side = 'all' AND a.parent IS NULL;

-- What no part covers: of each batch that lies in none, its total less its parts, or where it has none those of what lies within it.
CREATE TEMP VIEW rest_answers AS
  WITH RECURSIVE
  wholes AS MATERIALIZED (
    SELECT t.*, t.name ->> 1 AS notice, d.column1 AS dimension
    FROM tree t, (VALUES ('agency'), ('site'), ('class'), ('membership')) d WHERE t.parent IS NULL AND t.name ->> 0 = 'total' AND t.name ->> 2 = '*' AND t.name ->> 3 = 'issued'
  ),
  looked AS (
    SELECT name, side, dimension, fact AS top, fact FROM wholes
    UNION ALL SELECT l.name, l.side, l.dimension, l.top, t.fact FROM looked l JOIN tree t ON t.name = l.name AND t.side = l.side AND t.parent = l.fact
    WHERE NOT EXISTS (SELECT 1 FROM parts p WHERE p.fact = l.fact AND p.dimension = l.dimension)
  ),
  covered AS (SELECT l.name, l.side, l.dimension, l.top, sum(p.low) AS low, sum(p.high) AS high FROM looked l JOIN parts p USING (fact, dimension) GROUP BY 1, 2, 3, 4),
  left_over AS (
    SELECT w.notice, w.dimension, w.side, pools.pool, greatest(0, w.low - coalesce(c.high, 0)) AS low, CASE WHEN w.high >= 9e15 THEN 9e15 ELSE greatest(0, w.high - coalesce(c.low, 0)) END AS high
    FROM wholes w JOIN pools USING (name, side, fact) LEFT JOIN covered c ON c.name = w.name AND c.side = w.side AND c.dimension = w.dimension AND c.top = w.fact
    WHERE NOT EXISTS (SELECT 1 FROM complete k WHERE k.fact = w.fact AND k.dimension = w.dimension)
  ),
  pooled AS (SELECT notice, dimension, side, max(low) AS low, sum(high) AS high FROM left_over GROUP BY notice, dimension, side, pool)
  SELECT notice, dimension, low, CASE WHEN high < 9e15 THEN high END AS high, CASE WHEN most < 9e15 THEN most END AS most
  FROM (
    SELECT notice, dimension, coalesce(sum(low) FILTER (WHERE side = 'certain'), 0) AS low,
      coalesce(sum(high) FILTER (WHERE side = 'certain'), 0) AS high, coalesce(sum(high) FILTER (WHERE side = 'all'), 0) AS most
    FROM pooled GROUP BY notice, dimension
  ) AS summed;
