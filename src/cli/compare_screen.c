/* compare_screen.c - the difference of two estimates, for a person and as JSON. */
#include "cli/compare_screen.h"

#include <math.h>
#include <string.h>

#include "cli/screen.h"
#include "cli/terminal.h"
#include "text/grouped.h"
#include "text/json_out.h"
#include "text/utf8.h"

enum { LINES_SHOWN = 5, LABEL = 32 };

/* ---- a person ------------------------------------------------------------------------
 */

static const char *padded(struct arena *a, const char *text)
{
	const char *plain = utf8_plain(a, text, LABEL, false);

	return arena_printf(a, "%s%*s", plain, LABEL - (int)utf8_columns(plain), "");
}

/* "+1,234.50", "" for nothing. */
static const char *difference(struct arena *a, double x, int digits)
{
	double step = pow(10, digits), all = round(fabs(x) * step);
	const char *whole = grouped(a, floor(all / step));

	if (all == 0)
		return "";
	if (!digits)
		return arena_printf(a, "%s%s", x < 0 ? "-" : "+", whole);
	return arena_printf(a, "%s%s.%0*.0f", x < 0 ? "-" : "+", whole, digits,
	                    fmod(all, step));
}

static void row(struct screen *w, const char *style, const char *text,
                const struct compare_figures *x, bool has_weeks)
{
	char *line = arena_printf(w->a, "%s%11s%14s%9s", padded(w->a, text),
	                          difference(w->a, x->hours, 1),
	                          difference(w->a, x->total, 2),
	                          has_weeks ? difference(w->a, x->weeks, 2) : "");

	for (size_t n = strlen(line); n && line[n - 1] == ' '; n--)
		line[n - 1] = '\0';
	screen_line(w, style, line);
}

static void side(struct screen *w, const char *label, const struct compare_side *s)
{
	w->label = label;
	screen_line(w, SCREEN_BOLD,
	            arena_printf(w->a, "%s%11s%14s%9.2f", padded(w->a, s->path),
	                         difference(w->a, s->figures.hours, 1) + 1,
	                         difference(w->a, s->figures.total, 2) + 1,
	                         s->figures.weeks));
	screen_line(w, SCREEN_DIM,
	            arena_printf(w->a, "%s%s%.10s%s%.10s", s->name, *s->name ? ", " : "",
	                         s->scanned_at, *s->commit ? ", commit " : "",
	                         s->commit));
}

static void lines(struct screen *w, const struct comparison *c, enum compare_cause cause)
{
	struct compare_figures rest = { 0 };
	size_t shown = 0, others = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct compare_line *l = &c->line[i];

		if (l->cause != cause)
			continue;
		if (shown < LINES_SHOWN) {
			row(w, NULL, arena_printf(w->a, "  %s", l->label), &l->by,
			    cause == COMPARE_inputs);
			shown++;
			continue;
		}
		others++;
		rest.hours += l->by.hours;
		rest.total += l->by.total;
		rest.weeks += l->by.weeks;
	}
	if (others)
		row(w, NULL, arena_printf(w->a, "  %zu others", others), &rest,
		    cause == COMPARE_inputs);
}

static const char *heading(const struct comparison *c, enum compare_cause cause)
{
	switch (cause) {
	case COMPARE_scope:
		return c->is_same_code ? "the same code, read otherwise"
		                       : "what there is to migrate";
	case COMPARE_model: return "unit hours, multipliers, rules";
	case COMPARE_inputs: return "rates and inputs";
	case COMPARE_equations: return "the program that priced it";
	case COMPARE_CAUSES_END: break;
	}
	return "";
}

static void causes(struct screen *w, const struct comparison *c)
{
	static const char *const labels[] = { "Scope", "Model", "Inputs", "Equations" };

	for (int i = 0; i < COMPARE_CAUSES_END; i++) {
		const struct compare_figures *by = &c->by[i];
		bool is_none = by->hours == 0 && by->total == 0 && by->weeks == 0;

		if (is_none && i == COMPARE_equations)
			continue;
		w->label = i == COMPARE_scope && c->is_same_code && !is_none ? "Reading"
		                                                             : labels[i];
		if (is_none)
			screen_line(w, SCREEN_DIM, "no difference");
		else
			row(w, SCREEN_BOLD, heading(c, (enum compare_cause)i), by, true);
		if (i == COMPARE_scope && c->appeared + c->vanished + c->changed)
			screen_line(w, SCREEN_DIM,
			            arena_printf(w->a,
			                         "  findings: %zu new, %zu gone, %zu of "
			                         "another kind, %zu as before",
			                         c->appeared, c->vanished, c->changed,
			                         c->same));
		lines(w, c, (enum compare_cause)i);
	}
}

static void notes(struct screen *w, const struct comparison *c)
{
	if (!c->is_same_code && strcmp(c->side[0].version, c->side[1].version) != 0)
		screen_wrapped(
		    w, SCREEN_YELLOW,
		    arena_printf(w->a,
		                 "The code was read by %s and by %s: a part of "
		                 "the difference of scope may be one of reading. "
		                 "Scan the first again to know.",
		                 c->side[0].version, c->side[1].version));
	if (c->is_converted)
		screen_wrapped(
		    w, SCREEN_DIM,
		    arena_printf(w->a,
		                 "Money is in the currency of the first, %s, by "
		                 "its rate of exchange.",
		                 c->currency));
}

void compare_tell(const struct comparison *c, FILE *out)
{
	struct screen w = {
		.out = out, .has_colour = terminal_has_colour(out), .a = c->a, .label = ""
	};

	screen_title(&w, "Two estimates");
	screen_line(&w, SCREEN_DIM,
	            arena_printf(c->a, "%*s%11s%14s%9s", LABEL, "", "hours", c->currency,
	                         "weeks"));
	side(&w, "From", &c->side[0]);
	screen_blank(&w);
	causes(&w, c);
	screen_blank(&w);
	w.label = "Together";
	if (c->all.hours == 0 && c->all.total == 0 && c->all.weeks == 0)
		screen_line(&w, SCREEN_BOLD, "no difference");
	else
		row(&w, SCREEN_BOLD, "with contingency", &c->all, true);
	side(&w, "To", &c->side[1]);
	w.label = "";
	notes(&w, c);
	screen_blank(&w);
}

/* ---- machines ------------------------------------------------------------------------
 */

static double rounded(double x)
{
	return round(x * 100) / 100;
}

static void json_figures(struct json_out *j, const char *key,
                         const struct compare_figures *x)
{
	json_put_row(j, key);
	json_put_number(j, "hours", rounded(x->hours));
	json_put_number(j, "total", rounded(x->total));
	json_put_number(j, "weeks", rounded(x->weeks));
	json_put_end_object(j);
}

static void json_side(struct json_out *j, const char *key, const struct compare_side *s)
{
	json_put_object(j, key);
	json_put_text(j, "store", s->path);
	json_put_text(j, "name", s->name);
	json_put_text(j, "commit", s->commit);
	json_put_text(j, "scanned_at", s->scanned_at);
	json_put_text(j, "version", s->version);
	json_figures(j, "figures", &s->figures);
	json_put_end_object(j);
}

void compare_json(const struct comparison *c, FILE *out)
{
	struct json_out j = { .out = out };

	json_put_object(&j, NULL);
	json_put_integer(&j, "format_version", 1);
	json_put_text(&j, "currency", c->currency);
	json_side(&j, "from", &c->side[0]);
	json_side(&j, "to", &c->side[1]);
	json_figures(&j, "difference", &c->all);
	json_put_object(&j, "causes");
	for (int i = 0; i < COMPARE_CAUSES_END; i++)
		json_figures(&j, compare_cause_name((enum compare_cause)i), &c->by[i]);
	json_put_end_object(&j);
	json_put_bool(&j, "is_same_code", c->is_same_code);
	json_put_row(&j, "findings");
	json_put_integer(&j, "same", (int64_t)c->same);
	json_put_integer(&j, "appeared", (int64_t)c->appeared);
	json_put_integer(&j, "vanished", (int64_t)c->vanished);
	json_put_integer(&j, "changed", (int64_t)c->changed);
	json_put_end_object(&j);
	json_put_array(&j, "lines");
	for (size_t i = 0; i < c->n; i++) {
		const struct compare_line *l = &c->line[i];

		json_put_row(&j, NULL);
		json_put_text(&j, "cause", compare_cause_name(l->cause));
		json_put_text(&j, "key", l->key);
		json_put_text(&j, "label", l->label);
		json_put_number(&j, "hours", rounded(l->by.hours));
		json_put_number(&j, "total", rounded(l->by.total));
		json_put_number(&j, "weeks", rounded(l->by.weeks));
		json_put_end_object(&j);
	}
	json_put_end_array(&j);
	json_put_end_object(&j);
	fputc('\n', out);
}
