/* cocomo.c - the figure of another kind of model for the same lines, to stand beside. */
#include "price/cocomo.h"

#include <math.h>
#include <stdlib.h>

static double constant(const struct estimate *x, const char *key)
{
	const struct model_rule *r = model_find(&x->model, MODEL_constant, key);

	return r ? strtod(r->value, NULL) : 0;
}

static bool write_cocomo(struct estimate *x, double kloc, struct err *e)
{
	double months = constant(x, "cocomo_factor") *
	                pow(kloc, constant(x, "cocomo_exponent"));
	double hours = months * x->calendar.hours_per_month;
	double share = x->effort.hours / hours;
	const char *text =
	    arena_printf(x->arena,
	                 "Basic COCOMO puts %.3g person-months on writing these %.0f "
	                 "lines from nothing; this "
	                 "estimate is %.0f %% of that. COCOMO sees lines: it pays for "
	                 "finding out what to "
	                 "write and for all lines alike. A port has both its "
	                 "specification and a running "
	                 "system to test against, leaves out what stays, and pays for "
	                 "features that the "
	                 "target has not, for parity and for the change-over.",
	                 months, 1000 * kloc, 100 * share);

	return result_put_number(x, "cocomo_kloc", kloc, e) &&
	       result_put_number(x, "cocomo_person_months", months, e) &&
	       result_put_number(x, "cocomo_months",
	                         constant(x, "cocomo_months_factor") *
	                             pow(months, constant(x, "cocomo_months_exponent")),
	                         e) &&
	       result_put_number(x, "cocomo_hours", hours, e) &&
	       result_put_number(x, "cocomo_price", hours * x->rate, e) &&
	       result_put_number(x, "cocomo_scc_usd",
	                         months * constant(x, "cocomo_wage") / 12 *
	                             constant(x, "cocomo_overhead"),
	                         e) &&
	       result_put_text(x, "cocomo_text", text, e);
}

/* What a band pays a week, without its contingency, and whom that pays. */
static bool write_band(struct estimate *x, struct err *e)
{
	const struct model_rule *b = band_class(&x->model, &x->size);
	const struct schedule_terms *t = &x->calendar;
	double less = 1 + t->reference_contingency;
	double low = b->cost_usd.low / less / b->weeks.low;
	double high = b->cost_usd.high / less / b->weeks.high, people;
	double week = t->reference_rate * t->hours_per_week;

	schedule_weeks(&x->calendar, x->effort.hours, &people);
	return result_put_number(x, "band_team_low", low / week, e) &&
	       result_put_number(x, "band_team_high", high / week, e) &&
	       result_put_text(x, "band_text",
	                       arena_printf(x->arena,
	                                    "%s pays $%.1fK to $%.1fK a week without "
	                                    "contingency: %.1f to %.1f people "
	                                    "at $%g an hour, or $%.0f to $%.0f an hour "
	                                    "for the %.1f people of this estimate.",
	                                    b->label, low / 1000, high / 1000, low / week,
	                                    high / week, t->reference_rate,
	                                    low / t->hours_per_week / people,
	                                    high / t->hours_per_week / people, people),
	                       e);
}

/* Hours by what they rest on. QA and management follow the work. */
static bool write_grounds(struct estimate *x, struct err *e)
{
	return store_exec(
	    x->s, e,
	    "WITH ground(key, name) AS (VALUES "
#define GROUND(name, key, text) "('" key "', '" text "'),"
	    MODEL_GROUNDS(GROUND)
#undef GROUND
		" ('', ''))"
		" INSERT INTO result SELECT key, total(iif(rests_on = name, hours, 0))"
		" / total(hours) FROM ground, effort"
		" WHERE key <> '' AND rests_on <> '' GROUP BY key");
}

/* "22 endpoints, moderate (22 %); 2 KLOC of business logic (12 %); ..." */
static bool write_reasons(struct estimate *x, struct err *e)
{
	return store_exec(
	    x->s, e,
	    "INSERT INTO result SELECT 'verdict_reasons', group_concat(label ||"
	    " printf(' (%%.0f %%%%)', 100 * share), '; ') FROM"
	    " (SELECT label, share FROM driver ORDER BY rank LIMIT 4)");
}

bool cocomo_write(struct estimate *x, struct err *e)
{
	double lines = store_number(x->s, 0,
	                            "SELECT total(code_lines) FROM temp.scope_file"
	                            " WHERE kind = 'source'");

	if (x->is_nothing)
		return true;
	return (lines <= 0 || write_cocomo(x, lines / 1000, e)) && write_band(x, e) &&
	       write_grounds(x, e) && write_reasons(x, e);
}
