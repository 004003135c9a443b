-- sheet:  Not read
-- intro:  Questions, files skipped or unreadable, code that was not understood, findings that could not be resolved, templates without a file, libraries that our table does not know.
-- empty:  Every file was read, every item resolved.
-- column: What        14   word
-- column: File and line   70  place
-- column: Reason      74   word
-- column: Owner       14   owner
-- column: Decide by   12   edit
SELECT what, CASE WHEN line > 0 THEN path || ':' || line ELSE path END, reason,
       NULL, NULL
  FROM not_read ORDER BY part, path, line, id;
