-- sheet:  Assumptions and exclusions
-- intro:  What the price rests on, what follows if it does not hold, and what was found but not priced. What has to be added then, the contingency pays first, where the price has one, then the price (see Terms). The total is of the rows with an amount; they will not all fail.
-- column: No.          6   count
-- column: Kind        13   word
-- column: What        65   word
-- column: Found        16  word
-- column: If it does not hold  49   word
-- column: Unit price no.  8   count
-- column: More at most   9    number
-- column: That costs    12    money total = IF([Unit price no.]="","",ROUND([More at most]*INDEX(unit_prices,[Unit price no.]),0))
-- column: Owner       14   owner
-- column: Decide by   12   edit
-- column: Source      50   word
WITH side(name) AS (SELECT iif(value = 'python-to-node', 'JavaScript and TypeScript', 'Python')
                      FROM input WHERE key = 'direction'),
left_out_here AS (SELECT kind, reason, count(*) AS n, min(fact) AS place, min(file) AS file,
              count(DISTINCT file) AS files FROM priced WHERE state = 'excluded'
              GROUP BY kind, reason)
SELECT row_number() OVER (ORDER BY part, a.place), kind, text, n, if_false,
       coalesce(u.place, ''), iif(u.place IS NULL, '', round(a.more, 2)), iif(u.place IS NULL, '', round(round(a.more, 2) * u.price)),
       NULL, NULL, a.source
  FROM (SELECT 1 AS part, rank AS place, 'assumption' AS kind, text, NULL AS n, if_false,
               source, unit, more
          FROM assumption WHERE if_false <> ''
        UNION ALL
        SELECT 2, place, 'exclusion',
               CASE WHEN kind = 'migration'
                    THEN 'Old migrations of the database: they stay history, the new side begins with the tables as they are'
                    WHEN reason <> 'written in the language of the target'
                    THEN CASE WHEN reason GLOB 'a command *' OR reason GLOB 'routes *'
                         THEN upper(substr(reason, 1, 1)) || substr(reason, 2)
                         WHEN kind = 'include' THEN 'Routes of a package: ' || reason
                         ELSE upper(substr(kind, 1, 1)) || substr(kind, 2) || ': ' || reason END
                    WHEN kind = 'platform'
                    THEN 'Files for containers, continuous integration and tools: set up anew in the foundation, not priced by the file'
                    WHEN kind IN ('library', 'construct', 'middleware', 'query', 'external', 'form', 'event')
                    THEN 'Code in ' || side.name || ' that uses libraries or frameworks: it stays'
                    WHEN kind IN ('endpoint', 'operation', 'channel', 'action')
                    THEN 'Endpoints written in ' || side.name || ' already: they stay'
                    WHEN kind IN ('model', 'field', 'relation')
                    THEN 'Models written in ' || side.name || ' already, with their fields: they stay'
                    WHEN kind IN ('job', 'schedule', 'workflow', 'queue', 'worker', 'enqueue')
                    THEN 'Background work written in ' || side.name || ' already: it stays'
                    ELSE 'Other findings in ' || side.name || ': they stay' END AS text,
               sum(n) || CASE WHEN kind IN ('migration', 'platform') THEN ' file'
               WHEN kind IN ('endpoint', 'operation', 'channel', 'action') THEN ' endpoint' ELSE ' place' END
               || iif(sum(n) = 1, '', 's'),
               CASE WHEN kind = 'migration'
                    THEN 'A history that is to be moved is a change with a price of its own.'
                    ELSE 'A change with a price of its own, should it have to change after all.' END,
               min(file) || CASE WHEN count(*) > 1 OR max(files) > 1 THEN ' ...' ELSE '' END, NULL, NULL
          FROM left_out_here, side GROUP BY text
        UNION ALL
        SELECT 3, min(path), 'exclusion', 'Source files in ' || language || ': not looked into, they stay',
               count(*) || iif(count(*) = 1, ' file', ' files'),
               'A change with a price of its own, should they have to change after all.',
               min(path) || CASE WHEN count(*) > 1 THEN ' ...' ELSE '' END, NULL, NULL
          FROM file
         WHERE kind = 'source' AND language NOT IN ('Python', 'JavaScript', 'TypeScript',
               'TSX', 'Prisma', 'Manifest')
         GROUP BY language) AS a
  LEFT JOIN price_of_unit AS u ON u.unit = a.unit
 ORDER BY part, a.place;
