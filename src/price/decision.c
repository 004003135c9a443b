/* decision.c - what may be done with the back end: options with their points and reasons.
 */
#include "price/decision.h"

#include <math.h>
#include <stdlib.h>

#include "price/ask.h"

struct reason {
	double points;
	const char *text;
	const char *follows; /* a weighted score of the criteria, or "" */
	double factor;
};

static int by_weight(const void *a, const void *b)
{
	double x = fabs(((const struct reason *)a)->points);
	double y = fabs(((const struct reason *)b)->points);

	return (x < y) - (x > y);
}

/* Columns: points, reason; and, where one follows the criteria, which sum, times what. */
static bool take_reasons(struct estimate *x, const struct model_rule *r,
                         struct reason **v, size_t *n, struct err *e)
{
	sqlite3_stmt *st = ask_prepare(x->s, x->arena, r, &r->items, e);
	size_t room = 0;
	bool row, ok = st != NULL;

	*v = NULL;
	*n = 0;
	if (ok && sqlite3_column_count(st) != 4)
		return model_wrong(e, r, r->items.line,
		                   "query gives %d columns: points, reason, what they "
		                   "follow and factor expected",
		                   sqlite3_column_count(st));
	while (ok && (ok = ask_step(st, &row, r, &r->items, e)) && row) {
		const char *text = (const char *)sqlite3_column_text(st, 1);
		const char *follows = (const char *)sqlite3_column_text(st, 2);

		*(struct reason *)arena_push(x->arena, (void **)v, n, &room, sizeof **v) =
		    (struct reason){ sqlite3_column_double(st, 0),
			             arena_strdup(x->arena, text ? text : ""),
			             arena_strdup(x->arena, follows ? follows : ""),
			             sqlite3_column_double(st, 3) };
	}
	return ok;
}

static bool write_option(struct estimate *x, const struct model_rule *r, struct err *e)
{
	struct reason *v;
	double score = 0;
	const char *said = "";
	size_t n;

	if (!take_reasons(x, r, &v, &n, e))
		return false;
	if (n)
		qsort(v, n, sizeof *v, by_weight);
	for (size_t i = 0; i < n; i++) {
		score += v[i].points;
		said = arena_printf(x->arena, "%s%s%+.1f %s", said, i ? "; " : "",
		                    v[i].points, v[i].text);
		if (!store_exec(x->s, e,
		                "INSERT INTO decision_reason VALUES (%Q, %d, %!.17g, %Q,"
		                " %Q, %!.17g)",
		                r->name, (int)i + 1, v[i].points, v[i].text, v[i].follows,
		                v[i].factor))
			return false;
	}
	return store_exec(x->s, e,
	                  "INSERT INTO decision VALUES (0, %Q, %Q, %!.17g, %Q, %Q, %Q)",
	                  r->name, r->label, fmax(0, fmin(10, score)), said, r->text,
	                  r->source);
}

/* Of two equal ones the first of the model is the better. */
bool decision_write(struct estimate *x, struct err *e)
{
	const struct model_rule *r = NULL;

	if (x->is_nothing || x->counts_only)
		return true;
	while ((r = model_next(&x->model, MODEL_option, r)))
		if (!write_option(x, r, e))
			return false;
	return store_exec(
	    x->s, e,
	    "INSERT INTO decision_criterion (name, node, python, weight, of_api, why, "
	    "source)"
	    " SELECT name, node, python, weight, of_api, why, document FROM "
	    "temp.criterion;"
	    "WITH sorted AS (SELECT name, row_number() OVER (ORDER BY score DESC, name) "
	    "AS n"
	    " FROM decision) UPDATE decision SET rank = sorted.n FROM sorted"
	    " WHERE sorted.name = decision.name;"
	    "INSERT INTO result SELECT 'decision', label FROM decision WHERE rank = 1"
	    " UNION ALL SELECT 'decision_score', round(score, 1) FROM decision WHERE "
	    "rank = 1"
	    " UNION ALL SELECT 'decision_text', text FROM decision WHERE rank = 1");
}
