/* form_text.h - the words of the other forms that the workbook does not have, in one
 * place. What both say stands in book_text.h. */
#ifndef FORM_TEXT_H
#define FORM_TEXT_H

/* The web page: sections */
#define FORM_SHEET_ASSUMPTIONS "Assumptions and exclusions"
#define FORM_TEXT_CONTENTS "Contents"
#define FORM_TEXT_FOUND "What was found"
#define FORM_TEXT_KINDS "Cost by kind of work"
#define FORM_TEXT_DRIVERS "What the total is made of"
#define FORM_TEXT_BANDS "Against the documented bands"
#define FORM_TEXT_PLAN "Plan"
#define FORM_TEXT_PHASES "Phases"
#define FORM_TEXT_MILESTONES "Milestones and payments"
#define FORM_TEXT_PEOPLE "People"
#define FORM_TEXT_CONFIDENCE "Confidence"
#define FORM_TEXT_TORNADO "What moves the price most"
#define FORM_TEXT_RISKS "Events that may happen"
#define FORM_TEXT_OTHER_WAYS "Other ways to do it"
#define FORM_TEXT_METHOD "Method"

/* The web page: columns */
#define FORM_TEXT_PERCENTILE "Percentile"
#define FORM_TEXT_MEANING "Meaning"
#define FORM_TEXT_WEEKS "Weeks"
#define FORM_TEXT_HOURS "Hours"
#define FORM_TEXT_COST "Cost"
#define FORM_TEXT_SHARE "Share"
#define FORM_TEXT_START "Start"
#define FORM_TEXT_FINISH "Finish"
#define FORM_TEXT_PHASE "Phase"
#define FORM_TEXT_BEHIND "Comes after"
#define FORM_TEXT_MILESTONE "Milestone"
#define FORM_TEXT_DELIVERABLE "Deliverable"
#define FORM_TEXT_ACCEPTED "Accepted when"
#define FORM_TEXT_DUE "Due"
#define FORM_TEXT_PAYMENT "Payment"
#define FORM_TEXT_BAND "Band"
#define FORM_TEXT_TOTAL_IS "The total is"
#define FORM_TEXT_CRITERIA "Criteria"
#define FORM_TEXT_KIND "Kind of work"
#define FORM_TEXT_DRIVER "Part of the work"
#define FORM_TEXT_WHAT "What"
#define FORM_TEXT_NUMBER "Number"
#define FORM_TEXT_EVENT "Event"
#define FORM_TEXT_PROBABILITY "Probability"
#define FORM_TEXT_EXPECTED_HOURS "Expected hours"
#define FORM_TEXT_WAY "Way"
#define FORM_TEXT_SAVING "Saving"
#define FORM_TEXT_CHEAPER "Cheaper by"
#define FORM_TEXT_DEARER "Dearer by"

#define FORM_TEXT_TAX "Tax"

/* The web page: sentences */
#define FORM_TEXT_SCANNED                                                                \
	"Counted in the source code itself; every item stands on the sheets of the "     \
	"workbook."
#define FORM_TEXT_CAPTION_RANGE "Price, weeks and finish by how sure one wants to be"
#define FORM_TEXT_CAPTION_OFFERS "Ways to pay, in %s"
#define FORM_TEXT_CAPTION_PRICE "How the price is made up, in %s"
#define FORM_TEXT_CAPTION_TIME "Start, finish and team"
#define FORM_TEXT_CAPTION_FOUND "What the estimate counts"
#define FORM_TEXT_CAPTION_KINDS "Hours and cost by kind of work, without contingency"
#define FORM_TEXT_CAPTION_DRIVERS                                                        \
	"The largest parts of the total; contingency is spread over all"
#define FORM_TEXT_CAPTION_BANDS "Documented bands in US dollars, contingency included"
#define FORM_TEXT_CAPTION_PHASES "Phases with their dates; hours hold QA and management"
#define FORM_TEXT_CAPTION_MILESTONES                                                     \
	"What is handed over, how it is accepted, and what is paid then"
#define FORM_TEXT_CAPTION_TORNADO                                                        \
	"Each thing alone from its low to its high: what the price then differs by"
#define FORM_TEXT_CAPTION_RISKS                                                          \
	"Events in the price: expected hours = probability x hours if it happens"
#define FORM_TEXT_CAPTION_OTHER_WAYS "Each priced as a whole, with contingency"
#define FORM_TEXT_CHART_PRICE "Price range, in %s"
#define FORM_TEXT_CHART_PRICE_TELLS "P10 %s, P50 %s, P80 %s, P90 %s; with contingency %s."
#define FORM_TEXT_CHART_BAND_TELLS "Documented band %s: %s to %s."
#define FORM_TEXT_CHART_KINDS "Cost by kind of work, in %s"
#define FORM_TEXT_CHART_COST "Probability that a price is enough, in %s"
#define FORM_TEXT_CHART_WEEKS "Probability of being done within so many weeks"
#define FORM_TEXT_CHART_CURVE_TELLS                                                      \
	"1 in 10 within %s, even odds at %s, 4 in 5 within %s, "                         \
	"9 in 10 within %s."
#define FORM_TEXT_CHART_GANTT "Phases and milestones over the calendar"
#define FORM_TEXT_CHART_GANTT_TELLS "From %s to %s, %d phases and %d milestones."
#define FORM_TEXT_CHART_STAFFING "People at work in each week"
#define FORM_TEXT_CHART_STAFFING_TELLS "%d weeks, at most %.1f people."
#define FORM_TEXT_CHART_TORNADO "What moves the price most, in %s"
#define FORM_TEXT_CHART_TORNADO_TELLS "Most: %s, from %s to %s."
#define FORM_TEXT_CHART_MOST "Most: %s, %s."
#define FORM_TEXT_LEGEND_P50 "P10 to P50"
#define FORM_TEXT_LEGEND_P80 "P50 to P80"
#define FORM_TEXT_LEGEND_P90 "P80 to P90"
#define FORM_TEXT_LEGEND_TOTAL "with contingency"
#define FORM_TEXT_WEEK_AXIS "week"
#define FORM_TEXT_RESERVE "Weeks in reserve"
#define FORM_TEXT_METHOD_SCAN                                                            \
	"Read from the source code on %s: %s files, %s of them source, %s lines "        \
	"of code. %s of what was found is understood; %s places were not read, not "     \
	"understood or not "                                                             \
	"resolved."
#define FORM_TEXT_METHOD_COUNTS "Priced from counts alone, before the code was seen."
#define FORM_TEXT_METHOD_RANGE                                                           \
	"The range is a simulation of %s draws with the seed %s: the same seed gives "   \
	"the "                                                                           \
	"same figures. Accuracy: %s."
#define FORM_TEXT_METHOD_TOOL                                                            \
	"Written by migcost %s. The workbook holds the same figures as live formulas, "  \
	"and every item."

/* The calendar */
#define FORM_TEXT_CALENDAR "Migration of %s"
#define FORM_TEXT_PHASE_EVENT "%s (%s)"
#define FORM_TEXT_PHASE_HOURS "%s hours"
#define FORM_TEXT_AFTER "After: %s"
#define FORM_TEXT_FINISH_EXPECTED "Finish, as planned (%s)"
#define FORM_TEXT_FINISH_OFFERED "Finish, as offered (%s)"
#define FORM_TEXT_FINISH_P80 "Finish, 4 in 5 within (%s)"
#define FORM_TEXT_NOTHING_EVENT "Nothing to migrate: %s"
#define FORM_TEXT_ACCEPTED_IF "Accepted when: %s"

/* The plan of Microsoft Project */
#define FORM_TEXT_STANDARD_CALENDAR "Working days"
#define FORM_TEXT_COUNTED_TASK "%s (%.4g)"

/* Issues of trackers */
#define FORM_TEXT_PORT_ENDPOINT "Port %s"
#define FORM_TEXT_PORT_MODEL "Port model %s"
#define FORM_TEXT_PORT_JOB "Port job %s"
#define FORM_TEXT_COUNTED_STORY "%s: %.4g"
#define FORM_TEXT_REST_STORY "%s: QA, management and events"
#define FORM_TEXT_ISSUE_CLASS "Class: "
#define FORM_TEXT_ISSUE_WHY "Why: "
#define FORM_TEXT_ISSUE_PLACE "Now in: "
#define FORM_TEXT_ISSUE_HANDLER "Handler: "
#define FORM_TEXT_ISSUE_SOURCE "Estimated by: "
#define FORM_TEXT_ISSUE_ESTIMATE "Estimate: %s hours"
#define FORM_TEXT_ISSUE_DONE                                                             \
	"Done when: it runs on the new side, its tests are green, and the parity test "  \
	"against the old side has passed."
#define FORM_TEXT_ISSUE_PLANNED "Planned: %s to %s"

#endif
