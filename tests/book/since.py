#!/usr/bin/env python3
"""since.py MIGCOST DIR - what changed since the estimate is said where words and weeks do not
follow: changes that are approved, rows that are dropped, and work taken off by both."""
import datetime
import os
import subprocess
import sys

import book as B
import running
from calc import Calc

LINES = ("Plan", "Staffing", "Milestones", "Quote")
FIGURES = ["hours_dropped", "count_dropped", "change_hours", "change_total", "finish_changed", "change_twice",
           "change_line", "checks_failed"]


def cells_of(wb, sheet, text):
    """Where formulas stand that have this in them."""
    return [f"{sheet}!{ref}" for ref, (_, f) in wb.sheet(sheet).items() if f and text in f]


def check(said, lines, less, endpoints, price):
    bad = []
    for case, s in said.items():
        if abs(s[price] - said["as it is"][price]) > 0.001:
            bad.append(f"{case}: a unit price of {s[price]}, it was {said['as it is'][price]}")
        if case == "many gone":
            continue
        changed, dropped, twice = "changed" in case, "dropped" in case, case == "dropped and changed"
        for cell in lines:
            if s[cell] != s["change_line"] or bool(s[cell]) != changed:
                bad.append(f"{case}: {cell} says '{s[cell]}'")
        day = running.EPOCH + datetime.timedelta(days=s["finish_changed"])
        for part in (f"{s['change_hours']:+.1f}", f"{s['change_total']:+.0f}", day.isoformat()) if changed else ():
            if part not in s["change_line"]:
                bad.append(f"{case}: '{part}' is not in '{s['change_line']}'")
        if dropped != bool(s[less]) or dropped and not str(s[less]).endswith(" 1"):
            bad.append(f"{case}: the scope says '{s[less]}', {s['count_dropped']} dropped")
        if s[endpoints] != said["as it is"][endpoints] - (1 if dropped else 0):
            bad.append(f"{case}: Summary counts {s[endpoints]} endpoints")
        if (s["change_twice"], s["checks_failed"]) != (twice, twice):
            bad.append(f"{case}: taken off twice {s['change_twice']}, checks that fail {s['checks_failed']}")
    return bad


def main():
    migcost, folder = os.path.realpath(sys.argv[1]), sys.argv[2]
    path = os.path.join(folder, "since.xlsx")
    subprocess.run([migcost, "quote", "tests/sample", "-o", path], check=True, stdout=subprocess.DEVNULL)
    wb, calc = B.Book(path), Calc()
    lines = [c for sheet in LINES for c in cells_of(wb, sheet, "change_line")]
    less = (cells_of(wb, "Quote", "hours_dropped") + ["none"])[0]
    endpoints = f"Summary!B{running.row_of(wb, 'Summary', 'Endpoints')}"
    if len(lines) != len(LINES) or less == "none":
        print(f"lines of changes: {lines}; of what was dropped: {less}")
        return False
    sheet, cells = wb.where("unit_prices")
    price = f"{sheet}!{cells.replace('$', '').split(':')[0]}"
    kind, rows = next((k, r) for k, r in running.evidence_rows(wb).items() if k.startswith("Endpoints, ") and r[0][2] == 1)
    first = running.row_of(wb, "Change control", "C-1")

    def change(count):
        calc.cell("Change control", f"B{first}", kind)
        calc.number("Change control", f"D{first}", count)
        calc.cell("Change control", f"E{first}", "yes")

    calc.open(path)
    for case, edits in (("as it is", ()), ("changed by -1", (-1,)), ("changed by 3", (3,)),
                        ("dropped", ("dropped",)), ("dropped and changed", ("dropped", -1)),
                        ("dropped, changed by more", ("dropped", 2)), ("many gone", ("dropped",))):
        for edit in edits:
            for row in rows if case == "many gone" else rows[:1]:
                calc.cell(*row[:2], edit) if isinstance(edit, str) else change(edit)
        calc.get(case, *FIGURES, *lines, less, endpoints, price)
        calc.undo()
    calc.close()
    bad = check(calc.run(), lines, less, endpoints, price)
    print("\n".join(bad))
    return not bad


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
