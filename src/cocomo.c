/* cocomo.c - the figure of another kind of model for the same lines, to stand beside. */
#include "cocomo.h"

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
	                 "Basic COCOMO puts %.3g person-months on writing these %.3g "
	                 "KLOC from nothing; this "
	                 "estimate is %.0f %% of that. COCOMO sees lines: it pays for "
	                 "finding out what to "
	                 "write and for all lines alike. A port has both its "
	                 "specification and a running "
	                 "system to test against, leaves out what stays, and pays for "
	                 "features that the "
	                 "target has not, for parity and for the change-over.",
	                 months, kloc, 100 * share);

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
	                                    "for the %.1f of this estimate.",
	                                    b->label, low / 1000, high / 1000, low / week,
	                                    high / week, t->reference_rate,
	                                    low / t->hours_per_week / people,
	                                    high / t->hours_per_week / people, people),
	                       e);
}

/* Hours by what their source rests on: measured hours of the same kind of work; those
 * that tools count for another kind (objects of a database); either with an expert prior
 * beside; priors alone. QA and management follow the work. */
static bool write_evidence_share(struct estimate *x, struct err *e)
{
	return store_exec(
	    x->s, e,
	    "WITH line AS (SELECT hours, source LIKE '%%prior%%' AS is_prior,"
	    " source LIKE '%%case %%' OR source LIKE '%%cases %%' AS is_measured,"
	    " source LIKE '%%AWS SCT%%' OR source LIKE '%%Ora2Pg%%' AS is_counted"
	    " FROM effort WHERE grp <> 'overhead' AND hours > 0),"
	    " ground AS (SELECT hours, CASE WHEN NOT (is_measured OR is_counted)"
	    " THEN 'hours_prior_share' WHEN is_prior THEN 'hours_mixed_share'"
	    " WHEN is_measured THEN 'hours_evidence_share'"
	    " ELSE 'hours_analogy_share' END AS key FROM line),"
	    " every(key) AS (VALUES ('hours_evidence_share'), ('hours_analogy_share'),"
	    " ('hours_mixed_share'), ('hours_prior_share'))"
	    " INSERT INTO result SELECT every.key, total(iif(ground.key = every.key,"
	    " hours, 0)) / total(hours) FROM every, ground GROUP BY every.key");
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
	       write_evidence_share(x, e) && write_reasons(x, e);
}
