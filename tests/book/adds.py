#!/usr/bin/env python3
"""adds.py FILE... - do the figures add up as they are printed?

A client adds what stands on the paper, not what the cells hold: every number here is read
as its format shows it. Quote: hours x rate, contingency, tax. Milestones: amounts, what is
kept back, invoices. Unit prices and Change control: person-days, prices, amounts.
Scenarios: differences. Of the sheets that a file has."""
import math
import re
import sys
import xml.etree.ElementTree as ET

import book as B
from parts import column

NS = B.NS


def to_places(x, n):
    return math.floor(x * 10 ** n + 0.5 + 1e-7) / 10 ** n


class Paper(B.Book):
    """A book whose numbers are as they are printed."""

    def __init__(self, path):
        super().__init__(path)
        styles = ET.fromstring(self.zip.read("xl/styles.xml"))
        codes = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iterfind("m:numFmts/m:numFmt", NS)}
        codes.update({1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"})
        self.formats = [codes.get(int(x.get("numFmtId")), "General") for x in styles.iterfind("m:cellXfs/m:xf", NS)]
        self.pages = {}

    def page(self, name):
        """{(row, column): text or number}"""
        if name not in self.pages:
            cells, style = {}, {c.get("r"): int(c.get("s") or 0) for c in ET.fromstring(
                self.zip.read(self.files[name])).iter("{%s}c" % NS["m"])}
            for ref, (value, _) in self.sheet(name).items():
                m = re.fullmatch("([A-Z]+)([0-9]+)", ref)
                cells[int(m[2]), column(m[1])] = self.printed(value, self.formats[style[ref]])
            self.pages[name] = cells
        return self.pages[name]

    @staticmethod
    def printed(value, code):
        if not isinstance(value, float) or code == "General" or "y" in code.lower():
            return value
        section = re.sub(r'"[^"]*"|\\.|\[[^]]*\]', "", code).split(";")[0]
        digits = re.search(r"\.([0#]+)", section)
        places = (len(digits[1]) if digits else 0) + (2 if "%" in section else 0)
        return to_places(value, places)

    def rows(self, name, first=1):
        cells = self.page(name)
        return [[cells.get((r, c)) for c in range(1, 18)] for r in sorted({r for r, _ in cells}) if r >= first]


def check(bad, what, got, want):
    if got is None or want is None or abs(got - want) > 1e-6:
        bad.append(f"{what}: {got}, not {want}")


def is_number(x):
    return isinstance(x, float)


def heads(rows, first):
    """The row below one that begins with `first`."""
    return next(i for i, r in enumerate(rows) if r[0] == first) + 1


def quote(wb, bad):
    rows = wb.rows("Quote")
    said = {r[0]: r[1] for r in rows if isinstance(r[0], str) and is_number(r[1])}
    labels = [k for k in said]
    hours, rate, expected, offered = (said[k] for k in ("Total hours", "Rate an hour", "Price before contingency",
                                                        "Price offered"))
    above = labels[labels.index("Price offered") - 1]
    check(bad, "hours x rate", to_places(hours * rate, 0), expected)
    check(bad, "expected + " + above, expected + said[above], offered)
    tax = [k for k in labels if k.startswith("Tax")]
    if tax:
        check(bad, "with tax", offered + said[tax[0]], said[labels[labels.index(tax[0]) + 1]])
    weeks = {r[4]: r[6] for r in rows if isinstance(r[4], str) and is_number(r[6])}
    check(bad, "weeks", weeks["Weeks planned"] + weeks["Weeks in reserve"], weeks["Weeks offered"])
    ways = [r[2] for r in rows if str(r[0]).startswith("\u2612")]
    if ways:
        check(bad, "the way that is marked", ways[0], offered)
    amounts = []
    for r in rows[heads(rows, "Milestone"):]:
        if not is_number(r[8]):
            break
        amounts.append(r[8])
    check(bad, "payments on Quote", sum(amounts), offered)
    return offered, rate, said[above] if above.startswith("Contingency") else 0


def milestones(wb, bad, offered, contingency):
    rows, paid, kept, amounts, shares, reserve = wb.rows("Milestones"), 0, 0, 0, 0, 0
    for r in rows[heads(rows, "No."):]:
        share, amount, held, back, invoice, so_far = r[6], r[7], r[8], r[9], r[10], r[12]
        if is_number(r[0]):
            check(bad, f"milestone {r[0]:.0f}, invoice", amount - back, invoice)
            if abs(share * offered - amount) > 2:
                bad.append(f"milestone {r[0]:.0f}: {share} of {offered} is {amount}")
            if abs(held - amount * contingency / offered) > 2:
                bad.append(f"milestone {r[0]:.0f}: {held} of {amount} is contingency, of {contingency} in all")
            amounts, kept, shares, reserve = amounts + amount, kept + back, shares + share, reserve + held
        elif so_far is not None:
            check(bad, "what was kept back", invoice, kept)
        elif is_number(amount):
            check(bad, "amounts", amount, amounts)
            check(bad, "kept back in all", back, kept)
            check(bad, "contingency in all", held, reserve)
            check(bad, "contingency of the milestones", reserve, contingency)
            check(bad, "invoices", invoice, paid)
            check(bad, "shares", share, shares)
            check(bad, "payments", amount, offered)
            return
        paid += invoice
        check(bad, "paid in all", so_far, paid)
    bad.append("no total of the milestones")


def terms_of(texts):
    """Hours a day, rate and factor, as a note says them."""
    for t in texts:
        m = re.search(r"Person-days x ([0-9.]+) hours x ([0-9.]+) \S+ x ([0-9.]+) is", str(t))
        if m:
            return [float(x) for x in m.groups()]
    return None


def unit_prices(wb, bad, offered, rate):
    rows = wb.rows("Unit prices")
    terms, total, person_days = terms_of(r[1] for r in rows), 0, 0
    if not terms:
        bad.append("Unit prices: no note that converts person-days")
        return
    check(bad, "rate of the unit prices", terms[1], rate)
    is_done = False
    for r in rows[heads(rows, "No."):]:
        kind, days, price, count, amount = r[1], r[4], r[5], r[6], r[7]
        if is_number(days) and is_number(price):
            check(bad, f"{kind}: days to a price", to_places(days * terms[0] * terms[1] * terms[2], 2), price)
        if is_number(count):
            check(bad, f"{kind}: {count} x {price}", to_places(price * count, 0), amount)
        if kind == "Price offered":
            check(bad, "amounts of Unit prices", amount, total)
            check(bad, "price offered on Unit prices", amount, offered)
            # Of all that the sheet lists: what rounding leaves is less than a day in a hundred.
            if abs(person_days - days) > 0.1 + 0.01 * days:
                bad.append(f"person-days {days}, the rows have {person_days}")
            is_done = True
        elif is_number(amount):
            person_days += (days or 0) * (count if is_number(count) else 1)
            if abs(amount) > 0.005 * offered if kind == "Rounding" else amount < 0:
                bad.append(f"{kind}: {amount}")
            total += amount
    if not is_done:
        bad.append("Unit prices do not come to a price")


def change_control(wb, bad):
    rows = wb.rows("Change control")
    factor = next(r[7] for r in rows if str(r[1]).startswith("Contingency or confidence"))
    day = wb.named("hours_per_day")
    n = 0
    for r in rows[next(i for i, r in enumerate(rows) if r[1] == "One more of") + 1:]:
        if not is_number(r[0]):
            break
        n += 1
        check(bad, f"{r[1]}: days to a price", to_places(r[9] * day * wb.named("billed_rate") * factor, 2), r[10])
    if not n:
        bad.append("no unit price")


def scenarios(wb, bad, offered):
    n = 0
    for r in wb.rows("Scenarios"):
        if is_number(r[2]) and is_number(r[7]):
            n += 1
            check(bad, f"Scenarios, {r[0]}", r[2] - offered, r[7])
    if not n:
        bad.append("no scenario")


def main(files):
    failed = 0
    for name in files:
        wb, bad = Paper(name), []
        offered, rate, contingency = quote(wb, bad)
        milestones(wb, bad, offered, contingency)
        if "Unit prices" in wb.files:
            unit_prices(wb, bad, offered, rate)
        if "Change control" in wb.files:
            change_control(wb, bad)
        if "Scenarios" in wb.files:
            scenarios(wb, bad, offered)
        failed += bool(bad)
        for line in bad[:12]:
            print(f"{name.rsplit('/', 1)[-1]}: {line}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
