#!/usr/bin/env python3
"""since.py MIGCOST DIR - what changed since the estimate is said where words and weeks do not
follow: changes that are approved, rows that are dropped, and work taken off by both; and a
change that the contingency pays is in its ledger, not in the price."""
import datetime
import os
import re
import subprocess
import sys

import book as B
import running
from calc import Calc

LINES = ("Quote",)
FIGURES = ["hours_dropped", "count_dropped", "change_hours", "change_total", "finish_changed", "change_twice",
           "change_line", "checks_failed", "change_approved", "price_offered", "price_changed", "finish_offered",
           "contingency_offered", "contingency_released", "contingency_credit", "change_markup"]
RELEASED = "changed by 3, released"
TOO_MUCH = "changed by 999, released"


def cells_of(wb, sheet, text):
    """Where formulas stand that have this in them."""
    return [f"{sheet}!{ref}" for ref, (_, f) in wb.sheet(sheet).items() if f and text in f]


def check_ledger(case, s, bad):
    """Who pays a change that is approved: the price, or the contingency and its time."""
    released = s["change_approved"] if case in (RELEASED, TOO_MUCH) else 0
    # The price of a change holds its part of the contingency, which is credited with the rest.
    held = s["contingency_offered"] + s["change_approved"] * (1 - 1 / s["change_markup"])
    for name, value in (("contingency_released", released), ("contingency_credit", max(0, held - released)),
                        ("change_total", s["change_approved"] - released),
                        ("price_changed", s["price_offered"] + s["change_approved"] - released)):
        if abs(s[name] - value) > 0.01:
            bad.append(f"{case}: {name} is {s[name]}, not {value}")
    if case == RELEASED and (not released > 0 or s["finish_changed"] != s["finish_offered"]):
        bad.append(f"{case}: {released} released, the finish {s['finish_changed']}")


def check(said, lines, less, endpoints, price):
    bad = []
    for case, s in said.items():
        if abs(s[price] - said["as it is"][price]) > 0.001:
            bad.append(f"{case}: a unit price of {s[price]}, it was {said['as it is'][price]}")
        check_ledger(case, s, bad)
        if case == TOO_MUCH and s["checks_failed"] != 1:
            bad.append(f"{case}: {s['checks_failed']} checks fail")
        if case in ("many gone", TOO_MUCH):
            continue
        changed, dropped, twice = "changed" in case, "dropped" in case, case == "dropped and changed"
        for cell in lines:
            if s[cell] != s["change_line"] or bool(s[cell]) != changed:
                bad.append(f"{case}: {cell} says '{s[cell]}'")
        day = running.EPOCH + datetime.timedelta(days=s["finish_changed"])
        for part in (f"{s['change_hours']:+.1f}", f"{s['change_total']:+.0f}" if s["change_total"] else "0", day.isoformat()) if changed else ():
            if not re.search(rf"(?<![\d.,+-]){re.escape(part)}(?![\d.,])", s["change_line"]):
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
    bad = []
    kind, rows = next((k, r) for k, r in running.evidence_rows(wb).items() if k.startswith("Endpoints, ") and r[0][2] == 1)
    first, row = running.row_of(wb, "Change control", "C-1"), running.row_of(wb, "Change control", kind)
    found, there = sum(r[2] for r in rows), wb.sheet("Change control").get(f"D{row}", (None,))[0]
    if there is None or abs(there - found) > 0.005:
        bad.append(f"{kind}: {found} in the project, Change control says {there}")

    def change(count, payer=None):
        if payer:
            calc.cell("Change control", f"F{first}", payer)
        calc.cell("Change control", f"B{first}", kind)
        calc.number("Change control", f"D{first}", count)
        calc.cell("Change control", f"E{first}", "yes")

    calc.open(path)
    for case, edits in (("as it is", ()), ("changed by -1", (-1,)), ("changed by 3", (3,)),
                        (RELEASED, (3, "contingency")), (TOO_MUCH, (999, "contingency")), ("dropped", ("dropped",)), ("dropped and changed", ("dropped", -1)),
                        ("dropped, changed by more", ("dropped", 2)), ("many gone", ("dropped",))):
        is_released = case in (RELEASED, TOO_MUCH)
        if is_released:
            change(*edits)
        for edit in edits if not is_released else ():
            for row in rows if case == "many gone" else rows[:1]:
                calc.cell(*row[:2], edit) if isinstance(edit, str) else change(edit)
        calc.get(case, *FIGURES, *lines, less, endpoints, price)
        calc.undo()
    calc.close()
    bad += check(calc.run(), lines, less, endpoints, price)
    print("\n".join(bad))
    return not bad


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
