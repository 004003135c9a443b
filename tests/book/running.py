"""running.py - the sheets that a project manager runs, filled in by LibreOffice and by hand:
Staffing, Milestones, Change control, Tracking."""
import datetime
import math
import re

import book as B
import parts

EPOCH = datetime.date(1899, 12, 30)
ASKED = """total_hours cost_expected price_expected price_offered billed_rate weeks_expected weeks_offered weeks_p50 weeks_p80
first_day finish_date finish_p50 finish_p80 finish_offered team_size hours_per_day plan_hours plan_done
staffing_hours staffing_check weeks_over milestone_check change_hours change_days change_total
price_changed finish_changed contingency_left tracking_planned tracking_hours tracking_budget tracking_pv tracking_ev tracking_ac tracking_eac
tracking_share tracking_spi forecast_p50 forecast_p80 hours_earned hours_remaining weeks_gone week_step plan_past tracking_past
contingency_offered contingency_released contingency_credit contingency_changes noted_beyond contingency_drawn invoiced_in_all
waiting_days weeks_waited invoiced_so_far paid_so_far unpaid_so_far to_invoice
tracking_invoiced tracking_paid tracking_unpaid tracking_to_invoice weeks_planned weeks_changed checks_failed""".split()
SPENT, EARNED, DAYS = (50, 62, 58, 60), (40, 95, 150, 180), 27
AS_PLANNED = (0.25, 0.5, 0.75, 1)  # of the weeks


def row_of(wb, sheet, text):
    return next(int(re.sub("[A-Z]", "", ref)) for ref, (value, _) in wb.sheet(sheet).items() if value == text)


def column_of(wb, name):
    sheet, cells = wb.where(name)
    return sheet, [c for c in re.findall("[A-Z]+[0-9]+", cells)]


def moved_cells(wb):
    """Of milestones 1, 2, the one that completes the code and the last: what approved changes add, and when they are
    due with them."""
    changed, due = (cells_of(wb, name) for name in ("milestone_changed", "milestone_due_changed"))
    return [cells[i] for cells in (changed, due) for i in (0, 1, code_of(wb), -1)]


def code_of(wb):
    """The milestone that completes the code, from 0: what names none comes with it."""
    return next(i for i, c in enumerate(cells_of(wb, "milestone_label")) if "Code complete" in value_of(wb, c))


def check_moved(bad, wb, s, each, price):
    """3 of a kind with the second milestone, and 1 less with none."""
    cells = moved_cells(wb)
    later = 3 * each * 5 * s["weeks_expected"] / s["total_hours"]
    compare(bad, s, **{cells[0]: 0, cells[1]: math.floor(3 * price + .5),
                       cells[2]: s["change_total"] - math.floor(3 * price + .5), cells[3]: 0,
                       cells[4]: value_of(wb, cells[4]), cells[7]: s["finish_changed"]})
    week = weeks_due(wb)[1]
    compare(bad, s, **{cells[5]: working_days_on(s["first_day"], week + later / 5)})
    check_plan_moved(bad, wb, s, {1: later, code_of(wb): -later / 3})


def cells_of(wb, name):
    """Of a column with a name, each: "Plan!I7"."""
    sheet, (first, end) = column_of(wb, name)
    letters = re.sub("[0-9]", "", first)
    return [f"{sheet}!{letters}{row}" for row in range(int(first[len(letters):]), int(end[len(letters):]) + 1)]


def value_of(wb, place):
    sheet, ref = place.split("!")
    return wb.sheet(sheet)[ref][0]


def weeks_due(wb):
    """Of the milestones, without changes."""
    return [value_of(wb, c) for c in cells_of(wb, "milestone_week")]


PLAN_MOVES = ("phase_start_week", "phase_weeks", "phase_finish", "milestone_due_changed")


def moved(at, days, week, begins):
    """By how many weeks changes of milestones, {number: days}, move what begins or ends in a week of the plan. What is
    added comes behind its milestone; what is taken off shortens the weeks before it, at most to half of them, or from
    the milestone before to a tenth, and what is more than that the ones behind it."""
    sum_, owed = 0, 0
    for i, end in enumerate(at):
        n = days.get(i, 0) / 5 + owed
        room = max(0, end - (at[i - 1] if i else 0))
        owed = min(0, n + 0.9 * room)
        if n > 0:
            sum_ += n if begins and end <= week + 1e-4 or end < week - 1e-4 else 0
        elif n < 0:
            cut, stretch = n - owed, min(room, 2 * (owed - n))
            sum_ += cut * min(1, max(0, (week - end + stretch) / stretch)) if stretch else 0
    return sum_


def check_needs(bad, wb, s, days):
    """Nothing begins before what it needs ends, whatever was taken off; a week with less than no work is told."""
    start, weeks, hours, begin, finish = ([s[c] for c in cells_of(wb, name)] for name in NEEDS_MOVE)
    sheet, (first, _) = column_of(wb, "phase_hours")
    at, due = weeks_due(wb), [s[c] for c in cells_of(wb, "milestone_due_changed")]
    planned = [value_of(wb, c) + value_of(wb, d) for c, d in zip(cells_of(wb, "phase_start_week"), cells_of(wb, "phase_weeks"))]
    for i in range(len(start)):
        needs = wb.sheet(sheet).get(f"E{int(first[1:]) + i}", ("",))[0] or ""
        for j in (int(n) - 1 for n in str(needs).replace(".0", "").split(", ") if n):
            if hours[i] > 0 and hours[j] > 0 and (start[i] < start[j] + weeks[j] - 1e-6 or begin[i] < finish[j]):
                bad.append(f"phase {i + 1} begins in week {start[i]}, {j + 1}, which it needs, ends in {start[j] + weeks[j]}")
        if hours[i] > 0 and not weeks[i] > 0:
            bad.append(f"phase {i + 1} has {hours[i]} hours in {weeks[i]} weeks")
        for k, day in enumerate(due[:-1]):
            if planned[i] <= at[k] + 1e-6 and finish[i] > day:
                bad.append(f"phase {i + 1} ends on {finish[i]}, milestone {k + 1}, which waits for it, is due on {day}")
    if any(a > b for a, b in zip(due, due[1:])):
        bad.append(f"milestones are due on {due}")
    if max(a + b for a, b in zip(start, weeks)) > s["weeks_planned"] + 1e-6:
        bad.append(f"phases end behind the plan of {s['weeks_planned']} weeks")
    shift = moved([min(w, value_of(wb, "!".join(single(wb, "weeks_expected")))) for w in at], days, 1e9, True)
    compare(bad, s, plan_hours=s["total_hours"] + s["change_hours"], staffing_hours=s["total_hours"] + s["change_hours"],
            weeks_planned=s["weeks_expected"] + shift, tracking_hours=s["total_hours"] + s["change_hours"],
            forecast_p50=s[PLAN_P50], checks_failed=any(s[c] < -0.05 for c in week_hours(wb)))
    bars = [c for c in bars_of_changes(wb) if s[c]]
    if bool(bars) != any(n > 0 for n in days.values()):
        bad.append(f"changes are drawn in {bars}")


NEEDS_MOVE = ("phase_start_week", "phase_weeks", "phase_hours", "phase_start", "phase_finish")
PLAN_P50 = "Plan!N5"
# Days on the plan by milestone, in shares of all of its days; who pays them.
LESS = {"before the one that completes the code": ({"code": -0.12}, "price"), "in three places": ({1: -0.06, "code": -0.1, -1: -0.04}, "price"),
        "more than is left before its milestone": ({1: -0.5, "code": 0.05}, "price"), "nothing: the contingency adds": ({1: 0.06, "code": -0.02}, "contingency")}


def single(wb, name):
    sheet, ref = wb.where(name)
    return sheet, ref.replace("$", "")


def week_hours(wb):
    sheet, (first, end) = column_of(wb, "week_hours")
    row = re.sub("[A-Z]", "", first)
    return [f"{sheet}!{ref}" for ref in wb.sheet(sheet) if re.fullmatch("[A-Z]+" + row, ref) and (len(ref) > len(row) + 1 or ref[0] > "F")]


def bars_of_changes(wb):
    """The cells of Plan that are drawn for approved changes."""
    row = str(row_of(wb, "Plan", "Approved changes, and days of waiting"))
    return [f"Plan!{ref}" for ref in wb.sheet("Plan") if re.fullmatch("[A-Z]+" + row, ref) and (len(ref) > len(row) + 1 or ref[0] > "S")]


def less_days(wb, shares):
    """By the number of the milestone, from 0."""
    count = len(cells_of(wb, "milestone_due"))
    return {code_of(wb) if key == "code" else key % count: round(share * wb.named("weeks_expected") * 5, 2) for key, share in shares.items()}


def plan_less(calc, wb, case, change):
    """A price of its own whose unit takes a day of the plan."""
    own = row_of(wb, "Change control", "Price of its own 1")
    for label, (shares, payer) in LESS.items():
        calc.cell("Change control", f"B{own}", "A day of work")
        calc.number("Change control", f"I{own}", wb.named("total_hours") / wb.named("weeks_expected") / 5)
        for i, (milestone, days) in enumerate(less_days(wb, shares).items()):
            log(calc, change + i, "A day of work", days)
            calc.cell("Change control", f"F{change + i}", payer)
            calc.number("Change control", f"L{change + i}", milestone + 1)
        calc.get(f"{case}/{TAKEN} {label}", *ASKED, PLAN_P50, *[c for name in NEEDS_MOVE + ("milestone_due_changed",) for c in cells_of(wb, name)],
                 *week_hours(wb), *bars_of_changes(wb))
        calc.undo()


def check_plan_moved(bad, wb, s, days):
    """Changes of milestones, {number: days}, move what the plan has behind them, and its dates are those of the
    milestones."""
    starts, weeks, finish, dues = (cells_of(wb, name) for name in PLAN_MOVES)
    at, same = weeks_due(wb), 0
    for start, length, end in zip(starts, weeks, finish):
        begins, takes = value_of(wb, start), value_of(wb, length)
        by_hand = begins + moved(at, days, begins, True)
        if abs(s[start] - by_hand) > 1e-3:
            bad.append(f"{start}: week {s[start]}, by hand {by_hand}")
        for i, due in enumerate(dues[:-1]):
            if i not in days and takes > 0 and abs(begins + takes - at[i]) < 1e-6:
                same += 1
                compare(bad, s, **{end: s[due]})
    if not same:
        bad.append("no milestone is due when a phase ends")
    # The weeks of Staffing in which the changes are done, and of Plan those that are drawn.
    for place in change_weeks(wb):
        week = value_of(wb, week_above(wb, place))
        begins = [i for i, n in days.items() if n > 0 and at[i] < week + s["week_step"] - 1 - 1e-6
                  and at[i] + n / 5 > week - 1 + 1e-6]
        if begins and not s[place] > 0:
            bad.append(f"{place}: {s[place]} hours in week {week}, changes {days}")


def change_weeks(wb):
    """On Staffing, the hours of approved changes by week."""
    row = [ref[1:] for ref, (v, _) in wb.sheet("Staffing").items() if ref[0] == "A" and v == "Approved changes, and days of waiting"][0]
    return [f"Staffing!{ref}" for ref in wb.sheet("Staffing") if re.fullmatch(f"[A-Z]+{row}", ref) and (len(ref) > len(row) + 1 or ref[0] > "F")]


def week_above(wb, place):
    """Its number."""
    sheet, (first, _) = column_of(wb, "week_first")
    return "Staffing!" + re.sub("[0-9]", "", place.split("!")[1]) + re.sub("[A-Z]", "", first)


def plan(calc, case, path):
    """What is filled in, a label each."""
    wb = B.Book(path)
    week, change = row_of(wb, "Tracking", "Week") + 1, row_of(wb, "Change control", "C-1")
    kinds = column_of(wb, "change_kinds")[1][0]
    first = wb.named("first_day")
    first_day = first
    calc.open(path)
    calc.get(case + "/as it is", *ASKED)
    calc.text("risk_appetite", "P80")
    calc.get(case + "/at P80", *ASKED)
    calc.undo()
    calc.set("team", 3)
    calc.set("start_date", first + 365)
    calc.get(case + "/three people, a year later", *ASKED)
    calc.undo()
    calc.set("hours_per_week", 10)
    calc.get(case + "/ten hours a week", *ASKED)
    calc.undo()
    for i, (spent, earned) in enumerate(zip(SPENT, EARNED)):
        calc.number("Tracking", f"C{week + i}", spent)
        calc.number("Tracking", f"D{week + i}", earned)
    calc.set("status_date", first + DAYS)
    calc.get(case + "/four weeks reported", *ASKED)
    calc.undo()
    for i, (count, approved) in enumerate(((3, "yes"), (2, "no"), (-1, "yes"))):
        calc.cell("Change control", f"B{change + i}", wb.sheet("Change control")[kinds][0])
        calc.number("Change control", f"D{change + i}", count)
        calc.cell("Change control", f"E{change + i}", approved)
    calc.number("Change control", f"L{change}", 2)
    calc.set("status_date", first_day + DAYS)
    calc.get(case + "/changes", *ASKED, *moved_cells(wb), *[c for name in PLAN_MOVES for c in cells_of(wb, name)], *change_weeks(wb))
    calc.undo()
    calc.number("Staffing", column_of(wb, "people_have")[1][0], 0.01)
    shares = column_of(wb, "milestone_share")
    first = int(shares[1][0][1:])
    calc.number(*shares_cell(shares, first + 1), 1)
    calc.get(case + "/too few people, too many percents", *ASKED)
    calc.undo()
    # A larger advance is made up for by those that follow the hours; a typed one by the next.
    calc.number(*shares_cell(shares, first), 0.3)
    calc.number(*shares_cell(shares, first + 2), 0.2)
    calc.get(case + "/a larger advance", *ASKED)
    calc.undo()
    for part in AS_PLANNED:
        date, _, _, edits = as_planned(wb, part)
        calc.set("status_date", date)
        for sheet, cell, word in edits:
            calc.cell(sheet, cell, word)
        calc.get(f"{case}/{AT} {part:.0%}", *ASKED)
        calc.undo()
    have = column_of(wb, "people_have")[1][0]
    calc.number("Staffing", have, wb.sheet("Staffing")["C" + have[1:]][0] / 1.055)
    calc.get(case + "/one is short by a twentieth", ENOUGH(wb))
    calc.undo()
    for sheet, cell in phase_rows(wb)[1]:
        calc.cell(sheet, cell, "dropped")
    calc.get(f"{case}/{DROPPED}", *ASKED, *phase_cells(wb))
    calc.undo()
    for part in AS_PLANNED[:3]:
        weeks = weeks_of(wb, part)
        calc.set("status_date", working_days_on(first_day, weeks))
        for week_done in range(1, weeks + 1):
            calc.number("Tracking", f"D{week + week_done - 1}", wb.sheet("Tracking")[f"F{week + week_done - 1}"][0])
        calc.get(f"{case}/{NOTED} {part:.0%}", *ASKED, burn_up(wb, math.ceil(wb.named("weeks_expected"))))
        calc.undo()
    note_weeks(calc, wb, week, weeks_of(wb, 0.5))
    calc.cell(*evidence_rows_first(wb), "done")
    calc.set("status_date", working_days_on(first_day, weeks_of(wb, 0.5) + 0.2))
    calc.get(f"{case}/{ONE_STATUS}", *ASKED)
    calc.undo()
    own = row_of(wb, "Change control", "Price of its own 1")
    calc.cell("Change control", f"B{own}", "Stream of prices")
    for col, value in zip("IKL", OWN_PRICE):
        calc.number("Change control", f"{col}{own}", value)
    log(calc, change, "Stream of prices", 1)
    calc.get(f"{case}/{OWN}", *ASKED)
    calc.undo()
    # A week on plan, one of waiting, and one more on plan; then two days of the next.
    note_weeks(calc, wb, week, 1)
    waiting = row_of(wb, "Change control", "Day of waiting for the client")
    calc.number("Change control", f"K{waiting}", 400)
    log(calc, change, "Day of waiting for the client", 5)
    calc.number("Change control", f"C{change}", first_day + 7)
    planned = [wb.sheet("Tracking")[f"F{week + i}"][0] for i in range(2)]
    for i, (spent, earned) in enumerate(((0, planned[0]), (planned[1] - planned[0], planned[1]))):
        calc.number("Tracking", f"C{week + 1 + i}", spent)
        calc.number("Tracking", f"D{week + 1 + i}", earned)
    calc.set("status_date", first_day + 18)
    calc.get(f"{case}/{WAITED}", *ASKED, *burn_up_weeks(wb))
    calc.undo()
    # The first is paid, the second invoiced with a change of its own, the third accepted; a day is typed.
    log(calc, change, wb.sheet("Change control")[kinds][0], 2)
    calc.number("Change control", f"L{change}", 2)
    for i, name in enumerate(LEDGER_DAYS):
        for row in range(3 - i):
            calc.number(*ledger_cell(wb, name, row), first_day + row)
    calc.set("status_date", wb.named("finish_offered") + 60)
    calc.get(f"{case}/{ACCEPTED}", *ASKED, *["!".join(ledger_cell(wb, "ledger_" + name, row))
                                             for name in ("state", "invoice") for row in range(4)])
    calc.undo()
    calc.set("effort_typed", 0.4)
    calc.number("Effort", typed_last(wb), 0.3)
    calc.get(f"{case}/{TYPED}", *ASKED, "effort_hours", "effort_done", "effort_doing",
             *["Effort!" + typed_last(wb, name) for name in ("effort_hours", "effort_done")])
    calc.undo()
    plan_less(calc, wb, case, change)
    plan_odd(calc, wb, case)
    for payer in ("price", "contingency"):
        calc.cell("Change control", f"B{change}", wb.sheet("Change control")[kinds][0])
        calc.number("Change control", f"D{change}", 2 if payer == "contingency" else -2)
        calc.cell("Change control", f"E{change}", "yes")
        calc.cell("Change control", f"F{change}", payer)
        calc.set("contingency_other", 30)
        calc.get(f"{case}/{LEDGER} {payer}", *ASKED)
        calc.undo()
    calc.close()


ORDER = ["paid before the invoice", "invoiced before acceptance", "paid before the invoice"]
# What is filled in, and how many checks of Summary then do not hold. An invoice is as it was agreed, whatever was typed since;
# roles that have work have somebody, once they are filled in.
ODDS = {"nothing": 0, "days out of order": 2, "another amount": 1, "another amount, and its day": 2, "another rate, nothing invoiced": 0,
        "another rate, one is paid": 1, "another rate, signed, one is paid": 0, "done on changes": 1, "a role without people": 1, "a role that is left empty": 1}


def signed_at_twice(wb):
    """The first milestone at twice the rate: what is signed is typed, in whole units."""
    share = wb.sheet(column_of(wb, "milestone_share")[0])[ledger_cell(wb, "milestone_share", 0)[1]][0]
    return math.floor(share * math.floor(2 * wb.named("price_offered") + .5) + .5)


def plan_odd(calc, wb, case):
    days = lambda row, *names: [calc.number(*ledger_cell(wb, "ledger_" + name, row), wb.named("first_day") + 30 - i)
                                for i, name in enumerate(names)]
    people = cells_of(wb, "people_have")
    other = lambda: calc.number(*ledger_cell(wb, "ledger_invoice", 1), 1e6)
    fill = {"days out of order": lambda: (days(0, "accepted", "paid"), days(1, "invoiced"), days(2, "accepted", "paid", "invoiced"),
                                          calc.number(*ledger_cell(wb, "ledger_invoiced", 2), wb.named("first_day") + 40)),
            "another amount": other, "another amount, and its day": lambda: (other(), days(1, "invoiced", "accepted")),
            "another rate, nothing invoiced": lambda: calc.set("rate_per_hour", 2 * wb.named("rate_per_hour")),
            "another rate, one is paid": lambda: (calc.set("rate_per_hour", 2 * wb.named("rate_per_hour")), days(0, "paid", "invoiced", "accepted")),
            "another rate, signed, one is paid": lambda: (calc.set("rate_per_hour", 2 * wb.named("rate_per_hour")),
                                                          calc.number(*ledger_cell(wb, "ledger_signed", 0), signed_at_twice(wb)),
                                                          days(0, "paid", "invoiced", "accepted")),
            "done on changes": lambda: calc.set("changes_done", 50),
            "a role without people": lambda: [calc.number(*c.split("!"), int(i < len(people) - 1)) for i, c in enumerate(people)],
            "a role that is left empty": lambda: [calc.number(*c.split("!"), 1) for c in people[1:]]}
    for label in ODDS:
        fill.get(label, lambda: None)()
        calc.get(f"{case}/{ODD} {label}", "checks_failed", *["!".join(ledger_cell(wb, "ledger_state", row)) for row in range(3)],
                 *[flag_of(c) for c in people], flag_of(load_of(wb)), load_of(wb), *week_people(wb, (people[0], people[-1])))
        calc.undo()


def flag_of(cell):
    return "Staffing!E" + re.sub("[^0-9]", "", cell)


def load_of(wb):
    return f"Staffing!C{row_of(wb, 'Staffing', 'Load of the people you have')}"


def week_people(wb, of):
    """Of the first and the last role: people in its weeks."""
    rows = [re.sub("[^0-9]", "", c) for c in of]
    return [f"Staffing!{ref}" for row in rows for ref in wb.sheet("Staffing")
            if re.fullmatch("[A-Z]+" + row, ref) and (len(ref) > len(row) + 1 or ref[0] > "F")]


def check_odd(bad, wb, s, label):
    compare(bad, s, checks_failed=ODDS[label])
    states = [s["!".join(ledger_cell(wb, "ledger_state", row))] for row in range(3)]
    if label == "days out of order" and states != ORDER:
        bad.append(f"states {states}")
    people = cells_of(wb, "people_have")
    if label.startswith("a role"):
        lone = people[-1] if "without" in label else people[0]
        needed = max(s[c] for c in week_people(wb, (lone,)))
        if s[flag_of(lone)] != f"nobody, {math.floor(10 * needed + .5) / 10:g} needed" or not all(
                re.match("yes|tight|over", s[flag_of(c)]) for c in people if c != lone):
            bad.append(f"of {needed} people: {[s[flag_of(c)] for c in people]}")
        if not str(s[flag_of(load_of(wb))]).startswith(f"of {len(people) - ('without' not in label)} of {len(people)} roles"):
            bad.append(f"load {s[flag_of(load_of(wb))]}")


def typed_last(wb, name="effort_typed"):
    """Of the last line that takes a share: of the work that every project has once."""
    free = [c for c in parts.unlocked_cells(wb, "Effort") if c in cells_in(wb, "effort_typed")]
    row = re.sub("[A-Z]", "", free[-1])
    return re.sub("[0-9]", "", cells_in(wb, name)[0]) + row


def cells_in(wb, name):
    return [c.split("!")[1] for c in cells_of(wb, name)]


def ledger_cell(wb, name, row):
    """Of the milestones on their way to be paid, from 0."""
    sheet, (first, _) = column_of(wb, name)
    return sheet, first[0] + str(int(first[1:]) + row)


def check_accepted(bad, wb, s):
    """Days that are typed make the states, and what is invoiced and paid."""
    cell = lambda name, row: s["!".join(ledger_cell(wb, "ledger_" + name, row))]
    states = [cell("state", row) for row in range(4)]
    if states != ["paid", "invoiced, overdue", "accepted", "open, late"]:
        bad.append(f"states {states}")
    kept = wb.named("kept_share")
    amounts = [wb.sheet("Milestones")[ledger_cell(wb, "milestone_amount", row)[1]][0] for row in range(2)]
    amounts[1] += s["change_total"]
    invoices = [a - math.floor(a * kept + .5) for a in amounts]
    compare(bad, s, **{"!".join(ledger_cell(wb, "ledger_invoice", row)): invoices[row] for row in range(2)},
            paid_so_far=invoices[0], unpaid_so_far=invoices[1], invoiced_so_far=sum(invoices),
            to_invoice=s["invoiced_in_all"] - sum(invoices))


def log(calc, row, kind, count):
    """An approved change that the price pays."""
    calc.cell("Change control", f"B{row}", kind)
    calc.number("Change control", f"D{row}", count)
    calc.cell("Change control", f"E{row}", "yes")


def burn_up_weeks(wb):
    """The hours planned by the end of the first three weeks."""
    week = row_of(wb, "Tracking", "Week") + 1
    return [f"Tracking!F{week + i}" for i in range(3)]


def note_weeks(calc, wb, week, weeks):
    """Exactly the plan."""
    for i in range(weeks):
        for col in "CD":
            before = wb.sheet("Tracking")[f"F{week + i - 1}"][0] if i and col == "C" else 0
            calc.number("Tracking", f"{col}{week + i}", wb.sheet("Tracking")[f"F{week + i}"][0] - before)


def evidence_rows_first(wb):
    return min(rows[0][:2] for rows in evidence_rows(wb).values())


def weeks_of(wb, part):
    return round(part * wb.named("weeks_expected"))


def burn_up(wb, week):
    """The hours that the picture of Tracking draws for a week."""
    return f"Tracking!G{row_of(wb, 'Tracking', 'Week') + week}"


def phase_cells(wb):
    """Hours and weeks of the phases."""
    (sheet, (first, end)) = column_of(wb, "phase_hours")
    return [f"{sheet}!{col}{row}" for row in range(int(first[1:]), int(end[1:]) + 1) for col in "GJ"]


def phase_rows(wb):
    """A phase that takes whole lines: its number, and where the statuses of its rows stand."""
    phases, rows, effort = {}, evidence_rows(wb), wb.sheet("Effort")
    status = next(re.sub("[0-9]", "", ref) for ref, (v, f) in effort.items()
                  if v == "Status" and re.fullmatch("[A-Z]+4", ref))
    for p in packages(wb):
        phases.setdefault(int(p["id"].split(".")[0]), []).append(p)
    of_all = lambda line: [p for p in packages(wb) if p["label"] == line]
    number = next(n for n, ps in phases.items() if n > 2 and all(len(of_all(p["label"])) == 1 for p in ps))
    found = []
    for p in phases[number]:
        mine = [r[:2] for r in rows.get(p["label"], [])]
        found += mine or [("Effort", status + ref[1:]) for ref, (v, f) in effort.items()
                          if re.fullmatch("A[0-9]+", ref) and v == p["label"]][:1]
    return number, found


DROPPED = "a phase is dropped"
ONE_STATUS = "half of the plan noted, one status set, on the Monday after"
OWN, OWN_PRICE = "a change with a price of its own", (30, 5000, 7)  # hours, money, days on the plan
WAITED = "three weeks reported, one of them waited for the client"
TYPED = "shares that are typed count in place of statuses"
ACCEPTED = "milestones accepted, invoiced, paid"
LEDGER_DAYS = ("ledger_accepted", "ledger_invoiced", "ledger_paid")
TAKEN = "taken off"
ODD = "what cannot be, or was not agreed, is told:"
LEDGER = "contingency released, and a change paid from the"
NOTED = "hours of the plan noted, at"
AT = "exactly the plan, at"


def packages(wb):
    """The work packages of Plan: label, part, hours, first week, weeks, and its place."""
    sheet, (first, end) = column_of(wb, "package_hours")
    cells = wb.sheet(sheet)
    for row in range(int(first[1:]), int(end[1:]) + 1):
        value = lambda col: cells.get(f"{col}{row}", (None, None))[0]
        if isinstance(value("G"), float):
            yield {"id": value("A"), "label": value("B"), "split": cells[f"E{row}"][1], "hours": value("G"), "start": value("I"),
                   "weeks": value("J")}


def evidence_rows(wb):
    """{class: [(sheet, status cell, quantity, keeps state)]}"""
    rows = {}
    for sheet in wb.files:
        cells = wb.sheet(sheet)
        heads = {v: re.sub("[0-9]", "", ref) for ref, (v, f) in cells.items() if re.fullmatch("[A-Z]+4", ref)}
        if sheet == "Effort" or not {"Class", "Status", "Quantity"} <= heads.keys():
            continue
        for ref in list(cells):
            row = ref[len(heads["Status"]):]
            if ref == heads["Status"] + row and cells[ref][0] == "todo":
                keeps = cells.get(heads.get("Keeps state", "ZZ") + row, ("",))[0]
                rows.setdefault(cells[heads["Class"] + row][0], []).append(
                    (sheet, ref, cells[heads["Quantity"] + row][0], keeps))
    return rows


def as_planned(wb, part):
    """What to fill in so that as much is done as the packages of Plan say; how many of the hours
    that is, and by how many it cannot be told: a row is to do, in work (half) or done."""
    days = math.ceil(round(part * wb.named("weeks_expected") * 5, 6))
    date = working_days_on(wb.named("first_day"), days / 5)
    rows, effort, edits, earned, rough = evidence_rows(wb), wb.sheet("Effort"), [], 0, 0
    status = next(re.sub("[0-9]", "", ref) for ref, (v, f) in effort.items()
                  if v == "Status" and re.fullmatch("[A-Z]+4", ref))
    work = {}  # of a line, or of those of its rows that do or do not keep state: hours, and those planned
    for p in packages(wb):
        done = min(1, max(0, (days / 5 - p["start"]) / p["weeks"])) if p["weeks"] > 0 else 0
        state = re.search('"(yes|no)"', p["split"] or "")
        hours, planned = work.get((p["label"], state and state[1]), (0, 0))
        work[p["label"], state and state[1]] = hours + p["hours"], planned + done * p["hours"]
    for (label, state), (hours, planned) in work.items():
        mine = [r for r in rows.get(label, []) if not state or r[3] == state]
        if not mine:
            row = next(ref[1:] for ref, (v, f) in effort.items() if re.fullmatch("A[0-9]+", ref) and v == label)
            mine = [("Effort", status + row, 1, "")]
        whole, made = sum(r[2] for r in mine), 0
        for sheet, cell, quantity, _ in mine:
            left = (planned / hours * whole - made) / quantity
            word, counts = ("done", 1) if left >= 0.75 else ("doing", 0.5) if left >= 0.25 else ("todo", 0)
            edits.append((sheet, cell, word))
            made += counts * quantity
        earned += hours * made / whole
        rough += abs(hours * made / whole - planned)
    return date, earned, rough, edits


def shares_cell(shares, row):
    return shares[0], shares[1][0][0] + str(row)


def working_days_on(first, weeks):
    """The last working day of so many weeks; no holidays."""
    day, left = EPOCH + datetime.timedelta(days=first), max(1, math.ceil(round(weeks * 5, 6)))
    while left > 1:
        day += datetime.timedelta(days=1)
        left -= day.weekday() < 5
    return (day - EPOCH).days


def later(day, days):
    """A serial date so many working days on; no holidays."""
    while days:
        day += 1
        days -= (EPOCH + datetime.timedelta(days=int(day))).weekday() < 5
    return day


def working_days(first, day):
    """From the first day to this one, both counted; no holidays."""
    return sum((EPOCH + datetime.timedelta(days=int(d))).weekday() < 5 for d in range(int(first), int(day) + 1))


def near(a, b):
    return a is not None and abs(a - b) <= 1e-6 * max(1, abs(b))


def compare(bad, s, **by_hand):
    for name, value in by_hand.items():
        if not near(s[name], value):
            bad.append(f"{name}: the workbook {s[name]}, by hand {value}")


def planned_hours(wb, weeks):
    return sum(p["hours"] * min(1, max(0, (weeks - p["start"]) / p["weeks"])) for p in packages(wb) if p["weeks"] > 0)


def ENOUGH(wb):
    return "Staffing!E" + column_of(wb, "people_have")[1][0][1:]


def check_booked(wb):
    cells, bad, step = wb.sheet("Staffing"), [], wb.named("week_step")
    weeks = lambda row: [(ref, v) for ref, (v, f) in cells.items()
                         if re.sub("[A-Z]+", "", ref) == str(row) and (len(ref) - len(str(row)) > 1 or ref[0] > "F")]
    first, end = (int(c[1:]) for c in column_of(wb, "people_have")[1])
    booked = row_of(wb, "Staffing", "Whom to book: whole people") + 2
    for k, row in enumerate(range(first, end + 1)):
        asked, got = [v for _, v in weeks(row)], [v for _, v in weeks(booked + k)]
        label, people, begins, ends = (cells[f"{c}{booked + k}"][0] for c in "ABCD")
        need = [math.ceil(round(a / 1.1, 6)) for a in asked]
        if any(a > 1e-5 and g < max(1, n) for a, g, n in zip(asked, got, need)):
            bad.append(f"{label}: needed {need}, booked {got}")
        held = [i for i, g in enumerate(got) if g > 0]
        if held and (begins, ends) != (1 + held[0] * step, (held[-1] + 1) * step):
            bad.append(f"{label}: booked {got}, from {begins} to {ends}")
        more = [i for i, g in enumerate(got) if g > people]
        if len(more) > len(held) / 10 or bool(more) != (" in " in label):
            bad.append(f"{label}: {people}, booked {got}")
    return bad


def week_reached(wb, hours):
    """The week of the plan in which so many hours are planned, by its packages one after the other."""
    week = 0
    for p in packages(wb):
        if hours > 0:
            week = p["start"] + p["weeks"] * min(1, hours / p["hours"] if p["hours"] > 0 else 1)
        hours -= p["hours"]
    return week


def check_forecast(bad, wb, s, gone, pace):
    """Weeks gone, then the weeks of the plan that are left; P80 as far above P50 as it was."""
    left = wb.named("weeks_expected") - week_reached(wb, s["tracking_share"] * s["total_hours"])
    if s["tracking_share"] > 1 - 1e-9:
        left = 0
    for p in ("p50", "p80"):
        weeks = gone + left * s["weeks_" + p] / s["weeks_expected"] / pace
        compare(bad, s, **{"forecast_" + p: working_days_on(s["first_day"], weeks)})


def check(case, path, said, result):
    wb = B.Book(path)
    as_it_is = said[case + "/as it is"]
    for label in ODDS:
        bad = []
        check_odd(bad, wb, said[f"{case}/{ODD} {label}"], label)
        result(f"run, {case}: {ODD} {label}", bad)
    for label, s in ((k.split("/")[1], v) for k, v in said.items() if k.startswith(case + "/") and "tracking_pv" in v):
        bad = []
        compare(bad, s, plan_hours=s["total_hours"] + s["change_hours"],
                staffing_hours=s["total_hours"] + s["change_hours"])
        if s["staffing_check"] != "ok":
            bad.append("hours of the plan lie beyond the weeks")
        if label.startswith(TAKEN):
            shares, payer = LESS[label[len(TAKEN) + 1:]]
            check_needs(bad, wb, s, less_days(wb, shares))
            if payer == "contingency":
                compare(bad, s, finish_changed=s["finish_offered"])
            result(f"run, {case}: {label}", bad)
            continue
        compare(bad, s, weeks_planned=s["weeks_expected"] + s["change_days"] / 5)
        if label.startswith(LEDGER):
            compare(bad, s, contingency_left=s["contingency_credit"], tracking_ev=0)
            # Of the money at cost, what was released is the hours' and the rest is left.
            left = s["price_changed"] - s["tracking_budget"] - 30
            if abs(s["contingency_left"] - left) > 5:  # prices are whole, person-days rounded
                bad.append(f"left {s['contingency_left']}, of the price {left}")
            result(f"run, {case}: {label}", bad)
            continue
        compare(bad, s, **{"tracking_" + name: s[of] for name, of in (
            ("invoiced", "invoiced_so_far"), ("paid", "paid_so_far"), ("unpaid", "unpaid_so_far"), ("to_invoice", "to_invoice"))})
        if label == ACCEPTED:
            check_accepted(bad, wb, s)
            result(f"run, {case}: {label}", bad)
            continue
        if label == TYPED:
            last = [s["Effort!" + typed_last(wb, name)] for name in ("effort_hours", "effort_done")]
            compare(bad, s, effort_done=0.4 * s["effort_hours"], effort_doing=0, hours_earned=s["plan_done"] * s["plan_hours"])
            if not near(last[1], 0.3 * last[0]) or not 0 < s["hours_earned"] < s["total_hours"]:
                bad.append(f"the last line {last}, earned {s['hours_earned']}")
            result(f"run, {case}: {label}", bad)
            continue
        compare(bad, s, invoiced_so_far=0, to_invoice=s["invoiced_in_all"])
        if label == "changes":
            row = column_of(wb, "change_kinds")[1][0][1:]
            each, price = (wb.sheet("Change control")[col + row][0] for col in "IK")
            hours = 2 * each
            compare(bad, s, change_hours=hours,
                    change_total=math.floor(2 * price + .5),
                    change_days=hours * 5 * s["weeks_expected"] / s["total_hours"],
                    price_changed=s["price_offered"] + s["change_total"],
                    tracking_budget=(s["total_hours"] + hours) * s["billed_rate"],
                    tracking_hours=as_it_is["tracking_hours"] + hours,
                    tracking_planned=planned_hours(wb, s["weeks_gone"]))
            check_moved(bad, wb, s, each, price)
        elif label == OWN:
            hours, price, days = OWN_PRICE
            compare(bad, s, change_hours=hours, change_total=price, change_days=days, contingency_changes=0,
                    price_changed=s["price_offered"] + price, finish_changed=later(s["finish_offered"], days),
                    tracking_hours=as_it_is["tracking_hours"] + hours)
        elif label == WAITED:
            planned = [s[c] for c in burn_up_weeks(wb)]
            compare(bad, s, change_hours=0, change_total=2000, change_days=5, waiting_days=5, weeks_waited=1,
                    contingency_changes=0, finish_changed=later(s["finish_offered"], 5), tracking_spi=1,
                    tracking_hours=as_it_is["tracking_hours"])
            if not near(planned[0], planned[1]) or not planned[1] < planned[2]:
                bad.append(f"planned by the weeks: {planned}")
            # What is left is as it was planned, a week later.
            if abs(s["forecast_p50"] - later(s["finish_p50"], 5)) > 3 or s["forecast_p80"] > later(s["finish_p80"], 5):
                bad.append(f"forecast {s['forecast_p50']} and {s['forecast_p80']}, planned {s['finish_p50']} and {s['finish_p80']}")
        else:
            compare(bad, s, change_total=0, finish_changed=s["finish_offered"], tracking_budget=s["cost_expected"])
        # The milestones as they stand come to what the client pays in the end.
        if not label.startswith("too few"):
            compare(bad, s, invoiced_in_all=s["price_changed"] - s["contingency_credit"])
        if label == "four weeks reported":
            share = min(1, EARNED[-1] * s["billed_rate"] / s["tracking_budget"])
            pace = min(3, max(1 / 3, share * s["tracking_budget"] / s["tracking_pv"]))
            left = s["contingency_credit"] - max(0, s["tracking_eac"] - s["tracking_budget"])
            gone = (DAYS + 1) / 7
            compare(bad, s, tracking_ac=sum(SPENT) * s["billed_rate"], tracking_share=share,
                    tracking_ev=share * s["tracking_budget"],
                    tracking_eac=s["tracking_ac"] / share if share else s["tracking_budget"],
                    contingency_left=left)
            check_forecast(bad, wb, s, gone, pace)
            if not 0 < s["tracking_pv"] < s["tracking_budget"]:
                bad.append(f"planned: {s['tracking_pv']}")
        elif label.startswith(AT):
            part = int(label.split()[-1][:-1]) / 100
            _, earned, rough, edits = as_planned(wb, part)
            planned = planned_hours(wb, s["weeks_gone"])
            compare(bad, s, tracking_pv=planned * s["billed_rate"], tracking_ev=earned * s["billed_rate"],
                    hours_earned=earned, hours_remaining=s["total_hours"] - earned)
            if abs(s["tracking_spi"] - 1) > rough / planned + 0.006 or part == 1 and rough > 1e-6:
                bad.append(f"SPI {s['tracking_spi']}")
            check_forecast(bad, wb, s, s["weeks_gone"], s["tracking_ev"] / s["tracking_pv"])
        elif label == DROPPED:
            cells = [s[c] for c in phase_cells(wb)]
            hours, weeks, number = cells[::2], cells[1::2], phase_rows(wb)[0]
            if hours[number - 1] or any((h > 0) != (w > 0) for h, w in zip(hours, weeks)):
                bad.append(f"hours {hours}, weeks {weeks}")
            if not near(sum(weeks), s["weeks_expected"]):
                bad.append(f"{sum(weeks)} of {s['weeks_expected']} weeks")
            if not s["total_hours"] < as_it_is["total_hours"]:
                bad.append("nothing was dropped")
        elif label == ONE_STATUS:
            weeks = weeks_of(wb, 0.5)
            compare(bad, s, tracking_spi=1, weeks_gone=weeks, tracking_ev=planned_hours(wb, weeks) * s["billed_rate"])
            if not 0 < s["noted_beyond"] < planned_hours(wb, weeks):
                bad.append(f"noted beyond the statuses: {s['noted_beyond']}")
        elif label.startswith(NOTED):
            compare(bad, s, tracking_spi=1)
            # What is done exactly by the plan is forecast as it is planned.
            ends = sorted((s["finish_p50"], s["finish_date"]))
            if not ends[0] - 1 <= s["forecast_p50"] <= ends[1] + 1:
                bad.append(f"forecast {s['forecast_p50']}, planned {s['finish_p50']}")
            if not s["forecast_p50"] < s["forecast_p80"] <= s["finish_p80"]:
                bad.append(f"P80 {s['forecast_p80']}, planned {s['finish_p80']}")
            drawn = s[burn_up(wb, math.ceil(s["weeks_expected"]))]
            if not near(drawn, s["tracking_hours"]):
                bad.append(f"burn-up {drawn} of {s['tracking_hours']}")
        elif label not in ("changes", OWN, WAITED):
            compare(bad, s, tracking_pv=0, tracking_ev=0, forecast_p50=s["finish_p50"], forecast_p80=s["finish_p80"])
        is_odd = label.startswith("too few")
        if (s["weeks_over"] > 0) != is_odd or s["milestone_check"] != ("CHECK" if is_odd else "ok"):
            bad.append(f"over in {s['weeks_over']} weeks, percents {s['milestone_check']}")
        # As many weeks are drawn and printed as the plan had when it was written, and two more.
        sheet, ref = wb.where("plan_past")
        shown = int(re.search(r"([0-9]+)\*week_step", wb.sheet(sheet)[ref.replace("$", "")][1])[1])
        is_past = max(s["weeks_planned"], s["weeks_changed"]) > shown * s["week_step"]
        if bool(s["plan_past"]) != is_past or label == "as it is" and (is_past or s["tracking_past"]):
            bad.append(f"past the {shown} columns that are printed: '{s['plan_past']}' '{s['tracking_past']}'")
        result(f"run, {case}: {label}", bad)
    result(f"run, {case}: whoever has hours in a week is booked", check_booked(wb))
    enough = said[case + "/one is short by a twentieth"][ENOUGH(wb)]
    result(f"run, {case}: more than all of their time is told", [] if re.match("tight: 10[56] % in [0-9]+ weeks?$", str(enough))
           else [f"'{enough}'"])
    sheet, (first, end) = column_of(wb, "phase_hours")
    slip = [wb.sheet(sheet)[f"R{r}"][0] for r in range(int(first[1:]), int(end[1:]) + 1)]
    result(f"run, {case}: the phases lie where the estimate has them", [f"slip {slip}"] if any(slip) else [])
    sheet, (first, end) = column_of(wb, "package_hours")
    # On a further page they have heads again.
    cells = [wb.sheet(sheet).get(f"{first[0]}{r}", (None,))[0] for r in range(int(first[1:]), int(end[1:]) + 1)]
    hours = [h for h in cells if isinstance(h, float)]
    result(f"run, {case}: the work packages are all of the work",
           [] if near(sum(hours), wb.named("total_hours")) else [f"{sum(hours)}"])
    sheet, ends = column_of(wb, "milestone_due")
    first, weeks = wb.named("first_day"), wb.named("weeks_offered")
    result(f"run, {case}: the offer holds the time of its contingency",
           [] if near(weeks, wb.named("weeks_expected") * (1 + wb.named("contingency")))
           and near(wb.named("weeks_reserve"), round(weeks, 1) - round(wb.named("weeks_expected"), 1))
           and wb.named("finish_offered") == working_days_on(first, weeks)
           and wb.named("finish_date") == working_days_on(first, wb.named("weeks_expected"))
           else [f"{weeks} weeks, finish {wb.named('finish_offered')}"])
    result(f"run, {case}: no plan below the shortest time",
           [] if wb.named("weeks_expected") >= wb.named("floor_weeks") - 1e-9 else [f"{wb.named('floor_weeks')}"])
    plan = [wb.sheet(sheet)[ref][0] for ref in ends[:1] + [ends[-1][0] + str(r) for r in range(
        int(ends[0][1:]) + 1, int(ends[-1][1:]))]]
    result(f"run, {case}: milestones but the last are due by the plan",
           [] if max(plan) < wb.named("finish_date") else [f"{plan}"])
    last = wb.sheet(sheet)[ends[-1]][0]
    # Whole days: of a day and a half at most.
    work = [wb.sheet(sheet)["F" + ref[1:]][0] * wb.named("total_hours") for ref in
            (f"E{r}" for r in range(int(ends[0][1:]), int(ends[-1][1:])))]
    by_plan = [planned_hours(wb, working_days(first, day) / 5) for day in plan]
    day = wb.named("total_hours") / wb.named("weeks_expected") / 5
    result(f"run, {case}: milestones are due when the plan has their work done",
           [f"{w} hours of work, {p} planned" for w, p in list(zip(work, by_plan))[1:] if not -1e-6 <= p - w <= 3 * day])
    result(f"run, {case}: the last milestone is due when the finish is offered",
           [] if last == wb.named("finish_offered") else [f"{last}"])
