-- How many notices were issued, postponed, withdrawn and took effect: in all, by round, and by the names of breakdowns. A bound of 9e15 or more is none.

-- Each batch with the hull of the counts that its claims give.
CREATE TEMP TABLE counted (fact, place, state, measure, notice, round, low, high);
CREATE TEMP VIEW now_counted AS
  SELECT seen.fact, seen.place, seen.state, n.measure, (SELECT data ->> '$.notice' FROM first_words f WHERE f.fact = seen.fact),
    (SELECT data ->> '$.round' FROM speaking r WHERE r.fact = seen.fact AND data ->> '$.round' IS NOT NULL ORDER BY claim LIMIT 1),
    min(n.low), max(coalesce(n.high, 9e15))
  FROM seen JOIN speaking s ON s.fact = seen.fact JOIN notices n ON n.seq = s.seq AND n.claim = s.claim AND n.part = 0
  WHERE n.measure <> 'planned' AND NOT n.stated AND seen.state <> 'ahead' GROUP BY seen.fact;

-- What a batch says of others, and how it is broken down: by the first claim that says so.
CREATE TEMP VIEW within AS
  SELECT fact, data ->> '$.within' AS whole FROM speaking s
  WHERE claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact AND f.data ->> '$.within' IS NOT NULL);
CREATE TEMP VIEW overlaps AS
  SELECT s.fact, o.value AS other FROM speaking s, json_each(s.data, '$.mayOverlap') o
  WHERE s.claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact AND f.data ->> '$.mayOverlap' IS NOT NULL);
CREATE TEMP TABLE broken (fact, seq, claim, breakdowns);
CREATE TEMP VIEW now_broken AS
  SELECT fact, seq, claim, data -> '$.breakdowns' FROM speaking s
  WHERE claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact AND f.data -> '$.breakdowns' IS NOT NULL);
CREATE TEMP TABLE parts (fact, dimension, name, low, high);
CREATE TEMP VIEW now_parts AS
  SELECT b.fact, n.dimension, n.name, sum(n.low), sum(coalesce(n.high, 9e15))
  FROM broken b JOIN notices n ON n.seq = b.seq AND n.claim = b.claim AND n.part > 0 GROUP BY b.fact, n.dimension, n.name;
CREATE TEMP VIEW complete AS
  SELECT DISTINCT b.fact, d.value ->> '$.by' AS dimension FROM broken b, json_each(b.breakdowns) d WHERE d.value ->> '$.complete';

-- What is added up, set by set: a round's batches of a measure, all rounds' ("*"), and the parts of one name, among all batches of the kind.
CREATE TEMP TABLE items (name, fact, place, state, low, high);
CREATE TEMP VIEW now_items AS
  SELECT json_array('total', notice, rounds.round, measure), c.fact, place, state, low, high
  FROM counted c JOIN (SELECT fact, round FROM counted UNION ALL SELECT fact, '*' FROM counted) rounds USING (fact)
  UNION ALL
  SELECT json_array('line', c.notice, n.dimension, n.name), c.fact, place, state, coalesce(p.low, 0), coalesce(p.high, 0)
  FROM (SELECT DISTINCT notice, dimension, name FROM counted JOIN parts USING (fact)) n JOIN counted c ON c.notice = n.notice AND c.measure = 'issued'
    LEFT JOIN parts p ON p.fact = c.fact AND p.dimension = n.dimension AND p.name = n.name;

-- Each batch with all that it lies within, in its set. In a circle the first batch lies within none.
CREATE TEMP TABLE above (name, fact, whole, distance);
CREATE TEMP VIEW now_above AS
  WITH RECURSIVE
  said AS MATERIALIZED (SELECT i.name, i.fact, i.place, w.whole FROM items i JOIN within w USING (fact) JOIN items o ON o.name = i.name AND o.fact = w.whole),
  reached AS (
    SELECT name, fact, place, whole FROM said
    UNION SELECT r.name, r.fact, r.place, s.whole FROM reached r JOIN said s ON s.name = r.name AND s.fact = r.whole
  ),
  circles AS (SELECT r.name, r.fact, min(back.place) = r.place AS is_first FROM reached r JOIN reached back ON back.name = r.name AND back.fact = r.whole AND back.whole = r.fact GROUP BY r.name, r.fact),
  kept AS MATERIALIZED (SELECT s.name, s.fact, s.whole FROM said s LEFT JOIN circles c USING (name, fact) WHERE c.is_first IS NOT 1),
  chains AS (
    SELECT name, fact, whole, 1 AS distance FROM kept
    UNION ALL SELECT c.name, c.fact, k.whole, c.distance + 1 FROM chains c JOIN kept k ON k.name = c.name AND k.fact = c.whole
  )
  SELECT * FROM chains;

-- Each set twice: its certain batches, and with the possible ones. A batch lies in the nearest that is there.
CREATE TEMP VIEW sides AS SELECT 'certain' AS side, 'certain' AS state UNION ALL VALUES ('all', 'certain'), ('all', 'possible');
CREATE TEMP TABLE inside (name, side, fact, whole, distance);
CREATE TEMP VIEW now_inside AS
  SELECT a.name, x.side, a.fact, a.whole, a.distance
  FROM above a JOIN items i USING (name, fact) JOIN items w ON w.name = a.name AND w.fact = a.whole
    JOIN sides x ON x.state = i.state JOIN sides y ON y.state = w.state AND y.side = x.side;
CREATE TEMP TABLE tree (name, side, fact, parent, depth, low, high);
CREATE TEMP VIEW now_tree AS
  SELECT i.name, s.side, i.fact,
    (SELECT whole FROM inside n WHERE n.name = i.name AND n.side = s.side AND n.fact = i.fact ORDER BY distance LIMIT 1),
    (SELECT count(*) FROM inside n WHERE n.name = i.name AND n.side = s.side AND n.fact = i.fact), low, high
  FROM items i JOIN sides s USING (state);

-- Batches of one level that may be the same people, they or what lies within them, share a pool.
CREATE TEMP TABLE pools (name, side, fact, pool);
CREATE TEMP VIEW now_pools AS
  WITH RECURSIVE
  held AS (SELECT name, side, fact AS top, fact FROM tree UNION ALL SELECT name, side, whole, fact FROM inside),
  said AS (
    SELECT x.name, x.side, x.top AS a, y.top AS b
    FROM held x JOIN overlaps o USING (fact) JOIN held y ON y.name = x.name AND y.side = x.side AND y.fact = o.other
      JOIN tree tx ON tx.name = x.name AND tx.side = x.side AND tx.fact = x.top JOIN tree ty ON ty.name = x.name AND ty.side = x.side AND ty.fact = y.top
    WHERE tx.parent IS ty.parent
  ),
  mutual AS MATERIALIZED (SELECT name, side, a, b FROM said UNION SELECT name, side, b, a FROM said),
  linked AS (SELECT name, side, fact AS a, fact AS b FROM tree UNION SELECT l.name, l.side, l.a, m.b FROM linked l JOIN mutual m ON m.name = l.name AND m.side = l.side AND m.a = l.b)
  SELECT name, side, a, min(b) FROM linked GROUP BY name, side, a;

-- What lies in each batch, and in none (NULL): pools add, and hold at least their largest.
CREATE TEMP VIEW sums AS
  SELECT name, side, parent, sum(low) AS low, sum(high) AS high
  FROM (SELECT t.name, t.side, t.parent, p.pool, max(t.low) AS low, sum(t.high) AS high FROM tree t JOIN pools p USING (name, side, fact) GROUP BY 1, 2, 3, 4)
  GROUP BY name, side, parent;

CREATE TEMP VIEW total_answers AS
  SELECT a.name, coalesce(c.low, 0) AS low, iif(coalesce(c.high, 0) >= 9e15, NULL, coalesce(c.high, 0)) AS high, iif(a.high >= 9e15, NULL, a.high) AS most,
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
    SELECT w.notice, w.dimension, w.side, pools.pool, max(0, w.low - coalesce(c.high, 0)) AS low, iif(w.high >= 9e15, 9e15, max(0, w.high - coalesce(c.low, 0))) AS high
    FROM wholes w JOIN pools USING (name, side, fact) LEFT JOIN covered c ON c.name = w.name AND c.side = w.side AND c.dimension = w.dimension AND c.top = w.fact
    WHERE NOT EXISTS (SELECT 1 FROM complete k WHERE k.fact = w.fact AND k.dimension = w.dimension)
  ),
  pooled AS (SELECT notice, dimension, side, max(low) AS low, sum(high) AS high FROM left_over GROUP BY notice, dimension, side, pool)
  SELECT notice, dimension, total(low) FILTER (WHERE side = 'certain') AS low,
    iif(total(high) FILTER (WHERE side = 'certain') >= 9e15, NULL, total(high) FILTER (WHERE side = 'certain')) AS high,
    iif(total(high) FILTER (WHERE side = 'all') >= 9e15, NULL, total(high) FILTER (WHERE side = 'all')) AS most
  FROM pooled GROUP BY notice, dimension;
