-- sheet:  Features by kind
-- intro:  Features of the ORM, the queue and the web framework that the target has not, or has otherwise, each once. The first place of a feature counts 1, the others less: with each doubling of its places one costs 80 %, of columns and relations 65 %, as a rule; so the second counts 0.6, or 0.3.
-- empty:  No such feature was found.
-- column: Feature     34   word
-- column: Of          16   text
-- column: Instead     40   word
-- column: On          12   text
-- column: Class       36   unit
-- column: Places       8   count  total
-- column: Counted as   9   factor
SELECT coalesce(name, construct), source_system, equivalent, target_system, label, count(*),
       round(total(quantity), 2)
  FROM feature
 GROUP BY unit, construct
 ORDER BY rank, 1, construct;
