-- sheet:  Endpoints
-- intro:  Every HTTP endpoint, operation (GraphQL, RPC) and channel that was found, and the class it is priced in. It keeps no state ("no") when three things hold: its handler was read, and neither it nor what it calls nor its class uses queries, sessions, the caller's identity, mail, jobs, files or caches; no guard stands before it; it does not write by its method, nor log in or out by its path. What is in no price stands last, and says why.
-- empty:  No endpoint was found.
-- column: Method       8   text
-- column: Path        34   text
-- column: Handler     24   text
-- column: Guard       16   text
-- column: Framework   12   text
-- column: Keeps state 8   state
-- column: Class       24   unit
-- column: Quantity     8   quantity    total
-- column: Hours        8   unit-hours  total
-- column: Status       8   status
-- column: Owner       11   owner
-- column: Why this class  40  word
-- column: File and line   34  place
-- column: Remark      24   word
SELECT CASE f.method WHEN '*' THEN 'any' ELSE f.method END, f.path, f.handler,
       iif(length(f.guard) > 60, substr(f.guard, 1, 34) || '...' || substr(f.guard, -20), f.guard),
       coalesce(a.name, c.name, f.framework),
       CASE WHEN i.id IS NULL OR i.unit IN ('realtime_stream', 'file_stream') THEN '' WHEN f.id IN stateful THEN 'yes' ELSE 'no' END, coalesce(e.label, i.unit,
       iif((SELECT how FROM left_out WHERE fact = f.id) = 'counted', 'in another price', 'in no price')),
       i.quantity, NULL, CASE WHEN i.id IS NOT NULL THEN 'todo' END, NULL,
       CASE WHEN substr(i.reason, -length(f.path) - 1) = ' ' || f.path -- of its own path: another method
            THEN substr(i.reason, 1, length(i.reason) - length(f.path) - 1)
            WHEN coalesce(i.reason, '') <> '' OR i.id IS NULL THEN coalesce(i.reason, '')
            WHEN f.handler_line = 0 AND f.statements = 0
            THEN 'no code of its own: the view of a framework' ELSE '' END,
       CASE WHEN f.handler_file <> '' AND f.handler_line > 0
            THEN f.handler_file || ':' || f.handler_line
            WHEN f.line > 0 THEN f.file || ':' || f.line ELSE f.file END,
       CASE WHEN f.status <> 'resolved' THEN 'to settle in discovery: ' || f.reason
            WHEN i.id IS NOT NULL THEN ''
            WHEN (f.method, f.path) IN (SELECT g.method, g.path FROM fact g JOIN item j
                 ON j.fact = g.id AND j.unit <> 'ml_endpoint_hybrid'
                 WHERE g.kind IN ('endpoint', 'operation', 'channel'))
            THEN 'declared again, priced once'
            ELSE coalesce((SELECT replace(reason, 'written in the language of the target',
                 'stays: written in the language of the target') FROM left_out WHERE fact = f.id
                 AND (how = 'counted' OR reason IN ('written in the language of the target', 'only in debug mode, or where tests run', 'priced as a channel', 'of a front end and the server that hands it out: stays'))), 'not priced') END
  FROM fact f
  LEFT JOIN item i ON i.fact = f.id AND i.unit <> 'ml_endpoint_hybrid'
  LEFT JOIN called c ON c.framework = f.framework
  LEFT JOIN called_apart a ON a.fact = f.id
  LEFT JOIN effort e ON e.unit = i.unit
 WHERE f.kind IN ('endpoint', 'operation', 'channel') OR (f.kind = 'stream' AND i.id IS NOT NULL)
 ORDER BY i.id IS NULL, f.path, f.method, f.id, i.id;
