/* dossier.c - an estimate as the forms tell it, read once from the store. */
#include "form/dossier.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sheet/book_text.h"
#include "text/date.h"

enum { VALID_DAYS = 30, DAY = 86400 };

double dossier_number(struct dossier *d, const char *key, double def)
{
	return store_number(d->store, def,
	                    "SELECT CAST(value AS REAL) FROM result WHERE key = %Q", key);
}

const char *dossier_text(struct dossier *d, const char *key, const char *def)
{
	return store_text(d->store, d->a, def, "SELECT value FROM result WHERE key = %Q",
	                  key);
}

static double input_number(struct dossier *d, const char *key, double def)
{
	return store_number(d->store, def,
	                    "SELECT CAST(value AS REAL) FROM input"
	                    " WHERE key = %Q AND value <> ''",
	                    key);
}

static const char *text_at(sqlite3_stmt *q, struct arena *a, int column)
{
	const char *t = (const char *)sqlite3_column_text(q, column);

	return arena_strdup(a, t ? t : "");
}

/* The first ten characters, as the scan writes the day. */
static int64_t day_of(struct arena *a, const char *iso)
{
	int64_t day;

	return iso && strlen(iso) >= 10 && date_parse(arena_strndup(a, iso, 10), &day)
	         ? day
	         : 0;
}

/* ---- dates ---------------------------------------------------------------------- */

int64_t dossier_finish(const struct dossier *d, double weeks)
{
	return calendar_finish(&d->holidays, d->first_day, weeks);
}

/* The part of a working day behind the whole ones says when on it. Minutes of five: a
 * quarter of an hour is all one believes. */
static struct moment moment_of(const struct dossier *d, double weeks, bool is_end)
{
	double days = round(weeks * WEEK_DAYS * 1e6) / 1e6, whole = floor(days);
	int minute = (int)fmin(round((days - whole) * d->minutes_per_day / 5) * 5,
	                       d->minutes_per_day);

	if (is_end && minute == 0 && whole > 0)
		return (struct moment){ dossier_finish(d, whole / WEEK_DAYS),
			                d->minutes_per_day };
	if (minute == d->minutes_per_day && !is_end) {
		whole++;
		minute = 0;
	}
	return (struct moment){
		calendar_begin(&d->holidays, d->first_day, whole / WEEK_DAYS), minute
	};
}

static bool is_before(struct moment a, struct moment b)
{
	return a.day < b.day || (a.day == b.day && a.minute < b.minute);
}

int64_t dossier_minutes(const struct dossier *d, struct moment from, struct moment to)
{
	int64_t n = to.minute - from.minute;

	if (is_before(to, from))
		return 0;
	for (int64_t day = from.day; day < to.day; day++)
		n += calendar_is_working(&d->holidays, day) ? d->minutes_per_day : 0;
	return n > 0 ? n : 0;
}

struct moment dossier_after(const struct dossier *d, struct moment from, int64_t minutes)
{
	while (minutes > d->minutes_per_day - from.minute) {
		minutes -= d->minutes_per_day - from.minute;
		from = (struct moment){ calendar_first_day(&d->holidays, from.day + 1),
			                0 };
	}
	from.minute += (int)minutes;
	return from;
}

static bool load_holidays(struct dossier *d, struct err *e)
{
	sqlite3_stmt *q =
	    store_select(d->store, d->a, e,
	                 "SELECT date, name, source FROM holiday ORDER BY date");

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		struct holiday h = { 0, text_at(q, d->a, 1), text_at(q, d->a, 2) };

		if (date_parse(text_at(q, d->a, 0), &h.day))
			*(struct holiday *)arena_push(d->a, (void **)&d->holidays.v,
			                              &d->holidays.n, &d->holidays.room,
			                              sizeof h) = h;
	}
	return q != NULL;
}

/* ---- the plan ------------------------------------------------------------------- */

static bool load_phases(struct dossier *d, struct err *e)
{
	sqlite3_stmt *q =
	    store_select(d->store, d->a, e,
	                 "SELECT name, label, (SELECT group_concat(label, char(10))"
	                 " FROM (SELECT b.label FROM phase_need n JOIN phase b"
	                 " ON b.name = n.needs WHERE n.phase = phase.name"
	                 " ORDER BY b.rank)), hours, start_week,"
	                 " end_week FROM phase ORDER BY rank");
	size_t room = 0;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		struct dossier_phase *p = arena_push(d->a, (void **)&d->phase, &d->phases,
		                                     &room, sizeof *p);

		*p = (struct dossier_phase){ .name = text_at(q, d->a, 0),
			                     .label = text_at(q, d->a, 1),
			                     .needs = text_at(q, d->a, 2),
			                     .hours = sqlite3_column_double(q, 3),
			                     .start_week = sqlite3_column_double(q, 4),
			                     .end_week = sqlite3_column_double(q, 5) };
		p->start = calendar_begin(&d->holidays, d->first_day, p->start_week);
		p->finish = dossier_finish(d, p->end_week);
		if (p->finish < p->start)
			p->finish = p->start;
		p->begin = moment_of(d, p->start_week, false);
		p->end = moment_of(d, p->end_week, true);
	}
	return q != NULL;
}

const char dossier_before[] =
    "SELECT needs, 1 FROM phase_need WHERE phase = %Q UNION SELECT b.name, 1"
    " FROM phase p JOIN phase b ON b.rank < p.rank AND abs(b.end_week - p.start_week) < "
    "1e-6"
    " WHERE p.name = %Q";

/* A phase takes its least, and what comes after it begins no sooner. */
static bool settle_phases(struct dossier *d, struct err *e)
{
	enum { LEAST = 30 };
	struct arena a = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < d->phases; i++) {
		struct dossier_phase *p = &d->phase[i];
		sqlite3_stmt *q = store_select(d->store, &a, e, dossier_before, p->name,
		                               p->name);

		ok = q != NULL;
		while (ok && sqlite3_step(q) == SQLITE_ROW) {
			const struct dossier_phase *before =
			    dossier_phase(d, (const char *)sqlite3_column_text(q, 0));

			/* Over a night or a weekend one ends as the other begins. */
			if (before && is_before(p->begin, before->end))
				p->begin = before->end;
		}
		if (p->begin.minute >= d->minutes_per_day)
			p->begin = (struct moment){
				calendar_first_day(&d->holidays, p->begin.day + 1), 0
			};
		if (dossier_minutes(d, p->begin, p->end) < LEAST) {
			p->end = (struct moment){ p->begin.day, p->begin.minute + LEAST };
			if (p->end.minute > d->minutes_per_day)
				p->end =
				    (struct moment){ calendar_first_day(&d->holidays,
					                                p->begin.day + 1),
					             p->end.minute - d->minutes_per_day };
		}
		p->minutes = dossier_minutes(d, p->begin, p->end);
	}
	arena_release(&a);
	return ok;
}

static bool load_milestones(struct dossier *d, struct err *e)
{
	sqlite3_stmt *q =
	    store_select(d->store, d->a, e,
	                 "SELECT name, label, deliverable, acceptance,"
	                 " share, due, amount FROM milestone ORDER BY rank");
	size_t room = 0;

	while (q && sqlite3_step(q) == SQLITE_ROW)
		*(struct dossier_milestone *)
		    arena_push(d->a, (void **)&d->milestone, &d->milestones, &room,
		               sizeof *d->milestone) = (struct dossier_milestone){
			text_at(q, d->a, 0),         text_at(q, d->a, 1),
			text_at(q, d->a, 2),         text_at(q, d->a, 3),
			sqlite3_column_double(q, 4), day_of(d->a, text_at(q, d->a, 5)),
			sqlite3_column_double(q, 6)
		};
	return q != NULL;
}

const struct dossier_phase *dossier_phase(const struct dossier *d, const char *name)
{
	for (size_t i = 0; i < d->phases; i++)
		if (strcmp(d->phase[i].name, name) == 0)
			return &d->phase[i];
	return NULL;
}

/* ---- names ---------------------------------------------------------------------- */

/* The same as on the workbook. */
static const char *quote_number(struct dossier *d, const char *prefix,
                                const char *scanned)
{
	uint32_t hash = 2166136261u;
	char day[9] = "";
	size_t n = 0;

	for (const char *p = d->project; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	for (const char *p = scanned; *p && n < 8 && p - scanned < 10; p++)
		if (*p >= '0' && *p <= '9')
			day[n++] = *p;
	day[n] = '\0';
	return arena_printf(d->a, "%s-%s-%04X", prefix, day,
	                    (hash ^ hash >> 16) & 0xFFFF);
}

const char *dossier_from(struct dossier *d)
{
	const char *from = dossier_text(d, "stack_from", NULL);

	if (from)
		return from;
	return store_text(
	    d->store, d->a, "",
	    "SELECT group_concat(framework, ' + ') FROM (SELECT framework,"
	    " min(CASE kind WHEN 'endpoint' THEN 1 WHEN 'model' THEN 2 ELSE 3 END)"
	    " AS place, count(*) AS n FROM fact"
	    " WHERE kind IN ('endpoint', 'model', 'job') AND framework <> ''"
	    " GROUP BY framework ORDER BY place, n DESC, framework LIMIT 6)");
}

const char *dossier_to(struct dossier *d)
{
	const char *to = dossier_text(d, "stack_to", NULL);

	if (to)
		return to;
	return store_text(
	    d->store, d->a, "",
	    "SELECT group_concat(value, ' + ') FROM (SELECT value FROM stack"
	    " ORDER BY rank)");
}

const char *dossier_grouped(const struct dossier *d, double x, int decimals)
{
	char digits[64], grouped[96], *to = grouped;
	int n = snprintf(digits, sizeof digits, "%.*f", decimals,
	                 fmin(fabs(isfinite(x) ? x : 0), 1e15));
	int whole = decimals ? n - decimals - 1 : n;

	/* Nothing is below nothing once it is rounded. */
	if (x < 0 && strspn(digits, "0.") < (size_t)n)
		to += snprintf(to, 4, "\xE2\x88\x92");
	for (int i = 0; i < n; i++) {
		if (i > 0 && i < whole && (whole - i) % 3 == 0)
			*to++ = d->grouping;
		*to++ = digits[i] == '.' ? d->point : digits[i];
	}
	*to = '\0';
	return arena_strdup(d->a, grouped);
}

const char *dossier_amount(const struct dossier *d, double amount, int decimals)
{
	const char *text = dossier_grouped(d, amount, decimals);
	const char *minus = (unsigned char)*text == 0xE2 ? "\xE2\x88\x92" : "";
	/* A code of letters stands apart from the figure wherever it stands. */
	bool is_code = strlen(d->symbol) > 2 && (unsigned char)*d->symbol < 0x80;
	const char *space = d->notation.is_apart || is_code ? "\xC2\xA0" : "";

	text += strlen(minus);
	return d->notation.is_behind
	         ? arena_printf(d->a, "%s%s%s%s", minus, text, space, d->symbol)
	         : arena_printf(d->a, "%s%s%s%s", minus, d->symbol, space, text);
}

const char *dossier_money(const struct dossier *d, double amount)
{
	return dossier_amount(d, amount, 0);
}

/* The letters d, m and y of the notation stand for digits of the ISO date. */
const char *dossier_date(const struct dossier *d, int64_t day)
{
	const char *iso = date_iso(d->a, day);
	const char *year = iso, *month = iso + 5, *of_month = iso + 8;
	char *date = arena_strdup(d->a, d->notation.date);

	for (char *p = date; *p; p++)
		switch (*p) {
		case 'y': *p = *year && *year != '-' ? *year++ : 'y'; break;
		case 'm': *p = *month && *month != '-' ? *month++ : 'm'; break;
		case 'd': *p = *of_month ? *of_month++ : 'd'; break;
		default: break;
		}
	return date;
}

/* ---- the whole ------------------------------------------------------------------ */

static void load_dates(struct dossier *d, const char *prefix)
{
	const char *scanned =
	    store_text(d->store, d->a, "",
	               "SELECT value FROM meta WHERE key = 'scanned_at'");
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int hour = 0, minute = 0, second = 0;

	d->quote_date = day_of(d->a, scanned);
	d->valid_until = d->quote_date + VALID_DAYS;
	if (strlen(scanned) > 11)
		sscanf(scanned + 11, "%2d:%2d:%2d", &hour, &minute, &second);
	d->created = d->quote_date * DAY + hour * 3600 + minute * 60 + second;
	if (epoch && *epoch)
		d->created = strtoll(epoch, NULL, 10);
	d->quote_number = quote_number(d, prefix, scanned);
	d->first_day = calendar_first_day(
	    &d->holidays,
	    day_of(d->a, store_text(d->store, d->a, "",
	                            "SELECT value FROM input WHERE key = 'start_date'")));
	d->finish = dossier_finish(d, d->weeks);
}

static void load_figures(struct dossier *d)
{
	double day;

	d->hours = dossier_number(d, "hours", 0);
	d->price = dossier_number(d, "price", 0);
	d->contingency = dossier_number(d, "contingency", 0);
	d->total = dossier_number(d, "total", 0);
	d->weeks = dossier_number(d, "weeks", 0);
	d->offered = dossier_number(d, "price_offered", d->total);
	d->weeks_offered = dossier_number(d, "weeks_offered", d->weeks);
	d->team = dossier_number(d, "team", 0);
	d->rate = dossier_number(d, "rate", 0);
	d->is_nothing = dossier_number(d, "nothing_to_migrate", 0) != 0;
	d->currency = dossier_text(d, "currency", "USD");
	d->symbol = dossier_text(d, "currency_symbol", d->currency);
	/* A week has five of them; what a person gives it decides how long each is. */
	day = input_number(d, "hours_per_week", 40) * 60 / 5;
	d->minutes_per_day = (int)fmin(fmax(round(day), 60), 14 * 60);
}

/* "1.234,5": what stands between the digits. */
static void take_numbers(struct dossier *d, const char *like)
{
	bool is_whole = strlen(like) == 7;

	d->grouping = is_whole ? like[1] : ',';
	d->point = is_whole ? like[5] : '.';
}

bool dossier_load(struct dossier *d, struct store *s, struct arena *a,
                  const struct dossier_options *o, struct err *e)
{
	*d = (struct dossier){ .store = s, .a = a };
	d->client = o->client && *o->client ? o->client : TEXT_CLIENT_OPEN;
	d->project = o->project && *o->project
	               ? o->project
	               : store_text(s, a, "Project",
	                            "SELECT value FROM meta WHERE key = 'name'");
	load_figures(d);
	take_numbers(d, o->numbers);
	if (!notation_load(&d->notation, a, o->language ? o->language : "",
	                   dossier_text(d, "region", ""), d->symbol, e) ||
	    !load_holidays(d, e))
		return false;
	load_dates(d, o->prefix);
	return load_phases(d, e) && settle_phases(d, e) && load_milestones(d, e);
}
