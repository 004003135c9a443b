-- sheet:  Assumptions and exclusions
-- intro:  For client and supplier: what the price rests on, what then happens if it does not hold, and what was found but is not in the price.
-- column: No.          6   count
-- column: Kind        13   word
-- column: What        70   word
-- column: Found        8   count
-- column: If it does not hold  52   word
-- column: Source      50   word
SELECT row_number() OVER (ORDER BY part, place), kind, text, n, if_false,
       source
  FROM (SELECT 1 AS part, rank AS place, 'assumption' AS kind, text, NULL AS n, if_false,
               source
          FROM assumption WHERE if_false <> ''
        UNION ALL
        SELECT 2, min(p.fact), 'exclusion',
               CASE WHEN p.reason = 'already on the target side' THEN CASE p.kind
               WHEN 'platform' THEN 'Files of containers, CI and tools (Dockerfiles, workflows ...): not priced by the file'
               WHEN 'library' THEN 'Uses of libraries in code of the side that stays'
               WHEN 'construct' THEN 'Uses of a framework in code of the side that stays'
               ELSE upper(substr(p.kind, 1, 1)) || substr(p.kind, 2) || ': ' || p.reason END
               ELSE upper(substr(p.kind, 1, 1)) || substr(p.kind, 2) || ': ' || p.reason END,
               count(*), 'Priced by itself, should it have to change after all.',
               min(p.file) || CASE WHEN count(DISTINCT p.file) > 1 THEN ' ...' ELSE '' END
          FROM priced p WHERE p.state = 'excluded' GROUP BY p.kind, p.reason
        UNION ALL
        SELECT 3, min(path), 'exclusion', language || ': files of another language',
               count(*), 'Added by a price of its own.',
               min(path) || CASE WHEN count(*) > 1 THEN ' ...' ELSE '' END
          FROM file
         WHERE kind = 'source' AND language NOT IN ('Python', 'JavaScript', 'TypeScript',
               'TSX', 'Prisma', 'Manifest')
         GROUP BY language)
 ORDER BY part, place;
