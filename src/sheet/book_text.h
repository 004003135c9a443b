/* book_text.h - the words of the workbook, all in one place. */
#ifndef BOOK_TEXT_H
#define BOOK_TEXT_H

#define SHEET_QUOTE "Quote"
#define SHEET_SUMMARY "Summary"
#define SHEET_INPUTS "Inputs"
#define SHEET_EFFORT "Effort"
#define SHEET_PLAN "Plan"
#define SHEET_TERMS "Terms"
#define SHEET_UNIT_PRICES "Unit prices"
#define SHEET_WEIGHTS "Weights"
#define SHEET_RISKS "Risks"
#define SHEET_ASSUMPTIONS "Assumptions and exclusions"
#define SHEET_CONFIDENCE "Confidence"
#define SHEET_SCENARIOS "Scenarios"
#define SHEET_DECISION "Decision"
#define SHEET_BANDS "Bands"
#define SHEET_PICTURES "Charts"
#define SHEET_CALIBRATION "Calibration"
#define SHEET_STAFFING "Staffing"
#define SHEET_MILESTONES "Milestones"
#define SHEET_CHANGE "Change control"
#define SHEET_TRACKING "Tracking"

#define TEXT_SUBJECT "Cost, time and evidence of a migration"
#define TEXT_FOOTER "Estimate, not an invoice"
#define TEXT_TOTAL "Total"
#define TEXT_LEFT_AWAY "Found, and not listed here: %s."
#define TEXT_NO_ROWS "Nothing found."
#define TEXT_CLIENT "Client"
#define TEXT_CLIENT_OPEN "Client not named"
#define TEXT_PREPARED_BY "Supplier not named"

/*   PHASE_TITLES(PHASE): PHASE(effort.phase, how people call it) */
#define PHASE_TITLES(PHASE)                                                              \
	PHASE("endpoints", "Endpoints")                                                  \
	PHASE("orm", "Data models, queries")                                             \
	PHASE("jobs", "Background jobs")                                                 \
	PHASE("auth", "Authentication")                                                  \
	PHASE("middleware", "Middlewares")                                               \
	PHASE("pages", "Templates")                                                      \
	PHASE("logic", "Business logic")                                                 \
	PHASE("tests", "Tests and parity")                                               \
	PHASE("ml", "Machine learning")                                                  \
	PHASE("split", "Splitting services")                                             \
	PHASE("foundation", "Foundation")                                                \
	PHASE("discovery", "Discovery")                                                  \
	PHASE("parallel_run", "Parallel run")                                            \
	PHASE("cutover", "Cut-over")                                                     \
	PHASE("qa", "QA")                                                                \
	PHASE("pm", "Project management")                                                \
	PHASE("risk", "Risk events")

/* Inputs */
#define TEXT_INPUTS_INTRO                                                                \
	"Change a yellow cell and every sheet follows; so does the status of a row of "  \
	"evidence. All other cells are locked, without a password."
#define TEXT_INPUTS_QUOTE "Quote details"
#define TEXT_INPUTS_LIVE "Price, time and project"
#define TEXT_INPUTS_LEVELS "What the words above mean"
#define TEXT_INPUTS_FIXED                                                                \
	"Settled when the estimate was made (change them with migcost estimate)"
#define TEXT_INPUTS_CONSTANTS "Constants of the model"
#define TEXT_INPUTS_SOURCE "Source:"
#define TEXT_PROJECT_FACTOR "Project factor"
#define NOTE_RATE                                                                        \
	"Of all who do the work: the rate in dollars times the exchange, until typed "   \
	"over."
#define NOTE_OVERHEAD "On top of the rate: travel, tools, hosting of the parallel run."
#define NOTE_EXCHANGE                                                                    \
	"Of the table below, or type the day's. Turns the rate in dollars into the "     \
	"quote's currency, and prices into dollars for the documented bands."
#define NOTE_CURRENCY                                                                    \
	"Rate and prices are worked out in it, and shown with its symbol (in Google "    \
	"Sheets numbers keep the symbol that the file was written with)."
#define TEXT_INPUTS_CURRENCIES                                                           \
	"Rates of exchange of the day beside them, units for one US dollar"
#define NOTE_TAX "0 = not shown in prices. Added to the offers on the quote."
#define NOTE_UTILISATION "Less than all of it makes the team larger, or the work longer."
#define TEXT_INPUTS_HOLIDAYS "Public holidays (%s): dates skip them"
#define TEXT_OWN_HOLIDAYS "Days off of your own"
#define TEXT_BILLED_RATE "Billed rate"
#define TEXT_RATE_USD "The same in US dollars"
#define NOTE_RATE_USD "One person on the documented Small is 58 to 91 USD an hour."
#define TEXT_INPUTS_CARD "Rate card: %s, %s (roles; the rate above is their blend)"
#define TEXT_CARD_SHARE "Share of the team's hours, then the source: %s"
#define NOTE_CONTINGENCY "On top of the expected price only, never on P80 or P90."
#define NOTE_HOURS_PER_WEEK "Billed hours of one person in a calendar week."
#define NOTE_HOURS_PER_DAY "Only turns hours into person-days."
#define NOTE_START                                                                       \
	"First day of work; a Saturday or Sunday counts as the Monday after. Finish "    \
	"dates are working days. None given: the Monday after the quote is no longer "   \
	"valid."
#define NOTE_TEAM                                                                        \
	"A larger team finishes sooner, with a loss for each head and never below the "  \
	"shortest time."
#define NOTE_QA "Testing beside the developers' own tests."
#define NOTE_CALIBRATION                                                                 \
	"Your own projects: actual hours / estimated hours. Applies to all work but "    \
	"QA, management and risk."
#define NOTE_EXPERIENCE "Factor on the work that is counted item by item."
#define NOTE_TESTS "Without tests, the present behaviour must be pinned down first."
#define NOTE_TYPED "Types that are already written down need not be found out."
#define NOTE_AI                                                                          \
	"1 = no assistance counted. Reported 0.5, measured in a controlled trial 1.19."
#define NOTE_PROJECT_FACTOR                                                              \
	"Product of the factors above and the calibration; the multiplier of most work " \
	"on Effort."
#define NOTE_PREPARED_BY "Stands on the quote."
#define NOTE_QUOTE_DATE "Day of the scan."

#define TEXT_INPUTS_FACTORS "Factors of single kinds of work, on top of the above"
#define TEXT_OFFER_EXPECTED "Expected, with contingency"
#define TEXT_INPUTS_OFFERS "What can be offered"
#define TEXT_INPUTS_OFFER_HEADS "Way to pay", "Risk appetite", "Price", "Weeks", "Finish"
#define TEXT_INPUTS_STATUS "Words of the status columns"
#define TEXT_NOT_POSSIBLE "Not possible"
#define TEXT_CHOOSE_FROM_LIST "Choose one of the list."
#define TEXT_STATUS_LABEL "Status"
#define TEXT_STATUS_TODO "todo"
#define TEXT_STATUS_DOING "doing"
#define TEXT_STATUS_DONE "done"
#define TEXT_STATUS_DROPPED "dropped"
#define NOTE_STATUS_TODO "Priced, and remaining work."
#define NOTE_STATUS_DOING "Priced; half of it is earned, half is remaining work."
#define NOTE_STATUS_DONE "Priced, earned, and no remaining work."
#define NOTE_STATUS_DROPPED                                                              \
	"Neither priced nor work: price, dates and plan follow at once. For use before " \
	"the order; after it, an approved change below 0 instead. Of an endpoint with "  \
	"further paths or methods, the row with its full price is dropped last."
#define NOTE_RISK_APPETITE                                                               \
	"The way to pay that is signed; quote and milestones follow. expected: the "     \
	"expected price with contingency. P50: by the hour. P80, P90: a fixed price "    \
	"that 8 or 9 of 10 such projects keep, without contingency."
#define NOTE_LEARNING                                                                    \
	"What the next one costs when the number of its kind has doubled; 1 = as much "  \
	"as the first."
#define NOTE_COMMON_SD "How far projects as a whole come out otherwise than thought."
#define NOTE_ITEM_SD "How far an item comes out otherwise than others of its class."
#define NOTE_SCALE                                                                       \
	"Below 1 twice the work costs less than twice the hours; 1 = no economy of "     \
	"scale."
#define TEXT_EXPONENT "Repeats of features, contracts"
#define TEXT_EXPONENT_DECLARED "Repeats of columns, relations"
#define NOTE_EXPONENT "n of a kind cost n ^ this first ones: 1 + log2 of the share."
#define TEXT_OFFERED_PRICE "Price offered"
#define TEXT_OFFERED_WEEKS "Weeks offered"
#define TEXT_OFFERED_FINISH "Finish offered"
#define NOTE_OFFERED "By the risk appetite; before tax."
#define NOTE_OFFERED_WEEKS                                                               \
	"Of the expected price: the plan and, as its reserve, the time of the "          \
	"contingency. Of a percentile: its own."

/* Effort */
#define TEXT_EFFORT_INTRO                                                                \
	"Hours = quantity x PERT mean x multiplier x scale; cost = hours x rate. Every " \
	"number is a formula down to the evidence rows, the weights and the inputs. "    \
	"Done so far, yellow, to fill in: of a line with many hours, in place of its "   \
	"statuses."
#define TEXT_GROUP_UNIT "Counted work (fractions: repeats cost less, see Features)"
#define TEXT_GROUP_SET_UP                                                                \
	"Set-ups: grow with the first items, then level off: quantity = 1 - exp(-n / "   \
	"n0)"
#define TEXT_GROUP_FIXED "Work that every project has once"
#define TEXT_GROUP_OVERHEAD "QA and project management: shares of the hours above"
#define TEXT_GROUP_RISK "Risk events: probability x PERT mean"
#define TEXT_NONE_HERE " (none)"
#define TEXT_SUBTOTAL "Subtotal"
#define TEXT_ENGINEERING "Engineering"
#define TEXT_BEFORE_SCALE "Hours before economy of scale"
#define TEXT_SCALE "Scale factor"
#define TEXT_SCALE_NOTE                                                                  \
	"(hours before / scale_reference_hours) ^ (scale_exponent - 1), both on Inputs"
#define TEXT_TOTAL_HOURS "Total hours"
#define TEXT_PRICE "Price, expected"
#define TEXT_PRICE_ROUNDED                                                               \
	"Hours to a tenth times the rate, in whole units, as it is offered"
#define TEXT_CONTINGENCY "Contingency"
#define TEXT_TOTAL_PRICE "Total with contingency"
#define TEXT_EVIDENCE_SHARE "share of hours"
#define TEXT_EVIDENCE_PROJECT "every project"
#define TEXT_EVIDENCE_RISK "event"
#define TEXT_EVIDENCE_NONE "not itemised"
#define TEXT_EFFORT_BRIDGE "Hours of a line, as other sheets show them"
#define TEXT_BRIDGE_HEADS "Sheets", "The work, and", "Times", "All work", "Largest\nline"
#define TEXT_BRIDGE_EFFORT "Effort, evidence"
#define TEXT_BRIDGE_NOTHING "nothing else: the hours above"
#define TEXT_BRIDGE_BANDS "Bands, Summary, Change control"
#define TEXT_BRIDGE_CARRIED "QA and project management"
#define TEXT_BRIDGE_PLAN "Plan, Staffing, Milestones, Tracking"
#define TEXT_BRIDGE_ALL "QA, project management, risk events"

#define TEXT_EFFORT_COST "Cost, hours\nalone"
#define TEXT_SUMMARY_COST "Cost, hours alone"
#define TEXT_SUMMARY_ALL_IN "Price, all in"
#define TEXT_EFFORT_STATUS "Status"
#define TEXT_EFFORT_TYPED "Done so\nfar, %"
#define TEXT_EFFORT_TYPED_RANGE "From 0 % to 100 %; empty: by the statuses."
#define TEXT_EFFORT_FOUND "Found"
#define TEXT_EFFORT_DOING "Doing,\nhours"
#define TEXT_EFFORT_DONE "Done,\nhours"
#define TEXT_EFFORT_LEFT "Remaining\nhours"
#define TEXT_EFFORT_VARIANCE "Variance,\nhours^2"
#define TEXT_EFFORT_SPREAD                                                               \
	"Spread: the closed form that the simulation agrees with; the range follows it"
#define TEXT_SPREAD_SLOPE "Hours for one more hour of engineering, with QA and management"
#define TEXT_SPREAD_BASE "Variance of ln, by the lines above"
#define TEXT_SPREAD_COMMON_SD "Spread common to all work, with coverage, sd of ln"
#define TEXT_SPREAD_MEAN "Mean without events"
#define TEXT_SPREAD_SIGMA "Spread of all, sd of ln"
#define TEXT_SPREAD_TURN "More than when the estimate was made"
#define TEXT_SPREAD_SHIFT "Median against expected, ln, against the same"
#define TEXT_EFFORT_SCOPE                                                                \
	"Scope and progress: by the status of the evidence rows, and of the lines that " \
	"have none"
#define TEXT_EFFORT_KINDS "By kind of work"
#define TEXT_FOUND_BEFORE_SCALE "As found, nothing dropped: before economy of scale"
#define TEXT_FOUND_SCALE "As found: scale factor"
#define TEXT_FOUND_ENGINEERING "As found: engineering"
#define TEXT_FOUND_QA "As found: engineering and QA"
#define TEXT_FOUND_RISK "As found: risk events"
#define TEXT_HOURS_FOUND "As found: total hours"
#define TEXT_HOURS_DROPPED "Dropped, with its share of everything else"
#define TEXT_PRICE_DROPPED "Price of what is dropped"
#define TEXT_HOURS_DONE "Done"
#define TEXT_HOURS_DOING "Doing"
#define TEXT_HOURS_TODO "To do"
#define TEXT_HOURS_EARNED "Earned: done, and half of what is in work"
#define TEXT_HOURS_REMAINING "Remaining: to do, and the other half"
#define TEXT_SHARE_DONE "Earned, of the hours that are priced"
#define TEXT_COUNT_TODO "Rows to do"
#define TEXT_COUNT_DOING "Rows in work"
#define TEXT_COUNT_DONE "Rows done"
#define TEXT_COUNT_DROPPED "Rows dropped"

/* Plan */
#define TEXT_PLAN_INTRO                                                                  \
	"What is done when, and what waits for what. Done: by the statuses, what is in " \
	"work as half; in the row of the forecast as Tracking has it. The team does "    \
	"one "                                                                           \
	"phase after the other: one that takes longer moves the finish, whichever it "   \
	"is. May wait: so many days later it may begin when another is done before it."
#define TEXT_PLAN_RANGE "Range"
#define TEXT_RANGE_SOURCE                                                                \
	"Ratios to the expected value: simulation, seed %s, draws %s. They hold while "  \
	"the kind and amount of work stay as scanned."
#define TEXT_PLAN_STEPS "How the weeks are found"
#define TEXT_EDGE_LOW "lower edge"
#define TEXT_EDGE_HIGH "upper edge"
#define TEXT_SLOPE "Exponent through all edges"
#define TEXT_SLOPE_NOTE "weeks grow as cost ^ this; used outside the edges"
#define TEXT_REFERENCE_PRICE "Price at the reference rate"
#define NOTE_REFERENCE_PRICE                                                             \
	"total hours x reference rate x (1 + contingency inside the bands), whatever "   \
	"the region"
#define TEXT_KNOT "Edge below that price"
#define NOTE_KNOT "position in the table above"
#define TEXT_DOCUMENTED_WEEKS "Weeks by the documented bands"
#define NOTE_DOCUMENTED_WEEKS "straight line between the edges, both axes logarithmic"
#define TEXT_PERSON_MONTHS "Person-months"
#define NOTE_PERSON_MONTHS "total hours / hours of a person-month"
#define TEXT_NOMINAL "Weeks by the schedule equation"
#define NOTE_NOMINAL "factor x person-months ^ 1/3"
#define TEXT_NATURAL "Weeks with the team that fits"
#define NOTE_NATURAL "the smaller of the two for larger projects, else the bands'"
#define TEXT_NATURAL_TEAM "People for that"
#define NOTE_NATURAL_TEAM "total hours / (hours a week x weeks)"
#define TEXT_FLOOR "Shortest time"
#define NOTE_FLOOR                                                                       \
	"no team, however large, is planned below it; never more than the weeks of the " \
	"team that fits"
#define TEXT_WEEKS "Weeks, expected"
#define NOTE_WEEKS "with the team of Inputs, or the team that fits"
#define TEXT_TEAM "Team, people"
#define NOTE_TEAM_SIZE "as set on Inputs, or as fits"
#define TEXT_FIRST_DAY "First working day"
#define NOTE_FIRST_DAY "the start of Inputs, or the first working day after"
#define TEXT_FINISH "Finish, expected"
#define NOTE_FINISH                                                                      \
	"the last of their working days, five a week and a begun one whole; holidays "   \
	"of Inputs are skipped"

#define TEXT_PLAN_HEADS                                                                  \
	"WBS", "Phase", "Start", "Finish", "Needs", "Role that does most",               \
	    "Hours, QA\nand PM in", "Cost, QA\nand PM in", "Start\nweek", "Weeks",       \
	    "May wait,\ndays", "Critical", "Done", "Finish,\nP50", "Finish,\nP80",       \
	    "Start,\nas quoted", "Finish,\nas quoted", "Moved by\ninputs,\ndays"
#define TEXT_PLAN_FORECAST "Forecast by what is done so far (Tracking)"
#define TEXT_PLAN_COST_ROUNDED                                                           \
	"Cost here is hours times rate; the price offered takes hours to a tenth, so "   \
	"both may differ by a few units. In the Gantt 1, 2, ... are the weeks of the "   \
	"plan."
#define TEXT_PLAN_HOURS "Hours"
#define TEXT_PLAN_COST "Cost"
#define TEXT_PLAN_WEEKS "Weeks"
#define TEXT_PLAN_START "Start"
#define TEXT_PLAN_FINISH "Finish"
#define TEXT_PLAN_P50 "P50"
#define TEXT_PLAN_P80 "P80"
#define TEXT_PLAN_OFFERED "Offered"
#define TEXT_WEEK "Week"
#define TEXT_CRITICAL "critical"
#define TEXT_RESERVE "Reserve, up to the finish that is offered"
#define TEXT_RESERVE_WEEKS "Reserve"
#define NOTE_RESERVE_WEEKS                                                               \
	"contingency x weeks: the plan's people work its hours; of P50, P80, P90: what " \
	"they add"
#define TEXT_PLAN_CHANGES "Approved changes, and days of waiting"
#define TEXT_WEEKS_PLANNED "Weeks, with approved changes"
#define NOTE_WEEKS_PLANNED "their days on the plan, and those of waiting"
#define TEXT_WEEKS_CHANGED "Weeks offered, with approved changes"
#define NOTE_WEEKS_CHANGED "what the contingency pays takes its time from the reserve"
#define TEXT_PLAN_TOTAL "The plan, without reserve"
#define TEXT_PLAN_OFFERED_TOTAL "What is offered, with approved changes"
#define TEXT_SIGN_CRITICAL "critical"
#define TEXT_SIGN_PLANNED "may wait"
#define TEXT_SIGN_DONE "done"
#define TEXT_SIGN_RESERVE "reserve"
#define TEXT_PLAN_SHARES "Where the phases lie in the weeks"
#define TEXT_SHARE_HEADS                                                                 \
	"WBS", "Phase", "At least", "Takes", "Begins at", "Ends at",                     \
	    "Begins\nlater, days", "Ends\nlater, days"
#define TEXT_SHARES_NOTE                                                                 \
	"Each takes the part of the weeks that its hours are of all hours, and some a "  \
	"least time: there fewer people are at work, since others are waited for. "      \
	"Made to add up to 100 %; without hours, none. Later: by approved changes, "     \
	"each "                                                                          \
	"done before its milestone is due."
#define TEXT_PLAN_PACKAGES "Work packages: lines of Effort, in the order of their phase"
#define TEXT_PACKAGE_HEADS                                                               \
	"WBS", "Package", "Start", "Finish", "Part", "Kind of work",                     \
	    "Hours, QA\nand PM in", "Cost, QA\nand PM in", "Start\nweek", "Weeks",       \
	    "May wait,\ndays", "Critical", "Done"
#define TEXT_KNOT_HEADS                                                                  \
	"Edge of a documented band", "Cost", "Weeks", "ln cost", "ln weeks"
#define TEXT_RANGE_HEADS                                                                 \
	"Range", "", "Finish", "Cost\nratio", "Weeks\nratio", "Hours", "Cost", "", "Weeks"
#define TEXT_WEEK_STEP "Weeks in a column of the Gantt and of Staffing"
#define NOTE_WEEK_STEP                                                                   \
	"the plan fills at most %d columns; when it grows beyond them, a column holds "  \
	"more weeks"
#define TEXT_WEEKS_PAST                                                                  \
	"The plan now runs past the weeks that are drawn and printed. The columns on "   \
	"the right go on; widen the print area."
/* Signs in the cells of weeks. */
#define SIGN_CRITICAL "\xE2\x96\xA0"
#define SIGN_PLANNED "\xE2\x96\xA1"
#define SIGN_DONE "\xE2\x97\x8F"
#define SIGN_RESERVE "\xE2\x96\x92"

#define TEXT_PERCENTILE_HEADS                                                            \
	"Weeks of them", "Price at the\nreference rate", "Weeks by\nthe bands",          \
	    "Person-\nmonths", "Edge\nbelow", "Weeks by\nequation",                      \
	    "Weeks, team\nthat fits", "People\nfor that", "Shortest\ntime", "Weeks",     \
	    "Other than\nratio"

/* Summary */
#define TEXT_SUMMARY_KEPT " of 100 keep it"
#define TEXT_SUMMARY_PLANNED " planned"
/* How the project runs, in one line. */
#define TEXT_RUNS_NONE "Project: nothing is reported yet (sheet Tracking)"
#define TEXT_RUNS_ACT "Act"
#define TEXT_RUNS_WATCH "Watch"
#define TEXT_RUNS_ON "On plan"
#define TEXT_RUNS_DONE " % done, CPI "
#define TEXT_RUNS_SPI ", SPI "
#define TEXT_RUNS_FORECAST "; forecast "
#define TEXT_RUNS_OFFERED ", offered "
#define TEXT_RUNS_LEFT "; contingency left "
#define TEXT_SUMMARY_ADVICE "Advice: "
#define TEXT_SUMMARY_OF_10 " of 10; see Decision)"
#define TEXT_SUMMARY_NOT_READ "Rows on the sheet Not read"
#define TEXT_SUMMARY_SKIPPED "%.0f of them skipped, by a rule"
#define TEXT_SUMMARY_IN_PART "priced; %.0f are there, %.0f of them priced in part"
#define TEXT_PLACE_OFFER "Price offered, with contingency, lies"
#define TEXT_PLACE_P80 "P80 lies"
#define TEXT_PLACE_P90 "P90 lies"
#define TEXT_PLACE_WEEKS "Weeks planned, without reserve, lie"
#define TEXT_PLACE_IN "in the band %s"
#define TEXT_PLACE_BELOW "below the band %s"
#define TEXT_PLACE_ABOVE "above the band %s"
#define TEXT_PLACE_BETWEEN "between the bands %s and %s"
#define TEXT_CHECK_SAME "as written"
#define TEXT_CHECK_CHANGED "changed"
#define TEXT_SUMMARY_CLASS "Class"
#define TEXT_SUMMARY_RANGE "Price range, by the model"
#define TEXT_SUMMARY_P80 "P80 price"
#define TEXT_SUMMARY_DAYS "Person-days"
#define TEXT_BAND_CRITERIA "Criteria"
#define TEXT_SUMMARY_BANDS                                                               \
	"Against the documented bands (their prices include contingency)"
#define TEXT_SUMMARY_COUNTS "What was found"
#define TEXT_SUMMARY_UNKNOWN "Libraries that our table does not know"
#define NOTE_SUMMARY_UNKNOWN "in no price; see Libraries"
#define NOTE_SUMMARY_COVERAGE "of the files read, of the items resolved"
#define TEXT_OF_SOURCE "%.0f of them source, the others tests and migrations"
#define TEXT_SUMMARY_DRIVERS "What the total is made of (contingency spread over all)"
#define TEXT_SUMMARY_PHASES "Cost by kind of work"
#define TEXT_SUMMARY_CHECKS "Checks"
#define TEXT_CHECK_OK "ok"
#define TEXT_CHECK_BAD "CHECK"
#define TEXT_BELOW "below"
#define TEXT_INSIDE "inside"
#define TEXT_ABOVE "above"
#define TEXT_CHECK_EVIDENCE                                                              \
	"Hours of the evidence rows = hours of their lines on Effort (checks of parity " \
	"and fixed work have no rows)"
#define TEXT_CHECK_LINES "Sum of all lines on Effort = total hours"
#define TEXT_CHECK_PRICE "Sum of all costs on Effort = cost of all hours"
#define TEXT_CHECK_PHASES "Sum of the kinds of work above = cost of all hours"
#define TEXT_CHECK_SHARES "Shares of the kinds of work = 100 %"
#define TEXT_CHECK_PROGRESS "Remaining + done + dropped = hours as found"
#define TEXT_CHECK_STATUS "Rows by status = rows with a status"
#define TEXT_CHECK_PLAN "Hours of Plan = total hours, and of approved changes"
#define TEXT_CHECK_STAFFING                                                              \
	"Hours of all weeks on Staffing = total hours, and of approved changes"
#define TEXT_CHECK_TAKEN_OFF                                                             \
	"Hours that changes take off in weeks which have fewer = 0 (name another "       \
	"milestone)"
#define TEXT_CHECK_MILESTONES "Percents of the milestones = 100 %"
#define TEXT_CHECK_TEAM "Shares of the roles = 100 %"
#define TEXT_CHECK_PAYMENTS "Sum of the milestones = price offered"
#define TEXT_CHECK_NOT_INVOICED "Milestones paid before they are invoiced = 0"
#define TEXT_CHECK_NOT_ACCEPTED "Milestones invoiced before they are accepted = 0"
#define TEXT_CHECK_DIFFERS                                                               \
	"Invoices that have a day, off the amounts signed, with changes = 0"
#define TEXT_CHECK_INVOICES                                                              \
	"Sum of all invoices = price with changes, less contingency to be credited"
#define TEXT_CHECK_DONE "Hours done on changes beyond those of approved changes = 0"
#define TEXT_CHECK_NOBODY "Roles that have work and nobody, once people are typed = 0"
#define TEXT_CHECK_TWICE "Kinds of work dropped and taken off by a change as well = 0"
#define TEXT_CHECK_RELEASED "Released more than the contingency = 0"
#define TEXT_CHECK_REPORTED "Weeks reported that begin after the status date = 0"
#define TEXT_CHECK_NOTED "Hours noted on Tracking that the statuses do not show = 0"
#define TEXT_CHECKS_FAILED "Checks that do not hold"
#define TEXT_CHECK_ORIGINAL                                                              \
	"Price when this file was written (differs once an input is changed)"
#define TEXT_CHART_BAND "Documented band, %s"
#define TEXT_CHART_BAND_NAME "documented band, hatched"
#define TEXT_THIS_QUOTE "This quote, P10 to P90"

/* Quote */
#define TEXT_QUOTE_TITLE "Migration quote"
#define TEXT_QUOTE_NUMBER "Quote no."
#define TEXT_QUOTE_PROJECT "Project"
#define TEXT_QUOTE_BY "Prepared by"
#define TEXT_QUOTE_DATE "Date"
#define TEXT_QUOTE_VALID "Valid until"
#define TEXT_QUOTE_SCOPE "Scope"
#define TEXT_QUOTE_PRICE "Price"
#define TEXT_QUOTE_TIME "Time and team"
#define TEXT_QUOTE_RATE "Rate an hour"
#define TEXT_QUOTE_START "Start"
#define TEXT_QUOTE_PROMISED "Finish, by contract"
#define TEXT_QUOTE_PLANNED "Weeks planned"
#define TEXT_QUOTE_RESERVE "Weeks in reserve"
#define TEXT_QUOTE_DECIDES "Who decides"
#define TEXT_QUOTE_NAMED_TEAM "Team"
#define TEXT_QUOTE_TEAM "People, on average"
#define TEXT_QUOTE_RANGE "Range by the model, without contingency"
#define TEXT_QUOTE_OFFERS "Way to pay"
#define TEXT_OFFER_ON_REQUEST "on request"
#define TEXT_ABOVE_EXPECTED                                                              \
	"A budget, no ceiling: what lies above it is done and paid only with the "       \
	"client's word in writing, else the work ends where the price does. Invoices "   \
	"hold their part of the contingency; what nobody releases of it is credited."
#define TEXT_ABOVE_FIXED                                                                 \
	"Above the price: borne by the supplier, but for changes and for the "           \
	"assumptions that Terms keeps open."
#define TEXT_ABOVE_HOURLY                                                                \
	"Above the price: the client pays the hours worked; those above it are agreed "  \
	"in writing before."
#define TEXT_OFFER_BASIS "Basis"
#define TEXT_OFFER_TAX "Tax,"
#define TEXT_OFFER_NO_TAX "plus the tax that the law asks"
#define TEXT_OFFER_PAY "To pay"
#define TEXT_OFFER_TOTAL_BASIS "with contingency"
#define TEXT_OFFER_FIXED "Fixed price"
#define TEXT_OFFER_FIXED_BASIS "P80, hours are our risk"
#define TEXT_OFFER_CAUTIOUS_BASIS "P90, hours are our risk"
#define TEXT_OFFER_HOURLY "Time and material"
#define TEXT_OFFER_HOURLY_BASIS "P50, by the hour"
#define TEXT_QUOTE_INCLUDED "Included"
#define TEXT_QUOTE_EXCLUDED "Not included"
#define TEXT_QUOTE_ASSUMED "Assumptions"
#define TEXT_QUOTE_FOR_CLIENT "For the client"
#define TEXT_QUOTE_FOR_US "For the supplier"
#define TEXT_QUOTE_SIGNS "Name, place, date"
#define TEXT_QUOTE_SIGN "Signature"
#define TEXT_QUOTE_ADDRESS "Address"
#define TEXT_QUOTE_INTERNAL                                                              \
	"Internal copy, neither to be sent nor signed: the client's is made with "       \
	"--for client"
#define TEXT_QUOTE_SCOPE_TEXT                                                            \
	"Migration of %s: %s, with authentication, tests and operation. Size "           \
	"class: %s. %s"
#define TEXT_QUOTE_LESS "Less what was dropped since, in neither price nor dates: "
#define TEXT_QUOTE_LESS_ROWS " hours, rows: "
#define TEXT_QUOTE_SCANNED                                                               \
	"Counted in the source code itself, and listed on the sheets that follow; "      \
	"each kind of work has its number and price on %s."
#define TEXT_QUOTE_STATE "State of the code: commit %.12s, read on %s."
#define TEXT_QUOTE_STATE_OF_DAY "State of the code: as read on %s; no commit is known."
#define TEXT_QUOTE_COUNTS_ONLY                                                           \
	"Estimated from counts alone, before the code was seen; the range is as wide "   \
	"as that deserves."
#define TEXT_QUOTE_NOTHING                                                               \
	"Nothing to price was found: no endpoints, models or background jobs of a "      \
	"framework that is read. Where Assumptions name routes that were not found, "    \
	"this is no quote."
#define TEXT_AND " and "
#define TEXT_QUOTE_RISK "For the risk, to"
#define TEXT_SCOPE_IN_PART "%.0f of them priced in part"
#define TEXT_SCOPE_HTTP_ENDPOINT "HTTP endpoint"
#define TEXT_SCOPE_HTTP_ENDPOINTS "HTTP endpoints"
#define TEXT_SCOPE_ENDPOINT "endpoint"
#define TEXT_SCOPE_ENDPOINTS "endpoints"
#define TEXT_SCOPE_MODEL "data model"
#define TEXT_SCOPE_MODELS "data models"
#define TEXT_SCOPE_JOB "background job"
#define TEXT_SCOPE_JOBS "background jobs"
#define TEXT_SCOPE_HTTP "HTTP"
#define TEXT_SCOPE_OPERATION "operation of GraphQL or RPC"
#define TEXT_SCOPE_OPERATIONS "operations of GraphQL or RPC"
#define TEXT_SCOPE_CHANNEL "channel"
#define TEXT_SCOPE_CHANNELS "channels"
#define TEXT_SCOPE_ACTION "server action"
#define TEXT_SCOPE_ACTIONS "server actions"
#define TEXT_SCOPE_BY_CLOCK "started by a clock"
#define TEXT_SCOPE_SOME_BY_CLOCK "%.0f of them started by a clock"
#define TEXT_QUOTE_PICTURE "Price range"
#define TEXT_THOUSAND "thousand %s"
#define TEXT_QUOTE_PICTURE_IN "Price range, thousand %s"
#define TEXT_WEEKS_HEAD "Weeks"
#define TEXT_FINISH_HEAD "Finish"
#define TEXT_QUOTE_MILESTONES "Milestones and payment"
#define TEXT_QUOTE_MILESTONE "Milestone"
#define TEXT_QUOTE_ACCEPTED "Accepted when"
#define TEXT_QUOTE_SHARE "Share"
#define TEXT_QUOTE_DUE "Due"
#define TEXT_QUOTE_AMOUNT "Amount"
#define TEXT_QUOTE_TERMS "Terms in short"
#define TEXT_QUOTE_MORE "All %d stand on the sheet Assumptions and exclusions."
#define TEXT_QUOTE_MEAN "Price before contingency"
#define TEXT_QUOTE_P50 "median, even odds"
#define TEXT_OFFER_EXPECTED_PRICE "Expected price"
#define TEXT_QUOTE_SIGNED_FOR "The one marked is signed"
#define TEXT_QUOTE_SIGNED "Signed here"
#define TEXT_QUOTE_SIGNED_PRICE "Price, before tax"
#define TEXT_QUOTE_TO_FILL "To be filled in before signing: "
#define TEXT_QUOTE_DRAFT                                                                 \
	"Draft: what is to be filled in before signing stands above the signatures"
#define TEXT_QUOTE_ASSUMPTION "Assumption %s: %s"
#define TEXT_QUOTE_FILL_CLIENT "the client"
#define TEXT_QUOTE_FILL_SUPPLIER "the supplier"
#define TEXT_QUOTE_FILL_DECIDES "who decides"
#define TEXT_QUOTE_FILL_TEAM "the team"
#define TEXT_QUOTE_FILL_CLIENTS "the client's address"
#define TEXT_QUOTE_FILL_SUPPLIERS "the supplier's address"
#define TEXT_QUOTE_COMMIT                                                                \
	"Commit, or archive and its checksum, of the code that was counted"
#define TEXT_QUOTE_FILL_COMMIT                                                           \
	"the commit, or the archive and its checksum, of the code counted"
#define SIGN_CHOSEN "\xE2\x98\x92"
#define SIGN_NOT_CHOSEN "\xE2\x98\x90"
#define TEXT_QUOTE_FREEZE "Freeze of the old side from"
#define TEXT_QUOTE_ADVICE                                                                \
	"Our own assessment ranks something else before porting: %s This price is of "   \
	"porting all the same; the assumptions say when it was discussed."
#define TEXT_QUOTE_STAYS " Not all moves (%s: %.0f), see %s."
#define TEXT_QUOTE_ACCURACY                                                              \
	"Accuracy: %s of AACE 18R-97, P10 %+.0f %% and P90 %+.0f %% from P50; by our "   \
	"own model such a project stays within the price in "
#define TEXT_MEASURED_OF_100 " of 100"
#define TEXT_MEASURED_OF "; of "
#define TEXT_MEASURED_OTHERS " open-source ports that we measured, priced the same way, "
#define TEXT_MEASURED_OWN " past projects of ours, priced the same way, "
#define TEXT_MEASURED_WITHIN " stayed within the price and "
#define TEXT_MEASURED_BELOW " took less than P10 by the hours that their commits show."
#define TEXT_ODDS_PRICE                                                                  \
	"How often this holds: by our own model such a project stays within the price "  \
	"in "
#define TEXT_ODDS_FINISH " of 100 cases, and is done by the date in "
#define TEXT_ODDS_END " of 100."
#define TEXT_ODDS_OF " Of "
#define TEXT_RANGE_P10 "1 in 10 cheaper"
#define TEXT_RANGE_P50 "even odds"
#define TEXT_RANGE_P80 "4 in 5 within"
#define TEXT_RANGE_P90 "9 in 10 within"

/* Confidence */
#define TEXT_CONFIDENCE_INTRO                                                            \
	"How likely the work costs no more than so much, and is done by when, by the "   \
	"model. Without contingency: the percentiles hold the risk."
#define TEXT_PAST_OTHERS "open-source ports"
#define TEXT_PAST_OWN "own projects"
#define TEXT_CONFIDENCE_HELD                                                             \
	"Tried on %.0f %s (sheet Calibration): this range, P10 to P90, laid about the "  \
	"hours of each as they are priced, held for %.0f; %.0f took less than its P10, " \
	"%.0f more than its P90. A range made from the others, about their level and "   \
	"as "                                                                            \
	"wide as they differ, held for %.0f. 8 of 10 would be right: the true range is " \
	"likely wider than the model's."
#define TEXT_CONFIDENCE_DEAR                                                             \
	"As it is priced, this range errs on the dear side: most of those outside it "   \
	"took less."
#define TEXT_CONFIDENCE_CHEAP                                                            \
	"As it is priced, this range errs on the cheap side: most of those outside it "  \
	"took more."
#define TEXT_CONFIDENCE_SAME_WORK                                                        \
	"Both sides are the same work, coding with its own tests: %s hours inferred "    \
	"from "                                                                          \
	"commits, %s by this table. Discovery, checks of parity, change-over, QA, "      \
	"management, risk and contingency are on neither side, so they do not explain "  \
	"the difference; work that leaves no commit may. The level is that of the "      \
	"documented band Small, not of these ports."
#define TEXT_CONFIDENCE_EXPECTED                                                         \
	"Expected, on all sheets: the means of the lines, added up; what all lines "     \
	"share is at its middle, so it lies near P50, the median."
#define TEXT_CONFIDENCE_NOTHING "Nothing to migrate was found, so nothing is uncertain."
#define TEXT_CONFIDENCE_ASK                                                              \
	"How likely is the offer kept? And another budget, another date?"
#define TEXT_CONFIDENCE_TYPE "Type here"
#define TEXT_CONFIDENCE_ANSWER "Probability"
#define TEXT_CONFIDENCE_ROW "Row of\nthe table"
#define TEXT_CONFIDENCE_BUDGET "Budget, before tax"
#define TEXT_CONFIDENCE_DATE "Done by"
#define TEXT_CONFIDENCE_WEEKS_TO_DATE "Weeks that end by then, to the day"
#define TEXT_CONFIDENCE_HARDLY "hardly ever: under 1 of 100 such projects"
#define TEXT_CONFIDENCE_SURELY "almost always: over 99 of 100 such projects"
#define TEXT_CONFIDENCE_OF_100 " of 100 such projects"
#define TEXT_CONFIDENCE_CLASS "Class of this estimate"
#define TEXT_CONFIDENCE_NARROWS "What would narrow the range: %s"
#define TEXT_CONFIDENCE_TABLE "Percentiles"
#define TEXT_CONFIDENCE_SHARE "Share of such projects that take no more"
#define TEXT_CONFIDENCE_COST_RATIO "Cost\nratio"
#define TEXT_CONFIDENCE_WEEKS_RATIO "Weeks\nratio"
#define TEXT_CONFIDENCE_HOURS "Hours"
#define TEXT_CONFIDENCE_COST "Cost"
#define TEXT_CONFIDENCE_WEEKS "Weeks"
#define TEXT_CONFIDENCE_FINISH "Finish"
#define NOTE_CONFIDENCE_TABLE                                                            \
	"Simulated in %s draws with seed %s when the estimate was made: a simulation "   \
	"in the sheet would change at every look. The ratios stand still; what they "    \
	"are "                                                                           \
	"ratios of follows every input."
#define TEXT_CURVE_COST "Cost, thousand %s: share of such projects that cost no more"
#define TEXT_CURVE_COST_NAME "Cost without contingency"
#define TEXT_CURVE_BUDGET "The budget typed above"
#define TEXT_CURVE_FINISH "Finish, date: share of such projects that are done by then"
#define TEXT_CURVE_FINISH_NAME "Finish"
#define TEXT_CURVE_DATE "The date typed above"
#define TEXT_SPREAD_TITLE "Where the spread comes from"
#define TEXT_SPREAD_WHAT "Part"
#define TEXT_SPREAD_SD "Spread,\nsd of ln"
#define TEXT_SPREAD_SHARE "Share of\nvariance"
#define TEXT_SPREAD_P80 "Alone, P80\nover P50"
#define TEXT_SPREAD_COMMON "What all work has in common"
#define NOTE_SPREAD_COMMON "team, clarity, tools; calibration narrows it"
#define TEXT_SPREAD_COVERAGE "What was not read or not resolved"
#define NOTE_SPREAD_COVERAGE "%.1f %% was read and resolved"
#define TEXT_SPREAD_UNSEEN "The code was not seen"
#define NOTE_SPREAD_UNSEEN "counts alone; a scan takes this away"
#define TEXT_SPREAD_ITEMS "Single items and events"
#define NOTE_SPREAD_ITEMS "many items even each other out; events do not"
#define TEXT_SPREAD_ALL "All together"
#define NOTE_SPREAD_ALL "the simulation; the shares add up"
#define TEXT_TORNADO "What moves the price most"
#define NOTE_TORNADO                                                                     \
	"Each thing alone from its low to its high (P10 to P90; an event from never to " \
	"certain; a level from its cheapest to its dearest), all others as expected: "   \
	"what that changes."
#define TEXT_TORNADO_TITLE "Change of the price, thousand %s, each thing alone"
#define TEXT_TORNADO_LOW "at its low"
#define TEXT_TORNADO_HIGH "at its high"
#define TEXT_TORNADO_WHAT "What"
#define TEXT_TORNADO_SHARE_LOW "Share of\nhours, low"
#define TEXT_TORNADO_SHARE_HIGH "Share of\nhours, high"
#define TEXT_TORNADO_HOURS_LOW "Hours,\nlow"
#define TEXT_TORNADO_COST_LOW "Price,\nlow"
#define TEXT_TORNADO_HOURS_HIGH "Hours,\nhigh"
#define TEXT_TORNADO_COST_HIGH "Price,\nhigh"
#define TEXT_TORNADO_SOURCE "Source"

/* Scenarios */
#define TEXT_SCENARIOS_INTRO                                                             \
	"The same project paid or done otherwise, each as a whole; differences are to "  \
	"the offer. All follows rate, contingency, calibration, AI factor and start."
#define TEXT_SCENARIO_WAY "Scenario"
#define TEXT_SCENARIO_HOURS "Hours,\nexpected"
#define TEXT_SCENARIO_PRICE "Price"
#define TEXT_SCENARIO_P50 "Time and\nmaterial,\nP50"
#define TEXT_SCENARIO_P80 "Fixed\nprice,\nP80"
#define TEXT_SCENARIO_WEEKS "Weeks"
#define TEXT_SCENARIO_FINISH "Finish"
#define TEXT_SCENARIO_DELTA "Difference\nto the offer"
#define TEXT_SCENARIO_DELTA_SHARE "The same\nin %"
#define TEXT_SCENARIO_TEXT "What it means"
#define TEXT_SCENARIO_SOURCE "Source"
#define TEXT_SCENARIO_INPUTS "Set by"
#define TEXT_SCENARIO_HOURS_RATIO "Hours\nratio"
#define TEXT_SCENARIO_PRICE_RATIO "Price\nratio"
#define TEXT_SCENARIO_P50_RATIO "P50\nratio"
#define TEXT_SCENARIO_P80_RATIO "P80\nratio"
#define TEXT_SCENARIO_WEEKS_RATIO "Weeks\nratio"
#define TEXT_SCENARIO_PAID "The same work, paid otherwise"
#define TEXT_SCENARIO_OTHERWISE                                                          \
	"The work done otherwise (prices at the same risk appetite)"
#define TEXT_SCENARIO_ASKED "What was asked for (prices at the same risk appetite)"
#define TEXT_SCENARIO_NONE "Nothing in this code base speaks for another way."
#define TEXT_SCENARIO_EXPECTED "Expected price and contingency"
#define NOTE_SCENARIO_EXPECTED                                                           \
	"The documented way: the expected price, and a share on top for what nobody "    \
	"foresees."
#define TEXT_SCENARIO_FIXED "Fixed price"
#define NOTE_SCENARIO_FIXED                                                              \
	"P80: four of five such projects cost no more. The risk is the supplier's, so "  \
	"no contingency is added."
#define TEXT_SCENARIO_HOURLY "Time and material"
#define NOTE_SCENARIO_HOURLY                                                             \
	"P50: even odds. The client pays the hours that it takes, more or less than "    \
	"this."
#define TEXT_SCENARIO_SAFE "Fixed price, cautious"
#define NOTE_SCENARIO_SAFE "P90: nine of ten such projects cost no more."
#define NOTE_SCENARIO_SIMULATED "the simulation, see Confidence"
#define NOTE_SCENARIO_RATIOS                                                             \
	"Each way was priced anew by the model when the estimate was made; its ratios "  \
	"to that estimate stand in the columns to the right, which are not printed."
#define TEXT_SCENARIO_CHART_PAID "Paid otherwise: price, thousand %s"
#define TEXT_SCENARIO_CHART_DONE "Done otherwise: price, thousand %s"
#define TEXT_SCENARIO_CHART_ASKED "Asked for: price, thousand %s"

/* Decision */
#define TEXT_DECISION_INTRO                                                              \
	"Is porting a good idea at all? What the documents say of both sides, weighed "  \
	"by what this code is. Change a yellow weight and the advice follows."
#define TEXT_DECISION_NOTHING                                                            \
	"The advice follows from the code: without a scan, or with nothing to migrate, " \
	"there is none."
#define TEXT_DECISION_PLACE "Line of the best option below"
#define TEXT_DECISION_OPTIONS "Options"
#define TEXT_DECISION_OPTION "Option"
#define TEXT_DECISION_OF_10 " of 10)"
#define TEXT_DECISION_SCORE "Points\nof 10"
#define TEXT_DECISION_PRICE "Price\noffered"
#define TEXT_DECISION_WEEKS "Weeks"
#define TEXT_DECISION_ADVICE "Advice"
#define TEXT_DECISION_MEANS "The advice"
#define TEXT_DECISION_TEXTS "What the advice is when an option is the best"
#define TEXT_DECISION_SOURCE "Source"
#define TEXT_DECISION_UNPRICED "not priced"
#define TEXT_DECISION_BEST "best"
#define TEXT_DECISION_CHART "Points of each option, of 10"
#define TEXT_DECISION_CRITERIA "What both sides are good at (10 is best)"
#define TEXT_DECISION_CRITERION "Criterion"
#define TEXT_DECISION_BETTER "Target is\nbetter by"
#define TEXT_DECISION_WEIGHT "Weight"
#define TEXT_DECISION_OF_API "Of the API,\ntoo (1)"
#define TEXT_DECISION_WHY_WEIGHT "What in this code gives the weight"
#define TEXT_DECISION_GAIN "The target is better by"
#define NOTE_DECISION_GAIN "weighted mean of the column: for all that this code does"
#define TEXT_DECISION_API_GAIN "The same for the API alone"
#define NOTE_DECISION_API_GAIN "without what would stay behind in a hybrid"
#define TEXT_DECISION_REASONS "What the points are made of"
#define TEXT_DECISION_POINTS "Points"
#define TEXT_DECISION_COUNTED "Counted"
#define TEXT_DECISION_WHY "Why"
#define TEXT_DECISION_FOLLOWS                                                            \
	"what the target does better, by the criteria above (for staying: what is left)"
#define TEXT_DECISION_FOLLOWS_API                                                        \
	"what the target does better for the API alone, by the criteria above"
#define TEXT_DECISION_WRONG "Another option has "
#define TEXT_DECISION_MORE " points more than porting."
#define TEXT_DECISION_CLOSE                                                              \
	"Close: porting leads by less than a point, so look at the weights."
#define TEXT_DECISION_RIGHT "Porting leads by "
#define TEXT_DECISION_LEAD " points over staying or another language."

#define TEXT_RESTS_ON "Rests on"
/* Bands */
#define TEXT_BANDS_INTRO                                                                 \
	"The documented classes, in dollars; their prices hold engineering, QA and "     \
	"contingency."
#define NOTE_BANDS_SET                                                                   \
	"The hours of an item were set once, for all estimates, so that projects of 1 "  \
	"and of 19 endpoints meet the edges of Small; the weeks are read from the "      \
	"edges "                                                                         \
	"of all bands. So to lie in a band is no independent check of the level, which " \
	"comes from there: it tells how much more or less hangs on the endpoints here. " \
	"Nothing is moved towards a band."
#define TEXT_BANDS_CLASS "Class by the criteria"
#define TEXT_BANDS_VERDICT "The total lies"
#define TEXT_BANDS_IN "in the documented band "
#define TEXT_BANDS_BEYOND "above the last figure of the documented band "
#define TEXT_BANDS_BETWEEN "between the documented bands "
#define TEXT_BANDS_AND " and "
#define TEXT_BANDS_UNDER "below the documented band "
#define TEXT_BANDS_TABLE "Documented bands"
#define TEXT_BANDS_BAND "Band"
#define TEXT_BANDS_OPEN " (open at the top)"
#define TEXT_BANDS_COST_LOW "Price from,\nUSD"
#define TEXT_BANDS_TO "to"
#define TEXT_BANDS_WEEKS_LOW "Weeks from"
#define TEXT_BANDS_TOTAL_IS "The total is"
#define TEXT_BANDS_WEEKS_ARE "The weeks\nare"
#define TEXT_BANDS_CRITERIA "Criteria and source"
#define TEXT_BANDS_THIS "This estimate"
#define NOTE_BANDS_THIS                                                                  \
	"from: expected, without contingency and reserve; to: with both. "               \
	"The last two columns compare the total with contingency, and the weeks of the " \
	"plan without reserve, as the bands have them"
#define TEXT_BANDS_PAYERS "Whom a band pays"
#define TEXT_BANDS_WEEK_LOW "USD a week\nat its\nlow end"
#define TEXT_BANDS_WEEK_HIGH "USD a week\nat its\nhigh end"
#define TEXT_BANDS_PEOPLE_LOW "People,\nlow end"
#define TEXT_BANDS_PEOPLE_HIGH "People,\nhigh end"
#define TEXT_BANDS_RATE_LOW "USD / hour\nfor our\nteam, low"
#define TEXT_BANDS_RATE_HIGH "USD / hour\nfor our\nteam, high"
#define TEXT_BANDS_NOTE "How it is worked out"
#define NOTE_BANDS_PAYERS                                                                \
	"price without the contingency inside / weeks; people at the reference rate; "   \
	"the rate that it leaves for the team of this estimate"
#define NOTE_BANDS_RATE "expected price a week, its people, the rate that is billed"
#define TEXT_BANDS_REASONS "The reasons that weigh most"
#define TEXT_BANDS_WHAT "Work"
#define TEXT_BANDS_HOURS "Hours"
#define TEXT_BANDS_CARRIED "with QA and\nmanagement"
#define TEXT_BANDS_PRICE "Price with\ncontingency"
#define TEXT_BANDS_SHARE "Share of\nthe price"
#define TEXT_BANDS_SOURCE "Source of the hours"
#define TEXT_COCOMO "Another kind of model beside it: COCOMO"
#define TEXT_COCOMO_KLOC "Thousand lines of code"
#define NOTE_COCOMO_KLOC "of source, where something to migrate was found"
#define TEXT_COCOMO_MONTHS "Person-months by basic COCOMO"
#define NOTE_COCOMO_MONTHS "factor x KLOC ^ exponent; constants and source on Inputs"
#define TEXT_COCOMO_OURS "Person-months of this estimate"
#define TEXT_COCOMO_SHARE "This estimate, of COCOMO's"
#define TEXT_COCOMO_CALENDAR "Months by COCOMO"
#define NOTE_COCOMO_CALENDAR "of the calendar"
#define TEXT_COCOMO_PRICE "COCOMO's hours at this rate"
#define TEXT_COCOMO_COUNTERS "What counters of lines print, USD"
#define NOTE_COCOMO_COUNTERS "the same months at their default wage and overhead"
#define NOTE_COCOMO_WHY                                                                  \
	"Why they differ: COCOMO sees lines. It pays for finding out what to write, "    \
	"and "                                                                           \
	"for all lines alike. A port has its specification and a running system to "     \
	"test "                                                                          \
	"against, and leaves out what stays; it pays for features that the target has "  \
	"not, for parity and for the change-over, which COCOMO does not know."

/* Charts */
#define TEXT_PICTURES_INTRO                                                              \
	"Every chart follows the inputs; the cells that it shows stand below. The "      \
	"range "                                                                         \
	"of cost and finish, and what moves the price, are on Confidence."
#define TEXT_PICTURE_PRICE_TITLE "Price, thousand %s: this quote and the documented band"
#define TEXT_PICTURE_WORK "Work"
#define TEXT_PICTURE_COST "Cost"
#define TEXT_PICTURE_COST_TITLE "Cost by kind of work, thousand %s, without contingency"
#define TEXT_PICTURE_COST_DATA "Cost by kind of work"
#define TEXT_PICTURE_CLASS "Complexity"
#define TEXT_PICTURE_ENDPOINTS "Endpoints"
#define TEXT_PICTURE_MODELS "Models"
#define TEXT_PICTURE_JOBS "Jobs"
#define TEXT_PICTURE_SIMPLE "simple"
#define TEXT_PICTURE_MODERATE "moderate"
#define TEXT_PICTURE_COMPLEX "complex"
#define TEXT_PICTURE_OTHERS "of no class"
#define TEXT_PICTURE_COMPLEXITY_TITLE "Hours by complexity"
#define TEXT_PICTURE_COMPLEXITY_DATA "Hours by complexity"
#define TEXT_PICTURE_PART "Features in use, places"
#define TEXT_PICTURE_DIRECT "direct"
#define TEXT_PICTURE_ADAPT "to adapt"
#define TEXT_PICTURE_REWRITE "to rewrite"
#define TEXT_PICTURE_NO_WAY "no equivalent"
#define TEXT_PICTURE_UNKNOWN "unknown"
#define TEXT_PICTURE_ORM "Data mapper"
#define TEXT_PICTURE_QUEUE "Job queue"
#define TEXT_PICTURE_WEB "Web framework"
#define TEXT_PICTURE_LIBRARIES "Libraries, at run time (by name)"
#define TEXT_PICTURE_MAPPING_TITLE "How what is used maps to the target, share of places"
#define TEXT_PICTURE_MAPPING_DATA "How what is used maps to the target"

/* Calibration */
#define TEXT_CALIBRATION_INTRO                                                           \
	"What the hours were held against: own past projects, and migrations that "      \
	"others made, with hours inferred from their commits."
#define TEXT_CALIBRATION_STATE "State"
#define TEXT_NOT_CALIBRATED "not calibrated: no own past projects"
#define TEXT_CALIBRATION_SHOWN "shown, not applied: too few own projects"
#define TEXT_CALIBRATION_APPLIED "applied, on few own projects"
#define TEXT_CALIBRATED "calibrated on own projects"
#define TEXT_CALIBRATION_IN_FORCE "Calibration in force"
#define NOTE_CALIBRATION_IN_FORCE "as it stands on Inputs: all work x this"
#define TEXT_CALIBRATION_PROPOSED "Calibration by the projects below"
#define NOTE_CALIBRATION_PROPOSED                                                        \
	"type it into Inputs to use it; migcost calibrate FILE --apply does so for good"
#define TEXT_CALIBRATION_GROUNDS "What the hours of this estimate rest on"
#define NOTE_CALIBRATION_GROUNDS                                                         \
	"Sums of the hours on Effort by its column Rests on, as Weights has it; QA and " \
	"management follow the work. The level of all hours comes from the documented "  \
	"band Small; what they rest on tells how they stand to each other."
#define TEXT_GROUND_MEASURED "measured"
#define NOTE_GROUND_MEASURED "hours of this kind of work alone, inferred from commits"
#define TEXT_GROUND_WHOLE "whole projects"
#define NOTE_GROUND_WHOLE                                                                \
	"hours of whole projects, all in, by the endpoint or the line: cases below"
#define TEXT_GROUND_ANALOGY "analogy"
#define NOTE_GROUND_ANALOGY "other work: objects of a database, swaps within a language"
#define TEXT_GROUND_BAND "documented band"
#define NOTE_GROUND_BAND "set so that the edges of Small are met; proportions by analogy"
#define TEXT_GROUND_PRIOR "expert prior"
#define NOTE_GROUND_PRIOR "own projects take their place; see Weights for each source"
#define TEXT_CALIBRATION_OWN "Own past projects"
#define NOTE_CALIBRATION_OWN                                                             \
	"Fill in the yellow cells: the hours that this model says (or that were "        \
	"estimated then) and those that it took, all in. The factor is drawn towards 1 " \
	"by how little a few projects tell; each project is judged by the others alone."
#define TEXT_CALIBRATION_MEASURED "Ports of an API by others: hours inferred from commits"
#define NOTE_CALIBRATION_MEASURED                                                        \
	"Hours are inferred from commits: low is the clock between them, high 8 hours "  \
	"for "                                                                           \
	"each author and day (up to %.1f times as much), and what is compared is their " \
	"geometric mean. Hours estimated are this table's on the counts to the right "   \
	"(business logic by the endpoint where lines are known, else none), without "    \
	"discovery, checks of parity, change-over, QA and management, which commits do " \
	"not show either."
#define TEXT_CALIBRATION_SWAPS                                                           \
	"A mapper or a queue alone, by others: hours inferred from commits"
#define NOTE_CALIBRATION_SWAPS                                                           \
	"Swaps within a language: few, small and mostly mechanical; hours as above, up " \
	"to %.1f times apart. The table does not tell them apart well."
#define TEXT_PAST_PROJECT "Project"
#define TEXT_PAST_WHAT "What"
#define TEXT_PAST_ESTIMATED "Hours\nestimated"
#define TEXT_PAST_ACTUAL "Hours\nactual"
#define TEXT_PAST_RATIO "Actual /\nestimate"
#define TEXT_PAST_ERROR "Error as\nestimated"
#define TEXT_PAST_PREDICTED "By the\nothers'\nfactor"
#define TEXT_PAST_LEFT_OUT "Error\nthen"
#define TEXT_PAST_INSIDE "In P10\nto P90"
#define TEXT_PAST_INFERRED "Inferred\nfrom\ncommits"
#define TEXT_PAST_LOW "Commits,\nlow"
#define TEXT_PAST_HIGH "Commits,\nhigh"
#define TEXT_PAST_WITHIN "Between\nthem"
#define TEXT_PAST_ENDPOINTS "End-\npoints"
#define TEXT_PAST_MODELS "Models"
#define TEXT_PAST_JOBS "Jobs"
#define TEXT_PAST_KLOC "KLOC\nbefore"
#define TEXT_PAST_LN "ln of\nratio"
#define TEXT_PAST_SOURCE "Source"
#define TEXT_YES "yes"
#define TEXT_NO "no"
#define TEXT_PAST_N "Projects"
#define NOTE_PAST_N "with both hours"
#define TEXT_PAST_MEAN "Mean ln of the ratio"
#define NOTE_PAST_MEAN "0: neither over nor under"
#define TEXT_PAST_SQUARES "Sum of squares of it"
#define NOTE_PAST_SQUARES "for the spread of the others"
#define TEXT_PAST_FACTOR "Factor, geometric mean"
#define NOTE_PAST_FACTOR "actual / estimate"
#define TEXT_PAST_DRAWN "Factor, drawn towards 1"
#define NOTE_PAST_DRAWN "w = n t^2 / (n t^2 + s^2), with t and s of Inputs"
#define TEXT_PAST_MDMRE "MdMRE"
#define NOTE_PAST_MDMRE "middle of the errors, each project by the others' factor"
#define TEXT_PAST_PRED "PRED(25)"
#define NOTE_PAST_PRED "share of projects within a quarter"
#define TEXT_PAST_BIAS "Bias"
#define NOTE_PAST_BIAS "sum of the predictions over the sum of the hours"
#define TEXT_PAST_COVERED "Coverage of a range by the others"
#define NOTE_PAST_COVERED                                                                \
	"P10 to P90 about the others' level and as wide as they differ; 80 % is right"
#define TEXT_PAST_BELOW "As priced: took less than P10"
#define NOTE_PAST_BELOW "this estimate's range, laid about the hours of each"
#define TEXT_PAST_ABOVE "As priced: took more than P90"
#define NOTE_PAST_ABOVE "as above"
#define TEXT_PAST_AS_PRICED "Coverage of the range as priced"
#define NOTE_PAST_AS_PRICED "80 % is right; less: too narrow, or at another level"
#define TEXT_PAST_WITHIN_PRICE "As priced: took no more than the price offered"
#define NOTE_PAST_WITHIN_PRICE                                                           \
	"the hours of each, with what is offered above the expected price"
#define TEXT_PAST_SUM_ESTIMATED "Hours estimated, all"
#define NOTE_PAST_SUM_ESTIMATED "with the calibration in force"
#define TEXT_PAST_SUM_ACTUAL "Hours they took, all"
#define NOTE_PAST_SUM_ACTUAL "for the same work"
#define TEXT_PAST_NOT_COMPARED "%s is not compared: %s"
/* Staffing */
#define TEXT_STAFFING_INTRO                                                              \
	"People by role in each week of the plan, what a week costs, and whether the "   \
	"team "                                                                          \
	"is enough. Yellow, to fill in: the people whom you have."
#define TEXT_STAFFING_HEADS                                                              \
	"People by role", "Hours", "Peak,\npeople", "Have,\npeople", "Enough?"
#define TEXT_OVERLOADED_FROM "Over-allocated above"
#define TEXT_OVER "over"
#define TEXT_NOBODY "nobody, "
#define TEXT_NEEDED " needed"
#define TEXT_LOAD_OF "of "
#define TEXT_LOAD_ROLES " roles"
#define TEXT_TIGHT "tight"
#define TEXT_STAFFING_PEOPLE "People in work"
#define TEXT_STAFFING_TEAM "Team of the plan"
#define TEXT_STAFFING_HAS "The team's hours in all weeks"
#define TEXT_STAFFING_AVERAGE " in work, average"
#define TEXT_STAFFING_LOST "Of them not in the plan"
#define TEXT_STAFFING_LOST_LESS "lost to each other, or waiting"
#define TEXT_STAFFING_LOAD "Load of the people you have"
#define TEXT_STAFFING_OVER "Over-allocated, weeks"
#define TEXT_STAFFING_CHECK "All hours of the plan lie in these weeks"
#define TEXT_STAFFING_CHART "People in work by week of the plan"
#define TEXT_STAFFING_TEAMS "Other teams, and the time that heads cost each other"
#define TEXT_TEAM_HEADS                                                                  \
	"People", "Weeks", "Lost\nto each\nother", "Lost,\nhours", "Finish"
#define TEXT_TEAMS_NOTES                                                                 \
	"Each head more costs all of them a share of their time (Inputs: loss of "       \
	"effect with each further head).",                                               \
	    "One person alone loses nothing, and is done in fewer hours than the "       \
	    "plan's, which hold the loss of its own team.",                              \
	    "No team is planned below the shortest time. The price stays: it is of "     \
	    "hours of work."
#define TEXT_STAFFING_RESERVE "Reserve, if it is drawn on"
#define TEXT_STAFFING_BOOKED "Whom to book: whole people"
#define TEXT_BOOKED_HEADS "Role", "People", "From\nweek", "To\nweek", "Of their\ntime"
#define TEXT_BOOKED_ALL "All who are booked"
#define TEXT_BOOKED_NOTE                                                                 \
	"Up to the percentage on top they are enough: above 100 % by overtime. What "    \
	"they do beside the project in those weeks is not in the price; one person may " \
	"have several roles."
#define TEXT_BOOKED_WEEKS                                                                \
	"From the first to the last week that has hours of the role; as many as nine "   \
	"of ten weeks need, and in the others as many as stand there."
#define TEXT_BOOKED_RESERVE "Hold who is booked until week "
#define TEXT_BOOKED_RESERVE_FOR                                                          \
	": the reserve, and the finish that is offered, end there."
#define TEXT_IN_WEEK " in week "
#define TEXT_IN " in "
#define TEXT_PERCENT_IN " % in "
#define TEXT_ONE_WEEK " week"
#define TEXT_WEEKS_ALL " weeks"
#define TEXT_STAFFING_HOURS "Hours by role"
#define TEXT_STAFFING_ALL_HOURS "All hours"
#define TEXT_STAFFING_COST "Cost, weeks in thousand"
#define TEXT_STAFFING_COST_SUM "Cost from the start, thousand"
#define TEXT_STAFFING_ROLE_HEADS "Role", "Hours"
#define TEXT_STAFFING_PHASE_HEADS "Phase", "Hours", "Begins,\nweek", "Ends,\nweek"
#define TEXT_STAFFING_AXIS "People"
#define TEXT_STAFFING_PHASES "Hours by phase"
#define TEXT_STAFFING_SHARES "Who does which part of a phase"
#define TEXT_STAFFING_PHASE "Phase"
#define TEXT_STAFFING_SHARES_FROM                                                        \
	"Of all hours, those of known risks too; QA and project management on Effort "   \
	"are kinds of work, not people. Shares of the team (expert prior: our "          \
	"estimate): "

/* Milestones */
#define TEXT_MILESTONES_INTRO                                                            \
	"What is handed over when, how it is accepted and what is paid then. Dates are " \
	"those of the plan, as expected; only the last one holds the reserve. An "       \
	"amount holds its part of the contingency, where the offer has one: what of "    \
	"that is not released in writing is credited with the last invoices, as Terms "  \
	"say. Beside "                                                                   \
	"a part at the order, what is paid "                                             \
	"follows the hours of the phases that are done; percents, words and terms are "  \
	"yours to change. Words are those of the day of the estimate: a phase that is "  \
	"dropped since is named, and what they say of it is void."
#define TEXT_MILESTONES_INTRO_CLIENT                                                     \
	"What is handed over when, how it is accepted and what is paid then. Dates are " \
	"those of the plan, as expected; only the last one holds the reserve. An "       \
	"amount holds its part of the contingency, where the offer has one: what of "    \
	"that is not released in writing is credited with the last invoices, as Terms "  \
	"say."
#define TEXT_MILESTONE_HEADS                                                             \
	"No.", "Milestone", "Deliverable", "Accepted when", "Due", "Work\nby then",      \
	    "Percent", "Amount", "Of it\ncontingency", "Kept back", "Invoice",           \
	    "To be\npaid by", "By then\nin all"
#define TEXT_MILESTONE_DROPPED " (dropped since: "
#define TEXT_TERM_KEPT "Kept back from each payment"
#define TEXT_TERM_REVIEW "Working days to review"
#define TEXT_TERM_PAYMENT "Days to pay after acceptance"
#define TEXT_TERM_WARRANTY "Days of warranty"
#define TEXT_KEPT_PAID "End of warranty"
#define TEXT_KEPT_PAID_WHEN "What was kept back is paid out when the warranty has passed"
#define TEXT_LEDGER "Accepted, invoiced, paid"
#define TEXT_LEDGER_CHANGED                                                              \
	"Accepted, invoiced, paid: as it stands, with approved changes"
#define TEXT_LEDGER_HEADS                                                                \
	"No.", "Milestone", "Invoice number", "State", "Due", "Accepted\non",            \
	    "Invoiced\non", "Amount", "To be\npaid by", "Kept back", "Invoice",          \
	    "Paid on", "Unpaid"
#define TEXT_LEDGER_OPEN "open"
#define TEXT_LEDGER_LATE "open, late"
#define TEXT_LEDGER_ACCEPTED "accepted"
#define TEXT_LEDGER_INVOICED "invoiced"
#define TEXT_LEDGER_OVERDUE "invoiced, overdue"
#define TEXT_LEDGER_PAID "paid"
#define TEXT_LEDGER_NOT_ACCEPTED "invoiced before acceptance"
#define TEXT_LEDGER_NOT_INVOICED "paid before the invoice"
#define TEXT_LEDGER_SIGNED "Amount\nsigned"
/* Where inputs can be changed. */
#define NOTE_LEDGER_SIGNED                                                               \
	"Type the days: states and sums follow. An invoice is its amount less what is "  \
	"kept back, until another is typed. Each amount holds its part of the "          \
	"contingency; the part that is never released is paid back in the row Credit. "  \
	"Amounts follow the inputs; to the right of the table stand those when this "    \
	"file was written: type there what was signed, and the sheet Summary tells an "  \
	"invoice that is another."
#define NOTE_LEDGER                                                                      \
	"Type the days: states and sums follow. An invoice is its amount less what is "  \
	"kept back, until another is typed. Each amount holds its part of the "          \
	"contingency; the part that is never released is paid back in the row Credit."
#define TEXT_LEDGER_CREDIT "Credit: contingency, as far as not released"
#define TEXT_LEDGER_KEPT "Kept back, paid when the warranty ends"
#define TEXT_LEDGER_ALL "To be invoiced in all, as it stands"
#define TEXT_LEDGER_ALL_UNRELEASED                                                       \
	"To be invoiced in all, if no more contingency is released"
#define TEXT_MILESTONES_SIGNED "As signed, without changes"
#define TEXT_MILESTONES_BY_INPUTS "By the inputs as they are, without approved changes"
#define TEXT_LEDGER_INVOICED_SO_FAR "Invoiced so far"
#define TEXT_LEDGER_PAID_SO_FAR "Of it paid"
#define TEXT_LEDGER_UNPAID "Of it unpaid"
#define TEXT_LEDGER_TO_INVOICE "Still to be invoiced"
#define TEXT_SHARE_CHECK "Percents add up to 100"

/* Change control */
#define TEXT_CHANGE_INTRO                                                                \
	"What one more of each kind costs, and the changes asked for. Prices are of "    \
	"the "                                                                           \
	"whole as found: a dropped row moves none. After the order a count below 0 "     \
	"takes work off; before it, set rows to dropped: never both."
#define TEXT_CHANGE_TERMS "From hours to a price"
#define TEXT_CHANGE_OVERHEAD "QA and project management on the hours"
#define TEXT_CHANGE_MARKUP "Contingency or confidence on the money, as in the offer"
#define TEXT_CHANGE_PACE "Working days of the plan for an hour of work"
#define TEXT_CHANGE_PRICES "Unit prices"
#define TEXT_CHANGE_PRICE_HEADS                                                          \
	"No.", "One more of", "Kind of work", "In this\nproject", "Hours,\nlow",         \
	    "Hours,\nlikely", "Hours,\nhigh", "Hours\neach", "With QA\nand PM",          \
	    "Person-\ndays", "Price", "Days on\nthe plan", ""
#define TEXT_CHANGE_OWN "Price of its own %d"
#define TEXT_CHANGE_OWN_KIND "as agreed"
#define NOTE_CHANGE_OWN "Name, hours with QA and PM, price: as agreed"
#define TEXT_CHANGE_WAITING "Day of waiting for the client"
#define NOTE_CHANGE_WAITING "Price of a day; date above: the first one"
#define TEXT_CHANGE_LOG "Changes"
#define TEXT_CHANGE_LOG_HEADS                                                            \
	"Change", "Kind of item", "Date", "Count", "Approved", "Paid from",              \
	    "Hours\neach", "Hours", "Person-\ndays", "Days on\nthe plan", "Price",       \
	    "With\nmilestone", "What, and who asked"
#define TEXT_CHANGE_MOVED "Milestones with approved changes"
#define NOTE_CHANGE_MOVED                                                                \
	"A change is handed over and paid with the milestone whose number stands "       \
	"behind it, and moves that one and all after it; without a number, no. %d, "     \
	"which "                                                                         \
	"completes the code, so that it is tested with the rest. What the contingency "  \
	"pays takes its time from the reserve: the finish stays."
#define TEXT_CHANGE_MOVED_HEADS                                                          \
	"No.", "Milestone", "Amount with\nchanges", "Days\nlater", "",                   \
	    "Due with\nchanges", "", "Hours", "Person-\ndays", "Days on\nthe plan",      \
	    "Price"
#define TEXT_CHANGE_APPROVED "Approved changes"
#define TEXT_CHANGE_OPEN "Asked for, not approved"
#define TEXT_PAID_BY_PRICE "price"
#define TEXT_PAID_BY_CONTINGENCY "contingency"
#define TEXT_CONTINGENCY_OFFERED "Contingency of the offer"
#define TEXT_CONTINGENCY_CHANGES "Contingency in the prices of approved changes"
#define TEXT_CONTINGENCY_OTHER "Released for what is no change above"
#define TEXT_CONTINGENCY_RELEASED "Released from the contingency, in all"
#define TEXT_CONTINGENCY_CREDIT "Still to credit: contingency that is not released"
#define TEXT_CHANGE_BY_PRICE "Approved changes that the price pays"
#define NOTE_CHANGE_PARITY                                                               \
	"Each endpoint takes one check of parity as well: a change of its own count."
#define TEXT_CHANGE_PRICE "Price with approved changes, before tax"
#define TEXT_CHANGE_FINISH "Finish with approved changes"
#define TEXT_CHANGE_BOTH "CHECK: dropped, and taken off by a change"
#define TEXT_CHANGE_TWICE                                                                \
	"Kinds of work with rows dropped and an approved count below 0: taken off twice"
#define TEXT_CHANGE_UNCHECKED                                                            \
	"Endpoints in the log without as many checks of parity (a change of their own)"
#define TEXT_CHANGE_LINE "Approved changes are not in this quote: "
#define TEXT_CHANGE_LINE_HOURS " hours, "
#define TEXT_CHANGE_LINE_FINISH " (Change control); finish with them "
#define TEXT_YES "yes"
#define TEXT_NO "no"

/* Tracking */
#define TEXT_TRACKING_INTRO                                                              \
	"Set the statuses of the rows (of what has none, on Effort) and the status "     \
	"date; note each week the hours spent and earned by then."
#define TEXT_STATUS_DATE "Status date"
#define TEXT_CHANGES_DONE "Hours of approved changes that are done"
#define TEXT_LAST_REPORTED "Last week reported up to the status date"
#define TEXT_REPORTED_LATE "Weeks reported that begin after the status date"
#define TEXT_TRACKING_COUNTED "Earned,\nstatus date"
#define TEXT_TRACKING_WAITED "Weeks\nwaited"
#define TEXT_TRACKING_HOURS "Hours of the plan, with approved changes"
#define TEXT_TRACKING_REACHED "Week of the plan that they reach"
#define NOTE_REACHED "by the hours planned; below weeks gone: late"
#define TEXT_TRACKING_PACE "Pace so far / plan, kept between 1/3 and 3"
#define TEXT_TRACKING_WEEKS_GONE "Weeks gone"
#define TEXT_TRACKING_BUDGET                                                             \
	"Budget (BAC): hours of the plan and of approved changes, at cost"
#define TEXT_TRACKING_PV "Planned value (PV)"
#define TEXT_TRACKING_EV "Earned value (EV)"
#define TEXT_TRACKING_PLANNED "Hours planned to be done by then"
#define NOTE_PLANNED "by the weeks of the work packages on Plan"
#define TEXT_TRACKING_EARNED "Hours earned by then"
#define TEXT_TRACKING_NOW "Week of the last report"
#define TEXT_TRACKING_AC "Actual cost (AC): hours spent at the billed rate"
#define TEXT_TRACKING_CPI "Cost index (CPI): EV / AC"
#define TEXT_TRACKING_SPI "Schedule index (SPI): EV / PV"
#define TEXT_TRACKING_EAC "Cost at completion (EAC): BAC / CPI"
#define TEXT_TRACKING_VAC "Left of the budget at completion"
#define TEXT_TRACKING_DRAWN "Contingency, or markup, that the forecast draws"
#define NOTE_DRAWN "cost at completion beyond the budget and other releases"
#define TEXT_TRACKING_LEFT "Contingency, or markup, left"
#define NOTE_LEFT "as to credit on Change control, less what is drawn"
#define TEXT_TRACKING_DONE "Done"
#define TEXT_TRACKING_P50 "Forecast finish, P50"
#define TEXT_TRACKING_P80 "Forecast finish, P80"
#define TEXT_TRACKING_OFFERED "Finish offered"
#define TEXT_TRACKING_RESERVE "Working days in reserve, from P50 to offered"
#define TEXT_TRACKING_LATE "Working days that P80 is later than offered"
#define TEXT_TRACKING_CHECK "The weeks below reach the forecast"
#define NOTE_INVOICED "by the days that stand on Milestones"
#define TEXT_TRACKING_PAST                                                               \
	"The forecast runs past the weeks that are drawn and printed; the table below "  \
	"goes on."
#define TEXT_BY_STATUS                                                                   \
	"by the statuses, also those of set-ups and fixed work on Effort: done, and "    \
	"half of what is in work"
#define TEXT_BY_REPORT "as noted in the weeks: no status is set, or they say less"
#define TEXT_TRACKING_NOTED "Hours earned as noted in the weeks"
#define NOTE_NOTED "all in, as on Plan; this or the statuses: the larger counts"
#define TEXT_NOTED_BEYOND "Hours noted that the statuses set do not show"
#define TEXT_NOTED_CHECK "CHECK: noted "
#define TEXT_NOTED_STATUS " h, by statuses "
#define TEXT_NOTED_HOURS " h; the larger counts"
#define TEXT_GONE_REPORTED "to the end of the last week that is reported"
#define TEXT_GONE_STATUS "to the evening of the status date"
#define TEXT_NOT_YET "not yet"
#define NOTE_CPI "below 1: dearer than planned"
#define NOTE_SPI "below 1: slower than planned"
#define NOTE_PACE "1 until something is reported; 2: twice as fast as planned"
#define NOTE_FORECAST "weeks gone, then those left at the pace so far"
#define TEXT_TRACKING_HEADS                                                              \
	"Week", "Starts", "Hours\nspent", "Earned by\nthen, hours", "Scope,\nhours",     \
	    "Planned,\nhours", "Done, then\nforecast", "PV", "EV", "AC",                 \
	    "Week\nreported"
#define TEXT_BURNUP_TITLE                                                                \
	"Burn-up: hours of the plan, by week (after the last report: forecast)"
#define TEXT_BURNUP_SCOPE "Scope"
#define TEXT_BURNUP_PLAN "Planned"
#define TEXT_BURNUP_DONE "Done, then forecast"
#define TEXT_BURNUP_HOURS "Hours"

/* Terms */
#define TEXT_TERMS_INTRO                                                                 \
	"For the client and the supplier: what the contract says beside the price."

/* Unit prices */
#define TEXT_UNIT_PRICES_INTRO                                                           \
	"What the price offered is made of, and what one more of a kind costs or one "   \
	"less takes off, before tax. All in: with QA, project management, and the "      \
	"contingency or what risk adds."
#define TEXT_UNIT_PRICE_HEADS                                                            \
	"No.", "Kind", "", "What it is", "Person-\ndays", "Price\nof one",               \
	    "In this\nproject", "Amount,\nall in"
#define TEXT_ARROW "\xE2\x86\x92"
#define TEXT_UNIT_PRICES_ONCE "Once for the project"
#define TEXT_UNIT_PRICES_RISKS "Expected cost of the known risks"
#define TEXT_UNIT_PRICES_RISKS_MEANS                                                     \
	"How likely each is times what it costs (sheet Risks): their expected hours at " \
	"the rate, with the share above; kept whether they come true or not"
#define TEXT_UNIT_PRICES_DAYS "Person-days: above for one item, here for all"
#define TEXT_UNIT_PRICES_ROUNDING "Rounding"
#define TEXT_UNIT_PRICES_ROUNDING_MEANS                                                  \
	"Of person-days and amounts above, up to the price offered"
#define TEXT_UNIT_PRICES_ROUNDING_DROPPED                                                \
	"Of person-days and amounts above, up to the price offered; and what the parts " \
	"that all share cost more, as rows are dropped"
#define TEXT_UNIT_PRICES_OTHERS "Not in this project, should it come to be"
#define TEXT_UNIT_PRICES_WEIGHTED                                                        \
	"Weighted: %ld places; repeats of one before (%ld) count in part."
#define TEXT_UNIT_PRICES_ONE "Weighted: its one place counts in part."
#define TEXT_UNIT_PRICES_LESS "Weighted: %ld places, of which %ld count in part."
#define TEXT_UNIT_PRICES_MORE                                                            \
	"Weighted: %ld places, of which %ld count for more than one."
#define TEXT_UNIT_PRICES_LESS_MORE                                                       \
	"Weighted: %ld places, of which %ld count in part and %ld for more than one."
#define TEXT_UNIT_PRICES_UNSEEN "By name alone, without a file that was read: %ld."
#define TEXT_UNIT_PRICES_NOTES                                                           \
	"A person-day is {hours_per_day} hours. Person-days x {hours_per_day} hours x "  \
	"{billed_rate} {currency} x {change_markup} is the price of one, in cents; "     \
	"prices x the number in this project are the amounts, in whole units.",          \
	    "{change_markup} adds the share of the contingency, or of the risk, that "   \
	    "the offer holds; an item that is left out is credited at this price, with " \
	    "that share. Person-days hold quality assurance and project management.",    \
	    "Each further endpoint also needs its check of parity with the old side.",   \
	    "Hard queries join, sum up, lock or write much; externals are calls of "     \
	    "services of others."

#endif
