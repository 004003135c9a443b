-- sheet:  Alternatives
-- intro:  Other ways to do it, each priced as a whole. A saving is against the quote, with contingency; a negative one costs more.
-- empty:  Nothing in this code base speaks for another way.
-- column: Way          40   text
-- column: What it means 60  text
-- column: Hours        10   hours
-- column: Total        12   money
-- column: P50          12   money
-- column: P80          12   money
-- column: Weeks         8   weeks
-- column: Saving       12   money
-- column: Set by       24   text
-- column: Source       40   text
SELECT label, text, hours, total, cost_p50, cost_p80, weeks, saving, inputs, source
  FROM (SELECT 1 AS part, * FROM alternative
        UNION ALL
        SELECT 2, rank, name, name, text, inputs, hours, total, cost_p50, cost_p80, weeks,
               -difference, 'a scenario that was asked for' FROM scenario)
 ORDER BY part, rank;
