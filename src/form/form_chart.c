/* form_chart.c - the drawings of the web page. */
#include "form/form_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "form/form_text.h"
#include "form/svg.h"
#include "sheet/book_text.h"
#include "text/date.h"

enum { LABELS = 300, RIGHT = 700, ROW = 24, BAR_HIGH = 15, TORNADO_BARS = 10 };
/* Letters that the room left of a drawing takes. */
enum { LABEL = 48, PRICE_LEFT = 208, PRICE_LABEL = 32 };

/* From values to places on a line. */
struct scale {
	double from, to; /* values */
	double left, right;
};

static double at(const struct scale *s, double value)
{
	return s->to > s->from
	         ? s->left + (s->right - s->left) * (value - s->from) / (s->to - s->from)
	         : s->left;
}

/* 1, 2 or 5 times a power of ten, so that about six of them fill the range. */
static double step_of(double range)
{
	double power = pow(10, floor(log10(fmax(range, 1e-9) / 6)));
	double rest = fmax(range, 1e-9) / 6 / power;

	return power * (rest > 5 ? 10 : rest > 2 ? 5 : rest > 1 ? 2 : 1);
}

/* Behind the last digit: "$12K", "12K €". */
static const char *with_letter(struct form_job *j, double x, char letter)
{
	const char *money = dossier_money(j->d, x), *end = money + strlen(money);

	while (end > money && !(end[-1] >= '0' && end[-1] <= '9'))
		end--;
	return arena_printf(j->d->a, "%.*s%c%s", (int)(end - money), money, letter, end);
}

/* "12K" of 12,345: axes have little room. */
static const char *short_money(struct form_job *j, double x)
{
	struct dossier *d = j->d;
	double size = fabs(x);

	if (size < 1e4)
		return dossier_money(d, x);
	return size < 1e7 ? with_letter(j, x / 1e3, 'K') : with_letter(j, x / 1e6, 'M');
}

static const char *short_number(struct form_job *j, double x)
{
	return arena_printf(j->d->a, "%.3g", x);
}

typedef const char *(label_fn)(struct form_job *j, double x);

/* Lines across [top, bottom] with what they stand for below. */
static void draw_axis(struct form_job *j, struct svg *s, const struct scale *x,
                      double top, double bottom, label_fn *label)
{
	double step = step_of(x->to - x->from);

	for (double v = ceil(x->from / step) * step; v <= x->to * (1 + 1e-9); v += step) {
		svg_line(s, fabs(v) < step / 1e6 ? SVG_AXIS : SVG_GRID, at(x, v), top,
		         at(x, v), bottom);
		svg_text(s, SVG_NOTE, SVG_MIDDLE, at(x, v), bottom + 14, 0, label(j, v));
	}
}

static struct svg begin(struct form_job *j, const char *id, double height,
                        const char *title, const char *tells)
{
	struct svg s = { .out = j->out, .a = j->d->a };

	svg_open(&s, id, height, title, tells);
	return s;
}

/* A bar with its name on the left and its figure behind. */
static void draw_row(struct svg *s, const struct scale *x, int row, double top,
                     const char *label, double value, const char *figure)
{
	double y = top + row * ROW;

	svg_text(s, SVG_TEXT, SVG_END, LABELS - 8, y + 12, LABEL, label);
	svg_rect(s, SVG_BAR, x->left, y, at(x, value) - x->left, BAR_HIGH);
	svg_text(s, SVG_TEXT, SVG_START, at(x, value) + 5, y + 12, 0, figure);
}

/* ---- price ---------------------------------------------------------------------- */

struct band {
	const char *name;
	double low, high; /* in the currency of the quote */
};

/* The documented band of the size class, as on the sheet Summary; none where the report
 * has no such sheet. */
static bool class_band(struct form_job *j, struct band *band, struct err *e)
{
	struct dossier *d = j->d;
	double per_usd = dossier_number(d, "exchange_rate", 1);
	sqlite3_stmt *q = store_select(d->store, d->a, e,
	                               "SELECT name, cost_low, cost_high FROM band"
	                               " WHERE name = %Q AND %d",
	                               dossier_text(d, "class", ""),
	                               form_tells(j, SHEET_SUMMARY));

	*band = (struct band){ "", 0, 0 };
	while (q && sqlite3_step(q) == SQLITE_ROW)
		*band = (struct band){
			arena_strdup(d->a, (const char *)sqlite3_column_text(q, 0)),
			sqlite3_column_double(q, 1) * per_usd,
			sqlite3_column_double(q, 2) * per_usd
		};
	return q != NULL;
}

static void draw_legend(struct form_job *j, struct svg *s, double y, const char *band)
{
	const struct {
		enum svg_paint paint;
		const char *text;
	} v[] = { { SVG_BAR, form_word(j, FORM_TEXT_LEGEND_P50) },
		  { SVG_BAR_LIGHT, form_word(j, FORM_TEXT_LEGEND_P80) },
		  { SVG_BAR_PALE, form_word(j, FORM_TEXT_LEGEND_P90) },
		  { SVG_MARK, form_word(j, FORM_TEXT_LEGEND_TOTAL) },
		  { SVG_BAND, form_wordf(j, TEXT_CHART_BAND, form_word(j, band)) } };
	size_t n = sizeof v / sizeof *v - !*band;
	double x = 100;

	for (size_t i = 0; i < n; i++) {
		if (v[i].paint == SVG_MARK)
			svg_diamond(s, v[i].paint, x + 6, y - 4, 6);
		else
			svg_rect(s, v[i].paint, x, y - 10, 12, 12);
		svg_text(s, SVG_NOTE, SVG_START, x + 17, y, 0, v[i].text);
		x += i < 3 ? 96 : 140;
	}
}

static void draw_band(struct form_job *j, struct svg *s, const struct scale *x,
                      const struct band *band)
{
	svg_text(s, SVG_TEXT, SVG_END, x->left - 8, 67, PRICE_LABEL,
	         form_wordf(j, TEXT_CHART_BAND, form_word(j, band->name)));
	svg_rect(s, SVG_BAND, at(x, band->low), 52, at(x, band->high) - at(x, band->low),
	         22);
}

/* In words, for who does not see it. */
static const char *price_tells(struct form_job *j, const double p[4],
                               const struct band *band)
{
	struct dossier *d = j->d;
	const char *range = form_wordf(j, FORM_TEXT_CHART_PRICE_TELLS,
	                               dossier_money(d, p[0]), dossier_money(d, p[1]),
	                               dossier_money(d, p[2]), dossier_money(d, p[3]),
	                               dossier_money(d, d->total));

	return !*band->name ? range
	                    : arena_printf(d->a, "%s %s", range,
	                                   form_wordf(j, FORM_TEXT_CHART_BAND_TELLS,
	                                              form_word(j, band->name),
	                                              dossier_money(d, band->low),
	                                              dossier_money(d, band->high)));
}

bool form_chart_price(struct form_job *j, struct err *e)
{
	static const char *const keys[] = { "cost_p10", "cost_p50", "cost_p80",
		                            "cost_p90" };
	struct dossier *d = j->d;
	struct scale x = { 0, 0, PRICE_LEFT, RIGHT };
	struct band band;
	struct svg s;
	double p[4], bottom;

	if (!class_band(j, &band, e))
		return false;
	for (int i = 0; i < 4; i++)
		p[i] = dossier_number(d, keys[i], 0);
	x.to = fmax(fmax(p[3], d->total), band.high) * 1.04;
	bottom = *band.name ? 84 : 48;
	s = begin(j, "price", bottom + 48,
	          form_wordf(j, FORM_TEXT_CHART_PRICE, d->currency),
	          price_tells(j, p, &band));
	draw_axis(j, &s, &x, 8, bottom, short_money);
	svg_text(&s, SVG_TEXT, SVG_END, x.left - 8, 31, PRICE_LABEL,
	         form_word(j, TEXT_THIS_QUOTE));
	for (int i = 0; i < 3; i++)
		svg_rect(&s, (enum svg_paint)(SVG_BAR + i), at(&x, p[i]), 16,
		         at(&x, p[i + 1]) - at(&x, p[i]), 22);
	svg_diamond(&s, SVG_MARK, at(&x, d->total), 27, 8);
	if (*band.name)
		draw_band(j, &s, &x, &band);
	draw_legend(j, &s, bottom + 38, band.name);
	svg_close(&s);
	return true;
}

/* ---- kinds of work -------------------------------------------------------------- */

const char *form_kind_title(struct form_job *j, const char *kind)
{
	static const char *const titles[][2] = {
#define PHASE(name, title) { name, title },
		PHASE_TITLES(PHASE)
#undef PHASE
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (strcmp(titles[i][0], kind) == 0)
			return form_word(j, titles[i][1]);
	return kind;
}

bool form_chart_kinds(struct form_job *j, struct err *e)
{
	static const char sql[] =
	    "SELECT phase, sum(hours) AS h FROM effort GROUP BY phase"
	    " HAVING h > 0 ORDER BY h DESC";
	struct dossier *d = j->d;
	struct scale x = { 0, 0, LABELS, RIGHT - 60 };
	int rows = (int)store_number(d->store, 0, "SELECT count(*) FROM (%s)", sql),
	    row = 0;
	sqlite3_stmt *q = store_select(d->store, d->a, e, "%s", sql);
	struct svg s = { 0 };

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const char *kind = form_kind_title(
		    j, arena_strdup(d->a, (const char *)sqlite3_column_text(q, 0)));
		double cost = sqlite3_column_double(q, 1) * d->rate;
		const char *figure = dossier_money(d, cost);

		if (row == 0) {
			x.to = cost;
			s = begin(j, "kinds", rows * ROW + 8,
			          form_wordf(j, FORM_TEXT_CHART_KINDS, d->currency),
			          form_wordf(j, FORM_TEXT_CHART_MOST, kind, figure));
		}
		draw_row(&s, &x, row++, 4, kind, cost, figure);
	}
	if (row)
		svg_close(&s);
	return q != NULL;
}

/* ---- probability ---------------------------------------------------------------- */

enum { KNOTS = 32, STEPS = 88 };

/* What is known of a distribution: ln(value) over the normal deviate of its share. */
struct knots {
	double share[KNOTS], z[KNOTS], ln[KNOTS];
	int n;
};

/* The share of cases below so many standard deviations, and back. */
static double share_of(double z)
{
	return erfc(-z / sqrt(2)) / 2;
}

static double deviate_of(double share)
{
	double low = -6, high = 6;

	for (int i = 0; i < 60; i++) {
		double z = (low + high) / 2;

		*(share_of(z) < share ? &low : &high) = z;
	}
	return (low + high) / 2;
}

/* Every percentile that the store has. */
static bool load_knots(struct form_job *j, const char *noun, struct knots *k,
                       struct err *e)
{
	struct dossier *d = j->d;
	sqlite3_stmt *q = store_select(
	    d->store, d->a, e,
	    "SELECT CAST(substr(key, length(%Q) + 3) AS INTEGER) AS p, CAST(value AS "
	    "REAL) AS v"
	    " FROM result WHERE key GLOB '%q_p[0-9]*' AND v > 0 AND p BETWEEN 1 AND 99"
	    " ORDER BY p LIMIT %d",
	    noun, noun, KNOTS);

	k->n = 0;
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		k->share[k->n] = sqlite3_column_double(q, 0) / 100;
		k->z[k->n] = deviate_of(k->share[k->n]);
		k->ln[k->n++] = log(sqlite3_column_double(q, 1));
	}
	return q != NULL;
}

/* Straight between the knots, and on behind the last ones: all of them lie on it. */
static double value_at(const struct knots *k, double z)
{
	int i = 1;

	while (i < k->n - 1 && z > k->z[i])
		i++;
	return exp(k->ln[i - 1] + (k->ln[i] - k->ln[i - 1]) * (z - k->z[i - 1]) /
	                              (k->z[i] - k->z[i - 1]));
}

static bool is_told(double share)
{
	return fabs(share - 0.1) < 1e-9 || fabs(share - 0.5) < 1e-9 ||
	       fabs(share - 0.8) < 1e-9 || fabs(share - 0.9) < 1e-9;
}

static void draw_curve(struct form_job *j, struct svg *s, const struct knots *k,
                       label_fn *label, label_fn *figure)
{
	enum { TOP = 14, BOTTOM = 214 };
	struct scale x = { value_at(k, -2.2), value_at(k, 2.2), 70, RIGHT };
	double xy[2 * (STEPS + 1)];

	draw_axis(j, s, &x, TOP, BOTTOM, label);
	for (int i = 0; i <= 100; i += 20) {
		double y = BOTTOM - i * (BOTTOM - TOP) / 100.0;

		svg_line(s, i ? SVG_GRID : SVG_AXIS, x.left, y, x.right, y);
		svg_text(s, SVG_NOTE, SVG_END, x.left - 6, y + 4, 0,
		         arena_printf(j->d->a, "%d%%", i));
	}
	for (int i = 0; i <= STEPS; i++) {
		double z = -2.2 + i * 4.4 / STEPS;

		xy[2 * i] = at(&x, value_at(k, z));
		xy[2 * i + 1] = BOTTOM - share_of(z) * (BOTTOM - TOP);
	}
	svg_curve(s, SVG_CURVE, xy, STEPS + 1);
	for (int i = 0; i < k->n; i++) {
		double px = at(&x, exp(k->ln[i])),
		       py = BOTTOM - k->share[i] * (BOTTOM - TOP);

		if (!is_told(k->share[i]))
			continue;
		svg_diamond(s, SVG_MARK, px, py, 5);
		svg_text(s, SVG_TEXT, SVG_START, px + 10, py + 12, 0,
		         arena_printf(j->d->a, "P%.0f %s", k->share[i] * 100,
		                      figure(j, exp(k->ln[i]))));
	}
}

static const char *whole_money(struct form_job *j, double x)
{
	return dossier_money(j->d, x);
}

static const char *weeks_figure(struct form_job *j, double x)
{
	return dossier_grouped(j->d, x, 1);
}

static bool draw_probability(struct form_job *j, const char *noun, const char *title,
                             label_fn *label, label_fn *figure, struct err *e)
{
	static const char *const keys[] = { "p10", "p50", "p80", "p90" };
	struct dossier *d = j->d;
	struct knots k;
	struct svg s;
	const char *p[4];

	if (!load_knots(j, noun, &k, e))
		return false;
	if (k.n < 2 || k.ln[k.n - 1] - k.ln[0] < 1e-9)
		return true;
	for (int i = 0; i < 4; i++)
		p[i] = figure(
		    j, dossier_number(d, arena_printf(d->a, "%s_%s", noun, keys[i]), 0));
	s = begin(j, noun, 236, title,
	          form_wordf(j, FORM_TEXT_CHART_CURVE_TELLS, p[0], p[1], p[2], p[3]));
	draw_curve(j, &s, &k, label, figure);
	svg_close(&s);
	return true;
}

bool form_chart_cost_curve(struct form_job *j, struct err *e)
{
	return draw_probability(j, "cost",
	                        form_wordf(j, FORM_TEXT_CHART_COST, j->d->currency),
	                        short_money, whole_money, e);
}

bool form_chart_weeks_curve(struct form_job *j, struct err *e)
{
	return draw_probability(j, "weeks", form_word(j, FORM_TEXT_CHART_WEEKS),
	                        short_number, weeks_figure, e);
}

/* ---- the plan ------------------------------------------------------------------- */

/* Lines with the date above, so many that the dates stay apart. */
enum { DATES = 5 };

static void draw_calendar(struct form_job *j, struct svg *s, const struct scale *x,
                          double top, double bottom)
{
	int64_t from = (int64_t)x->from, to = (int64_t)x->to;
	int64_t weeks = (to - from) / 7 + 1, every = (weeks + DATES - 1) / DATES * 7;

	for (int64_t day = from - date_weekday(from); day <= to; day += every) {
		if (day < from)
			continue;
		svg_line(s, SVG_GRID, at(x, (double)day), top, at(x, (double)day),
		         bottom);
		svg_text(s, SVG_NOTE, SVG_START, at(x, (double)day), top - 6, 0,
		         dossier_date(j->d, day));
	}
}

static void draw_label(struct form_job *j, struct svg *s, double y, const char *label)
{
	svg_text(s, SVG_TEXT, SVG_END, LABELS - 8, y + 12, LABEL, form_word(j, label));
}

bool form_chart_gantt(struct form_job *j, struct err *e)
{
	enum { TOP = 26 };
	struct dossier *d = j->d;
	struct scale x = { (double)d->first_day, (double)d->finish + 1, LABELS, RIGHT };
	size_t rows = d->phases + d->milestones;
	struct svg s;

	(void)e;
	if (!d->phases)
		return true;
	for (size_t i = 0; i < d->milestones; i++)
		x.to = fmax(x.to, (double)d->milestone[i].due + 1);
	s = begin(j, "gantt", TOP + (double)rows * ROW + 8,
	          form_word(j, FORM_TEXT_CHART_GANTT),
	          form_wordf(j, FORM_TEXT_CHART_GANTT_TELLS,
	                     dossier_date(d, d->first_day), dossier_date(d, d->finish),
	                     (int)d->phases, (int)d->milestones));
	draw_calendar(j, &s, &x, TOP, TOP + (double)rows * ROW);
	for (size_t i = 0; i < d->phases; i++) {
		const struct dossier_phase *p = &d->phase[i];
		double y = TOP + (double)i * ROW + 5, left = at(&x, (double)p->start);

		draw_label(j, &s, y, p->label);
		svg_rect(&s, SVG_BAR, left, y, at(&x, (double)p->finish + 1) - left,
		         BAR_HIGH);
	}
	for (size_t i = 0; i < d->milestones; i++) {
		const struct dossier_milestone *m = &d->milestone[i];
		double y = TOP + (double)(d->phases + i) * ROW + 5;

		draw_label(j, &s, y, m->label);
		svg_diamond(&s, SVG_MARK, at(&x, (double)m->due + 1), y + 7, 7);
	}
	svg_close(&s);
	return true;
}

bool form_chart_staffing(struct form_job *j, struct err *e)
{
	enum { TOP = 10, BOTTOM = 120 };
	struct dossier *d = j->d;
	double most =
	    store_number(d->store, 0,
	                 "SELECT max(p) FROM (SELECT sum(people) AS p FROM staffing"
	                 " GROUP BY week)");
	int weeks = (int)store_number(d->store, 0, "SELECT max(week) FROM staffing");
	sqlite3_stmt *q =
	    store_select(d->store, d->a, e,
	                 "SELECT week, sum(people) FROM staffing GROUP BY week"
	                 " ORDER BY week");
	struct scale x = { 0, weeks, 70, RIGHT };
	struct svg s;
	double step = step_of(most * 1.8);

	if (!q)
		return false;
	if (most <= 0)
		return true;
	s = begin(j, "staffing", BOTTOM + 24, form_word(j, FORM_TEXT_CHART_STAFFING),
	          form_wordf(j, FORM_TEXT_CHART_STAFFING_TELLS, weeks, most));
	for (double v = 0; v <= most * 1.05; v += step) {
		double y = BOTTOM - v / (most * 1.05) * (BOTTOM - TOP);

		svg_line(&s, v > 0 ? SVG_GRID : SVG_AXIS, x.left, y, x.right, y);
		svg_text(&s, SVG_NOTE, SVG_END, x.left - 6, y + 4, 0, short_number(j, v));
	}
	while (sqlite3_step(q) == SQLITE_ROW) {
		int week = sqlite3_column_int(q, 0);
		double high = sqlite3_column_double(q, 1) / (most * 1.05) *
		              (BOTTOM - TOP);
		double wide = (x.right - x.left) / weeks;

		svg_rect(&s, SVG_BAR, at(&x, week - 1) + wide * 0.08, BOTTOM - high,
		         wide * 0.84, high);
		if (weeks <= 24 || week % ((weeks + 11) / 12) == 1)
			svg_text(&s, SVG_NOTE, SVG_MIDDLE, at(&x, week - 0.5),
			         BOTTOM + 14, 0, arena_printf(d->a, "%d", week));
	}
	svg_text(&s, SVG_NOTE, SVG_END, x.left - 6, BOTTOM + 14, 0,
	         form_word(j, FORM_TEXT_WEEK_AXIS));
	svg_close(&s);
	return true;
}

/* ---- what moves it -------------------------------------------------------------- */

bool form_chart_tornado(struct form_job *j, struct err *e)
{
	struct dossier *d = j->d;
	static const char from[] = "(SELECT * FROM tornado ORDER BY rank LIMIT 10)";
	struct scale x = { store_number(d->store, 0, "SELECT min(low) FROM %s", from),
		           store_number(d->store, 0, "SELECT max(high) FROM %s", from),
		           LABELS + 60, RIGHT - 60 };
	sqlite3_stmt *q = store_select(d->store, d->a, e,
	                               "SELECT label, low, high FROM %s", from);
	int rows = (int)store_number(d->store, 0, "SELECT count(*) FROM %s", from);
	struct svg s = { 0 };

	for (int row = 0; q && sqlite3_step(q) == SQLITE_ROW; row++) {
		double low = sqlite3_column_double(q, 1),
		       high = sqlite3_column_double(q, 2);
		const char *label = form_word(
		    j, arena_strdup(d->a, (const char *)sqlite3_column_text(q, 0)));
		double y = 6 + row * ROW;

		if (row == 0) {
			s = begin(j, "tornado", rows * ROW + 12,
			          form_wordf(j, FORM_TEXT_CHART_TORNADO, d->currency),
			          form_wordf(j, FORM_TEXT_CHART_TORNADO_TELLS, label,
			                     dossier_money(d, low),
			                     dossier_money(d, high)));
		}
		svg_text(&s, SVG_TEXT, SVG_END, LABELS - 8, y + 12, LABEL, label);
		svg_rect(&s, SVG_BAR_PALE, at(&x, low), y, at(&x, 0) - at(&x, low),
		         BAR_HIGH);
		svg_rect(&s, SVG_BAR, at(&x, 0), y, at(&x, high) - at(&x, 0), BAR_HIGH);
		svg_text(&s, SVG_NOTE, SVG_END, at(&x, low) - 4, y + 12, 0,
		         short_money(j, low));
		svg_text(&s, SVG_NOTE, SVG_START, at(&x, high) + 4, y + 12, 0,
		         short_money(j, high));
		if (row + 1 == rows)
			svg_line(&s, SVG_AXIS, at(&x, 0), 2, at(&x, 0), rows * ROW + 6);
	}
	if (rows && q)
		svg_close(&s);
	return q != NULL;
}
