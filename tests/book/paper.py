"""paper.py FILE [DB | heads] - can the sheets of a manager be read on paper? Letters of a size, weeks
up to those that the plan needs, charts with units that follow the currency. From the file
alone: what a spreadsheet program makes of it was looked at by eye."""
import math
import re
import sqlite3
import sys
import xml.etree.ElementTree as ET

import book as B
import parts

NS, LEAST = B.NS, 69  # percent: letters of 10 points are of nearly 7 then
LEAST_OF_CLIENT = 70
PAGES = ("Plan", "Staffing", "Tracking", "Confidence", "Effort")


def fail(bad):
    for line in bad:
        print(line)
    sys.exit(bool(bad))


def areas(wb, sheet):
    """[(row1, col1, row2, col2)] that are printed."""
    place = list(wb.files).index(sheet)
    book = ET.fromstring(wb.zip.read("xl/workbook.xml"))
    for n in book.iter("{%s}definedName" % NS["m"]):
        if n.get("name") == "_xlnm.Print_Area" and int(n.get("localSheetId")) == place:
            return [parts.corners(t.rsplit("!", 1)[1]) for t in n.text.split(",")]
    return []


def widths(tree):
    """Points of a column of a sheet, in Arial 10."""
    width = {}
    for c in tree.iter("{%s}col" % NS["m"]):
        for i in range(int(c.get("min")), int(c.get("max")) + 1):
            width[i] = 0 if c.get("hidden") else float(c.get("width")) * 5.56
    return width


def check_scale(wb, sheet, bad, least=LEAST):
    tree = ET.fromstring(wb.zip.read(wb.files[sheet]))
    setup = tree.find("m:pageSetup", NS)
    scale = int(setup.get("scale", 100))
    if scale < least or tree.find("m:sheetPr/m:pageSetUpPr[@fitToPage='1']", NS) is not None:
        bad.append(f"{sheet}: printed at {scale} %, or squeezed on a page")
    cuts = sorted(int(b.get("id")) for b in tree.iterfind("m:colBreaks/m:brk", NS))
    room = (11.69 if setup.get("orientation") == "landscape" else 8.27) * 72 - 72
    width = widths(tree)
    for r1, c1, r2, c2 in areas(wb, sheet):
        ends = [c1 - 1] + [c for c in cuts if c1 <= c < c2] + [c2]
        if sheet == "Staffing" and len(ends) > 2:
            bad.append(f"{sheet}: {len(ends) - 1} pages wide")
        for a, b in zip(ends, ends[1:]):
            wide = sum(width.get(i, 50) for i in range(a + 1, b + 1)) * scale / 100
            if wide > room:
                bad.append(f"{sheet}: columns {a + 1} to {b} are {wide:.0f} points wide, the page {room:.0f}")


def printed_scale(wb, sheet, tree):
    """Percent; of one that is squeezed to the page's width, that of its widest area."""
    setup = tree.find("m:pageSetup", NS)
    if tree.find("m:sheetPr/m:pageSetUpPr[@fitToPage='1']", NS) is None:
        return int(setup.get("scale", 100))
    long = 16.54 if setup.get("paperSize") == "8" else 11.69
    room = (long if setup.get("orientation") == "landscape" else long / 2 ** 0.5) * 72 - 72
    width = widths(tree)
    wide = max((sum(width.get(i, 50) for i in range(a[1], a[3] + 1)) for a in areas(wb, sheet)), default=1)
    return min(100, 100 * room / wide)


def check_letters(wb, sheet, bad):
    """Nothing that is printed has letters of less than 7 points, or nearly; weeks in a row
    are a calendar, of 6."""
    tree, area = ET.fromstring(wb.zip.read(wb.files[sheet])), areas(wb, sheet)
    styles = ET.fromstring(wb.zip.read("xl/styles.xml"))
    sizes = [float(f.find("m:sz", NS).get("val")) for f in styles.iterfind("m:fonts/m:font", NS)]
    white = [f.find("m:color[@rgb='FFFFFFFF']", NS) is not None for f in styles.iterfind("m:fonts/m:font", NS)]
    fonts = [sizes[int(x.get("fontId"))] if not white[int(x.get("fontId"))] or x.get("fillId") != "0" else 99 for x in styles.iterfind("m:cellXfs/m:xf", NS)]
    scale, least = printed_scale(wb, sheet, tree), 600 if sheet in ("Plan", "Staffing") else LEAST * 10
    small = [c.get("r") for c in tree.iter("{%s}c" % NS["m"]) if len(c)
             and fonts[int(c.get("s", 0))] * scale < least
             and any(a[0] <= parts.corners(c.get("r"))[0] <= a[2]
                     and a[1] <= parts.corners(c.get("r"))[1] <= a[3] for a in area)]
    if small:
        bad.append(f"{sheet}: at {scale:.0f} % {len(small)} cells, {small[0]} first, are below 7 points")


def check_intro(wb, sheet, bad):
    """What stands below the title is not cut off where the page ends."""
    tree, area = ET.fromstring(wb.zip.read(wb.files[sheet])), areas(wb, sheet)
    text, width = wb.sheet(sheet).get("A2", (None, None))[0], widths(tree)
    wraps = any(m.get("ref").startswith("A2:") for m in tree.iter("{%s}mergeCell" % NS["m"]))
    if not area or not isinstance(text, str) or wraps:
        return
    room = sum(width.get(i, 50) for i in range(1, area[0][3] + 1))
    if len(text) * 5 > room:
        bad.append(f"{sheet}: '{text[:30]} ...' is {len(text) * 5:.0f} points wide, the page {room:.0f}")


def check_notes(wb, sheet, bad):
    """A long text below a table is on several lines, not cut off where the page ends."""
    tree, area = ET.fromstring(wb.zip.read(wb.files[sheet])), areas(wb, sheet)
    styles = ET.fromstring(wb.zip.read("xl/styles.xml")).findall("m:cellXfs/m:xf", NS)
    width = widths(tree)
    style = {c.get("r"): styles[int(c.get("s", 0))] for c in tree.iter("{%s}c" % NS["m"])}
    for ref, (text, formula) in wb.sheet(sheet).items():
        if not isinstance(text, str) or style[ref].find("m:alignment[@wrapText='1']", NS) is not None:
            continue
        row, col = parts.corners(ref)[:2]
        right = [a[3] for a in area if a[0] <= row <= a[2] and a[1] <= col <= a[3]]
        room = sum(width.get(i, 50) for i in range(col, min(right, default=0) + 1))
        if right and len(text) * 4.2 > room:
            bad.append(f"{sheet}!{ref}: '{text[:30]} ...' is {len(text) * 4.2:.0f} points wide, the page {room:.0f}")


def check_cut(wb, sheet, bad):
    """What goes on over empty cells ends before the next that is filled, or the page."""
    tree, area = ET.fromstring(wb.zip.read(wb.files[sheet])), areas(wb, sheet)
    styles = ET.fromstring(wb.zip.read("xl/styles.xml"))
    sizes = [float(f.find("m:sz", NS).get("val")) for f in styles.iterfind("m:fonts/m:font", NS)]
    looks, width, cells = styles.findall("m:cellXfs/m:xf", NS), widths(tree), wb.sheet(sheet)
    merged = {m.get("ref").split(":")[0]: parts.corners(m.get("ref"))[3] for m in tree.iter("{%s}mergeCell" % NS["m"])}
    filled = {parts.corners(ref)[:2] for ref, (v, formula) in cells.items() if formula or v not in (None, "")}
    style = {c.get("r"): looks[int(c.get("s", 0))] for c in tree.iter("{%s}c" % NS["m"])}
    for ref, (text, _) in cells.items():
        row, col = parts.corners(ref)[:2]
        right = [a[3] for a in area if a[0] <= row <= a[2] and a[1] <= col <= a[3]]
        if not isinstance(text, str) or not right or not width.get(col, 50):
            continue
        look = style[ref].find("m:alignment", NS)
        if look is not None and (look.get("wrapText") or look.get("horizontal") in ("right", "center")):
            continue
        last = next((c - 1 for c in range(col + 1, max(right) + 1) if (row, c) in filled), max(right))
        room = sum(width.get(i, 50) for i in range(col, merged.get(ref, last) + 1))
        needs = max(map(len, text.split("\n"))) * sizes[int(style[ref].get("fontId"))] * 0.45
        if needs > room:
            bad.append(f"{sheet}!{ref}: '{text[:40]}' is {needs:.0f} points wide and has {room:.0f}")


def check_heads(wb, sheet, bad):
    """No word of a head is broken: white letters on a ground, wrapped in one column."""
    tree, styles = ET.fromstring(wb.zip.read(wb.files[sheet])), ET.fromstring(wb.zip.read("xl/styles.xml"))
    white = {i for i, f in enumerate(styles.iterfind("m:fonts/m:font", NS))
             if f.find("m:b", NS) is not None and f.find("m:color[@rgb='FFFFFFFF']", NS) is not None}
    looks, width, cells = styles.findall("m:cellXfs/m:xf", NS), widths(tree), wb.sheet(sheet)
    merged = {m.get("ref").split(":")[0] for m in tree.iter("{%s}mergeCell" % NS["m"])}
    for c in tree.iter("{%s}c" % NS["m"]):
        look, text, ref = looks[int(c.get("s", 0))], cells.get(c.get("r"), (None,))[0], c.get("r")
        align = look.find("m:alignment[@wrapText='1']", NS)
        if int(look.get("fontId")) not in white or align is None or align.get("textRotation") or ref in merged \
                or not isinstance(text, str) or not width.get(parts.corners(ref)[1], 50) \
                or not is_printed(wb, sheet, ref):
            continue
        for word in re.split(r"[\s]|(?<=-)", text):
            if len(word) * 5.2 > width.get(parts.corners(ref)[1], 50):
                bad.append(f"{sheet}!{ref}: '{word}' is broken, {len(word) * 5.2:.0f} of "
                           f"{width.get(parts.corners(ref)[1], 50):.0f} points")


def lines(text, room, letter):
    """That words take, whole where the line has room for them."""
    n, used = 1, 0
    for word in re.split(r"([\n ]|(?<=-))", text):
        wide = len(word or "") * letter
        if word == "\n" or (word and word != " " and used and used + wide > room):
            n, used = n + 1, 0
        used += 0 if word == "\n" else wide
        while used > room and word != " ":
            n, used = n + 1, used - room
    return n


def check_heights(wb, sheet, bad):
    """A row is as high as the lines of its texts."""
    tree, width = ET.fromstring(wb.zip.read(wb.files[sheet])), {}
    styles = ET.fromstring(wb.zip.read("xl/styles.xml"))
    sizes = [float(f.find("m:sz", NS).get("val")) for f in styles.iterfind("m:fonts/m:font", NS)]
    looks, width, cells = styles.findall("m:cellXfs/m:xf", NS), widths(tree), wb.sheet(sheet)
    merged = {m.get("ref").split(":")[0] for m in tree.iter("{%s}mergeCell" % NS["m"])}
    for row in tree.iter("{%s}row" % NS["m"]):
        for c in row if row.get("ht") and float(row.get("ht")) < 150 else ():
            look, text = looks[int(c.get("s", 0))], cells.get(c.get("r"), (None,))[0]
            wraps = look.find("m:alignment[@wrapText='1']", NS) is not None
            col = parts.corners(c.get("r"))[1]
            if not wraps or not isinstance(text, str) or c.get("r") in merged or not width.get(col, 50) \
                    or not is_printed(wb, sheet, c.get("r")):
                continue
            size = sizes[int(look.get("fontId"))]
            n = lines(text, width.get(col, 50), size * 0.45)
            if n * size * 1.15 > float(row.get("ht")) + 3:
                bad.append(f"{sheet}!{c.get('r')}: '{text[:40]}' has {n} lines in {row.get('ht')} points")


def check_totals(wb, sheet, bad):
    """The sums below a table are on paper, too."""
    area = areas(wb, sheet)
    for ref, (_, formula) in wb.sheet(sheet).items():
        row = int(parts.CELL.fullmatch(ref).group(2))
        if area and formula and formula.startswith("SUBTOTAL(9") and row > max(a[2] for a in area):
            bad.append(f"{sheet}: the sum in {ref} is not printed")


def check_last_page(wb, sheet, bad):
    """Of a table that goes on, the last page holds more than its total."""
    tree = ET.fromstring(wb.zip.read(wb.files[sheet]))
    setup, rows = tree.find("m:pageSetup", NS), list(tree.iter("{%s}row" % NS["m"]))
    if tree.find("m:autoFilter", NS) is None or setup.get("orientation") != "landscape" or not areas(wb, sheet):
        return
    short = 11.69 if setup.get("paperSize") == "8" else 8.27
    room = (short - 0.7 - 0.6) * 72 / int(setup.get("scale", 100)) * 100
    cuts = [int(b.get("id")) for b in tree.iterfind("m:rowBreaks/m:brk", NS)]
    last = areas(wb, sheet)[0][2]
    high = sum(float(r.get("ht", 15)) for r in rows if int(r.get("r")) <= last)
    if len(rows) < 1000 and high > room and (not cuts or last - max(cuts) < 4):
        bad.append(f"{sheet}: {last} rows of {high:.0f} points, a page has {room:.0f}: ends {cuts}")


def check_weeks(wb, bad):
    """The last week on paper: where the plan ends, and a few more."""
    sheet, cells = wb.where("week_first")
    first, _ = cells.replace("$", "").split(":")
    row, last = int(re.sub("[A-Z]", "", first)), max(c2 for _, _, _, c2 in areas(wb, "Staffing"))
    printed = [v for ref, (v, _) in wb.sheet(sheet).items()
               if (m := parts.CELL.fullmatch(ref)) and int(m.group(2)) == row
               and parts.column(re.sub("[0-9]", "", first)) <= parts.column(m.group(1)) <= last]
    step, weeks = wb.named("week_step"), max(wb.named("weeks_expected"), wb.named("weeks_offered"))
    end = max(printed) + step - 1
    if not weeks <= end <= math.ceil(weeks / step) * step + 2 * step:
        bad.append(f"Staffing: printed up to week {end}, the plan has {weeks}")
    sheet, cells = wb.where("week_start")
    if len(printed) == 0 or sheet != "Staffing":
        bad.append("Staffing: no weeks")


def charts(wb):
    for name in wb.zip.namelist():
        if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
            yield name, wb.zip.read(name).decode()


def is_printed(wb, sheet, ref):
    row, col = parts.corners(ref)[:2]
    return any(r1 <= row <= r2 and c1 <= col <= c2 for r1, c1, r2, c2 in areas(wb, sheet))


def is_told(wb, chart):
    """The bars on Quote need all the room: the head above them states the unit."""
    sheet, head = re.search(r"<c:f>'?([^'!<]*)'?!", chart).group(1), f"Price range, thousand {wb.named('currency')}"
    return sheet == "Quote" and any(f and v == head and is_printed(wb, sheet, ref)
                                    for ref, (v, f) in wb.sheet(sheet).items())


def check_ledger(wb, bad):
    """What is filled in later is no page of its own of the client's: it follows the table, or
    is not printed. The page that goes on has the heads again."""
    sheet, cells = wb.where("ledger_state")
    first, tree = cells.replace("$", "").split(":")[0], ET.fromstring(wb.zip.read(wb.files[sheet]))
    cuts = [int(b.get("id")) for b in tree.iterfind("m:rowBreaks/m:brk", NS)]
    table = int(re.sub("[A-Z$]", "", wb.where("milestone_due")[1].split(":")[-1])) + 2
    if is_printed(wb, sheet, first) and any(c >= table for c in cuts):
        bad.append(f"{sheet}: {cells} has nothing to read yet, and begins a page: {cuts}")
    head = int(re.sub("[A-Z$]", "", wb.where("milestone_due")[1].split(":")[0])) - 1
    if f"{sheet}!${head}:${head}<" not in wb.zip.read("xl/workbook.xml").decode():
        bad.append(f"{sheet}: a page that goes on has no heads")


def check_pages(wb, sheet, pages, bad):
    """A manager's Summary is two pages, Milestones one of what is agreed and one to fill in."""
    tree = ET.fromstring(wb.zip.read(wb.files[sheet]))
    cuts = [int(b.get("id")) for b in tree.iterfind("m:rowBreaks/m:brk", NS)]
    if len(cuts) >= pages:
        bad.append(f"{sheet}: {len(cuts) + 1} pages, cut behind the rows {cuts}")


def check_charts(wb, bad):
    late = max(wb.named("weeks_p90"), wb.named("weeks_offered"), wb.named("weeks_expected"))
    for name, text in charts(wb):
        for rows in re.findall(r"<c:val>.*?<c:f>Tracking!\$[A-Z]+\$(\d+):\$[A-Z]+\$(\d+)</c:f>", text):
            weeks = int(rows[1]) - int(rows[0]) + 1
            if not late <= weeks <= late + 3:
                bad.append(f"the burn-up has {weeks} weeks, the plan {late} at P90")
        if re.search(r"<a:t>[^<]*thousand", text):
            bad.append(f"{name}: the currency is a text of the chart, not of a cell")
        for cell, shown in re.findall(r"<c:strRef><c:f>'([^<]*)</c:f><c:strCache>.*?<c:v>(.*?)</c:v>", text):
            sheet, ref = cell.replace("'", "").replace("$", "").split("!")
            if wb.sheet(sheet)[ref][0] != shown.replace("&amp;", "&"):
                bad.append(f"{name}: shows '{shown}', the cell holds '{wb.sheet(sheet)[ref][0]}'")
        if "<c:title>" not in text and not is_told(wb, text):
            bad.append(f"{name}: neither a title nor a name of the axis states the unit")


def check_milestones(path, bad):
    """Distinct days, shares that follow the hours, an advance as the model says."""
    with sqlite3.connect(path) as store:
        due = [d for d, in store.execute("SELECT due FROM milestone ORDER BY rank")]
        if sorted(set(due)) != due:
            bad.append(f"milestones: {due}")


wb = B.Book(sys.argv[1])
found = []
if sys.argv[2:] == ["heads"]:  # in any language
    for page in wb.files:
        check_heads(wb, page, found)
    fail(found)
if "Plan" not in wb.files:
    for page in wb.files:
        check_scale(wb, page, found, LEAST_OF_CLIENT)
        check_letters(wb, page, found)
        check_last_page(wb, page, found)
        check_cut(wb, page, found)
        check_heads(wb, page, found)
        check_heights(wb, page, found)
    check_ledger(wb, found)
    fail(found)
for page in PAGES:
    check_scale(wb, page, found)
for page in wb.files:
    check_intro(wb, page, found)
    check_totals(wb, page, found)
    check_letters(wb, page, found)
    check_last_page(wb, page, found)
    check_cut(wb, page, found)
    check_heads(wb, page, found)
    check_heights(wb, page, found)
check_notes(wb, "Plan", found)
check_pages(wb, "Summary", 2, found)
check_pages(wb, "Milestones", 2, found)
check_weeks(wb, found)
check_charts(wb, found)
if len(sys.argv) > 2:
    check_milestones(sys.argv[2], found)
if (wb.sheet("Confidence")[wb.where("budget_asked")[1].replace("$", "")][0]) is None:
    found.append("Confidence: no budget")
fail(found)
