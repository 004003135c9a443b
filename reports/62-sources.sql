-- sheet:  Sources
-- intro:  For who checks a figure: what the short names stand for that other sheets give as the source. The line of a document is counted from 1 in its text; what the line says stands here. Titles stay in their language.
-- column: Name        32   text
-- column: What it is  70   word
-- column: What was taken from it, or where it is  80  word
-- column: Date        12   text
-- column: Document    28   text
SELECT name, title, what, date, CASE WHEN key <> name THEN key END FROM cited ORDER BY rank;
