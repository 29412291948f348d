-- Where milestones and ballots take the deal.

-- A ballot's facts, each with what its claims say first, and the hull of the votes that they tell. Unbounded is 9e15.
CREATE TEMP VIEW ballot_facts AS
  SELECT seen.*,
    (SELECT data ->> 'ballot' FROM first_words s WHERE s.fact = seen.fact) AS ballot,
    (SELECT data ->> 'rule' FROM speaking s WHERE s.fact = seen.fact AND data ->> 'rule' IS NOT NULL ORDER BY claim LIMIT 1) AS rule,
    (SELECT data ->> 'matter' FROM speaking s WHERE s.fact = seen.fact AND data ->> 'matter' IS NOT NULL ORDER BY claim LIMIT 1) AS matter
  FROM seen WHERE state <> 'ahead' AND type IN ('ballot.called', 'ballot.tallied');

CREATE TEMP VIEW votes AS
  SELECT s.fact, told.key AS name, min(CAST(told.value ->> 'low' AS BIGINT)) AS low, max(coalesce(CAST(told.value ->> 'high' AS BIGINT), 9e15)) AS high
  FROM speaking s, members_of(s.data) told
  WHERE s.type = 'ballot.tallied' AND told.key IN ('members', 'for', 'against', 'notVoting') GROUP BY s.fact, told.key;

-- Which wordings of rules may decide a tally: those in force during it, of the rule that it or a call names; all of a rule that is named where none was in force.
CREATE TEMP VIEW rules_for AS
  WITH tallies AS (
    SELECT t.fact, t.earliest, t.latest,
      coalesce(t.rule, (SELECT rule FROM ballot_facts c WHERE c.ballot = t.ballot AND c.type = 'ballot.called' AND c.rule IS NOT NULL ORDER BY c.place DESC LIMIT 1)) AS named
    FROM ballot_facts t WHERE t.type = 'ballot.tallied'
  ),
  candidates AS (
    SELECT t.fact, t.named, b.needed, b.out_of,
      coalesce(b.dated_earliest, -9e15) < t.latest AND t.earliest < coalesce(b.dated_latest, 9e15) AS in_force
    FROM tallies t JOIN speaking s ON s.type = 'rule.adopted' JOIN ballots b ON b.seq = s.seq AND b.claim = s.claim AND (t.named IS NULL OR b.rule = t.named)
  )
  SELECT DISTINCT fact, needed, out_of FROM candidates c
  WHERE in_force OR (named IS NOT NULL AND NOT EXISTS (SELECT 1 FROM candidates o WHERE o.fact = c.fact AND o.in_force));

-- A tally under each rule: the fewest and the most that may have voted for.
CREATE TEMP VIEW outcomes AS
  WITH given AS (
    SELECT r.fact, r.needed, r.out_of,
      coalesce(m.low, r.out_of, 0) AS members_low, coalesce(m.high, r.out_of, 9e15) AS members_high,
      coalesce(f.low, 0) AS for_low, coalesce(f.high, 9e15) AS for_high,
      coalesce(a.low, 0) AS against_low, coalesce(a.high, 9e15) AS against_high,
      coalesce(n.low, 0) AS absent_low, coalesce(n.high, 9e15) AS absent_high
    FROM rules_for r
      LEFT JOIN votes m ON m.fact = r.fact AND m.name = 'members' LEFT JOIN votes f ON f.fact = r.fact AND f.name = 'for'
      LEFT JOIN votes a ON a.fact = r.fact AND a.name = 'against' LEFT JOIN votes n ON n.fact = r.fact AND n.name = 'notVoting'
  ),
  bounded AS (
    SELECT *,
      greatest(for_low, CASE WHEN against_high = 9e15 OR absent_high = 9e15 THEN 0 ELSE members_low - against_high - absent_high END) AS low,
      least(for_high, CASE WHEN members_high = 9e15 THEN 9e15 ELSE members_high - against_low - absent_low END) AS high
    FROM given
  )
  SELECT fact, CASE
      WHEN for_low + against_low + absent_low > members_high OR low > high OR out_of NOT BETWEEN members_low AND members_high THEN 'open'
      WHEN low >= needed THEN 'passed' WHEN high < needed THEN 'defeated' ELSE 'open'
    END AS outcome
  FROM bounded;

-- Where each fact takes the deal; those that leave it are not among them.
CREATE TEMP VIEW effects AS
  SELECT m.place, m.state, e.column2 AS status
  FROM seen m JOIN first_words s ON s.fact = m.fact
    JOIN (VALUES ('talks-opened', 'talking'), ('talks-resumed', 'talking'), ('talks-broken-off', 'stalled'), ('tentative-agreement', 'tentative'), ('vote-opened', 'voting'),
      ('agreement-rejected', 'rejected'), ('agreement-ratified', 'ratified'), ('talks-ended', 'ended')) e ON e.column1 = s.data ->> 'kind'
  WHERE m.type = 'milestone.reached'
  UNION ALL
  SELECT place, state, status FROM (
    SELECT b.place, b.state, CASE
        WHEN b.type = 'ballot.called' THEN 'voting'
        WHEN (SELECT count(DISTINCT outcome) FROM outcomes o WHERE o.fact = b.fact) = 1
          THEN (SELECT CASE outcome WHEN 'passed' THEN 'ratified' WHEN 'defeated' THEN 'rejected' END FROM outcomes o WHERE o.fact = b.fact LIMIT 1)
      END AS status
    FROM ballot_facts b WHERE NOT EXISTS (SELECT 1 FROM ballot_facts o WHERE o.ballot = b.ballot AND o.matter = 'other')
  ) AS taken WHERE status IS NOT NULL;

CREATE TEMP VIEW deal_answer AS
  WITH now AS (SELECT coalesce((SELECT status FROM effects WHERE state = 'certain' ORDER BY place DESC LIMIT 1), 'none') AS status)
  SELECT status, (SELECT json_group_array(DISTINCT e.status ORDER BY e.status) FROM effects e WHERE e.state = 'possible' AND e.status <> now.status) AS possible FROM now;
