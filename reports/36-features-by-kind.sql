-- sheet:  Features by kind
-- intro:  Features of the ORM, the queue and the web framework that the target has not, or has otherwise, each once. The first place of a feature counts 1, the others less: with each doubling of its places one costs 80 %, of columns and relations 65 %, as a rule; so the second counts 0.6, or 0.3.
-- empty:  No such feature was found.
-- column: Feature     34   text
-- column: Of          16   text
-- column: Instead     40   text
-- column: On          12   text
-- column: Class       36   unit
-- column: Places       8   count  total
-- column: Counted as   9   factor
SELECT coalesce(c.name, coalesce(t.construct, f.name)), c.source_system, c.equivalent, c.target_system,
       coalesce(e.label, i.unit), count(*), round(total(i.quantity), 2)
  FROM item i
  LEFT JOIN told t ON t.id = i.fact
  JOIN fact f ON f.id = coalesce(t.fact, i.fact)
  LEFT JOIN construct c ON c.id = coalesce(t.construct, f.name)
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE i.unit LIKE 'construct%' AND (t.id IS NOT NULL OR f.kind = 'construct')
 GROUP BY i.unit, coalesce(t.construct, f.name)
 ORDER BY e.rank, 1, coalesce(t.construct, f.name);
