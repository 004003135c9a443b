-- sheet:  Weights
-- intro:  Hours a unit, three points, and what each rests on; the shares stand on Calibration. The level of all was set once: projects of 1 and of 19 endpoints cost the edges of the documented band Small. Effort looks its hours up here.
-- column: Unit        36   unit
-- column: Group       12   word
-- column: Low          9   low
-- column: Likely       9   likely
-- column: High         9   high
-- column: PERT mean   10   factor
-- column: Quantity here  9  number
-- column: Rests on    17   word
-- column: Source      84   word
SELECT label, grp, low, likely, high, (low + 4 * likely + high) / 6,
       CASE WHEN grp = 'unit' THEN round(quantity, 2) END, rests_on, source
  FROM effort
 WHERE grp <> 'overhead'
 ORDER BY CASE grp WHEN 'unit' THEN 1 WHEN 'set-up' THEN 2 WHEN 'fixed' THEN 3 ELSE 4 END,
       rank;
