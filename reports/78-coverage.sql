-- sheet:  Coverage
-- intro:  How much of what is there is known. What is missing stands on the sheet Not read and widens the range.
-- empty:  No code was read.
-- column: What         50   word
-- column: Known        10   count
-- column: There are    10   count
-- column: Share         9   percent
SELECT meaning, part, whole, CASE WHEN whole > 0 THEN 1.0 * part / whole END
  FROM coverage
 WHERE whole > 0
 ORDER BY rank;
