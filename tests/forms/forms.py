#!/usr/bin/env python3
"""forms.py CHECK FILE... - reads the forms with programs that are not ours.

csv DIR                 Python's csv, strictly; lines as RFC 4180; nothing that computes
html FILE [TEXT...]     html5lib, strictly; nothing from elsewhere; the policy's hash; headings,
                        captions and names of drawings; each TEXT stands in the page
msproject FILE [DB]     Python's XML parser; elements in the order of the published schema; what
                        waits begins when what it waits for has ended; work and people add up
ical FILE               python3-icalendar; lines as RFC 5545
issues jira|github|gitlab FILE [DB]   Python's csv; the columns that their imports document
json SCHEMA FILE        python3-jsonschema; and no key that the schema does not name
same FILE DB            the figures of the page are those of the store
book FILE XLSX          and those of the workbook
tables DIR XLSX         the files of the folder are table sheets of the workbook, cell by cell
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
        if tag(e) in ("script", "link", "iframe", "object", "embed", "base", "form", "use", "image"):
            fail(f"<{tag(e)}>")
        for name, value in e.attrib.items():
            name = name.rsplit("}", 1)[-1]
            if name == "style" or name.startswith("on"):
                fail(f"attribute {name}")
            if tag(e) == "img" and name == "src":
                if not re.match(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*$", value) or not e.get("alt"):
                    fail(f"{value[:80]}, {e.get('alt')}")
                continue
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

    pairs = [("Total hours", 1, "hours", 0.05), ("Price before contingency", 1, "price", 0.5),
             ("Price offered", 1, "price_offered", 0.5), ("Weeks planned", 1, "weeks", 0.05),
             ("Weeks offered", 1, "weeks_offered", 0.05),
             ("P10", 2, "cost_p10", 0.5), ("P50", 2, "cost_p50", 0.5), ("P80", 2, "cost_p80", 0.5),
             ("P90", 2, "cost_p90", 0.5), ("P80", 3, "weeks_p80", 0.05),
             ("\u2612 Expected price", -1, "total_with_tax", 0.5)]
    for label, column, key, within in pairs:
        if abs(number(cells[label][column]) - value(key)) > within + 1e-6:
            fail(f"{label}: {cells[label]}, {key} is {value(key)}")
    for label, key in (("P50", "finish_p50"), ("P80", "finish_p80")):
        day = re.sub(r"(\d\d)\D(\d\d)\D(\d{4})", r"\3-\2-\1", cells[label][4])
        if day != results[key]:
            fail(f"{label}: {cells[label]}, {key} is {results[key]}")
    print(f"{len(pairs) + 2} figures")


# Elements that we write, as the published schema (mspdi_pj12.xsd) orders them.
ORDER = {
    "Project": """SaveVersion Name Title Company Author ScheduleFromStart StartDate FinishDate CurrencyDigits
        CurrencySymbol CurrencyCode CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay
        MinutesPerWeek DaysPerMonth DefaultTaskType DurationFormat WorkFormat NewTasksEffortDriven
        NewTasksAreManual Calendars Tasks Resources Assignments""",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking",
    "TimePeriod": "FromDate ToDate",
    "WorkingTime": "FromTime ToTime",
    "Task": """UID ID Name Type IsNull WBS OutlineNumber OutlineLevel Priority Start Finish Duration
        DurationFormat Work EffortDriven Estimated Milestone Summary PercentComplete Cost
        RemainingDuration RemainingCost RemainingWork ConstraintType CalendarUID Deadline Notes PredecessorLink""",
    "PredecessorLink": "PredecessorUID Type CrossProject LinkLag LagFormat",
    "Resource": "UID ID Name Type IsNull MaxUnits StandardRate StandardRateFormat IsGeneric",
    "Assignment": "UID TaskUID ResourceUID Cost Finish RemainingWork Start Units Work",
    "Calendars": "Calendar", "WeekDays": "WeekDay", "Exceptions": "Exception", "Tasks": "Task",
    "WorkingTimes": "WorkingTime", "Resources": "Resource", "Assignments": "Assignment",
}


def seconds(duration):
    h, m, s = re.fullmatch(r"PT(\d+)H(\d+)M(\d+)S", duration).groups()
    return int(h) * 3600 + int(m) * 60 + int(s)


def working_minutes(calendar, start, finish):
    """Of the calendar in the file, counted day by day."""
    import datetime

    free = {e.findtext("TimePeriod/FromDate")[:10] for e in calendar.iter("Exception")}
    times = {}
    for day in calendar.find("WeekDays"):
        if int(day.findtext("DayType")):
            times[int(day.findtext("DayType"))] = [
                tuple(int(t.findtext(k)[:2]) * 60 + int(t.findtext(k)[3:5]) for k in ("FromTime", "ToTime"))
                for t in day.iter("WorkingTime")]
    a, b = (datetime.datetime.fromisoformat(t) for t in (start, finish))
    total, day = 0, a.date()
    while day <= b.date():
        if day.isoformat() not in free:
            for begin, end in times[day.isoweekday() % 7 + 1]:
                low = max(begin, a.hour * 60 + a.minute) if day == a.date() else begin
                high = min(end, b.hour * 60 + b.minute) if day == b.date() else end
                total += max(0, high - low)
        day += datetime.timedelta(1)
    return total


def waiting(calendar, link, before, start):
    """Minutes of work from what the link asks for to the start: of its end, or some time behind
    its beginning."""
    if link.findtext("Type") == "1":
        return working_minutes(calendar, before.findtext("Finish"), start)
    left = working_minutes(calendar, before.findtext("Start"), start) - int(link.findtext("LinkLag")) / 10
    return abs(left) if link.findtext("Type") == "3" else left


def check_msproject(path, db=None):
    import xml.etree.ElementTree as ET

    text = clean(path)
    root = ET.fromstring(text.encode())
    for e in root.iter():
        if not e.tag.startswith("{http://schemas.microsoft.com/project}"):
            fail(f"{e.tag}: not of Microsoft Project")
        e.tag = tag(e)
    for e in root.iter():
        if len(e):
            order = ORDER[e.tag].split()
            places = [order.index(c.tag) for c in e]
            if places != sorted(places):
                fail(f"{e.tag}: {[c.tag for c in e]}")
            if len(set(places)) < len(places) and len(order) > 1 and {c.tag for c in e if
                    sum(d.tag == c.tag for d in e) > 1} != {"PredecessorLink"}:
                fail(f"{e.tag}: twice the same")
    calendar = root.find("Calendars/Calendar")
    tasks = {t.findtext("UID"): t for t in root.find("Tasks")}
    hours = lambda t: seconds(t.findtext("Work")) / 3600
    level = lambda t: int(t.findtext("OutlineLevel"))
    links = 0
    parent = None
    sums = {}
    for uid, t in tasks.items():
        if len(t.findtext("Name")) > 512:
            fail("a name of more than 512 characters")
        start, finish = t.findtext("Start"), t.findtext("Finish")
        if working_minutes(calendar, start, finish) * 60 != seconds(t.findtext("Duration")):
            fail(f"task {uid}: {start} {finish} {t.findtext('Duration')}")
        if t.findtext("Summary") == "1":
            parent = uid
        elif level(t) == 2:
            sums[parent] = sums.get(parent, 0) + hours(t)
        for link in t.iter("PredecessorLink"):
            before = tasks[link.findtext("PredecessorUID")]
            links += 1
            if link.findtext("Type") == "1" and before.findtext("Finish") > start:
                fail(f"task {uid} begins before task {before.findtext('UID')} ends")
        waits = [waiting(calendar, k, tasks[k.findtext("PredecessorUID")], start) for k in t.iter("PredecessorLink")]
        if waits and min(waits):
            fail(f"task {uid} waits {min(waits)} minutes longer than for what it names")
    for uid, total in sums.items():
        if abs(total - hours(tasks[uid])) > 0.02:
            fail(f"phase {uid}: {total}, not {hours(tasks[uid])}")
    by_task = {}
    resources = {r.findtext("UID") for r in root.find("Resources")}
    for a in root.find("Assignments"):
        if a.findtext("ResourceUID") not in resources:
            fail("an assignment to nobody")
        by_task[a.findtext("TaskUID")] = by_task.get(a.findtext("TaskUID"), 0) + hours(a)
    for uid, total in by_task.items():
        if abs(total - hours(tasks[uid])) > 0.02:
            fail(f"task {uid}: assigned {total} of {hours(tasks[uid])}")
    if db:
        con = sqlite3.connect(db)
        for (label, phase_hours) in con.execute("SELECT label, hours FROM phase"):
            if not any(t.findtext("Name") == label and abs(hours(t) - phase_hours) < 0.01 for t in tasks.values()):
                fail(f"no task {label} of {phase_hours} hours")
        total = float(con.execute("SELECT value FROM result WHERE key = 'hours'").fetchone()[0])
        if abs(sum(by_task.values()) - total) > 0.1:
            fail(f"assigned {sum(by_task.values())} of {total}")
        free = {r[0] for r in con.execute("SELECT date FROM holiday")}
        if free != {e.findtext("TimePeriod/FromDate")[:10] for e in calendar.iter("Exception")}:
            fail("holidays")
    print(f"{len(tasks)} tasks, {links} links, {sum(by_task.values()):.1f} hours")


def check_ical(path):
    import icalendar

    data = open(path, "rb").read()
    data.decode("utf-8")
    if not data.endswith(b"\r\n") or b"\n" in data.replace(b"\r\n", b"") or b"\r" in data.replace(b"\r\n", b""):
        fail("lines end in CR LF")
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            fail(f"{len(line)} octets: {line}")
        line.decode("utf-8")
    calendar = icalendar.Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    uids = [str(e["UID"]) for e in events]
    if not events or len(set(uids)) < len(uids) or calendar["VERSION"] != "2.0" or "PRODID" not in calendar:
        fail(f"{len(events)} events, {len(set(uids))} UIDs")
    for e in events:
        if e.errors or not e["SUMMARY"] or e.decoded("DTEND") <= e.decoded("DTSTART"):
            fail(f"{e['UID']}: {e.errors}")
        if e.decoded("DTSTAMP").isoformat() != "2026-01-01T00:00:00+00:00":
            fail(f"DTSTAMP {e.decoded('DTSTAMP')}")
    for e in events:
        print(e["UID"], e.decoded("DTSTART"), e.decoded("DTEND"), str(e["SUMMARY"]), str(e.get("DESCRIPTION", "")),
              sep="\t")


COLUMNS = {
    "jira": ["Issue ID", "Issue Type", "Parent", "Epic Name", "Epic Link", "Summary", "Description",
             "Original Estimate", "Start Date", "Due Date", "Labels", "Labels"],
    "github": ["title", "body", "labels", "state"],
    "gitlab": ["title", "description", "due_date"],
}


def check_issues(kind, path, db=None):
    rows = rows_of(path)
    if rows[0] != COLUMNS[kind]:
        fail(f"columns {rows[0]}")
    hours = 0
    epics = {}
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            fail(f"{len(row)} columns: {row}")
        title = row[5] if kind == "jira" else row[0]
        body = row[6] if kind == "jira" else row[1]
        if not title or len(title) > 255 or "\n" in title or FORMULA.match(title) or FORMULA.match(body):
            fail(f"title {title!r}, body {body[:80]!r}")
        if kind == "jira":
            if row[1] == "Epic":
                epics[row[0]] = row[3]
            elif epics.get(row[2]) != row[4]:
                fail(f"no epic {row[2]} {row[4]}")
            hours += int(row[7] or 0) / 3600
        if kind == "github" and (row[3] != "open" or not re.fullmatch(r"[\w-]+(,[\w-]+){2}", row[2])):
            fail(f"labels {row[2]!r}")
        if kind == "gitlab":
            # What is a command there is ours alone, and stands behind all else.
            commands = [line for line in body.split("\n") if line.lstrip().startswith("/")]
            found = re.search(r"\n/label ~\"migration\" ~\"phase-[\w-]+\" ~\"\w+\"\n/estimate (\d+)h (\d+)m\n$", body)
            if not found or len(commands) != 2:
                fail(f"commands {commands}")
            hours += int(found[1]) + int(found[2]) / 60
        if kind != "jira":
            # Names of the code stand in code, so nobody is mentioned.
            if "@" in re.sub(r"`[^`\n]*`", "", body):
                fail(f"a mention: {body!r}")
    if db and kind != "github":
        total = float(sqlite3.connect(db).execute("SELECT value FROM result WHERE key = 'hours'").fetchone()[0])
        if abs(hours - total) > len(rows) / 120 + 0.01:
            fail(f"{hours} hours, not {total}")
    print(f"{len(rows) - 1} issues, {hours:.1f} hours")


def closed(schema):
    """The same schema, in which every key has to be named."""
    if isinstance(schema, list):
        return [closed(s) for s in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {k: closed(v) for k, v in schema.items()}
    if isinstance(copy.get("properties"), dict) and "type" in copy:
        copy.setdefault("additionalProperties", False)
    return copy


def check_json(schema, path):
    import json

    import jsonschema

    schema = json.load(open(schema, encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(clean(path))
    for s in (schema, closed(schema)):
        for error in jsonschema.Draft202012Validator(s).iter_errors(data):
            fail(f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    print(f"{sum(1 for _ in open(path, encoding='utf-8'))} lines")


def check_book(path, xlsx):
    """The figures that page and workbook both show, by the workbook's names."""
    import datetime

    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "book"))
    from book import Book

    book = Book(xlsx)
    _, root = parse(path)
    cells = {}
    for tr in root.iter("tr"):
        row = [content(c) for c in tr]
        cells.setdefault(row[0], row)
    figures = [("Total hours", 1, "total_hours"), ("Price before contingency", 1, "price_expected"),
               ("Price offered", 1, "price_offered"), ("Weeks offered", 1, "weeks_offered"),
               ("Finish, by contract", 1, "finish_offered"), ("Rate an hour", 1, "billed_rate"),
               ("Weeks planned", 1, "weeks_expected"), ("People, on average", 1, "team_size"),
               ("Start", 1, "first_day")]
    for p in ("p10", "p50", "p80", "p90"):
        figures += [(p.upper(), 2, "cost_" + p), (p.upper(), 3, "weeks_" + p), (p.upper(), 4, "finish_" + p)]
    for label, column, name in figures:
        shown, value = cells[label][column], book.named(name)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
            day = datetime.date(1899, 12, 30) + datetime.timedelta(value)
            if shown != day.isoformat():
                fail(f"{label}: {shown}, {name} is {day}")
        else:
            number = float(re.sub(r"[^\d.]", "", shown))
            places = len(shown.partition(".")[2])
            if abs(number - value) > 0.5 * 10 ** -places + 1e-6:
                fail(f"{label}: {shown}, {name} is {value}")
    if content(root).find(str(book.named("quote_number"))) < 0:
        fail(f"no {book.named('quote_number')}")
    print(f"{len(figures)} figures")


def check_milestones(folder, xlsx):
    """Label, day and payment of each: as the workbook has them, on the page, in the calendar
    and in the plan; the price that is offered once, on days that differ."""
    import datetime
    import xml.etree.ElementTree as ET

    import icalendar

    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "book"))
    from book import Book

    book = Book(xlsx)

    def column(name):
        sheet, cells = book.where(name)
        (letters, first), (_, last) = re.findall("([A-Z]+)([0-9]+)", cells.replace("$", ""))
        return [book.sheet(sheet)[f"{letters}{r}"][0] for r in range(int(first), int(last) + 1)]

    labels, shares, amounts = (column("milestone_" + n) for n in ("label", "share", "amount"))
    days = [(datetime.date(1899, 12, 30) + datetime.timedelta(d)).isoformat() for d in column("milestone_due")]
    if sorted(set(days)) != days or min(shares) <= 0 or abs(sum(shares) - 1) > 1e-9:
        fail(f"{days} {shares}")
    if abs(sum(amounts) - book.named("price_offered")) > 0.01:
        fail(f"{sum(amounts)}, not {book.named('price_offered')}")
    rows = {}
    for tr in parse(folder + "/page.html")[1].iter("tr"):
        row = [content(c) for c in tr]
        if len(row) == 6 and row[4].endswith("%") and row[5]:
            rows.setdefault(row[0], row)
    for label, day, share, amount in zip(labels, days, shares, amounts):
        said = rows[label]
        money = float(re.sub(r"[^\d.]", "", said[5]))
        if said[3] != day or said[4] != f"{100 * share:.0f}%" or abs(money - amount) > 0.51:
            fail(f"{said}, not {day} {share} {amount}")
    events = icalendar.Calendar.from_ical(open(folder + "/plan.ics", "rb").read()).walk("VEVENT")
    on = {str(e["SUMMARY"]).split(": ")[-1]: e.decoded("DTSTART").isoformat() for e in events
          if str(e["CATEGORIES"].cats[0]) == "Milestone"}
    tasks = ET.parse(folder + "/plan.xml").getroot().iter("{http://schemas.microsoft.com/project}Task")
    name = lambda t, what: t.findtext("{http://schemas.microsoft.com/project}" + what)
    until = {name(t, "Name"): name(t, "Deadline")[:10] for t in tasks if name(t, "Milestone") == "1"}
    for label, day in zip(labels, days):
        event = [d for s, d in on.items() if label in s]
        if event != [day] or until[label] != day:
            fail(f"{label}: {day}, the calendar {event}, the plan {until[label]}")
    print(f"{len(labels)} milestones")


def check_tables(folder, xlsx):
    import glob

    sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "book"))
    from book import Book

    book = Book(xlsx)
    cells = sheets = 0
    for report in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "../../reports/*.sql"))):
        title = re.search(r"^-- sheet:\s*(.*?)\s*$", open(report, encoding="utf-8").read(), re.M)[1]
        path = os.path.join(folder, os.path.basename(report)[:-4] + ".csv")
        if not os.path.exists(path):
            continue
        if title not in book.files:
            fail(f"{title}: a file, and no sheet")
        sheets += 1
        rows = rows_of(path)
        sheet = book.sheet(title)
        by_column = lambda i: chr(65 + i) if i < 26 else "A" + chr(65 + i - 26)
        head = next(r for r in range(1, 12) if sheet.get(f"A{r}", ("",))[0] == rows[0][0])
        for i, row in enumerate(rows):
            for k, cell in enumerate(row):
                value = sheet.get(f"{by_column(k)}{head + i}", ("",))[0]
                value = "" if value is None else value
                if isinstance(value, float):
                    same = cell and abs(float(cell) - value) < 0.0051 + 1e-4 * abs(value)
                else:
                    value = value.replace(",\n", ", ")  # a list of places has a line each in a cell
                    same = value == cell or (cell.startswith("'") and value == cell[1:])
                if not same:
                    fail(f"{title} {by_column(k)}{head + i}: {value!r}, {cell!r}")
                cells += 1
    if sheets < 8:
        fail(f"{sheets} sheets")
    print(f"{sheets} sheets, {cells} cells")


CHECKS = {"tables": check_tables, "book": check_book, "milestones": check_milestones, "json": check_json, "msproject": check_msproject, "ical": check_ical, "issues": check_issues, "csv": check_csv, "html": check_html, "same": check_same}
CHECKS[sys.argv[1]](*sys.argv[2:])
