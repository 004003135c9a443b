-- sheet:  Risks
-- intro:  Events that may happen, what they then cost, and the findings in the code that speak for them. Expected hours are in the price.
-- empty:  No event is priced.
-- column: Event        46   word
-- column: Probability  11   percent
-- column: Hours, low    9   hours
-- column: Hours, likely 9   hours
-- column: Hours, high   9   hours
-- column: Expected hours 10 hours  total
-- column: Findings      9   count
-- column: For example  50   place
-- column: Source       50   text
SELECT e.label, e.quantity, e.low, e.likely, e.high, e.hours,
       (SELECT count(*) FROM evidence WHERE risk = e.unit),
       coalesce((SELECT f.file || ':' || f.line FROM evidence i JOIN fact f ON f.id = i.fact
                  WHERE i.risk = e.unit ORDER BY i.id LIMIT 1), ''),
       e.source
  FROM effort e
 WHERE e.grp = 'risk' AND e.quantity > 0
 ORDER BY e.hours DESC, e.rank;
