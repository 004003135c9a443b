#!/usr/bin/env python3
"""hostile.py STORE - gives the facts of a store names that nobody should have."""
import sqlite3
import sys

NAMES = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/c calc'!A0", "=HYPERLINK(\"http://x\",\"y\")",
         "x" * 40000, "\U0001F600" * 20000, "<a href='&'>]]></a>&amp;", "_x0041_", "\t=1", " \n ",
         "\ufffe\uffff\x85\u202e", "a\x01b\x1b[31mc\x7f", "'=1", "{=1}", "#REF!", "1e999", "TRUE", ""]
RAW = ["FF", "C0AF", "EDA080", "F8888080", "3D31FF2B31", "E2"]  # no UTF-8

db = sqlite3.connect(sys.argv[1])
ids = [r[0] for r in db.execute("SELECT id FROM fact ORDER BY id")]
for i, n in enumerate(ids):
    for j, column in enumerate(["name", "path", "handler", "file", "guard", "detail", "reason", "table_name"]):
        k = (i + 3 * j) % (len(NAMES) + len(RAW))
        if k < len(NAMES):
            db.execute(f"UPDATE fact SET {column} = ? WHERE id = ?", (NAMES[k], n))
        else:
            db.execute(f"UPDATE fact SET {column} = CAST(x'{RAW[k - len(NAMES)]}' AS TEXT) WHERE id = ?", (n,))
for i, name in enumerate(NAMES):
    db.execute("INSERT INTO problem (kind, path, reason) VALUES ('defect', ?, ?)", (name, NAMES[-i]))
    db.execute("INSERT INTO package (ecosystem, name, manifest) VALUES ('pypi', ?, ?)", (name, NAMES[-i]))
    db.execute("INSERT OR REPLACE INTO assumption (rank, text, source) VALUES (?, ?, ?)", (i + 1, name, NAMES[-i]))
for i, (rank,) in enumerate(db.execute("SELECT rank FROM effort").fetchall()):
    db.execute("UPDATE effort SET source = ? WHERE rank = ?", (NAMES[i % len(NAMES)], rank))
db.execute("UPDATE input SET label = '=1', source = '@x' WHERE key = 'seed'")
db.execute("UPDATE result SET value = '=1+1' WHERE key IN ('class', 'class_reason', 'verdict_text', 'stack_from')")
db.execute("UPDATE meta SET value = '=2+2' WHERE key = 'name'")
db.execute("UPDATE phase SET label = '=3+3' WHERE rank = (SELECT min(rank) FROM phase)")
db.execute("UPDATE driver SET label = '+4+4' WHERE rank = 1")
db.commit()
