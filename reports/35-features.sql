-- sheet:  Features
-- intro:  Features of the ORM, the queue and the web framework that the target has not, or has otherwise: what they add to models, endpoints and jobs. The first place of a feature counts 1, the others less: with each doubling of its places one costs 80 %, of columns and relations 65 %, where Inputs say no other rate; so the second counts 0.6, or 0.3. In brackets stands the name of our rule.
-- empty:  No such feature was found.
-- column: Feature     30   word
-- column: Of          12   text
-- column: Instead     34   word
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
SELECT name, source_system, equivalent, target_system, mapping, difficulty, label, series,
       quantity, NULL, 'todo', NULL, reason, CASE WHEN line > 0 THEN file || ':' || line ELSE file END
  FROM feature
 ORDER BY rank, construct, file, line, id;
