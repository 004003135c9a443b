#!/usr/bin/env python3
"""weeks.py MIGCOST DIR - weeks as columns agree with dates where days are off: of a country,
and of one's own, typed by LibreOffice."""
import os
import subprocess
import sys

import book as B
import parts
import running
from calc import Calc

HAIR = 0.021  # weeks: a bar is not drawn for less


def letters(n):
    return (letters((n - 1) // 26) if n > 26 else "") + chr(65 + (n - 1) % 26)


def row_values(wb, name):
    """[(column, value)] of a range that is a row."""
    sheet, (first, last) = running.column_of(wb, name)
    row1, col1, row2, col2 = parts.corners(first + ":" + last)
    return [(c, wb.sheet(sheet).get(letters(c) + str(row1), (None,))[0]) for c in range(col1, col2 + 1)]


def column_values(wb, name):
    sheet, (first, last) = running.column_of(wb, name)
    row1, col1, row2, col2 = parts.corners(first + ":" + last)
    return [(r, wb.sheet(sheet).get(letters(col1) + str(r), (None,))[0]) for r in range(row1, row2 + 1)]


def check_bars(wb, bad):
    """Where a bar is drawn the phase has dates, and the other way round."""
    cells, step = wb.sheet("Plan"), wb.named("week_step")
    days = [v for _, v in row_values(wb, "week_start")]
    rows = dict(column_values(wb, "phase_start"))
    head = min(rows) - 1
    first = next(c for c in range(1, 99) if cells.get(letters(c) + str(head), (None,))[0] == days[0]
                 and cells.get(letters(c) + str(head - 1), (None,))[0] == 1)
    if [cells[letters(first + i) + str(head)][0] for i in range(len(days))] != days:
        bad.append("Plan and Staffing date their weeks otherwise")
    finish = dict(column_values(wb, "phase_finish"))
    begin, weeks = dict(column_values(wb, "phase_start_week")), dict(column_values(wb, "phase_weeks"))
    for r, start in rows.items():
        for i, day in enumerate(days[:-1]):
            drawn = bool(cells.get(letters(first + i) + str(r), (None,))[0])
            dated = start < days[i + 1] and finish[r] >= day
            within = min((i + 1) * step, begin[r] + weeks[r]) - max(i * step, begin[r])
            if drawn and not dated or dated and not drawn and within > HAIR:
                bad.append(f"Plan, row {r}: {start} to {finish[r]}, column of {day} {'drawn' if drawn else 'empty'}")


def check_end(wb, bad):
    """People up to the week of the finish, and of the finish that is offered."""
    days = dict(row_values(wb, "week_start"))
    for name, end in (("week_hours", "finish_date"), ("week_reserve", "finish_offered")):
        used = [c for c, v in row_values(wb, name) if v and v > 1e-9]
        if not days[max(used)] <= wb.named(end) < days.get(max(used) + 1, 1e9):
            bad.append(f"{name} ends in the week of {days[max(used)]}, {end} is {wb.named(end)}")


def check_tracking(wb, bad):
    """Its weeks begin when those of Plan do; hours planned by a week's last day are the week's."""
    sheet, first = "Tracking", running.row_of(wb, "Tracking", "Week") + 1
    step, days = wb.named("week_step"), [v for _, v in row_values(wb, "week_start")]
    of_weeks = [wb.sheet(sheet).get(f"B{first + round(i * step)}", (None,))[0] for i in range(len(days))]
    bad += [f"Tracking: a week of {t}, Plan: of {d}" for t, d in zip(of_weeks, days) if t is not None and t != d]
    week = round(wb.named("weeks_gone"))
    planned = wb.sheet(sheet)[f"F{first + week - 1}"][0]
    if week and abs(wb.named("tracking_planned") - planned) > 0.01:
        bad.append(f"Tracking: {wb.named('tracking_planned')} hours planned, week {week}: {planned}")


REPORTED = ((40, 30), (45, 70), (50, 110), (60, 150))  # spent in a week, earned by then


def check_reported(wb, bad):
    """Of what is reported only the weeks up to the status date count, and the others are told."""
    rate, (spent, earned) = wb.named("billed_rate"), (sum(s for s, _ in REPORTED[:2]), REPORTED[1][1])
    for name, is_to_be in (("tracking_earned", earned), ("tracking_ev", earned * rate), ("tracking_ac", spent * rate),
                           ("last_reported", 2), ("reported_late", 2), ("checks_failed", 1)):
        if abs(wb.named(name) - is_to_be) > 0.01:
            bad.append(f"four weeks reported, two gone: {name} is {wb.named(name)}, not {is_to_be}")


def main():
    migcost, folder = os.path.realpath(sys.argv[1]), sys.argv[2]
    plain, edited = os.path.join(folder, "off.xlsx"), os.path.join(folder, "off.again.xlsx")
    subprocess.run([migcost, "quote", "tests/sample", "--region", "de", "--start", "2027-03-01", "--by", "2027-12-01",
                    "-o", plain], check=True, stdout=subprocess.DEVNULL)
    wb, calc = B.Book(plain), Calc()
    sheet, first = wb.where("first_day")[0], int(wb.named("first_day"))
    free = [f"{ref}" for ref in parts.editable_names(wb, "Inputs")["holidays"]
            if wb.sheet("Inputs").get(ref, (None,))[0] is None]
    off = [first + d for d in (1, 2, 3, 4, 9, 10, 22, 29)]
    calc.open(plain)
    for ref, day in zip(free, off):
        calc.number("Inputs", ref, day)
    # The last of ten days that are worked: two weeks are gone.
    worked, day = 0, first
    closed = {v for _, v in column_values(wb, "holidays") if v} | set(off[:len(free)])
    while True:
        worked += (day % 7 not in (0, 1)) and day not in closed
        if worked == 10:
            break
        day += 1
    calc.set("status_date", day)
    week = running.row_of(wb, "Tracking", "Week") + 1
    for i, pair in enumerate(REPORTED):
        for column, hours in zip("CD", pair):
            calc.number("Tracking", f"{column}{week + i}", hours)
    calc.save(edited)
    calc.close()
    calc.run()
    bad = [] if len(free) > 4 else [f"room for {len(free)} days off of one's own alone"]
    for path in (plain, edited):
        wb = B.Book(path)
        check_bars(wb, bad)
        check_end(wb, bad)
        check_tracking(wb, bad)
    check_reported(wb, bad)
    if abs(wb.named("weeks_gone") - 2) > 1e-9:
        bad.append(f"{wb.named('weeks_gone')} weeks gone, not 2")
    print("\n".join(bad))
    return not bad


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
