-- sheet:  What moves it
-- intro:  Each thing alone from its low to its high (P10 to P90, or its cheapest to its dearest level), all others as expected.
-- empty:  Nothing is priced.
-- column: Thing        50   text
-- column: Kind         10   text
-- column: Hours, low   11   hours
-- column: Hours, high  11   hours
-- column: Price, low   12   money
-- column: Price, high  12   money
-- column: Source       60   text
SELECT label, CASE kind WHEN 'work' THEN 'work' WHEN 'risk' THEN 'event'
       WHEN 'spread' THEN 'common' ELSE 'decision' END,
       low_hours, high_hours, low, high, source
  FROM tornado
 ORDER BY rank;
