"""prices.py FILE DB - what one more of a unit costs: the view price_of_unit, which the sheets
that are data ask, says what the formulas say, and an assumption that fails costs so much."""
import re
import sqlite3
import sys

import book as B


def rows(wb, sheet):
    """{row: {column: value}}"""
    found = {}
    for ref, (value, _) in wb.sheet(sheet).items():
        m = re.fullmatch("([A-Z]+)([0-9]+)", ref)
        found.setdefault(int(m[2]), {})[m[1]] = value
    return found


def table(wb, sheet, *heads):
    """The values below these heads, of rows that have a number below the first."""
    there = [{re.sub(r"\s+", " ", str(v)).replace("- ", "-"): c for c, v in r.items()} for r in rows(wb, sheet).values()]
    columns = next([r[h] for h in heads] for r in there if all(h in r for h in heads))
    return [[r.get(c) for c in columns] for r in rows(wb, sheet).values() if isinstance(r.get(columns[0]), float)]


def unit_prices(wb):
    """{place: price}, as formulas reckon it; for the client, who has none, as it is printed."""
    if "unit_prices" not in wb.names:
        return {int(n): price for n, price in table(wb, "Unit prices", "No.", "Price of one")}
    sheet, cells = wb.where("unit_prices")
    col, first, last = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", cells).groups()
    return {row - int(first) + 1: wb.sheet(sheet)[f"{col}{row}"][0] for row in range(int(first), int(last) + 1)}


def by_file(wb, store):
    """The lines file by file, of logic and of tests, are those of the lines of Effort."""
    with sqlite3.connect(store) as db:
        kloc = db.execute("SELECT total(quantity) FROM item WHERE unit = 'logic_kloc'").fetchone()[0]
        tests = db.execute("SELECT reason FROM item WHERE unit = 'test_kloc'").fetchone()
    lines = sum(r[0] for r in table(wb, "Business logic", "Taken as logic, lines")[:-1])
    bad = [] if abs(lines - 1000 * kloc) <= 1 else [f"business logic: {lines} lines file by file, {kloc} KLOC priced"]
    told = re.search(r"([0-9,]+) lines of tests", tests[0] if tests else "0 lines of tests")[1].replace(",", "")
    lines = sum(r[0] for r in table(wb, "Tests", "Code lines")[:-1])
    return bad + ([] if lines == int(told) else [f"tests: {lines} lines file by file, '{tests[0]}'"])


def main(path, store):
    wb, bad = B.Book(path), []
    with sqlite3.connect(store) as db:
        prices = dict(db.execute("SELECT place, price FROM price_of_unit"))
    there = unit_prices(wb)
    for place in sorted(there | prices if "unit_prices" in wb.names else there):
        if prices.get(place) != there.get(place):
            bad.append(f"unit price {place}: {prices.get(place)} in the view, {there.get(place)} in the workbook")
    found = table(wb, "Assumptions and exclusions", "Unit price no.", "More at most", "That costs")
    for place, more, cost in found:
        if not isinstance(cost, float) or abs(cost - more * prices[int(place)]) > 1:
            bad.append(f"an assumption: {more} more of {prices[int(place)]} cost {cost}")
    if not there:
        bad.append("no unit price")
    if "Business logic" in wb.files:
        bad += by_file(wb, store)
    print("\n".join(bad[:12]))
    return not bad


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
