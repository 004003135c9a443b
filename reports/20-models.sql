-- sheet:  Models
-- intro:  Every mapped class or table, with its fields and relations, inherited ones included. What has no price of its own stands last.
-- empty:  No model was found.
-- column: Model       30   text
-- column: Table       28   text
-- column: Framework   14   text
-- column: Fields       8   count       total
-- column: Relations   10   count       total
-- column: Class       24   unit
-- column: Quantity     8   quantity    total
-- column: Hours        9   unit-hours  total
-- column: Status       9   status
-- column: Owner       12   owner
-- column: Why this class  30  word
-- column: File and line   40  place
-- column: Remark      30   word
SELECT f.name, f.table_name, coalesce(c.name, f.framework), f.fields_total, f.relations_total,
       coalesce(e.label, i.unit), i.quantity, NULL,
       CASE WHEN i.id IS NOT NULL THEN 'todo' END, NULL, CASE WHEN i.id IS NULL AND f.variety LIKE '%enum%' THEN 'enumeration: in the price of its models'
            WHEN i.id IS NULL AND ' ' || f.traits || ' ' LIKE '% proxy %' THEN 'proxy: no table; its methods are on Features'
            WHEN i.id IS NULL AND l.how = 'counted' THEN l.reason
            ELSE coalesce(i.reason, '') END,
       CASE WHEN f.line > 0 THEN f.file || ':' || f.line ELSE f.file END,
       CASE WHEN f.status <> 'resolved' THEN 'to settle in discovery: ' || f.reason
            WHEN i.id IS NULL AND (f.variety LIKE '%enum%'
            OR ' ' || f.traits || ' ' LIKE '% proxy %' OR l.how = 'counted') THEN ''
            WHEN i.id IS NULL THEN 'not priced' ELSE '' END
  FROM fact f
  LEFT JOIN item i ON i.fact = f.id
  LEFT JOIN left_out l ON l.fact = f.id
  LEFT JOIN called c ON c.framework = f.framework
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE f.kind = 'model'
 ORDER BY i.id IS NULL, f.name, f.file, f.line, i.id;
