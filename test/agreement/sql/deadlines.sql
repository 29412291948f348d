-- Where each deadline stands that a certain or possible fact speaks of.
CREATE TEMP VIEW deadline_answers AS
  WITH steps AS (
    SELECT seen.*, d.key, d.step,
      (SELECT json_array(due, coalesce(due_latest, 9e15)) FROM speaking k JOIN deadlines USING (seq, claim) WHERE k.fact = seen.fact AND due IS NOT NULL ORDER BY claim LIMIT 1) AS due
    FROM seen JOIN first_words s ON s.fact = seen.fact JOIN deadlines d ON d.seq = s.seq AND d.claim = s.claim
    WHERE seen.state <> 'ahead'
  ),
  sets AS (SELECT key, place, earliest, row_number() OVER (PARTITION BY key ORDER BY place) AS nth FROM steps WHERE step = 'set' AND state = 'certain'),
  firsts AS (SELECT key, place, earliest FROM sets WHERE nth = 1),
  -- The first set goes before all that does not certainly precede it.
  ordered AS (
    SELECT steps.*, row_number() OVER (
      PARTITION BY steps.key
      ORDER BY CASE WHEN steps.place = firsts.place THEN 1 WHEN steps.place < firsts.place AND steps.latest <= firsts.earliest THEN 0 ELSE 2 END, steps.place
    ) AS nth
    FROM steps LEFT JOIN firsts USING (key) WHERE steps.state = 'certain'
  ),
  standing AS (
    SELECT DISTINCT key,
      (SELECT step FROM ordered o WHERE o.key = steps.key ORDER BY nth DESC LIMIT 1) AS last,
      (SELECT due FROM ordered o WHERE o.key = steps.key AND step IN ('set', 'moved') ORDER BY nth DESC LIMIT 1) AS due
    FROM steps
  )
  SELECT key, due ->> 0 AS due,
    CASE WHEN last NOT IN ('set', 'moved') THEN last WHEN last IS NULL THEN NULL WHEN CAST(due ->> 1 AS BIGINT) <= at THEN 'passed' ELSE 'open' END AS status
  FROM standing, moment;
