/* book_figures.c - the numbers of the workbook: what its formulas give, computed in C. */
#include "book_figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"

static const char *const group_names[GROUPS] = { "unit", "set-up", "fixed", "overhead",
	                                         "risk" };
static const char *const percentile_names[PERCENTILES] = { "p10", "p50", "p80", "p90" };

/* ---- small things ----------------------------------------------------------------- */

const struct input *figures_input(const struct figures *m, const char *key)
{
	for (size_t i = 0; i < m->input_count; i++)
		if (strcmp(m->input[i].key, key) == 0)
			return &m->input[i];
	return NULL;
}

const struct constant *figures_constant(const struct figures *m, const char *key)
{
	for (size_t i = 0; i < m->constant_count; i++)
		if (strcmp(m->constant[i].key, key) == 0)
			return &m->constant[i];
	return NULL;
}

double figures_value(const struct figures *m, const char *key)
{
	const struct constant *c = figures_constant(m, key);

	return c ? c->value : 0;
}

static double input_number(const struct figures *m, const char *key, double def)
{
	const struct input *in = figures_input(m, key);

	return in && in->is_number ? in->number : def;
}

double figures_factor(const struct figures *m, const char *key)
{
	const struct input *in = figures_input(m, key);

	if (!in)
		return 1;
	for (size_t i = 0; i < m->level_count; i++)
		if (strcmp(m->level[i].key, key) == 0 &&
		    strcmp(m->level[i].level, in->value) == 0)
			return m->level[i].factor;
	return in->is_number ? in->number : 1;
}

enum line_group line_group_of(const struct line *l)
{
	int g = 0;

	while (g < GROUPS - 1 && strcmp(group_names[g], l->group) != 0)
		g++;
	return (enum line_group)g;
}

bool line_drives(const struct line *l, const char *driver)
{
	return *driver && strcmp(l->counts_as, driver) == 0;
}

/* The epoch of schedule.h, as spreadsheets count days. */
static const int64_t EPOCH_SERIAL = DATE_EPOCH_SERIAL;

double date_serial(const char *iso)
{
	char text[11] = "";
	int64_t day;

	snprintf(text, sizeof text, "%.10s", iso ? iso : "");
	return date_parse(text, &day) ? (double)(day + EPOCH_SERIAL) : 0;
}

static int64_t day_of(const struct figures *m)
{
	return (int64_t)m->start - EPOCH_SERIAL;
}

double figures_first_day(const struct figures *m)
{
	return (double)(calendar_first_day(&m->holidays, day_of(m)) + EPOCH_SERIAL);
}

double figures_finish(const struct figures *m, double weeks)
{
	return (double)(calendar_finish(&m->holidays, day_of(m), weeks) + EPOCH_SERIAL);
}

double figures_begin(const struct figures *m, double weeks)
{
	return (double)(calendar_begin(&m->holidays, day_of(m), weeks) + EPOCH_SERIAL);
}

/* ---- reading ------------------------------------------------------------------------
 */

static char *text_at(sqlite3_stmt *q, struct arena *a, int column)
{
	const char *t = (const char *)sqlite3_column_text(q, column);

	return arena_strdup(a, t ? t : "");
}

static bool finish(struct store *s, int rc, struct err *e)
{
	return rc == SQLITE_DONE ||
	       err_set(e, ERR_IO, "cannot read the store: %s", sqlite3_errmsg(s->db));
}

static bool load_lines(struct figures *m, struct store *s, struct arena *a, struct err *e)
{
	sqlite3_stmt *q = store_select(
	    s, a, e,
	    "SELECT unit, label, grp, phase, driver, source, quantity, n, n0, low, "
	    "likely,"
	    " high, multiplier, hours, counts_as, follows FROM effort WHERE quantity > 0 "
	    "OR hours "
	    "> 0"
	    " ORDER BY phase = 'pm', rank");
	size_t room = 0;
	int rc;

	if (!q)
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct line *l = arena_push(a, (void **)&m->line, &m->line_count, &room,
		                            sizeof *l);
		*l = (struct line){
			.unit = text_at(q, a, 0),
			.label = text_at(q, a, 1),
			.group = text_at(q, a, 2),
			.phase = text_at(q, a, 3),
			.driver = text_at(q, a, 4),
			.source = text_at(q, a, 5),
			.quantity = sqlite3_column_double(q, 6),
			.n = sqlite3_column_double(q, 7),
			.n0 = sqlite3_column_double(q, 8),
			.low = sqlite3_column_double(q, 9),
			.likely = sqlite3_column_double(q, 10),
			.high = sqlite3_column_double(q, 11),
			.multiplier = sqlite3_column_double(q, 12),
			.hours = sqlite3_column_double(q, 13),
			.counts_as = text_at(q, a, 14),
			.follows = text_at(q, a, 15),
		};
	}
	return finish(s, rc, e);
}

static bool load_inputs(struct figures *m, struct store *s, struct arena *a,
                        struct err *e)
{
	sqlite3_stmt *q = store_select(
	    s, a, e,
	    "SELECT key, label, value, unit, source, coalesce(low, 1), coalesce(high,"
	    " CASE WHEN low IS NULL THEN 0 ELSE 1e12 END), choices FROM input"
	    " ORDER BY rank, key");
	size_t room = 0;
	int rc;

	if (!q)
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct input *in = arena_push(a, (void **)&m->input, &m->input_count,
		                              &room, sizeof *in);
		char *end;

		*in = (struct input){ .key = text_at(q, a, 0),
			              .label = text_at(q, a, 1),
			              .value = text_at(q, a, 2),
			              .unit = text_at(q, a, 3),
			              .source = text_at(q, a, 4),
			              .low = sqlite3_column_double(q, 5),
			              .high = sqlite3_column_double(q, 6),
			              .choices = text_at(q, a, 7) };
		in->number = strtod(in->value, &end);
		in->is_number = *in->value && !*end && isfinite(in->number);
		if (!in->is_number)
			in->number = 0;
	}
	return finish(s, rc, e);
}

static bool load_levels(struct figures *m, struct store *s, struct arena *a,
                        struct err *e)
{
	sqlite3_stmt *q = store_select(
	    s, a, e, "SELECT key, level, source, factor FROM level ORDER BY key, rank");
	size_t room = 0;
	int rc;

	if (!q)
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct level *l = arena_push(a, (void **)&m->level, &m->level_count,
		                             &room, sizeof *l);
		*l = (struct level){ text_at(q, a, 0), text_at(q, a, 1), text_at(q, a, 2),
			             sqlite3_column_double(q, 3) };
	}
	return finish(s, rc, e);
}

static bool load_constants(struct figures *m, struct store *s, struct arena *a,
                           struct err *e)
{
	sqlite3_stmt *q = store_select(
	    s, a, e,
	    "SELECT key, label, unit, source, value FROM constant ORDER BY rank");
	size_t room = 0;
	int rc;

	if (!q)
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct constant *c = arena_push(a, (void **)&m->constant,
		                                &m->constant_count, &room, sizeof *c);
		*c = (struct constant){ text_at(q, a, 0), text_at(q, a, 1),
			                text_at(q, a, 2), text_at(q, a, 3),
			                sqlite3_column_double(q, 4) };
	}
	return finish(s, rc, e);
}

static bool load_holidays(struct figures *m, struct store *s, struct arena *a,
                          struct err *e)
{
	sqlite3_stmt *q = store_select(s, a, e,
	                               "SELECT date, name, source FROM holiday"
	                               " ORDER BY date");
	int rc;

	if (!q)
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct holiday h = { 0, text_at(q, a, 1), text_at(q, a, 2) };

		if (date_parse(text_at(q, a, 0), &h.day))
			*(struct holiday *)arena_push(a, (void **)&m->holidays.v,
			                              &m->holidays.n, &m->holidays.room,
			                              sizeof h) = h;
	}
	return finish(s, rc, e);
}

static bool load_knots(struct figures *m, struct store *s, struct arena *a, struct err *e)
{
	sqlite3_stmt *q =
	    store_select(s, a, e,
	                 "SELECT cost_low, weeks_low, cost_high, weeks_high FROM band"
	                 " ORDER BY cost_low");
	int rc, max = (int)(sizeof m->knot / sizeof *m->knot);

	if (!q)
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && m->knot_count + 2 <= max)
		for (int i = 0; i < 4; i += 2)
			m->knot[m->knot_count++] =
			    (struct knot){ sqlite3_column_double(q, i),
				           sqlite3_column_double(q, i + 1) };
	return finish(s, rc == SQLITE_ROW ? SQLITE_DONE : rc, e);
}

/* ---- effort --------------------------------------------------------------------------
 */

static void take_inputs(struct figures *m)
{
	const struct input *start = figures_input(m, "start_date");

	m->rate_per_hour = input_number(m, "rate_per_hour", 0);
	m->overhead = input_number(m, "overhead", 0);
	m->rate = m->rate_per_hour * (1 + m->overhead);
	m->per_usd = input_number(m, "exchange_rate", 1);
	m->tax = input_number(m, "tax", 0);
	m->utilisation = input_number(m, "utilisation", 1);
	m->hours_per_week = input_number(m, "hours_per_week", 40);
	m->contingency = input_number(m, "contingency", 0);
	m->team = input_number(m, "team", 0);
	m->qa_share = input_number(m, "qa_share", 0);
	m->calibration = input_number(m, "calibration", 1);
	m->start = start ? date_serial(start->value) : 0;
	m->project_factor = figures_factor(m, "tests") * figures_factor(m, "typed") *
	                    figures_factor(m, "experience") *
	                    figures_factor(m, "ai_assistance") * m->calibration;
}

static double driver_count(const struct figures *m, const char *driver)
{
	double n = 0;

	for (size_t i = 0; i < m->line_count; i++)
		if (line_drives(&m->line[i], driver))
			n += m->line[i].quantity;
	return n;
}

static void prepare_lines(struct figures *m)
{
	for (size_t i = 0; i < m->line_count; i++) {
		struct line *l = &m->line[i];

		l->mean = (l->low + 4 * l->likely + l->high) / 6;
		l->scale = 1;
		if (line_group_of(l) == GROUP_SET_UP && l->n0 > 0)
			l->quantity = 1 - exp(-l->n / l->n0);
		l->counts_for_driver = line_group_of(l) == GROUP_UNIT && *l->driver &&
		                       fabs(driver_count(m, l->driver) - l->quantity) <
		                           1e-9;
	}
}

static void compute_overheads(struct figures *m)
{
	double h, half = figures_value(m, "pm_half_hours");

	m->qa = m->pm = 0;
	for (size_t i = 0; i < m->line_count; i++) {
		struct line *l = &m->line[i];

		if (line_group_of(l) != GROUP_OVERHEAD || strcmp(l->phase, "pm") == 0)
			continue;
		if (strcmp(l->phase, "qa") == 0)
			l->quantity = m->qa_share;
		l->hours = l->quantity * m->engineering;
		m->qa += l->hours;
	}
	h = m->engineering + m->qa;
	for (size_t i = 0; i < m->line_count; i++) {
		struct line *l = &m->line[i];

		if (line_group_of(l) != GROUP_OVERHEAD || strcmp(l->phase, "pm") != 0)
			continue;
		if (half > 0)
			l->quantity = figures_value(m, "pm_base") +
			              figures_value(m, "pm_rise") * h / (h + half);
		l->hours = l->quantity * h;
		m->pm += l->hours;
	}
}

static void compute_effort(struct figures *m)
{
	double exponent = input_number(m, "scale_exponent", 1);
	double reference = figures_value(m, "scale_reference_hours");

	for (size_t i = 0; i < m->line_count; i++)
		if (line_group_of(&m->line[i]) == GROUP_UNIT)
			m->units_hours += m->line[i].quantity * m->line[i].mean *
			                  m->line[i].multiplier;
	m->scale = m->units_hours > 0 && reference > 0
	             ? pow(m->units_hours / reference, exponent - 1)
	             : 1;
	for (size_t i = 0; i < m->line_count; i++) {
		struct line *l = &m->line[i];
		enum line_group g = line_group_of(l);

		if (g == GROUP_OVERHEAD)
			continue;
		l->scale = g == GROUP_UNIT ? m->scale : 1;
		l->each = l->mean * l->multiplier * l->scale;
		l->hours = l->quantity * l->each;
		m->group_hours[g] += l->hours;
	}
	m->engineering = m->group_hours[GROUP_UNIT] + m->group_hours[GROUP_SET_UP] +
	                 m->group_hours[GROUP_FIXED];
	m->risk = m->group_hours[GROUP_RISK];
	compute_overheads(m);
	m->group_hours[GROUP_OVERHEAD] = m->qa + m->pm;
	m->hours = m->engineering + m->qa + m->pm + m->risk;
	m->price = m->hours * m->rate;
	m->contingency_amount = m->price * m->contingency;
	m->total = m->price + m->contingency_amount;
	for (size_t i = 0; i < m->line_count; i++)
		m->line[i].cost = m->line[i].hours * m->rate;
}

/* ---- calendar ------------------------------------------------------------------------
 */

/* Least squares through the logarithms of the knots. */
static double knots_slope(const struct figures *m)
{
	double sx = 0, sy = 0, sxx = 0, sxy = 0, n = m->knot_count;

	for (int i = 0; i < m->knot_count; i++) {
		double x = log(m->knot[i].cost), y = log(m->knot[i].weeks);

		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	return n > 1 ? (n * sxy - sx * sy) / (n * sxx - sx * sx) : 0;
}

static double documented_weeks(const struct figures *m, double cost)
{
	const struct knot *k = m->knot;
	int last = m->knot_count - 1;

	if (last < 1)
		return 0;
	if (cost <= k[0].cost)
		return k[0].weeks * pow(cost / k[0].cost, m->slope);
	if (cost > k[last].cost)
		return k[last].weeks * pow(cost / k[last].cost, m->slope);
	while (cost > k[1].cost)
		k++;
	return k[0].weeks * pow(k[1].weeks / k[0].weeks,
	                        log(cost / k[0].cost) / log(k[1].cost / k[0].cost));
}

static void compute_calendar(struct figures *m)
{
	double from = figures_value(m, "nominal_from_months"),
	       loss = figures_value(m, "head_loss");
	bool is_long;

	m->reference_price = m->hours * figures_value(m, "reference_rate") *
	                     (1 + figures_value(m, "reference_contingency"));
	m->slope = knots_slope(m);
	m->documented_weeks = documented_weeks(m, m->reference_price);
	m->person_months = figures_value(m, "hours_per_month") > 0
	                     ? m->hours / figures_value(m, "hours_per_month")
	                     : 0;
	m->nominal_weeks = figures_value(m, "nominal_factor") * cbrt(m->person_months) *
	                   figures_value(m, "weeks_per_month");
	is_long = m->person_months >= from;
	m->natural_weeks = is_long ? fmin(m->documented_weeks, m->nominal_weeks)
	                           : m->documented_weeks;
	m->floor_weeks = is_long
	                   ? figures_value(m, "floor_nominal") * m->nominal_weeks
	                   : figures_value(m, "floor_documented") * m->documented_weeks;
	m->natural_team = m->natural_weeks > 0 && m->hours_per_week > 0
	                    ? m->hours /
	                          (m->hours_per_week * m->utilisation * m->natural_weeks)
	                    : 0;
	m->weeks = m->natural_weeks;
	m->team_size = m->natural_team;
	if (m->team > 0 && m->hours > 0) {
		double with = m->team / (1 + loss * fmax(0, m->team - 1));
		double natural = m->natural_team /
		                 (1 + loss * fmax(0, m->natural_team - 1));

		m->weeks = fmax(m->floor_weeks, m->natural_weeks * natural / with);
		m->team_size = m->team;
	}
}

static void take_ratios(struct figures *m, struct store *s)
{
	for (int p = 0; p < PERCENTILES; p++) {
		double cost = store_number(s, 0,
		                           "SELECT CAST(value AS REAL) FROM result"
		                           " WHERE key = 'cost_%s'",
		                           percentile_names[p]);
		double weeks = store_number(s, 0,
		                            "SELECT CAST(value AS REAL) FROM result"
		                            " WHERE key = 'weeks_%s'",
		                            percentile_names[p]);

		m->cost_ratio[p] = m->price > 0 ? cost / m->price : 0;
		m->weeks_ratio[p] = m->weeks > 0 ? weeks / m->weeks : 0;
	}
}

bool figures_load(struct figures *m, struct store *s, struct arena *a, struct err *e)
{
	*m = (struct figures){ 0 };
	if (!load_lines(m, s, a, e) || !load_inputs(m, s, a, e) ||
	    !load_levels(m, s, a, e) || !load_constants(m, s, a, e) ||
	    !load_holidays(m, s, a, e) || !load_knots(m, s, a, e))
		return false;
	m->is_nothing = store_number(s, 0,
	                             "SELECT CAST(value AS REAL) FROM result"
	                             " WHERE key = 'nothing_to_migrate'") != 0;
	take_inputs(m);
	prepare_lines(m);
	compute_effort(m);
	compute_calendar(m);
	take_ratios(m, s);
	return true;
}
