/* calibrate_screen.c - what past projects say, for a person and as JSON. */
#include "cli/calibrate_screen.h"

#include <math.h>
#include <string.h>

#include "cli/screen.h"
#include "cli/terminal.h"
#include "text/grouped.h"
#include "text/json_out.h"
#include "text/utf8.h"

static const char *padded(struct arena *a, const char *text, int columns)
{
	const char *plain = utf8_plain(a, text, (size_t)columns, false);

	return arena_printf(a, "%s%*s", plain, columns - (int)utf8_columns(plain), "");
}

static const char *percent(struct arena *a, double x)
{
	return arena_printf(a, "%+.0f%%", round(100 * x) + 0.0);
}

/* ---- a person ------------------------------------------------------------------------
 */

static void projects(struct screen *w, const struct calibration *c)
{
	w->label = "Projects";
	screen_line(w, SCREEN_DIM,
	            arena_printf(w->a, "%-22s%8s%8s%7s%12s%7s", "hours", "model",
	                         "actual", "ratio", "others say", "off"));
	for (size_t i = 0; i < c->n; i++) {
		const struct calibrate_project *x = &c->v[i];
		double model = x->effort.n ? x->model : x->estimated;

		screen_line(w, NULL,
		            arena_printf(w->a, "%s%8s%8s%7.2f%12s%7s",
		                         padded(w->a, x->name, 22),
		                         arena_printf(w->a, "%s%s", grouped(w->a, model),
		                                      x->effort.n ? "" : "*"),
		                         grouped(w->a, x->actual), x->actual / model,
		                         grouped(w->a, x->predicted),
		                         percent(w->a, x->predicted / x->actual - 1)));
	}
	for (size_t i = 0; i < c->n; i++)
		if (!c->v[i].effort.n) {
			screen_line(
			    w, SCREEN_DIM,
			    "* estimated then, as neither scan nor counts are there");
			break;
		}
}

static void factors(struct screen *w, const struct calibration *c)
{
	const struct calibrate_factors *f = &c->learned;

	screen_blank(w);
	w->label = "Factor";
	screen_wrapped(w, SCREEN_BOLD,
	               arena_printf(w->a,
	                            "%.2f for all work: by %s alone it is %.2f, with a "
	                            "weight of %.0f%%",
	                            f->factor,
	                            screen_counted(w->a, (double)f->n, "project"), f->own,
	                            100 * f->weight));
	for (size_t i = 0; i < f->phase_count; i++) {
		const struct calibrate_phase *p = &f->phase[i];

		const char *name = calibrate_phase_name(p->rule);
		const char *by = screen_counted(w->a, (double)p->n, "project");

		if (p->n)
			screen_line(w, NULL,
			            calibrate_applies(c, p->n)
			                ? arena_printf(w->a, "x %.2f for %s: %s say %.2f",
			                               p->factor, name, by, p->own)
			                : arena_printf(w->a,
			                               "not applied for %s: %s, %.2f",
			                               name, by, p->own));
	}
	screen_wrapped(w, SCREEN_DIM,
	               arena_printf(w->a,
	                            "on the hours before economy of scale. Spread of all "
	                            "work %.2f (sd of ln), so 8 of 10 projects end at "
	                            "x%.2f to x%.2f of what is said",
	                            f->sd, exp(-1.2816 * f->sd), exp(1.2816 * f->sd)));
}

static void figure(struct screen *w, const char *name, const char *a, const char *b)
{
	screen_line(w, NULL, arena_printf(w->a, "%-38s%13s%14s", name, a, b));
}

static void accuracy(struct screen *w, const struct calibration *c)
{
	const struct accuracy *x = &c->built_in, *y = &c->calibrated;
	struct arena *a = w->a;

	screen_blank(w);
	w->label = "Accuracy";
	screen_line(w, SCREEN_DIM,
	            arena_printf(a, "%-38s%13s%14s", "each by the others (leave-one-out)",
	                         "as built in", "calibrated"));
	figure(w, "Middle error (MdMRE)", arena_printf(a, "%.0f%%", 100 * x->mdmre),
	       arena_printf(a, "%.0f%%", 100 * y->mdmre));
	figure(w, "Within 25% of the actual (PRED 25)",
	       arena_printf(a, "%.0f%%", 100 * x->pred25),
	       arena_printf(a, "%.0f%%", 100 * y->pred25));
	figure(w, "Bias (above 0: estimates too high)", percent(a, x->bias),
	       percent(a, y->bias));
	figure(w, "Within P10 to P90 (80% expected)",
	       arena_printf(a, "%zu of %zu", x->covered, x->n),
	       arena_printf(a, "%zu of %zu", y->covered, y->n));
	if (c->then.n)
		screen_wrapped(
		    w, NULL,
		    arena_printf(a,
		                 "As estimated then (%zu): middle error %.0f%%, bias %s",
		                 c->then.n, 100 * c->then.mdmre,
		                 percent(a, c->then.bias)));
	if (c->week_count)
		screen_wrapped(
		    w, NULL,
		    arena_printf(a,
		                 "Weeks were x%.2f of what the calendar says for the "
		                 "actual hours (%zu): shown, not applied",
		                 c->week_ratio, c->week_count));
}

static void standing(struct screen *w, const struct calibration *c, const char *applied)
{
	const char **v, *list = "";
	size_t n = calibrate_settings(c, &v);

	screen_blank(w);
	w->label = "Applied";
	if (!n) {
		screen_wrapped(w, SCREEN_YELLOW,
		               arena_printf(w->a,
		                            "no: shown from one project on, applied from "
		                            "%zu, called calibrated from %zu",
		                            c->apply_from, c->called_from));
		return;
	}
	screen_wrapped(
	    w, c->n >= c->called_from ? SCREEN_GREEN : SCREEN_YELLOW,
	    c->n >= c->called_from
		? arena_printf(w->a, "calibrated, on %zu projects", c->n)
		: arena_printf(w->a,
	                       "%zu projects: good enough to apply, called calibrated "
	                       "from %zu on",
	                       c->n, c->called_from));
	for (size_t i = 0; i < n; i++)
		list = arena_printf(w->a, "%s%s--set %s", list, i ? " " : "", v[i]);
	screen_wrapped(w, NULL,
	               applied ? arena_printf(w->a, "%s written; quote with --models %s",
	                                      applied,
	                                      arena_strndup(w->a, applied,
	                                                    strlen(applied) -
	                                                        strlen("/cost/own.ini")))
	                       : arena_printf(w->a, "%s, or --apply DIR", list));
}

void calibrate_tell(const struct calibration *c, const char *applied, FILE *out)
{
	struct screen w = {
		.out = out, .has_colour = terminal_has_colour(out), .a = c->a, .label = ""
	};

	screen_title(&w, arena_printf(c->a, "Calibration on %s", c->origin));
	projects(&w, c);
	factors(&w, c);
	accuracy(&w, c);
	standing(&w, c, applied);
	screen_blank(&w);
}

/* ---- machines ------------------------------------------------------------------------
 */

static double rounded(double x)
{
	return round(x * 1e4) / 1e4;
}

static void json_accuracy(struct json_out *j, const char *key, const struct accuracy *x)
{
	json_put_row(j, key);
	json_put_integer(j, "n", (int64_t)x->n);
	json_put_number(j, "mdmre", rounded(x->mdmre));
	json_put_number(j, "mmre", rounded(x->mmre));
	json_put_number(j, "pred25", rounded(x->pred25));
	json_put_number(j, "bias", rounded(x->bias));
	json_put_integer(j, "covered", (int64_t)x->covered);
	json_put_end_object(j);
}

static void json_project(struct json_out *j, const struct calibrate_project *x)
{
	json_put_row(j, NULL);
	json_put_text(j, "name", x->name);
	json_put_number(j, "model", x->effort.n ? rounded(x->model) : NAN);
	json_put_number(j, "estimated", x->estimated > 0 ? x->estimated : NAN);
	json_put_number(j, "actual", x->actual);
	json_put_number(j, "predicted", rounded(x->predicted));
	json_put_number(j, "factor", rounded(x->factor));
	json_put_number(j, "weeks", x->weeks > 0 ? x->weeks : NAN);
	json_put_number(j, "weeks_model", x->effort.n ? rounded(x->model_weeks) : NAN);
	json_put_end_object(j);
}

static void json_factors(struct json_out *j, const struct calibration *c)
{
	const struct calibrate_factors *f = &c->learned;

	json_put_number(j, "factor", rounded(f->factor));
	json_put_number(j, "factor_own", rounded(f->own));
	json_put_number(j, "weight", rounded(f->weight));
	json_put_number(j, "sd_ln", rounded(f->sd));
	json_put_array(j, "kinds");
	for (size_t i = 0; i < f->phase_count; i++) {
		const struct calibrate_phase *p = &f->phase[i];

		json_put_row(j, NULL);
		json_put_text(j, "kind", calibrate_phase_name(p->rule));
		json_put_integer(j, "n", (int64_t)p->n);
		json_put_number(j, "factor", rounded(p->factor));
		json_put_number(j, "factor_own", rounded(p->own));
		json_put_end_object(j);
	}
	json_put_end_array(j);
}

void calibrate_json(const struct calibration *c, const char *applied, FILE *out)
{
	struct json_out j = { .out = out };
	const char **v;
	size_t n = calibrate_settings(c, &v);

	json_put_object(&j, NULL);
	json_put_integer(&j, "format_version", 1);
	json_put_array(&j, "projects");
	for (size_t i = 0; i < c->n; i++)
		json_project(&j, &c->v[i]);
	json_put_end_array(&j);
	json_factors(&j, c);
	json_accuracy(&j, "built_in", &c->built_in);
	json_accuracy(&j, "calibrated", &c->calibrated);
	json_accuracy(&j, "estimated_then", &c->then);
	json_put_number(&j, "weeks_ratio", c->week_count ? rounded(c->week_ratio) : NAN);
	json_put_bool(&j, "is_applicable", n > 0);
	json_put_bool(&j, "is_calibrated", c->n >= c->called_from);
	json_put_array(&j, "settings");
	for (size_t i = 0; i < n; i++)
		json_put_text(&j, NULL, v[i]);
	json_put_end_array(&j);
	json_put_text(&j, "applied", applied);
	json_put_end_object(&j);
	fputc('\n', out);
}
