-- sheet:  Bands
-- intro:  The documented classes. Their prices include engineering, QA and 15 % contingency.
-- column: Band        14   text
-- column: Price from  14   usd
-- column: Price to    14   usd
-- column: Weeks from  12   weeks
-- column: Weeks to    12   weeks
-- column: Top         10   text
-- column: Criteria    50   text
-- column: Source      60   text
SELECT name, cost_low, cost_high, weeks_low, weeks_high,
       CASE WHEN is_open THEN 'open' ELSE 'closed' END, criteria, source
  FROM band
 ORDER BY rank;
