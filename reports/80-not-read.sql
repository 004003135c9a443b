-- sheet:  Not read
-- intro:  Files skipped or unreadable, code that was not understood, and findings that could not be resolved.
-- empty:  Everything was read and understood.
-- column: What        14   word
-- column: File and line   70  place
-- column: Reason      80   word
SELECT kind, CASE WHEN line > 0 THEN path || ':' || line ELSE path END, reason
  FROM problem
 ORDER BY CASE kind WHEN 'unresolved' THEN 1 WHEN 'defect' THEN 2 WHEN 'unread' THEN 3
                    ELSE 4 END,
       path, line, id;
