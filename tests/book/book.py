#!/usr/bin/env python3
"""book.py - reads, edits and recalculates workbooks. Standard library only.

recalc IN.xlsx OUT.xlsx       LibreOffice loads, computes everything anew, saves
compare A.xlsx B.xlsx         every formula cell of A against the same cell of B
set IN.xlsx OUT.xlsx NAME=VALUE...   put values into input cells by their names
get FILE.xlsx NAME...         values of named cells, one a line
names A.xlsx B.xlsx NAME...   named cells of A and B must agree
check FILE.xlsx               what must hold in every workbook of ours
texts FILE.xlsx SHEET TEXT...  each stands in a cell of the sheet, as text
cells FILE.xlsx SHEET         one line a cell: A1<TAB>value (formulas: =formula<TAB>value)
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as ET

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RECALC_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>
"""

class Book:
    def __init__(self, path):
        self.path = path
        self.zip = zipfile.ZipFile(path)
        book = ET.fromstring(self.zip.read("xl/workbook.xml"))
        rels = ET.fromstring(self.zip.read("xl/_rels/workbook.xml.rels"))
        target = {r.get("Id"): r.get("Target") for r in rels}
        self.files = {s.get("name"): "xl/" + target[s.get(RID)].lstrip("/").removeprefix("xl/")
                      for s in book.findall("m:sheets/m:sheet", NS)}
        self.names = {d.get("name"): d.text for d in book.findall("m:definedNames/m:definedName", NS)
                      if d.get("localSheetId") is None}
        self.strings = []
        if "xl/sharedStrings.xml" in self.zip.namelist():
            for si in ET.fromstring(self.zip.read("xl/sharedStrings.xml")):
                self.strings.append("".join(t.text or "" for t in si.iter("{%s}t" % NS["m"])))
        self.sheets = {}

    def sheet(self, name):
        """{ref: (value, formula or None)}; numbers are floats."""
        if name not in self.sheets:
            cells = {}
            for c in ET.fromstring(self.zip.read(self.files[name])).iter("{%s}c" % NS["m"]):
                v, f = c.find("m:v", NS), c.find("m:f", NS)
                text = v.text if v is not None else None
                if c.get("t") == "inlineStr":
                    value = "".join(t.text or "" for t in c.iter("{%s}t" % NS["m"]))
                elif text is None:
                    # A formula may give a text of no letters.
                    value = "" if c.get("t") == "str" and v is not None else None
                elif c.get("t") == "s":
                    value = self.strings[int(text)]
                elif c.get("t") in ("str", "e"):
                    value = text
                elif c.get("t") == "b":
                    value = "TRUE" if text == "1" else "FALSE"
                else:
                    value = float(text)
                if value is not None or f is not None:
                    cells[c.get("r")] = (value, f.text if f is not None else None)
            self.sheets[name] = cells
        return self.sheets[name]

    def where(self, name):
        sheet, cell = self.names[name].rsplit("!", 1)
        return sheet.strip("'").replace("''", "'"), cell.replace("$", "")

    def named(self, name):
        sheet, cell = self.where(name)
        return self.sheet(sheet).get(cell, (None, None))[0]


def recalc(source, target):
    with tempfile.TemporaryDirectory() as tmp:
        user = os.path.join(tmp, "profile", "user")
        os.makedirs(user)
        with open(os.path.join(user, "registrymodifications.xcu"), "w") as f:
            f.write(RECALC_ALWAYS)
        out = os.path.join(tmp, "out")
        run = subprocess.run(
            ["soffice", "-env:UserInstallation=file://" + os.path.join(tmp, "profile"), "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, source],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=170)
        made = os.path.join(out, os.path.basename(source))
        if run.returncode or not os.path.exists(made):
            sys.exit("soffice: " + run.stdout.decode(errors="replace"))
        os.replace(made, target) if os.stat(made).st_dev == os.stat(os.path.dirname(target) or ".").st_dev \
            else open(target, "wb").write(open(made, "rb").read())


def agree(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= max(0.005, 1e-12 * abs(a)) if abs(a) > 100 else abs(a - b) <= 1e-6 * max(1, abs(a))
    return (a or "") == (b or "")


def differences(a, b):
    """How many formulas there are, and those whose value in b is another."""
    bad, n = [], 0
    for sheet in a.files:
        for ref, (value, formula) in a.sheet(sheet).items():
            if formula is None:
                continue
            n += 1
            other = b.sheet(sheet).get(ref, (None, None))[0]
            if not agree(value, other):
                bad.append(f"{sheet}!{ref}: written {value!r}, recalculated {other!r}: ={formula}")
    return n, bad if n else ["there is no formula"]


def compare(a, b):
    n, bad = differences(a, b)
    print(*bad[:20], sep="\n")
    print(f"{n} formulas, {len(bad)} differ")
    return not bad


def put(source, target, pairs):
    book = Book(source)
    edits = {}
    for pair in pairs:
        name, value = pair.split("=", 1)
        sheet, cell = book.where(name)
        edits.setdefault(book.files[sheet], []).append((cell, value))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for info in book.zip.infolist():
            data = book.zip.read(info.filename)
            for cell, value in edits.get(info.filename, []):
                text = data.decode()
                if re.fullmatch(r"-?[0-9.]+", value):
                    new = rf'<c r="{cell}"\1><v>{value}</v></c>'
                else:
                    new = rf'<c r="{cell}"\1 t="inlineStr"><is><t>{value}</t></is></c>'
                text, n = re.subn(rf'<c r="{cell}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', new, text, count=1)
                if n != 1:
                    sys.exit(f"no cell {cell}")
                data = text.encode()
            out.writestr(info, data)


def check(path):
    import parts
    bad = parts.check(path)
    print(*bad[:20], sep="\n")
    return not bad


def main(verb, *args):
    if verb == "recalc":
        recalc(*args)
    elif verb == "compare":
        return compare(Book(args[0]), Book(args[1]))
    elif verb == "set":
        put(args[0], args[1], args[2:])
    elif verb == "get":
        for name in args[1:]:
            print(Book(args[0]).named(name))
    elif verb == "names":
        a, b = Book(args[0]), Book(args[1])
        wrong = [n for n in args[2:] if not agree(a.named(n), b.named(n))]
        for n in wrong:
            print(f"{n}: {a.named(n)!r} and {b.named(n)!r}")
        return not wrong
    elif verb == "check":
        return check(args[0])
    elif verb == "texts":
        cells = Book(args[0]).sheet(args[1]).values()
        missing = [t for t in args[2:] if (t, None) not in cells]
        print(*(f"not a text cell: {t!r}" for t in missing), sep="\n")
        return not missing
    elif verb == "cells":
        for ref, (value, formula) in Book(args[0]).sheet(args[1]).items():
            print(ref, *([f"={formula}"] if formula is not None else []), value, sep="\t")
    else:
        sys.exit(__doc__)
    return True


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
