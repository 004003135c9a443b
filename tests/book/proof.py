#!/usr/bin/env python3
"""proof.py MIGCOST DIR - the workbook against LibreOffice and against migcost itself.

1. Workbooks of every kind: each formula's value is what LibreOffice makes of it; the parts
   are sound (parts.py).
2. Each named cell that may be edited, one after the other, whatever there is: the totals are
   those that migcost comes to with that input. A new input needs no line here unless it is
   set in another way than --set NAME=VALUE.
3. Rows that are dropped, in work and done: the totals are those of an arithmetic of our own,
   and of migcost where it can leave them out.
4. Weeks that are reported, changes and people that are typed: running.py.
"""
import datetime
import math
import os
import re
import sqlite3
import subprocess
import sys

import book as B
import parts
import running
from calc import Calc

migcost, folder = os.path.realpath(sys.argv[1]), sys.argv[2]
passed = failed = 0
EPOCH = datetime.date(1899, 12, 30)

# What the workbook calls it, and what the store does.
TOTALS = {"total_hours": "hours", "engineering_hours": "hours_engineering", "scale_factor": "scale",
          "risk_hours": "hours_risk", "price_expected": "price", "contingency_amount": "contingency",
          "total_price": "total", "weeks_expected": "weeks", "team_size": "team", "billed_rate": "rate",
          "price_offered": "price_offered", "weeks_offered": "weeks_offered",
          "finish_offered": "finish_offered"}
# These follow ratios of the simulation at the inputs of the estimate: about, not exactly.
ODDS = {"offer_price_odds": "price_offered_probability", "offer_finish_odds": "finish_offered_probability"}
ODDS_MAY_DIFFER = 0.03
ABOUT = {"cost_p50": "cost_p50", "cost_p80": "cost_p80", "weeks_p50": "weeks_p50", "weeks_p80": "weeks_p80"}
RANGE_MAY_DIFFER = 0.03
# Of these the sheets that a manager fills in are filled in; they have no holidays.
RUN = ("sample", "large", "express")


def result(name, bad, note=""):
    global passed, failed
    if bad:
        failed += 1
        print("FAILED   " + name)
        for line in bad[:12]:
            print("         " + line)
    else:
        passed += 1
        print("ok       " + name + (f" ({note})" if note else ""))
    sys.stdout.flush()


def at(*names):
    return os.path.join(folder, *names)


def run(*args):
    p = subprocess.run([migcost, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if p.returncode:
        raise RuntimeError(" ".join(args) + ": " + p.stdout.decode(errors="replace"))


def serial(text):
    return float((datetime.date.fromisoformat(text[:10]) - EPOCH).days)


def results(db):
    with sqlite3.connect(db) as store:
        rows = dict(store.execute("SELECT key, value FROM result"))
    return {k: serial(v) if re.fullmatch(r"\d{4}-\d\d-\d\d", v) else v for k, v in rows.items()}


def close(a, b, share=1e-9):
    """A cent, a hundredth of an hour, a day."""
    return abs(a - b) <= max(0.0051, share * abs(b))


# ---- 1. workbooks of every kind ---------------------------------------------------------------

def advised():
    """Something else ranks before porting it: a page shares the language, and queries are all it does."""
    os.mkdir(at("advised"))
    with open(at("advised", "package.json"), "w") as f:
        f.write('{ "name": "advised", "dependencies": { "express": "^4.18.0", "knex": "^2.0.0" } }')
    with open(at("advised", "page.jsx"), "w") as f:
        f.write("export const Page = () => <p>one</p>;\n")
    with open(at("advised", "app.js"), "w") as f:
        f.write('const express = require("express"), knex = require("knex")({}), app = express();\n')
        f.writelines(f'app.get("/things{i}", async (req, res) => res.json(await knex("things").where({{ id: {i} }})));\n'
                     for i in range(12))
    return at("advised")


def express(n):
    """An app with n endpoints, written once."""
    path = at("express-%d" % n)
    os.makedirs(path, exist_ok=True)
    with open(path + "/package.json", "w") as f:
        f.write('{ "name": "shop", "dependencies": { "express": "^4.18.0", "bullmq": "^5.0.0" } }\n')
    with open(path + "/app.js", "w") as f:
        f.write("const express = require('express')\nconst { Queue, Worker } = require('bullmq')\n"
                "const app = express()\nconst mails = new Queue('mails')\n"
                "new Worker('mails', async (job) => { await send(job.data) })\n")
        for i in range(n):
            f.write(f"app.{('get', 'post', 'put', 'delete')[i % 4]}('/orders/{i}', async (req, res) => "
                    "{ await mails.add('new', req.body); res.json([]) })\n")
    return path


def calibrated():
    """A folder of models with what three past projects taught."""
    path = at("calibrated")
    with open(at("projects.ini"), "w") as f:
        for i, (hours, orm) in enumerate(((900, 260), (1100, 350), (820, 300))):
            f.write(f"[Project {i}]\ncounts = endpoints={50 + 10 * i},models=20,jobs=5\nactual = {hours}\n"
                    f"weeks = 16\nhours_orm = {orm}\n\n")
    run("calibrate", at("projects.ini"), "--apply", path)
    return path


def cases():
    """{name: (arguments of quote, store)}"""
    empty = at("empty")
    os.makedirs(empty, exist_ok=True)
    with open(empty + "/README", "w") as f:
        f.write("just a file\n")
    sample = ["tests/sample"]
    counts = "endpoints={0},models={1},jobs={2}".format
    return {
        "sample": sample,                                                # Python to Node.js, hybrid
        "express": [express(3), "--set", "packaging=undecided"],         # Node.js to Python
        "small": ["--counts", counts(12, 4, 1)],
        "between": ["--counts", counts(20, 8, 3)],
        "medium": ["--counts", counts(60, 21, 6)],
        "large": ["--counts", counts(1500, 525, 150)],
        "nothing": [empty],
        "endpoints5000": [express(5000)],
        "euro": sample + ["--region", "de", "--set", "tax=0.19"],
        "rupee": sample + ["--region", "in", "--start", "2027-08-12"],
        "franc": sample + ["--currency", "CHF", "--rate", "120"],
        "port": sample + ["--set", "ml=port", "--set", "queue=keep"],
        "calibrated": sample + ["--models", calibrated()],
        "assisted": sample + ["--set", "ai_assistance=0.7", "--set", "risk_appetite=P80"],
        "dutch": sample + ["--language", "nl"],
        "client": sample + ["--for", "client"],
        "advised": [advised(), "--for", "client"],
        "manager": sample + ["--for", "manager"],
    }


def hostile():
    run("quote", "tests/sample", "--db", at("hostile.db"), "-o", at("hostile.xlsx"))
    subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "hostile.py"), at("hostile.db")],
                   check=True)
    run("report", "--db", at("hostile.db"), "-o", at("hostile.xlsx"), "--client", "=5+5")


# ---- 2. every input ------------------------------------------------------------------------------

# Cells that no total follows: texts and days of the quote itself.
NO_TOTAL = {"client", "project", "prepared_by", "quote_number", "quote_date", "valid_days"}
# How migcost is told, where it is not --set NAME=VALUE.
OPTIONS = {
    "start_date": lambda v, base: ["--start", str(EPOCH + datetime.timedelta(days=int(v)))],
    "team": lambda v, base: ["--set", f"team={v}"],
}


def other_value(value, rule, words):
    """Another value that the cell takes: a word of its list, a number within its limits."""
    if rule.kind == "list":
        return next(w for w in reversed(words) if w != value)
    if value is not None and value > 36526 and rule.low >= 36526:
        return value + 25
    low, high = rule.low, rule.high
    for v in ([value * 1.25, value * 0.8] if value else []) + [low + (high - low) * 0.1, (low + high) / 2]:
        v = float("%.4g" % v)
        if low <= v <= high and v != value:
            return v
    raise RuntimeError("no other value between %g and %g" % (low, high))


def option(name, value, base):
    if name in OPTIONS:
        return OPTIONS[name](value, base)
    return ["--set", f"{name}={value}"]


def plan_inputs(calc, case, args):
    """Commands for each cell of a workbook; returns what has to come out."""
    wb = B.Book(at(case + ".xlsx"))
    names = parts.editable_names(wb, "Inputs")
    rules = parts.validations(wb, "Inputs")
    base = {n: wb.named(n) for n in names}
    want = {}
    calc.open(at(case + ".xlsx"))
    for name, cells in names.items():
        if name in NO_TOTAL or len(cells) > 1:
            continue
        rule = rules.get(cells[0])
        if rule is None:
            result(f"{case}: {name} is validated", [f"{name} at {cells[0]} has no data validation"])
            continue
        value = other_value(base[name], rule, parts.list_of(wb, rule))
        label = f"{case}.{name}={value}"
        calc.text(name, value) if isinstance(value, str) else calc.set(name, value)
        calc.get(label, *TOTALS, *ABOUT, *ODDS, "checks_failed")
        calc.undo()
        want[label] = args + option(name, value, base)
    ranges = {n: c for n, c in names.items() if len(c) > 1}
    plan_card(calc, wb, case, args, ranges, want)
    plan_holidays(calc, wb, case, ranges, want)
    calc.close()
    return want


def plan_card(calc, wb, case, args, ranges, want):
    """One role's rate, then one's share: the blend is the rate that migcost is given."""
    if "role_rate" not in ranges:
        return
    cells = wb.sheet("Inputs")
    rates = [cells[c][0] for c in ranges["role_rate"]]
    shares = [cells[c][0] for c in ranges["role_share"]]
    for name, v, factor in (("role_rate", rates, 1.5), ("role_share", shares, 0.5)):
        edited = [x * factor if i == 0 else x for i, x in enumerate(v)]
        blend = sum(a * b for a, b in zip(edited, shares if v is rates else rates))
        label = f"{case}.{name}[1]={edited[0]}"
        calc.set(name, edited[0])
        calc.get(label, *TOTALS, *ABOUT)
        calc.undo()
        want[label] = args + ["--rate", repr(blend)]
    ranges.pop("role_rate"), ranges.pop("role_share")


def plan_holidays(calc, wb, case, ranges, want):
    """A day off more, in the middle: the finish is a working day later, nothing else moves."""
    if "holidays" not in ranges or not wb.named("total_hours"):
        return
    day = int(wb.named("first_day")) + 7
    free = next(c for c in ranges["holidays"] if wb.sheet("Inputs").get(c, (None,))[0] is None)
    calc.number("Inputs", free, day)
    calc.get(f"{case}.holidays", *TOTALS, "first_day")
    calc.undo()
    want[f"{case}.holidays"] = None
    ranges.pop("holidays")
    if ranges:
        result(f"{case}: every range of cells to edit is tried", [f"nobody tries {n}" for n in ranges])


def check_input(label, args, said, base):
    if args is None:
        later = said["finish_offered"] - base["finish_offered"]
        bad = [] if 1 <= later <= 4 else [f"finish moves by {later} days"]
        return bad + [f"{n}: {said[n]} and {base[n]}" for n in ("total_hours", "total_price")
                      if not close(said[n], base[n])]
    db = args if isinstance(args, str) else at("input.db")
    if db != args:
        if os.path.exists(db):
            os.remove(db)
        run("quote", *args, "--db", db, "-o", at("input.xlsx"))
    want, bad = results(db), []
    for name, key in TOTALS.items():
        a, b = said[name], want[key] if isinstance(want[key], float) else float(want[key])
        if a is None or not close(a, b):
            bad.append(f"{name}: the workbook {a}, migcost {b}")
    for name, key in ABOUT.items():
        a, b = said[name], float(want[key])
        if a is None or abs(a - b) > RANGE_MAY_DIFFER * b + 0.01:
            bad.append(f"{name}: the workbook {a}, migcost {b}: over {RANGE_MAY_DIFFER:.0%} apart")
    for name, key in ODDS.items():
        if name in said and key in want and (
                said[name] is None or abs(said[name] - float(want[key])) > ODDS_MAY_DIFFER):
            bad.append(f"{name}: the workbook {said[name]}, migcost {want[key]}")
    if ".contingency=" in label and base["weeks_expected"] and said["finish_offered"] == base["finish_offered"]:
        bad.append("the finish that is offered stays where it was")
    return bad


# ---- a budget and a date ---------------------------------------------------------------------

ASKED = ("55000", "2026-04-06")


def plan_asked(calc, case):
    """Typed into the sheet of the percentiles."""
    calc.open(at(case + ".xlsx"))
    calc.set("budget_asked", float(ASKED[0]))
    calc.set("date_asked", serial(ASKED[1]))
    calc.get("asked", "budget_probability", "date_probability", *ODDS)
    calc.close()


def check_held(case):
    """How many of the measured ports kept to their ranges: program and sheet count alike."""
    want, cells = results(at(case + ".db")), B.Book(at(case + ".xlsx")).sheet("Calibration")
    n = float(want["past_projects"])
    shares = {"Coverage of a range by the others": float(want["past_covered"]) / n,
              "Coverage of the range as priced": float(want["past_as_priced"]) / n,
              "As priced: took no more than the price offered": float(want["past_within_price"]),
              "As priced: took less than P10": float(want["past_below"]),
              "As priced: took more than P90": float(want["past_above"]),
              "Hours estimated, all": float(want["past_hours_estimated"]),
              "Hours they took, all": float(want["past_hours_actual"])}
    said = {v: cells["C" + ref[1:]][0] for ref, (v, f) in cells.items()
            if ref[0] == "A" and v in shares and isinstance(cells["C" + ref[1:]][0], float) and
            cells["C" + block_count(cells, ref)][0] == n}
    return [f"{name}: the sheet {said.get(name)}, migcost {share}"
            for name, share in shares.items() if abs(said.get(name, -1) - share) > 1e-9]


def check_grounds(case):
    """What the hours rest on: the sheet sums Effort by its column, migcost the table."""
    want, cells = results(at(case + ".db")), B.Book(at(case + ".xlsx")).sheet("Calibration")
    keys = {"measured": "hours_evidence_share", "whole projects": "hours_whole_share",
            "analogy": "hours_analogy_share", "documented band": "hours_band_share",
            "expert prior": "hours_prior_share"}
    said = {v: cells["C" + ref[1:]][0] for ref, (v, f) in cells.items() if ref[0] == "A" and v in keys}
    return [f"{name}: the sheet {said.get(name)}, migcost {want[key]}"
            for name, key in keys.items() if abs(said.get(name, -1) - float(want[key])) > 1e-9]


def block_count(cells, ref):
    """The row "Projects" that is nearest above."""
    return str(max(int(r[1:]) for r, (v, f) in cells.items()
                   if r[0] == "A" and v == "Projects" and int(r[1:]) <= int(ref[1:])))


def check_asked(args, said):
    """As likely as the program says, to the last digit that anybody sees."""
    run("quote", *args, "--budget", ASKED[0], "--by", ASKED[1], "--db", at("asked.db"), "-o", at("asked.xlsx"))
    want = results(at("asked.db"))
    return [f"{name}: the workbook {said[name]}, migcost {want[key]}"
            for name, key in (("budget_probability", "budget_probability"), ("date_probability", "by_probability"),
                              *ODDS.items())
            if abs(said[name] - float(want[key])) > 1e-4]


# ---- one figure ---------------------------------------------------------------------------------

def check_same_price(case):
    """What a kind of work costs reads the same on Summary, on Bands and as its unit price comes to."""
    wb, bad, tried = B.Book(at(case + ".xlsx")), [], 0
    (sheet, kinds), prices = running.column_of(wb, "change_kinds"), wb.sheet("Change control")
    amounts = {}
    for row in range(int(kinds[0][1:]), int(kinds[1][1:]) + 1):
        name, count, price = (prices.get(f"{c}{row}", (None,))[0] for c in "BDK")
        if isinstance(count, float) and isinstance(price, float):
            amounts[name] = math.floor(round(price * round(count, 2), 4) + .5)
    for name, amount in amounts.items():
        for sheet, column in (("Summary", "C"), ("Bands", "D")):
            for ref, (v, f) in wb.sheet(sheet).items():
                # "123 endpoints, simple" of "Endpoints, simple", below the costs by kind.
                words = r"[\d.,]+ " + re.escape(name[0].lower() + name[1:]) if sheet == "Summary" else re.escape(name)
                if ref[0] != "A" or not isinstance(v, str) or not re.fullmatch(words, v):
                    continue
                said = wb.sheet(sheet).get(column + ref[1:], (None,))[0]
                tried += 1
                if said != amount:
                    bad.append(f"{sheet}!{ref} {v}: {said}, by the unit price {amount}")
    return bad or ([] if tried >= 8 else [f"only {tried} figures"])


# ---- what is filled in before signing --------------------------------------------------------

def plan_filled(calc, case):
    """A word in every cell of Quote and Terms that is to be typed; one of them stays empty first."""
    wb = B.Book(at(case + ".xlsx"))
    cells = {sheet: parts.unlocked_cells(wb, sheet) for sheet in ("Quote", "Terms")}
    asks = "Quote!" + next(ref for ref, (v, f) in wb.sheet("Quote").items()
                           if f and isinstance(v, str) and v.startswith("To be filled in"))
    sentences = ["Terms!" + ref for ref, (v, f) in wb.sheet("Terms").items() if isinstance(v, str) and "____" in v]
    calc.open(at(case + ".xlsx"))
    for sheet in cells:
        for ref in cells[sheet][:-1] if sheet == "Terms" else cells[sheet]:
            calc.cell(sheet, ref, "Utrecht")
    calc.get("filled but one", asks, "Quote!A3")
    calc.cell("Terms", cells["Terms"][-1], "Utrecht")
    calc.get("filled", asks, "Quote!A3", *sentences)
    calc.close()
    return len(cells["Quote"]), len(sentences)


def check_filled(said, counts):
    """The list of what is to be filled in ends, and the terms say what was typed."""
    said = {label: list(said[label].values()) for label in ("filled but one", "filled")}
    bad = [] if min(counts) >= 6 else [f"{counts} cells and sentences"]
    bad += [] if re.fullmatch(r"To be filled in before signing: .*Terms \d+\.\d+\.", said["filled but one"][0]) else said["filled but one"]
    draft, left = said["filled but one"][1], said["filled"][:2]
    bad += [] if any(isinstance(v, str) and re.match(r"Assumption \d+: discussed", v)
                     for v, f in B.Book(at("advised.xlsx")).sheet("Quote").values()) else ["no assumption asks"]
    bad += [] if draft.startswith("Draft: ") else ["no draft: " + draft]
    bad += [text for text in left if text]
    return bad + [text for text in said["filled"][2:] if "____" in text or "Utrecht" not in text]


# ---- the advice -------------------------------------------------------------------------------

def plan_decision(calc, case):
    """It has some ML, so a Python service stays; were it nothing but ML, all would."""
    calc.open(at(case + ".xlsx"))
    calc.get("advice", "decision_gain", "decision_best")
    cells = B.Book(at(case + ".xlsx")).sheet("Decision")
    row = next(ref[1:] for ref, (v, f) in cells.items() if v == "machine learning" and ref[0] == "A")
    calc.number("Decision", "E" + row, 10)
    calc.get("advice weighed", "decision_gain", "decision_best")
    calc.close()


def check_decision(said):
    was, now = said["advice"], said["advice weighed"]
    bad = [] if now["decision_gain"] < was["decision_gain"] - 1 else [f"gain {was} and {now}"]
    return bad + ([] if (was["decision_best"], now["decision_best"]) == (2, 3) else [f"best {was} and {now}"])


# ---- 3. status -----------------------------------------------------------------------------------

def arithmetic(db, dropped, lines_dropped=()):
    """Total hours without the items of these ids and without these lines, and what of them is
    done when all rows are; from the rows of the store, by the equations of effort.h, written
    again."""
    store = sqlite3.connect(db)
    store.row_factory = sqlite3.Row
    lines = [dict(r) for r in store.execute("SELECT * FROM effort WHERE quantity > 0 OR hours > 0")]
    items = [dict(r) for r in store.execute("SELECT * FROM item")]
    inputs = dict(store.execute("SELECT key, value FROM input"))
    const = dict(store.execute("SELECT key, value FROM constant"))
    counts_as = dict(store.execute("SELECT unit, counts_as FROM effort"))
    quantity, series = {}, {}
    for i in items:
        if i["id"] in dropped:
            continue
        if i["series"]:
            series[i["series"], i["unit"]] = series.get((i["series"], i["unit"]), 0) + 1
        else:
            quantity[i["unit"]] = quantity.get(i["unit"], 0) + i["quantity"]
    for (name, unit), n in series.items():
        share = float(inputs[name.split(":")[0]])
        quantity[unit] = quantity.get(unit, 0) + sum(
            k ** (1 + math.log2(share)) - (k - 1) ** (1 + math.log2(share)) if k > 1 else 1 for k in range(1, n + 1))
    count = {}
    for unit, q in quantity.items():
        if counts_as.get(unit):
            count[counts_as[unit]] = count.get(counts_as[unit], 0) + q
    for line in lines:
        if line["grp"] == "unit" and line["driver"]:
            per = [i for i in items if i["unit"] == line["unit"]]
            gone = per[0]["id"] in dropped or line["label"] in lines_dropped
            quantity[line["unit"]] = 0 if gone else count.get(line["driver"], 0)
    mean = lambda l: (l["low"] + 4 * l["likely"] + l["high"]) / 6 * l["multiplier"]
    units = sum(quantity.get(l["unit"], 0) * mean(l) for l in lines if l["grp"] == "unit")
    scale = (units / const["scale_reference_hours"]) ** (float(inputs["scale_exponent"]) - 1) if units else 1
    engineering = units * scale
    done = scale * sum(quantity.get(l["unit"], 0) * mean(l) for l in lines
                       if l["grp"] == "unit" and not l["driver"])
    for l in lines:
        if l["label"] in lines_dropped:
            continue
        if l["grp"] == "set-up":
            engineering += (1 - math.exp(-count.get(l["driver"], 0) / l["n0"])) * mean(l)
        elif l["grp"] == "fixed":
            engineering += mean(l)
    h = engineering * (1 + float(inputs["qa_share"]))
    pm = const["pm_base"] + const["pm_rise"] * h / (h + const["pm_half_hours"])
    risk = sum(l["quantity"] * mean(l) for l in lines
               if l["grp"] == "risk" and l["label"] not in lines_dropped)
    store.close()
    # QA, management and events are behind as far as engineering is.
    total = h * (1 + pm) + risk
    return total, total * done / engineering if engineering else 0


PROGRESS = ["total_hours", "hours_found", "hours_dropped", "hours_todo", "hours_doing", "hours_done", "hours_earned",
            "hours_remaining", "count_todo", "count_doing", "count_done", "count_dropped", "price_offered",
            "weeks_offered", "checks_failed"]


def status_cells(wb):
    """[(sheet, status cell, row)] of all evidence sheets, with the head's column letters."""
    cells = []
    for sheet in wb.files:
        heads = {re.sub("[0-9]", "", ref): v for ref, (v, f) in wb.sheet(sheet).items()
                 if re.fullmatch("[A-Z]+4", ref)}
        column = next((c for c, v in heads.items() if v == "Status"), None)
        if column is None or sheet == "Effort" or "Class" not in heads.values():
            continue
        for ref in wb.sheet(sheet):
            if re.fullmatch(column + "[0-9]+", ref) and ref != column + "4" and wb.sheet(sheet)[ref][0] == "todo":
                cells.append((sheet, ref, int(re.sub("[A-Z]", "", ref))))
    return sorted(cells, key=lambda c: (c[0], c[2]))


def risks_with_status(wb, case):
    cells = wb.sheet("Effort")
    status = next(re.sub("[0-9]", "", ref) for ref, (v, _) in cells.items() if v == "Status")
    with sqlite3.connect(at(case + ".db")) as store:
        labels = {row[0] for row in store.execute("SELECT label FROM effort WHERE grp = 'risk'")}
    return [f"{v}: {cells[status + ref[1:]][0]}" for ref, (v, _) in cells.items()
            if v in labels and re.fullmatch("A[0-9]+", ref) and cells.get(status + ref[1:], (None,))[0]]


def plan_status(calc, case):
    """Drops, starts and ends rows by several rules."""
    wb = B.Book(at(case + ".xlsx"))
    cells, rules = status_cells(wb), {}
    if not cells:
        result(f"{case}: rows have a status", ["no cell with a status"])
        return {}
    rules["every third dropped"] = [(c, "dropped") for i, c in enumerate(cells) if i % 3 == 0]
    rules["all dropped"] = [(c, "dropped") for c in cells]
    rules["all done"] = [(c, "done") for c in cells]
    rules["a sheet dropped"] = [(c, "dropped") for c in cells if c[0] == cells[-1][0]]
    effort = wb.sheet("Effort")
    risky = risks_with_status(wb, case)
    result(f"{case}: a known risk has no status, it is in the price whether it comes true or not", risky)
    column = next(re.sub("[0-9]", "", r) for r, (v, f) in effort.items()
                  if v == "Status" and re.fullmatch("[A-Z]+4", r))
    rules["every other line of Effort dropped"] = [
        (("Effort", ref, int(ref[len(column):])), "dropped") for i, ref in enumerate(
            r for r, (v, f) in effort.items() if re.fullmatch(column + "[0-9]+", r) and v == "todo") if i % 2 == 0]
    rules["some of each"] = [(c, ("todo", "doing", "done", "dropped")[i % 4]) for i, c in enumerate(cells)]
    calc.open(at(case + ".xlsx"))
    for rule, edits in rules.items():
        for (sheet, ref, _), word in edits:
            calc.cell(sheet, ref, word)
        calc.get(f"{case}/{rule}", *PROGRESS, *milestones_of(wb))
        calc.undo()
    calc.close()
    return rules


def milestones_of(wb):
    """The cells of their names."""
    sheet, cells = wb.where("milestone_label")
    first, end = (int(re.sub("[^0-9]", "", c)) for c in cells.split(":"))
    return [f"{sheet}!B{row}" for row in range(first, end + 1)]


def items_of(wb, db, cells):
    """The ids of the items behind the rows, by class, quantity and reason, where it says more than the name."""
    store = sqlite3.connect(db)
    left = [list(r) for r in store.execute(
        "SELECT item.id, label, item.quantity, iif(item.reason IN (fact.name, '<function>'), '', item.reason) FROM item"
        " JOIN effort USING (unit) LEFT JOIN fact ON fact.id = item.fact ORDER BY item.id")]
    store.close()
    ids = set()
    for sheet, ref, row in cells:
        heads = {v: re.sub("[0-9]", "", r) for r, (v, f) in wb.sheet(sheet).items() if re.fullmatch("[A-Z]+4", r)}
        label = wb.sheet(sheet)[heads["Class"] + str(row)][0]
        why = wb.sheet(sheet).get((heads.get("Why this class") or heads["Why"]) + str(row), ("",))[0] or ""
        found = next((i for i in left if i[1] == label and i[3] == why), None)
        if not found:
            raise RuntimeError(f"{sheet}!{ref}: no item '{label}' '{why}'")
        left.remove(found)
        ids.add(found[0])
    return ids


def check_status(case, rules, said):
    wb, db = B.Book(at(case + ".xlsx")), at(case + ".db")
    found, _ = arithmetic(db, set())
    n = len(status_cells(wb))
    for rule, edits in rules.items():
        s, bad = said[f"{case}/{rule}"], []
        lines = [wb.sheet("Effort")[f"A{row}"][0] for (sheet, _, row), word in edits if sheet == "Effort"]
        edits = [e for e in edits if e[0][0] != "Effort"]
        dropped = items_of(wb, db, [c for c, word in edits if word == "dropped"])
        total, done = arithmetic(db, dropped, lines)
        count = {w: sum(word == w for _, word in edits) for w in ("doing", "done", "dropped")}
        for name, value in (("total_hours", total), ("hours_found", found), ("hours_dropped", found - total),
                            ("count_dropped", count["dropped"]), ("count_done", count["done"]),
                            ("count_doing", count["doing"]), ("count_todo", n - sum(count.values())),
                            ("hours_todo", s["total_hours"] - s["hours_doing"] - s["hours_done"]),
                            ("hours_earned", s["hours_done"] + s["hours_doing"] / 2),
                            ("hours_remaining", s["total_hours"] - s["hours_earned"]), ("checks_failed", 0)):
            if s[name] is None or not close(s[name], value, 1e-9):
                bad.append(f"{name}: the workbook {s[name]}, by hand {value}")
        if rule == "all dropped" and not s["total_hours"] < found:
            bad.append("nothing is saved")
        names = [s[cell] for cell in milestones_of(wb)]
        if rule[:4] == "all " and any(" (dropped since: " in n for n in names) != (rule == "all dropped"):
            bad.append(f"milestones {names}")
        if rule == "all done" and not close(s["hours_done"], done):
            bad.append("done: %s, by hand %s" % (s["hours_done"], done))
        result(f"status, {case}: {rule}", bad, "%.2f of %.2f hours" % (s["total_hours"], found))


# ---- what is dropped, and migcost that never saw it

def plan_unseen(calc):
    """Rows dropped in the workbook; the same left out of what migcost is given. {label: arguments}"""
    want = {}
    counts = ["endpoint_simple=30", "endpoint_moderate=12", "model_simple=14", "job_simple=6", "middleware=4"]
    run("quote", "--counts", ",".join(counts), "-o", at("unseen.xlsx"))
    sheet = B.Book(at("unseen.xlsx")).sheet("Other work")
    calc.open(at("unseen.xlsx"))
    for left_out in ("job_simple=6", "endpoint_moderate=12"):
        row = next(ref[1:] for ref, (v, f) in sheet.items() if f is None and v == float(left_out.split("=")[1]))
        status = next(re.sub("[0-9]", "", r) for r, (v, f) in sheet.items() if v == "Status")
        calc.cell("Other work", status + row, "dropped")
        calc.get("unseen." + left_out, *TOTALS, *ABOUT)
        calc.undo()
        want["unseen." + left_out] = ["--counts", ",".join(c for c in counts if c != left_out)]
    calc.close()
    # The same with code: endpoints that are taken out of the store of a scan.
    run("quote", express(40), "--db", at("seen.db"), "-o", at("seen.xlsx"))
    calc.open(at("seen.xlsx"))
    heads = {v: re.sub("[0-9]", "", r) for r, (v, f) in B.Book(at("seen.xlsx")).sheet("Endpoints").items()
             if re.fullmatch("[A-Z]+4", r)}
    for row in range(5, 25, 2):
        calc.cell("Endpoints", heads["Status"] + str(row), "dropped")
    calc.get("unseen.endpoints", *TOTALS, *ABOUT)
    calc.close()
    gone = [B.Book(at("seen.xlsx")).sheet("Endpoints")[f"{heads['Path']}{row}"][0] for row in range(5, 25, 2)]
    with sqlite3.connect(at("seen.db")) as store:
        store.executemany("DELETE FROM fact WHERE kind = 'endpoint' AND path = ?", [(g,) for g in gone])
    store.close()
    run("estimate", "--db", at("seen.db"))
    want["unseen.endpoints"] = at("seen.db")
    return want


# ---- all in one start of the office -----------------------------------------------------------------

def main():
    calc, all_cases = Calc(), cases()
    for case, args in all_cases.items():
        run("quote", *args, "--db", at(case + ".db"), "-o", at(case + ".xlsx"))
    hostile()
    saved = [*all_cases, "hostile"] + [f[:-5] for f in sorted(os.listdir(folder)) if f.startswith("own")
                                       and f.endswith(".xlsx")]
    for case in saved:
        calc.open(at(case + ".xlsx"))
        calc.get(case, *TOTALS, "checks_failed")
        calc.save(at(case + ".again.xlsx"))
        calc.close()
    wants = {}
    for case in ("sample", "express", "between", "euro", "port"):
        wants.update(plan_inputs(calc, case, all_cases[case]))
    wants.update(plan_unseen(calc))
    rules = {case: plan_status(calc, case) for case in ("sample", "express", "small", "port")}
    plan_asked(calc, "sample")
    for case in RUN:
        running.plan(calc, case, at(case + ".xlsx"))
    plan_decision(calc, "sample")
    filled = plan_filled(calc, "advised")
    said = calc.run()

    for case in saved:
        bad = parts.check(at(case + ".xlsx"))
        result(f"{case}: the parts are sound, the sheets protected", bad)
        n, bad = B.differences(B.Book(at(case + ".xlsx")), B.Book(at(case + ".again.xlsx")))
        result(f"{case}: every formula as LibreOffice computes it", bad, f"{n} formulas")
        if "checks_failed" in B.Book(at(case + ".xlsx")).names:
            failing = said[case]["checks_failed"]
            result(f"{case}: its own checks hold", [f"{failing} do not"] if failing != 0 else [])
    for label, args in wants.items():
        result("edited, " + label, check_input(label, args, said[label], said.get(label.split(".")[0])))
    wb = B.Book(at("calibrated.xlsx"))
    factor, typed = wb.named("own_factor"), wb.named("calibration")
    result("calibrated: the factor of the projects on the sheet is the one that was applied",
           [] if abs(factor / typed - 1) < 1e-3 else [f"{factor} and {typed}"])
    result("decided: a weight that is typed changes the advice", check_decision(said))
    result("client: what is to be filled in can be, and is no longer asked", check_filled(said, filled))
    result("sample: a kind of work costs the same on every sheet", check_same_price("sample"))
    result("asked: a budget and a date are as likely as the draws say", check_asked(all_cases["sample"], said["asked"]))
    for case in ("sample", "calibrated"):
        result(f"{case}: as many past projects keep to their ranges on the sheet as on screen", check_held(case))
        result(f"{case}: what the hours rest on is the sum of Effort by that column", check_grounds(case))
    for case in rules:
        check_status(case, rules[case], said)
    for case in RUN:
        running.check(case, at(case + ".xlsx"), said, result)
    print(f"{passed} passed, {failed} failed")
    return failed == 0


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
