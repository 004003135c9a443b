/* evidence_screen.c - how the model does on others' migrations, told with its warts. */
#include "cli/evidence_screen.h"

#include <math.h>
#include <string.h>

#include "cli/screen.h"
#include "cli/terminal.h"
#include "text/json_out.h"
#include "text/utf8.h"

/* ---- a person ------------------------------------------------------------------------
 */

static void cases(struct screen *w, const struct evidence *x)
{
	struct arena *a = w->a;

	w->label = "Cases";
	screen_wrapped(
	    w, SCREEN_DIM,
	    "Engineering hours, without discovery, cutover, QA and management: "
	    "inferred from commits (the clock between them, to 8 hours for each "
	    "author and day), and by the built-in table on the counts and on a scan "
	    "of the code before.");
	screen_line(w, SCREEN_DIM,
	            arena_printf(a, "%-27s%-19s%7s%6s%7s", "", "by commits", "counts",
	                         "scan", "ratio"));
	for (size_t i = 0; i < x->n; i++) {
		const struct evidence_case *c = &x->v[i];
		const char *name =
		    utf8_plain(a, arena_printf(a, "%-4s%s", c->id, c->project), 26,
		               false);

		screen_line(w, strncmp(c->compared, "no", 2) == 0 ? SCREEN_DIM : NULL,
		            arena_printf(a, "%s%*s%-19s%7.0f%6s%7.2f", name,
		                         27 - (int)utf8_columns(name), "",
		                         arena_printf(a, "%4.0f (%.0f-%.0f)", c->central,
		                                      c->low, c->high),
		                         c->by_counts,
		                         c->by_scan > 0
		                             ? arena_printf(a, "%.0f", c->by_scan)
		                             : "",
		                         c->central / c->by_counts));
	}
	for (size_t i = 0; i < x->n; i++)
		if (strncmp(x->v[i].compared, "no", 2) == 0)
			screen_line(w, SCREEN_DIM,
			            arena_printf(a, "%s is not compared%s", x->v[i].id,
			                         x->v[i].compared + strlen("no")));
}

static void set(struct screen *w, const struct evidence_set *s)
{
	struct arena *a = w->a;

	screen_blank(w);
	w->label = "Compared";
	screen_line(w, SCREEN_BOLD, arena_printf(a, "%s: %zu cases", s->title, s->n));
	screen_line(
	    w, NULL,
	    arena_printf(a,
	                 "by commits / table on counts %.2f (geometric mean), sd of "
	                 "ln %.2f",
	                 s->ratio, s->sd));
	screen_line(w, SCREEN_DIM,
	            arena_printf(a, "%-29s%6s%8s%7s%8s%8s", "each by the others", "MdMRE",
	                         "PRED25", "bias", "P10-90", "within"));
	for (size_t i = 0; i < s->ways; i++) {
		const struct evidence_way *v = &s->way[i];
		const struct accuracy *q = &v->accuracy;

		screen_line(w, NULL,
		            arena_printf(a, "%-29s%6.2f%8.2f%7s%8zu%8zu", v->name,
		                         q->mdmre, q->pred25,
		                         arena_printf(a, "%+.0f%%",
		                                      round(100 * q->bias) + 0.0),
		                         q->covered, v->within));
	}
}

static bool is_table(const struct evidence_way *v)
{
	return strncmp(v->name, "table", strlen("table")) == 0;
}

static const struct evidence_way *best_line(const struct evidence_set *s)
{
	const struct evidence_way *best = NULL;

	for (size_t i = 0; i < s->ways; i++)
		if (!is_table(&s->way[i]) &&
		    (!best || s->way[i].accuracy.mdmre < best->accuracy.mdmre))
			best = &s->way[i];
	return best;
}

/* Against the best of the lines, chosen after the fact: the hardest judge. */
static void verdict(struct screen *w, const struct evidence_set *s)
{
	const struct evidence_way *line = best_line(s);

	for (size_t i = 0; line && i < s->ways; i++) {
		const struct evidence_way *v = &s->way[i];
		double by = line->accuracy.mdmre - v->accuracy.mdmre;

		if (is_table(v))
			screen_wrapped(
			    w, by > 0 ? SCREEN_GREEN : SCREEN_YELLOW,
			    arena_printf(w->a,
			                 "%s: the %.*s %s the best line, \"%s\", by %.2f "
			                 "(MdMRE %.2f, the line %.2f).",
			                 s->title, (int)strcspn(v->name, ","), v->name,
			                 by > 0 ? "beats" : "is behind", line->name,
			                 fabs(by), v->accuracy.mdmre,
			                 line->accuracy.mdmre));
	}
}

void evidence_tell(const struct evidence *x, FILE *out)
{
	struct screen w = {
		.out = out, .has_colour = terminal_has_colour(out), .a = x->a, .label = ""
	};

	screen_title(&w, "The built-in model on migrations by others");
	cases(&w, x);
	for (size_t i = 0; i < EVIDENCE_SETS; i++)
		if (x->set[i].ways)
			set(&w, &x->set[i]);
	screen_blank(&w);
	screen_wrapped(&w, SCREEN_DIM,
	               "P10-90: cases inside that range of the prediction; within: "
	               "predictions inside low to high of the commits.");
	screen_blank(&w);
	w.label = "Verdict";
	for (size_t i = 0; i < EVIDENCE_SETS; i++)
		verdict(&w, &x->set[i]);
	screen_wrapped(
	    &w, NULL,
	    "On so few cases, whose own hours are known to a factor of two, no "
	    "difference "
	    "of this size means much. What the table sees and a count does not, "
	    "complexity "
	    "and what hangs on an endpoint, moves less here than how people work: "
	    "founders "
	    "with agents, students, volunteers. The level is ours: the table stands at a "
	    "commercial price, these hours at about half of it.");
	screen_blank(&w);
}

/* ---- machines ------------------------------------------------------------------------
 */

static double rounded(double x)
{
	return round(x * 1e4) / 1e4;
}

static void json_set(struct json_out *j, const struct evidence_set *s)
{
	json_put_object(j, NULL);
	json_put_text(j, "name", s->name);
	json_put_integer(j, "n", (int64_t)s->n);
	json_put_number(j, "ratio", rounded(s->ratio));
	json_put_number(j, "sd_ln", rounded(s->sd));
	json_put_array(j, "ways");
	for (size_t i = 0; i < s->ways; i++) {
		const struct accuracy *q = &s->way[i].accuracy;

		json_put_row(j, NULL);
		json_put_text(j, "name", s->way[i].name);
		json_put_number(j, "mdmre", rounded(q->mdmre));
		json_put_number(j, "mmre", rounded(q->mmre));
		json_put_number(j, "pred25", rounded(q->pred25));
		json_put_number(j, "bias", rounded(q->bias));
		json_put_integer(j, "covered", (int64_t)q->covered);
		json_put_integer(j, "within", (int64_t)s->way[i].within);
		json_put_end_object(j);
	}
	json_put_end_array(j);
	json_put_end_object(j);
}

void evidence_json(const struct evidence *x, FILE *out)
{
	struct json_out j = { .out = out };

	json_put_object(&j, NULL);
	json_put_integer(&j, "format_version", 1);
	json_put_array(&j, "cases");
	for (size_t i = 0; i < x->n; i++) {
		const struct evidence_case *c = &x->v[i];

		json_put_row(&j, NULL);
		json_put_text(&j, "id", c->id);
		json_put_text(&j, "project", c->project);
		json_put_text(&j, "compared", c->compared);
		json_put_number(&j, "hours_low", c->low);
		json_put_number(&j, "hours_central", c->central);
		json_put_number(&j, "hours_high", c->high);
		json_put_number(&j, "by_counts", rounded(c->by_counts));
		json_put_number(&j, "by_scan",
		                c->by_scan > 0 ? rounded(c->by_scan) : NAN);
		json_put_end_object(&j);
	}
	json_put_end_array(&j);
	json_put_array(&j, "sets");
	for (size_t i = 0; i < EVIDENCE_SETS; i++)
		json_set(&j, &x->set[i]);
	json_put_end_array(&j);
	json_put_end_object(&j);
	fputc('\n', out);
}
