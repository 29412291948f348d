-- What is seen of each fact at a moment. Written against docs/index-schema.md alone. Open ends are ±9e15, as in the index.
-- A table X is filled anew for each moment from the view now_X.

CREATE TEMP TABLE moment (at BIGINT, known BIGINT, ledger BIGINT);

CREATE TEMP VIEW told AS SELECT * FROM events WHERE seq < (SELECT ledger FROM moment);

-- Each claim with the day on which it became public; one without a day always was.
CREATE TEMP VIEW days AS
  SELECT seq, claim, rank, CASE WHEN reported IS NULL THEN -9e15 ELSE coalesce(reported_latest, 9e15) END AS day FROM claims;

-- Each version with the event that holds its claims (its newest mend, or itself) and its public day.
CREATE TEMP VIEW versions AS
  WITH held AS (
    SELECT v.fact, v.seq, coalesce(max(m.seq), v.seq) AS holder
    FROM told v LEFT JOIN told m ON m.op = 'mend' AND m.mends = v.seq
    WHERE v.op IN ('record', 'revise') GROUP BY v.fact, v.seq
  )
  SELECT held.fact, held.seq, held.holder,
    CASE
      WHEN holder.reported IS NOT NULL THEN coalesce(holder.reported_latest, 9e15)
      WHEN own.reported IS NOT NULL THEN coalesce(own.reported_latest, 9e15)
      ELSE (SELECT min(day) FROM days WHERE days.seq = held.holder)
    END AS day
  FROM held JOIN events own ON own.seq = held.seq JOIN events holder ON holder.seq = held.holder;

-- Retractions that are not taken back by then. A source's has a day; one as our error has none.
CREATE TEMP VIEW retractions AS
  SELECT r.fact, r.seq, CASE WHEN r.reported IS NOT NULL THEN coalesce(r.reported_latest, 9e15) END AS day
  FROM told r
  WHERE r.op = 'retract' AND r.body IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM told back
    WHERE back.op = 'reinstate' AND back.undoes = r.seq
      AND (r.reported IS NULL OR back.reported IS NULL OR coalesce(back.reported_latest, 9e15) <= (SELECT known FROM moment))
  );

-- Of what is public by then the last in the order of (public day, seq), fact by fact. A retraction has no holder.
CREATE TEMP VIEW fronts AS
  WITH public AS (
    SELECT fact, seq, holder, day FROM versions
    WHERE day <= (SELECT known FROM moment) AND EXISTS (SELECT 1 FROM days WHERE days.seq = versions.holder AND days.day <= (SELECT known FROM moment))
    UNION ALL
    SELECT fact, seq, NULL, day FROM retractions WHERE day <= (SELECT known FROM moment)
  )
  SELECT fact, holder FROM (SELECT fact, holder, row_number() OVER (PARTITION BY fact ORDER BY day DESC, seq DESC) AS nth FROM public) AS listed WHERE nth = 1;

-- Facts are not seen behind a body that was redacted and not mended, nor while they are retracted as our error.
CREATE TEMP VIEW shown AS
  SELECT fact, holder FROM fronts
  WHERE holder IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM retractions r WHERE r.fact = fronts.fact AND r.day IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM told gone
      WHERE gone.fact = fronts.fact AND gone.body IS NULL AND gone.seq > fronts.holder
        AND NOT EXISTS (SELECT 1 FROM told m WHERE m.op = 'mend' AND m.mends = gone.seq)
    );

-- The claims of the highest rank that are public by then, each with its data.
CREATE TEMP TABLE speaking (fact TEXT, type TEXT, seq BIGINT, claim BIGINT, data JSON);
CREATE TEMP VIEW now_speaking AS
  WITH ranked AS (
    SELECT shown.fact, days.seq, days.claim,
      dense_rank() OVER (PARTITION BY shown.fact ORDER BY CASE days.rank WHEN 'preferred' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END) AS place
    FROM shown JOIN days ON days.seq = shown.holder WHERE days.day <= (SELECT known FROM moment)
  )
  SELECT ranked.fact, events.type, ranked.seq, ranked.claim, json(events.body) -> 'claims' -> CAST(ranked.claim AS INTEGER) -> 'data' AS data
  FROM ranked JOIN events USING (seq) WHERE ranked.place = 1;

CREATE TEMP VIEW first_words AS SELECT * FROM speaking s WHERE claim = (SELECT min(claim) FROM speaking f WHERE f.fact = s.fact);

-- Each fact on the happened axis: the hull of what its claims say, its place in the order, and whether it has happened.
CREATE TEMP TABLE seen (fact TEXT, type TEXT, earliest BIGINT, latest BIGINT, place BIGINT, state TEXT);
CREATE TEMP VIEW now_seen AS
  WITH spans AS (
    SELECT s.fact, s.type, min(coalesce(c.happened_earliest, -9e15)) AS earliest, max(coalesce(c.happened_latest, 9e15)) AS latest, min(c.ordinal) AS ordinal
    FROM speaking s JOIN claims c USING (seq, claim)
    WHERE s.type NOT IN ('negotiation.opened', 'source.registered', 'party.joined', 'person.named', 'group.identified')
    GROUP BY s.fact, s.type
  )
  SELECT fact, type, earliest, latest, row_number() OVER (ORDER BY latest, earliest, ordinal NULLS FIRST, fact) AS place,
    CASE WHEN latest <= at THEN 'certain' WHEN earliest < at THEN 'possible' ELSE 'ahead' END AS state
  FROM spans, moment;
