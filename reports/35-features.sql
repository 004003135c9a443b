-- sheet:  Features
-- intro:  Features of the ORM and the queue that the target has not, or has otherwise: what they add to models, endpoints and jobs.
-- empty:  No such feature was found.
-- column: Feature     34   text
-- column: Of          14   text
-- column: Instead     44   text
-- column: On          12   text
-- column: Mapping      9   word
-- column: Difficulty   9   number
-- column: Class       34   unit
-- column: Repeat       7   repeat
-- column: Quantity     9   quantity
-- column: Hours        9   unit-hours  total
-- column: Status       9   status
-- column: Owner       12   owner
-- column: Why         50   word
-- column: File and line   50  place
SELECT c.name, c.source_system, c.equivalent, c.target_system, c.mapping, c.difficulty,
       coalesce(e.label, i.unit), i.series, i.quantity, NULL, 'todo', NULL, i.reason,
       CASE WHEN f.line > 0 THEN f.file || ':' || f.line ELSE f.file END
  FROM item i
  JOIN fact f ON f.id = i.fact AND f.kind = 'construct'
  LEFT JOIN construct c ON c.id = f.name
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE i.unit LIKE 'construct%'
 ORDER BY e.rank, f.name, f.file, f.line, i.id;
