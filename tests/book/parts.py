"""parts.py - is a workbook sound? What a spreadsheet program would repair or refuse, told
without one: parts, names, ranges, functions, limits, locks, circles. Standard library only."""
import posixpath
import re
import xml.etree.ElementTree as ET

import book as B

NS = B.NS
# Excel 2016's limits.
ROWS, COLUMNS, TEXT, FORMULA, STRING, SHEET_NAME = 1048576, 16384, 32767, 8192, 255, 31
LINKS, STYLES, FONTS, ARGUMENTS, NESTING = 65530, 65490, 1024, 255, 64
# In Excel 2016, LibreOffice 7 and Google Sheets alike, and never changing by themselves.
ALLOWED = set("""ABS AND AVERAGE AVERAGEIF AVERAGEIFS CEILING CHOOSE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTIF
COUNTIFS DATE DAY EDATE EOMONTH EXP FALSE FIND FIXED FLOOR HYPERLINK IF IFERROR INDEX INT INTERCEPT
ISBLANK ISERROR ISLOGICAL ISNA ISNUMBER ISTEXT LARGE LEFT LEN LN LOG LOG10 LOWER MATCH MAX MEDIAN
MID MIN MOD MONTH NA NETWORKDAYS NORMINV NORMSDIST NORMSINV NOT OR PERCENTILE PI POWER PRODUCT
RANK REPT RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SIGN SLOPE SMALL SQRT STDEV SUBSTITUTE
SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ T TEXT TRIM TRUE TRUNC UPPER VALUE VAR VLOOKUP WEEKDAY
WORKDAY YEAR""".split())
# What Excel takes in names as cells, or has for itself.
CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
REFERENCE = re.compile(r"(?:('(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?(\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)"
                       r"(?![\w.(])")


def column(letters):
    n = 0
    for c in letters:
        n = n * 26 + ord(c) - 64
    return n


def corners(ref):
    """(row1, col1, row2, col2) of "$A$1:C2"."""
    ends = [CELL.fullmatch(end) for end in ref.split(":")]
    if not all(ends):
        return None
    r = [(int(m.group(2)), column(m.group(1))) for m in ends]
    return (*r[0], *r[-1])


def inside(ref):
    c = corners(ref)
    return c is not None and 1 <= c[0] <= c[2] <= ROWS and 1 <= c[1] <= c[3] <= COLUMNS


def where(target):
    """(sheet, ref) of "'Not read'!$A$1:$B$2"; None for what is no such place."""
    m = re.fullmatch(r"(?:'((?:[^']|'')+)'|([\w.]+))!(.+)", target)
    return ((m.group(1) or m.group(2)).replace("''", "'"), m.group(3)) if m else None


# ---- what may be edited -------------------------------------------------------------------------

def unlocked_styles(wb):
    styles = ET.fromstring(wb.zip.read("xl/styles.xml"))
    return {i for i, xf in enumerate(styles.find("m:cellXfs", NS))
            if (p := xf.find("m:protection", NS)) is not None and p.get("locked") == "0"}


def unlocked_cells(wb, sheet):
    unlocked = unlocked_styles(wb)
    return [c.get("r") for c in ET.fromstring(wb.zip.read(wb.files[sheet])).iter("{%s}c" % NS["m"])
            if int(c.get("s", 0)) in unlocked]


def editable_names(wb, sheet):
    """{name: [cells]} of the names whose cells on this sheet are all to be edited."""
    free, names = set(unlocked_cells(wb, sheet)), {}
    for name, target in wb.names.items():
        place = where(target)
        if not place or place[0] != sheet or not inside(place[1]):
            continue
        r1, c1, r2, c2 = corners(place[1])
        if c1 != c2:
            continue
        letters = re.match(r"\$?([A-Z]+)", place[1]).group(1)
        cells = [f"{letters}{r}" for r in range(r1, r2 + 1)]
        if all(c in free for c in cells):
            names[name] = cells
    return names


class Rule:
    """A data validation of one cell."""

    def __init__(self, v):
        texts = [f.text or "" for f in (v.find("m:formula1", NS), v.find("m:formula2", NS)) if f is not None]
        self.kind = v.get("type")
        self.formula = texts[0] if texts else ""
        number = [float(t) for t in texts if re.fullmatch(r"-?[0-9.]+(E[+-]?[0-9]+)?", t, re.I)]
        self.low, self.high = (number + [0, 0])[:2]


def validations(wb, sheet):
    rules = {}
    for v in ET.fromstring(wb.zip.read(wb.files[sheet])).iter("{%s}dataValidation" % NS["m"]):
        for ref in v.get("sqref").split():
            r1, c1, r2, c2 = corners(ref)
            letters = re.match("[A-Z]+", ref).group(0)
            for r in range(r1, r2 + 1):
                rules[f"{letters}{r}"] = Rule(v)
    return rules


def list_of(wb, rule):
    """The words that a list validation offers."""
    if rule.formula.startswith('"'):
        return rule.formula.strip('"').split(",")
    target = wb.names.get(rule.formula, rule.formula)
    place = where(target)
    if not place:
        return []
    r1, _, r2, _ = corners(place[1])
    letters = re.match(r"\$?([A-Z]+)", place[1]).group(1)
    return [wb.sheet(place[0]).get(f"{letters}{r}", (None,))[0] for r in range(r1, r2 + 1)]


# ---- formulas ----------------------------------------------------------------------------------

def bare(formula):
    return re.sub(r'"(?:[^"]|"")*"', '""', formula)


def check_formula(wb, place, formula, bad):
    if len(formula) > FORMULA:
        bad.append(f"{place}: a formula of {len(formula)} characters")
    for text in re.findall(r'"((?:[^"]|"")*)"', formula):
        if len(text) > STRING:
            bad.append(f"{place}: a text of {len(text)} characters in a formula")
    plain = bare(formula)
    for f in re.findall(r"([A-Z][A-Z0-9.]*)\(", plain):
        if f not in ALLOWED:
            bad.append(f"{place}: {f}() is not for every program")
    depth = most = 0
    for c in plain:
        depth += (c == "(") - (c == ")")
        most = max(most, depth)
    if depth:
        bad.append(f"{place}: brackets do not close: ={formula}")
    if most > NESTING:
        bad.append(f"{place}: {most} brackets deep")
    if re.search(r"#REF!|\{|\}", plain):
        bad.append(f"{place}: ={formula}")
    quoted = re.sub(r"'(?:[^']|'')+'!", "", plain)
    for name in re.findall(r"(?<![\w.$!'])([A-Za-z_][A-Za-z0-9_.]*)(?![\w.(!'$])", quoted):
        if name not in wb.names and not CELL.fullmatch(name) and name not in ("TRUE", "FALSE", "E"):
            bad.append(f"{place}: there is no {name}: ={formula}")
    for sheet, ref in REFERENCE.findall(plain):
        if sheet and sheet.strip("'").replace("''", "'") not in wb.files:
            bad.append(f"{place}: there is no sheet {sheet}")
        if not inside(ref):
            bad.append(f"{place}: {ref} is outside of the sheet")


def precedents(wb, sheet, formula):
    """[(sheet, (row1, col1, row2, col2))] that a formula reads."""
    plain, places = bare(formula), []
    for name in set(re.findall(r"[A-Za-z_][A-Za-z0-9_.]*", plain)):
        if name in wb.names and (p := where(wb.names[name])) and inside(p[1]):
            places.append((p[0], corners(p[1])))
    for other, ref in REFERENCE.findall(plain):
        if inside(ref):
            places.append((other.strip("'").replace("''", "'") or sheet, corners(ref)))
    return places


def check_circles(wb, bad):
    """Depth first through what each formula reads; ranges of a column as they are, through an
    index of the formulas of that column."""
    index = {}
    for sheet in wb.files:
        for ref, (_, formula) in wb.sheet(sheet).items():
            if formula is not None:
                m = CELL.fullmatch(ref)
                index.setdefault((sheet, column(m.group(1))), {})[int(m.group(2))] = formula
    state, seen_range = {}, {}

    def children(node):
        sheet, row, col = node
        for other, (r1, c1, r2, c2) in precedents(wb, sheet, index[sheet, col][row]):
            for c in range(c1, c2 + 1):
                rows = index.get((other, c))
                if not rows:
                    continue
                if r2 - r1 > 20:
                    # A long range is one node: each of its cells is looked at once.
                    yield ("range", other, c, r1, r2)
                else:
                    for r in range(r1, r2 + 1):
                        if r in rows:
                            yield (other, r, c)

    def children_of_range(node):
        _, sheet, c, r1, r2 = node
        for r in index[sheet, c]:
            if r1 <= r <= r2:
                yield (sheet, r, c)

    for (sheet, col), rows in index.items():
        for row in rows:
            start = (sheet, row, col)
            if start in state:
                continue
            state[start] = 1
            stack = [(start, children(start))]
            while stack:
                node, more = stack[-1]
                child = next(more, None)
                if child is None:
                    state[node] = 2
                    stack.pop()
                elif state.get(child) == 1:
                    bad.append(f"a circle through {child}")
                    return
                elif child not in state:
                    state[child] = 1
                    stack.append((child, children_of_range(child) if child[0] == "range" else children(child)))


# ---- parts ----------------------------------------------------------------------------------------

def check_parts(wb, bad):
    names = set(wb.zip.namelist())
    for name in names:
        if name.endswith((".xml", ".rels")):
            data = wb.zip.read(name)
            try:
                ET.fromstring(data)
            except ET.ParseError as e:
                bad.append(f"{name}: {e}")
            if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", data):
                bad.append(f"{name}: control characters")
    if len(names) != len(wb.zip.namelist()):
        bad.append("a part stands twice")
    types = ET.fromstring(wb.zip.read("[Content_Types].xml"))
    for t in types:
        part = t.get("PartName")
        if part and part.lstrip("/") not in names:
            bad.append(f"[Content_Types].xml: {part} is missing")
    defaults = {t.get("Extension") for t in types if t.get("Extension")}
    overrides = {t.get("PartName", "").lstrip("/") for t in types}
    for name in names - {"[Content_Types].xml"}:
        if name not in overrides and name.rsplit(".", 1)[-1] not in defaults:
            bad.append(f"{name} has no content type")
    for name in names:
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = set()
        for r in ET.fromstring(wb.zip.read(name)):
            if r.get("Id") in ids:
                bad.append(f"{name}: {r.get('Id')} twice")
            ids.add(r.get("Id"))
            if r.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join(folder, r.get("Target"))).lstrip("/")
            target = r.get("Target").lstrip("/") if r.get("Target").startswith("/") else target
            if target not in names:
                bad.append(f"{name}: {target} is missing")


def check_styles(wb, bad):
    styles = ET.fromstring(wb.zip.read("xl/styles.xml"))
    count = len(styles.find("m:cellXfs", NS))
    if count > STYLES or len(styles.find("m:fonts", NS)) > FONTS:
        bad.append(f"{count} styles, {len(styles.find('m:fonts', NS))} fonts")
    dxfs = styles.find("m:dxfs", NS)
    return count, len(dxfs) if dxfs is not None else 0


def check_names(wb, bad):
    seen = set()
    for name, target in wb.names.items():
        if not re.fullmatch(r"[A-Za-z_\\][A-Za-z0-9_.]*", name) or re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", name) \
                or re.fullmatch(r"[RrCc]([0-9]*[RrCc]?[0-9]*)?", name) or len(name) > 255:
            bad.append(f"{name} is no name for a cell")
        if name.lower() in seen:
            bad.append(f"{name} is defined twice")
        seen.add(name.lower())
        place = where(target)
        if not place or place[0] not in wb.files or not inside(place[1]):
            bad.append(f"{name}: {target} is nowhere")


def check_print_areas(wb, bad):
    """A print area begins in A1 and holds the heading and every column of its rows; Effort leaves
    the sources to Weights."""
    names = ET.fromstring(wb.zip.read("xl/workbook.xml")).findall("m:definedNames/m:definedName", NS)
    for d in names:
        if d.get("name") != "_xlnm.Print_Area":
            continue
        sheet, ref = where(d.text.split(",")[0])
        areas = [corners(where(t)[1]) for t in d.text.split(",")]
        r1, c1, c2 = areas[0][0], areas[0][1], max(a[3] for a in areas)
        widest = max((column(CELL.fullmatch(r).group(1)) for r in wb.sheet(sheet)), default=1)
        if (r1, c1) != (1, 1) or c2 < min(widest, 2):
            bad.append(f"{sheet}: prints {ref} alone")


def fills(wb):
    """By style: does the cell look like one to edit?"""
    styles = ET.fromstring(wb.zip.read("xl/styles.xml"))
    yellow = {i for i, f in enumerate(styles.find("m:fills", NS))
              if any((c.get("rgb") or "").upper() == "FFFFF9DB" for c in f.iter("{%s}fgColor" % NS["m"]))}
    return {i for i, xf in enumerate(styles.find("m:cellXfs", NS)) if int(xf.get("fillId", 0)) in yellow}


def check_sheet(wb, sheet, styles, dxfs, unlocked, yellow, bad):
    xml = wb.zip.read(wb.files[sheet])
    text, root = xml.decode(), ET.fromstring(xml)
    if len(sheet) > SHEET_NAME or re.search(r"[\[\]:*?/\\]", sheet) or sheet[0] == "'" or sheet[-1] == "'":
        bad.append(f"'{sheet}' is no name for a sheet")
    if "<sheetProtection" not in text:
        bad.append(f"{sheet} is not protected")
    if re.search(r"<sheetProtection[^>]*(password|hash)", text):
        bad.append(f"{sheet} has a password")
    last = 0
    for row in root.iter("{%s}row" % NS["m"]):
        r = int(row.get("r"))
        if not last < r <= ROWS:
            bad.append(f"{sheet}: row {r} behind {last}")
        last, left = r, 0
        if row.get("ht") and not 0 <= float(row.get("ht")) <= 409.5:
            bad.append(f"{sheet}: row {r} is {row.get('ht')} high")
        for c in row:
            ref, s = c.get("r"), int(c.get("s", 0))
            col = column(CELL.fullmatch(ref).group(1))
            if not left < col <= COLUMNS:
                bad.append(f"{sheet}!{ref}: out of order")
            left = col
            if s >= styles:
                bad.append(f"{sheet}!{ref}: no style {s}")
            if (s in unlocked) != (s in yellow):
                bad.append(f"{sheet}!{ref}: what is unlocked is yellow, and nothing else")
    for ref, (value, formula) in wb.sheet(sheet).items():
        place = f"{sheet}!{ref}"
        if isinstance(value, str) and (len(value.encode("utf-16-le")) // 2 > TEXT
                                       or re.search(r"[\x00-\x09\x0b-\x1f\x7f]", value)):
            bad.append(f"{place}: too long, or control characters")
        if formula is not None:
            if value is None or (isinstance(value, str) and value.startswith("#")):
                bad.append(f"{place}: ={formula} gives {value!r}")
            check_formula(wb, place, formula, bad)
        if value == "CHECK":
            bad.append(f"{place}: a check fails")
    merged = set()
    for m in root.iter("{%s}mergeCell" % NS["m"]):
        if not inside(m.get("ref")):
            bad.append(f"{sheet}: merged {m.get('ref')}")
            continue
        r1, c1, r2, c2 = corners(m.get("ref"))
        for cell in ((r, c) for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)):
            if cell in merged:
                bad.append(f"{sheet}!{m.get('ref')}: merged twice")
            merged.add(cell)
    links = len(root.findall(".//m:hyperlink", NS))
    if links > LINKS:
        bad.append(f"{sheet}: {links} links")
    for link in root.iter("{%s}hyperlink" % NS["m"]):
        place = where(link.get("location") or "")
        if link.get("location") and (not place or place[0] not in wb.files or not inside(place[1])):
            bad.append(f"{sheet}!{link.get('ref')}: link to {link.get('location')}")
    for kind in ("dataValidation", "conditionalFormatting", "autoFilter"):
        for v in root.iter("{%s}%s" % (NS["m"], kind)):
            for ref in (v.get("sqref") or v.get("ref")).split():
                if not inside(ref):
                    bad.append(f"{sheet}: {kind} of {ref}")
            for f in [*v.iter("{%s}formula1" % NS["m"]), *v.iter("{%s}formula2" % NS["m"]),
                      *v.iter("{%s}formula" % NS["m"])]:
                check_formula(wb, f"{sheet}, {kind}", f.text or "", bad)
                if kind == "dataValidation" and v.get("type") == "list" and not list_of(wb, Rule(v)):
                    bad.append(f"{sheet}: {kind} offers nothing: {f.text}")
    for rule in root.iter("{%s}cfRule" % NS["m"]):
        if rule.get("dxfId") and int(rule.get("dxfId")) >= dxfs:
            bad.append(f"{sheet}: no format {rule.get('dxfId')}")


def check_limits(wb, sheet, bad):
    """Texts that Excel takes only so long, and cells that have one rule each."""
    root, ruled = ET.fromstring(wb.zip.read(wb.files[sheet])), set()
    for v in root.iter("{%s}dataValidation" % NS["m"]):
        for name, most in (("promptTitle", 32), ("errorTitle", 32), ("prompt", STRING), ("error", STRING)):
            if len(v.get(name, "")) > most:
                bad.append(f"{sheet}, {v.get('sqref')}: a {name} of {len(v.get(name))} characters")
        for f in v:
            if len(f.text or "") > STRING:
                bad.append(f"{sheet}, {v.get('sqref')}: a rule of {len(f.text)} characters")
        for ref in v.get("sqref").split():
            r1, c1, r2, c2 = corners(ref)
            cells = {(r, c) for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)}
            if ruled & cells:
                bad.append(f"{sheet}!{ref}: two rules for a cell")
            ruled |= cells
    for part in ("oddHeader", "oddFooter"):
        for e in root.iter("{%s}%s" % (NS["m"], part)):
            if len(e.text or "") > STRING:
                bad.append(f"{sheet}: an {part} of {len(e.text)} characters")
    for e in root.iter("{%s}hyperlink" % NS["m"]):
        if len(e.get("location") or "") > STRING or len(e.get("tooltip") or "") > STRING:
            bad.append(f"{sheet}!{e.get('ref')}: a link too long")
    order = [int(e.get("priority")) for e in root.iter("{%s}cfRule" % NS["m"])]
    if len(set(order)) < len(order):
        bad.append(f"{sheet}: conditional formats of one rank")
    columns = [(int(c.get("min")), int(c.get("max")), float(c.get("width"))) for c in root.iter("{%s}col" % NS["m"])]
    if any(a[1] >= b[0] for a, b in zip(columns, columns[1:])) or any(c[2] > STRING for c in columns):
        bad.append(f"{sheet}: columns {columns}")
    for name in ("rowBreaks", "colBreaks"):
        for e in root.iter("{%s}%s" % (NS["m"], name)):
            if not int(e.get("count")) == int(e.get("manualBreakCount")) == len(e) <= 1023:
                bad.append(f"{sheet}: {len(e)} {name}, said to be {e.get('count')}")


# What stands in one row of another sheet, or begins there: the column that says what it is, and where its links lead.
LINKED = {"Effort": ("A", ("Weights", "Endpoints", "Models", "Jobs", "Features", "Other work", "Risks")), "Change control": ("B", ("Weights",)),
          "Unit prices": ("B", ("Endpoints", "Models", "Jobs", "Features", "Features by kind", "Other work"))}


def check_links(wb, bad):
    """A link leads to the row, or the first one, that holds what it stands beside."""
    for sheet, (label, leads) in LINKED.items():
        if sheet not in wb.files or leads[0] not in wb.files:
            continue
        linked, lists = set(), [s for s in leads if s in wb.files]
        rows = {s: {} for s in lists}
        for name in lists:
            for ref, (value, _) in wb.sheet(name).items():
                rows[name].setdefault(re.sub("[A-Z]", "", ref), []).append(value)
        for link in ET.fromstring(wb.zip.read(wb.files[sheet])).iter("{%s}hyperlink" % NS["m"]):
            to, row = where(link.get("location") or ""), re.sub("[A-Z]", "", link.get("ref"))
            if to and to[0] in lists and int(row) > 4:
                linked.add(row)
                text = wb.sheet(sheet)[label + row][0]
                if text not in rows[to[0]].get(re.sub("[A-Z$]", "", to[1]), ()):
                    bad.append(f"{sheet}!{link.get('ref')}: '{text}' is not in {to[0]}!{to[1]}")
        last = corners(wb.where("effort_work")[1].replace("$", ""))[2] if sheet == "Effort" else ROWS
        there = {v for name in lists for cells in rows[name].values() for v in cells}
        bad += [f"{sheet}!{ref}: '{value}' is on {', '.join(lists)}, and has no link" for ref, (value, _) in wb.sheet(sheet).items()
                if re.fullmatch(label + "[0-9]+", ref) and isinstance(value, str) and 4 < int(ref[1:]) <= last
                and ref[1:] not in linked and value in there]


def check(path, circles=True):
    """What is wrong with the workbook: a list of sentences."""
    wb, bad = B.Book(path), []
    check_parts(wb, bad)
    styles, dxfs = check_styles(wb, bad)
    if len({s.lower() for s in wb.files}) != len(wb.files):
        bad.append("two sheets have one name")
    check_names(wb, bad)
    check_print_areas(wb, bad)
    unlocked, yellow = unlocked_styles(wb), fills(wb)
    for sheet in wb.files:
        check_sheet(wb, sheet, styles, dxfs, unlocked, yellow, bad)
        check_limits(wb, sheet, bad)
    if circles:
        check_circles(wb, bad)
    check_charts(wb, bad)
    check_links(wb, bad)
    return bad


def check_charts(wb, bad):
    """Ranges of charts are cells of sheets that are there."""
    for name in wb.zip.namelist():
        if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
            for f in re.findall(r"<c:f>(.*?)</c:f>", wb.zip.read(name).decode()):
                place = where(f.replace("&apos;", "'").replace("&amp;", "&"))
                if not place or place[0] not in wb.files or not inside(place[1]):
                    bad.append(f"{name}: {f}")
