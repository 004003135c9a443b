-- sheet:  Assumptions
-- intro:  What the estimate rests on. If one does not hold, the price is open again.
-- column: No.          6   count
-- column: Assumption  90   text
-- column: Source      60   text
SELECT row_number() OVER (ORDER BY rank), text, source
  FROM assumption
 ORDER BY rank;
