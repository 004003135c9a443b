"""leaks.py - what a workbook for a client must not hold, in none of its parts.

    leaks.py FILE.xlsx STORE.db

Looks through all texts and attributes of all parts of the file for the paths of scanned
files and pages, the labels and rates of roles, names and words of sheets that are not in
it, internal keys and sources of weights. Ends with 1 when one is found. The name of a page
is none: the client knows it by that, and pays for it.
"""

import re
import sqlite3
import sys
import zipfile

INTERNAL = ["Inputs", "Effort", "Summary", "Weights", "Bands", "Calibration", "Tracking",
            "Staffing", "What moves it", "Coverage and method", "expert prior",
            "models/cost", "[input", "utilisation", "multiplier", "billed_rate",
            "scale_factor", "migcost"]


def parts(path):
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            data = z.read(name).decode("utf-8", "replace")
            for mark, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
                                 ("&", "&amp;")):
                data = data.replace(entity, mark)
            yield name, data


def forbidden(store):
    db = sqlite3.connect(store)
    words = [row[0] for row in db.execute("SELECT path FROM file")]
    words += [row[0].split("/")[-1] for row in db.execute("SELECT path FROM file")
              if "." in row[0] and row[0].split("/")[-1] not in ("__init__.py", "main.py")]
    words += [row[0] for row in db.execute(
        "SELECT file FROM fact UNION SELECT target FROM fact WHERE kind = 'template'") if "/" in row[0]]
    words += [row[0] for row in db.execute("SELECT label FROM role")]
    words += [row[0] for row in db.execute("SELECT source FROM effort WHERE source <> ''")]
    words += [row[0] for row in db.execute("SELECT root FROM (SELECT value AS root FROM meta"
                                           " WHERE key = 'root')") if row[0]]
    return [w for w in words if w and len(w) > 3] + INTERNAL


def main():
    path, store = sys.argv[1:]
    found = 0
    words = forbidden(store)
    for name, data in parts(path):
        for word in words:
            at = data.find(word)
            # A word of its own: "Tracking" is not "tracking_id".
            while at >= 0:
                before, after = data[at - 1:at], data[at + len(word):at + len(word) + 1]
                if not re.match(r"\w", before) and not re.match(r"\w", after):
                    print(f"{name}: '{word}' in ...{data[max(0, at - 30):at + 60]}...")
                    found += 1
                    break
                at = data.find(word, at + 1)
    print(f"{found} leaks of {len(words)} words")
    return found > 0


sys.exit(main())
