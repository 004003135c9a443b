/* book_figures.c - the estimate as the store has it, for the sheets that show it. */
#include "book/book_figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/date.h"

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

double figures_number(const struct figures *m, const char *key)
{
	return input_number(m, key, 0);
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
	    "SELECT unit, label, grp, phase, driver, source, quantity, n, n0, low,"
	    " likely, high, multiplier, counts_as, follows, rests_on FROM effort"
	    " WHERE quantity > 0 OR hours > 0 ORDER BY phase = 'pm', rank");
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
			.counts_as = text_at(q, a, 13),
			.follows = text_at(q, a, 14),
			.rests_on = text_at(q, a, 15),
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

/* ---- what is reckoned from them ------------------------------------------------------
 */

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

		if (line_group_of(l) == GROUP_SET_UP && l->n0 > 0)
			l->quantity = 1 - exp(-l->n / l->n0);
		l->counts_for_driver = line_group_of(l) == GROUP_UNIT && *l->driver &&
		                       fabs(driver_count(m, l->driver) - l->quantity) <
		                           1e-9;
	}
}

static double result(struct store *s, const char *key)
{
	return store_number(s, 0, "SELECT CAST(value AS REAL) FROM result WHERE key = %Q",
	                    key);
}

static void take_results(struct figures *m, struct store *s, struct arena *a)
{
	const struct input *start = figures_input(m, "start_date");

	m->overhead = input_number(m, "overhead", 0);
	m->rate = result(s, "rate");
	m->per_usd = input_number(m, "exchange_rate", 1);
	m->start = start ? date_serial(start->value) : 0;
	m->is_nothing = result(s, "nothing_to_migrate") != 0;
	m->hours = result(s, "hours");
	m->price = result(s, "price");
	m->total = result(s, "total");
	m->weeks = result(s, "weeks");
	for (int p = 0; p < PERCENTILES; p++) {
		double hours = result(s,
		                      arena_printf(a, "hours_%s", percentile_names[p]));
		double weeks = result(s,
		                      arena_printf(a, "weeks_%s", percentile_names[p]));

		m->cost_ratio[p] = m->hours > 0 ? hours / m->hours : 0;
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
	prepare_lines(m);
	take_results(m, s, a);
	return true;
}
