-- sheet:  Features
-- intro:  Features of the ORM, the queue and the web framework that the target has not, or has otherwise: what they add to models, endpoints and jobs. The first place of a feature counts 1, the others less: with each doubling of its places one costs 80 %, of columns and relations 65 %, where Inputs say no other rate; so the second counts 0.6, or 0.3. In brackets stands the name of our rule.
-- empty:  No such feature was found.
-- column: Feature     30   text
-- column: Of          12   text
-- column: Instead     34   text
-- column: On          8   text
-- column: Mapping      9   word
-- column: Difficulty   9   number
-- column: Class       30   unit
-- column: Repeat       7   repeat
-- column: Quantity     8   quantity
-- column: Hours        8   unit-hours  total
-- column: Status       9   status
-- column: Owner       11   owner
-- column: Why         42   word
-- column: File and line   42  place
SELECT c.name, c.source_system, c.equivalent, c.target_system, c.mapping, c.difficulty,
       coalesce(e.label, i.unit), i.series, i.quantity, NULL, 'todo', NULL, i.reason,
       CASE WHEN f.line > 0 THEN f.file || ':' || f.line ELSE f.file END
  FROM item i
  LEFT JOIN told t ON t.id = i.fact
  JOIN fact f ON f.id = coalesce(t.fact, i.fact)
  LEFT JOIN construct c ON c.id = coalesce(t.construct, f.name)
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE i.unit LIKE 'construct%' AND (t.id IS NOT NULL OR f.kind = 'construct')
 ORDER BY e.rank, coalesce(t.construct, f.name), f.file, f.line, i.id;
