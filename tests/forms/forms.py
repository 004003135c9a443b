#!/usr/bin/env python3
"""forms.py CHECK FILE... - reads the forms with programs that are not ours.

csv DIR                 Python's csv, strictly; lines as RFC 4180; nothing that computes
html FILE [TEXT...]     html5lib, strictly; nothing from elsewhere; the policy's hash; headings,
                        captions and names of drawings; each TEXT stands in the page
same FILE DB            the figures of the page are those of the store
"""
import base64
import csv
import hashlib
import io
import os
import re
import sqlite3
import sys

FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def fail(message):
    sys.exit(message)


def clean(path):
    """The text of a file: UTF-8, and nothing in it that a reader takes for a command."""
    data = open(path, "rb").read()
    text = data.decode("utf-8")
    if found := CONTROL.search(text.replace("\r\n", "\n")):
        fail(f"{path}: control character {found.group()!r}")
    return text


def rows_of(path):
    text = clean(path)
    if text and not text.endswith("\r\n"):
        fail(f"{path}: the last line has no end")
    # Every line break outside quotes is CR LF, every one inside is LF.
    bare = re.sub(r'"(?:[^"]|"")*"', "", text)
    if re.search(r"(?<!\r)\n|\r(?!\n)", bare):
        fail(f"{path}: a line without CR LF")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def check_csv(folder):
    names = sorted(os.listdir(folder))
    if not names or any(not n.endswith(".csv") for n in names):
        fail(f"{folder}: {names}")
    for name in names:
        rows = rows_of(os.path.join(folder, name))
        for row in rows:
            if len(row) != len(rows[0]):
                fail(f"{name}: {len(row)} columns, not {len(rows[0])}: {row}")
            for cell in row:
                if FORMULA.match(cell) and not NUMBER.match(cell):
                    fail(f"{name}: a formula: {cell!r}")
    print(f"{len(names)} files")


def parse(path):
    import html5lib

    text = clean(path)
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True,
                                 namespaceHTMLElements=False)
    return text, parser.parse(text)


def tag(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def content(element):
    return " ".join("".join(element.itertext()).split())


def check_html(path, *wanted):
    text, root = parse(path)
    every = list(root.iter())
    ids = [e.get("id") for e in every if e.get("id")]
    if len(ids) != len(set(ids)):
        fail("an id stands twice")
    for e in every:
        if tag(e) in ("script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image"):
            fail(f"<{tag(e)}>")
        for name, value in e.attrib.items():
            name = name.rsplit("}", 1)[-1]
            if name == "style" or name.startswith("on"):
                fail(f"attribute {name}")
            if name in ("href", "src", "action") and not (value.startswith("#") and value[1:] in ids):
                fail(f"{name}={value}")
            if name == "aria-labelledby" and not set(value.split()) <= set(ids):
                fail(f"no {value}")
    style = [e for e in every if tag(e) == "style"]
    if len(style) != 1 or re.search(r"url\(|@import|expression", style[0].text):
        fail("style")
    digest = base64.b64encode(hashlib.sha256(style[0].text.encode()).digest()).decode()
    policy = [e.get("content") for e in every if e.get("http-equiv") == "Content-Security-Policy"]
    if len(policy) != 1 or "default-src 'none'" not in policy[0] or f"'sha256-{digest}'" not in policy[0]:
        fail(f"policy {policy}, not {digest}")
    if "unsafe" in policy[0] or not root.get("lang"):
        fail("unsafe, or no language")
    levels = [int(tag(e)[1]) for e in every if re.fullmatch("h[1-6]", tag(e))]
    if levels.count(1) != 1 or any(b > a + 1 for a, b in zip(levels, levels[1:])):
        fail(f"headings {levels}")
    for table in (e for e in every if tag(e) == "table"):
        if tag(table[0]) != "caption" or not content(table[0]):
            fail("a table without a caption")
        if any(not e.get("scope") for e in table.iter("th")):
            fail("a heading of a table without a scope")
    drawings = [e for e in every if tag(e) == "svg"]
    for e in drawings:
        if e.get("role") != "img" or not content(e[0]) or not content(e[1]):
            fail("a drawing without a title and what it tells")
        for shape in e.iter():
            for name, value in shape.attrib.items():
                if re.search("nan|inf", value):
                    fail(f"{name}={value}")
    all_text = content(root)
    for w in wanted:
        if w not in all_text:
            fail(f"not in the page: {w}")
    print(f"{len(drawings)} drawings, {len(text)} bytes")


def check_same(path, db):
    """Rows of the page's tables by their first cell, against the store."""
    _, root = parse(path)
    cells = {}
    for tr in root.iter("tr"):
        row = [content(c) for c in tr]
        cells.setdefault(row[0], row)
    results = dict(sqlite3.connect(db).execute("SELECT key, value FROM result"))
    value = lambda key: float(results[key])

    def number(text):
        return float(re.sub(r"[^\d.]", "", text.replace("\u2212", "-")))

    pairs = [("Total hours", 1, "hours", 0.05), ("Price, expected", 1, "price", 0.5),
             ("Total with contingency", 1, "total", 0.5), ("Weeks, expected", 1, "weeks", 0.05),
             ("P10", 2, "cost_p10", 0.5), ("P50", 2, "cost_p50", 0.5), ("P80", 2, "cost_p80", 0.5),
             ("P90", 2, "cost_p90", 0.5), ("P80", 3, "weeks_p80", 0.05),
             ("This quote", 4, "total_with_tax", 0.5), ("Fixed price", 4, "fixed_price_with_tax", 0.5)]
    for label, column, key, within in pairs:
        if abs(number(cells[label][column]) - value(key)) > within + 1e-6:
            fail(f"{label}: {cells[label]}, {key} is {value(key)}")
    for label, key in (("P50", "finish_p50"), ("P80", "finish_p80")):
        if cells[label][4] != results[key]:
            fail(f"{label}: {cells[label]}, {key} is {results[key]}")
    print(f"{len(pairs) + 2} figures")


CHECKS = {"csv": check_csv, "html": check_html, "same": check_same}
CHECKS[sys.argv[1]](*sys.argv[2:])
