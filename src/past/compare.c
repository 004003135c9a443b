/* compare.c - why one estimate differs from another. */
#include "past/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "price/estimate_parts.h"
#include "price/offer.h"
#include "store/model_kept.h"

/* ---- a side ---------------------------------------------------------------------------
 */

/* What the user had set: key and value. */
struct said {
	const char *key, *value;
};

struct side {
	struct store store;
	struct data_view files;
	struct model model;
	struct said *said;
	size_t n, room;
};

static const char *result(struct comparison *c, struct side *s, const char *key)
{
	return store_text(&s->store, c->a, "", "SELECT value FROM result WHERE key = %Q",
	                  key);
}

static double number(struct comparison *c, struct side *s, const char *key)
{
	return strtod(result(c, s, key), NULL);
}

static const char *meta(struct comparison *c, struct side *s, const char *key)
{
	const char *value = store_meta_get(&s->store, c->a, key);

	return value ? value : "";
}

/* A target is shown by its label and set by its name. */
static const char *settable(const struct side *s, const char *key, const char *value)
{
	const struct model_rule *r = NULL;

	if (strncmp(key, "target_", strlen("target_")) != 0)
		return value;
	while ((r = model_next(&s->model, MODEL_target, r)))
		if (strcmp(r->label, value) == 0 &&
		    strcmp(r->part, key + strlen("target_")) == 0)
			return r->name;
	return value;
}

static bool take_said(struct comparison *c, struct side *s, struct err *e)
{
	sqlite3_stmt *q = store_select(&s->store, c->a, e,
	                               "SELECT key, value FROM input"
	                               " WHERE source = 'user' ORDER BY rank");

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *key = (const char *)sqlite3_column_text(q, 0);
		const char *value = (const char *)sqlite3_column_text(q, 1);

		*(struct said *)arena_push(c->a, (void **)&s->said, &s->n, &s->room,
		                           sizeof *s->said) = (struct said){
			arena_strdup(c->a, key),
			settable(s, key, arena_strdup(c->a, value)),
		};
	}
	return true;
}

static bool open_side(struct comparison *c, size_t i, struct side *s, const char *path,
                      struct err *e)
{
	struct data_view now = data_view();
	bool ok;

	if (!store_open_copy(&s->store, path, e))
		return false;
	if (store_number(&s->store, 0, "SELECT count(*) FROM result") == 0)
		return err_set(e, ERR_DATA,
		               "'%s' holds no estimate: run 'migcost estimate' first",
		               path);
	if (!model_kept_view(&s->store, c->a, &s->files, e))
		return err_within(e, "%s", path);
	data_set_view(s->files);
	ok = model_load_cost(c->a, &s->model, e) && take_said(c, s, e);
	data_set_view(now);
	c->side[i] = (struct compare_side){
		.path = path,
		.name = meta(c, s, "name"),
		.commit = meta(c, s, "commit"),
		.scanned_at = meta(c, s, "scanned_at"),
		.version = meta(c, s, "version"),
		.figures = { number(c, s, "hours"), number(c, s, "total"),
		             number(c, s, "weeks") },
	};
	return ok || err_within(e, "%s", path);
}

/* ---- a step ---------------------------------------------------------------------------
 */

struct priced_line {
	const char *key, *label;
	double hours, total;
};

struct finding {
	const char *name, *unit;
};

struct step {
	struct compare_figures figures;
	const char *currency;
	double per_usd;
	struct priced_line *line;
	size_t n;
	struct finding *finding;
	size_t findings, room;
};

/* With its share of QA, management and contingency, as drivers have it. */
static void take_lines(struct comparison *c, const struct estimate *x, struct step *out)
{
	const struct effort *f = &x->effort;
	double carried = f->engineering > 0 ? (f->hours - f->risk) / f->engineering : 0;

	out->line = arena_alloc(c->a, (f->n + 1) * sizeof *out->line);
	for (size_t i = 0; i < f->n; i++) {
		const struct effort_line *l = &f->line[i];
		double hours = l->hours * (l->group == EFFORT_RISK ? 1 : carried);

		if (l->group != EFFORT_OVERHEAD)
			out->line[out->n++] = (struct priced_line){
				l->name, l->label, hours,
				hours * x->rate * (1 + x->contingency)
			};
	}
}

/* What a finding is called, whatever its line; sorted. */
static bool take_findings(struct comparison *c, struct side *s, const struct model *m,
                          struct step *out, struct err *e)
{
	sqlite3_stmt *q = store_select(
	    &s->store, c->a, e,
	    "SELECT DISTINCT f.kind || '|' || upper(f.method) || '|' || f.path || '|'"
	    " || f.name || '|' || f.owner || '|' || CASE f.kind WHEN 'endpoint' THEN ''"
	    " ELSE f.file END, i.unit, f.id FROM item AS i JOIN fact AS f ON f.id = "
	    "i.fact UNION SELECT 'construct|||' || t.construct || '|' || f.name || '|'"
	    " || f.file, i.unit, t.id FROM item AS i JOIN told AS t ON t.id = i.fact"
	    " JOIN fact AS f ON f.id = t.fact ORDER BY 1, 2");

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *unit = (const char *)sqlite3_column_text(q, 1);

		if (model_find(m, MODEL_unit, unit))
			*(struct finding *)arena_push(c->a, (void **)&out->finding,
			                              &out->findings, &out->room,
			                              sizeof *out->finding) =
			    (struct finding){
				    arena_strdup(c->a,
				                 (const char *)sqlite3_column_text(q, 0)),
				    arena_strdup(c->a, unit),
			    };
	}
	return true;
}

/* The facts of s by this model and these inputs. What is set and the model does not
 * know is left out: another model has other inputs. */
static bool price(struct comparison *c, struct side *s, struct data_view files,
                  const struct model *m, const struct said *said, size_t n,
                  struct step *out, struct err *e)
{
	struct estimate x = { .arena = c->a, .s = &s->store, .model = *m };
	struct data_view now = data_view();
	const char **set = arena_alloc(c->a, (n + 2) * sizeof *set);
	struct estimate_options o = { .set = set };
	bool ok;

	for (size_t i = 0; i < n; i++)
		if (strncmp(said[i].key, "target_", strlen("target_")) == 0 ||
		    strcmp(said[i].key, "qa_share") == 0 ||
		    model_find(m, MODEL_input, said[i].key) ||
		    model_find(m, MODEL_multiplier, said[i].key))
			set[o.set_count++] = arena_printf(c->a, "%s=%s", said[i].key,
			                                  said[i].value);
	set[o.set_count++] = "draws=1000";
	*out = (struct step){ 0 };
	data_set_view(files);
	ok = store_begin_estimate(&s->store, e) && estimate_compute(&x, &o, e) &&
	     take_findings(c, s, m, out, e);
	data_set_view(now);
	store_rollback(&s->store);
	if (!ok)
		return false;
	take_lines(c, &x, out);
	out->figures = (struct compare_figures){
		.hours = x.effort.hours,
		.total = offer_total(&x, x.effort.hours),
		.weeks = schedule_weeks(&x.calendar, x.effort.hours, NULL),
	};
	out->currency = inputs_text(&x.in, "currency");
	out->per_usd = x.per_usd;
	return true;
}

/* ---- differences ----------------------------------------------------------------------
 */

static double cents(double x)
{
	return round(x * 100) / 100;
}

/* Rounded as they stand, then taken apart: parts add up to what is shown. */
static struct compare_figures apart(const struct compare_figures *from,
                                    const struct compare_figures *to)
{
	return (struct compare_figures){
		cents(cents(to->hours) - cents(from->hours)),
		cents(cents(to->total) - cents(from->total)),
		cents(cents(to->weeks) - cents(from->weeks)),
	};
}

static void add(struct compare_figures *sum, const struct compare_figures *x)
{
	sum->hours = cents(sum->hours + x->hours);
	sum->total = cents(sum->total + x->total);
	sum->weeks = cents(sum->weeks + x->weeks);
}

static void put_line(struct comparison *c, enum compare_cause cause, const char *key,
                     const char *label, struct compare_figures by)
{
	if (fabs(by.hours) >= 0.005 || fabs(by.total) >= 0.005 || by.weeks != 0)
		*(struct compare_line *)arena_push(c->a, (void **)&c->line, &c->n,
		                                   &c->room, sizeof *c->line) =
		    (struct compare_line){ cause, key, label, by };
}

static const struct priced_line *line_of(const struct step *s, const char *key)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->line[i].key, key) == 0)
			return &s->line[i];
	return NULL;
}

/* A total is an offer, in whole units: what the lines are short of it. */
static void put_rounding(struct comparison *c, enum compare_cause cause)
{
	double rest = c->by[cause].total;

	for (size_t i = 0; i < c->n; i++)
		if (c->line[i].cause == cause)
			rest -= c->line[i].by.total;
	if (fabs(rest) > 0.02)
		put_line(c, cause, "rounding", "what rounding leaves",
		         (struct compare_figures){ 0, rest, 0 });
}

static void put_lines(struct comparison *c, enum compare_cause cause,
                      const struct step *from, const struct step *to)
{
	for (size_t i = 0; i < to->n; i++) {
		const struct priced_line *now = &to->line[i];
		const struct priced_line *was = line_of(from, now->key);

		put_line(c, cause, now->key, now->label,
		         (struct compare_figures){ now->hours - (was ? was->hours : 0),
		                                   now->total - (was ? was->total : 0),
		                                   0 });
	}
	for (size_t i = 0; i < from->n; i++)
		if (!line_of(to, from->line[i].key))
			put_line(c, cause, from->line[i].key, from->line[i].label,
			         (struct compare_figures){ -from->line[i].hours,
			                                   -from->line[i].total, 0 });
	put_rounding(c, cause);
}

static size_t run_of(const struct step *s, size_t at)
{
	size_t n = 0;

	while (at + n < s->findings &&
	       strcmp(s->finding[at + n].name, s->finding[at].name) == 0)
		n++;
	return n;
}

/* Of two runs of one name: those of the same unit, then as many that changed theirs. */
static void match(struct comparison *c, const struct finding *a, size_t na,
                  const struct finding *b, size_t nb)
{
	size_t i = 0, k = 0, same = 0, changed;

	while (i < na && k < nb) {
		int order = strcmp(a[i].unit, b[k].unit);

		same += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	changed = (na < nb ? na : nb) - same;
	c->same += same;
	c->changed += changed;
	c->vanished += na - same - changed;
	c->appeared += nb - same - changed;
}

static void match_findings(struct comparison *c, const struct step *from,
                           const struct step *to)
{
	size_t i = 0, k = 0;

	while (i < from->findings || k < to->findings) {
		int order = i == from->findings ? 1
		          : k == to->findings
		              ? -1
		              : strcmp(from->finding[i].name, to->finding[k].name);
		size_t na = order <= 0 ? run_of(from, i) : 0;
		size_t nb = order >= 0 ? run_of(to, k) : 0;

		match(c, from->finding + i, na, to->finding + k, nb);
		i += na;
		k += nb;
	}
}

/* ---- inputs, one after another --------------------------------------------------------
 */

static const char *said_of(const struct side *s, const char *key)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->said[i].key, key) == 0)
			return s->said[i].value;
	return NULL;
}

static bool is_card(const struct model_rule *r)
{
	return r->kind == MODEL_role || r->kind == MODEL_region ||
	       r->kind == MODEL_currency;
}

static void push_rule(struct model *m, const struct model_rule *r)
{
	*(struct model_rule *)arena_push(m->arena, (void **)&m->rule, &m->n, &m->room,
	                                 sizeof *m->rule) = *r;
}

/* The second's model with the rate cards of the first, and its values of the inputs. */
static struct model mixed(struct comparison *c, const struct side *first,
                          const struct side *second)
{
	struct model m = { .arena = c->a };

	for (size_t i = 0; i < second->model.n; i++) {
		struct model_rule r = second->model.rule[i];
		const struct model_rule *was = model_find(&first->model, r.kind, r.name);

		if (is_card(&r))
			continue;
		if (r.kind == MODEL_input && was && model_fits(&r, was->value))
			r.value = was->value;
		push_rule(&m, &r);
	}
	for (size_t i = 0; i < first->model.n; i++)
		if (is_card(&first->model.rule[i]))
			push_rule(&m, &first->model.rule[i]);
	return m;
}

static bool is_other(const char *a, const char *b)
{
	return (a == NULL) != (b == NULL) || (a && strcmp(a, b) != 0);
}

static const char *in_words(const char *value)
{
	return !value ? "as found" : *value ? value : "not set";
}

/* What is set for the steps on the way: the first's, until each key has its turn. */
struct way {
	struct model model;
	struct said *said;
	size_t n;
};

static void set_said(struct way *w, const char *key, const char *value)
{
	size_t i = 0;

	while (i < w->n && strcmp(w->said[i].key, key) != 0)
		i++;
	if (i < w->n && !value) {
		memmove(&w->said[i], &w->said[i + 1], (w->n - i - 1) * sizeof *w->said);
		w->n--;
	} else if (value) {
		w->said[i] = (struct said){ key, value };
		w->n += i == w->n;
	}
}

struct turning {
	struct comparison *c;
	struct side *side;
	struct way way;
	struct step now;
};

static void turn_money(struct turning *t, struct step *next);

static bool turn(struct turning *t, const char *key, const char *label, struct err *e)
{
	struct step next;

	if (!price(t->c, &t->side[1], t->side[1].files, &t->way.model, t->way.said,
	           t->way.n, &next, e))
		return false;
	turn_money(t, &next);
	put_line(t->c, COMPARE_inputs, key, label, apart(&t->now.figures, &next.figures));
	t->now = next;
	return true;
}

static struct model_rule *rule_of(struct model *m, enum model_kind kind, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->rule[i].kind == kind && strcmp(m->rule[i].name, name) == 0)
			return &m->rule[i];
	return NULL;
}

/* A value that is the default of either model counts as much as one that was said. */
static bool turn_key(struct turning *t, const char *key, struct err *e)
{
	struct model_rule *r = rule_of(&t->way.model, MODEL_input, key);
	const struct model_rule *to = model_find(&t->side[1].model, MODEL_input, key);
	const char *a = said_of(&t->side[0], key), *b = said_of(&t->side[1], key);
	const char *was = a ? a
	                : r ? r->value
	                    : NULL,
		   *now = b  ? b
	                : to ? to->value
	                     : NULL;

	if (!is_other(a, b) && (!r || !to || strcmp(r->value, to->value) == 0))
		return true;
	if (r && to)
		r->value = to->value;
	set_said(&t->way, key, b);
	return turn(t, key,
	            arena_printf(t->c->a, "%s: %s, was %s", key, in_words(now),
	                         in_words(was)),
	            e);
}

/* The keys of the second's model in their order, then what only the first knew. */
static bool turn_all(struct turning *t, struct err *e)
{
	const struct model *m = &t->side[1].model;
	struct side *s = t->side;

	for (size_t i = 0; i < m->n; i++)
		if (m->rule[i].kind == MODEL_input && !turn_key(t, m->rule[i].name, e))
			return false;
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < s[k].n; i++)
			if (!model_find(m, MODEL_input, s[k].said[i].key) &&
			    is_other(said_of(&t->side[1], s[k].said[i].key),
			             said_of(&(struct side){ .said = t->way.said,
			                                     .n = t->way.n },
			                     s[k].said[i].key)) &&
			    !turn_key(t, s[k].said[i].key, e))
				return false;
	t->way.model = t->side[1].model;
	return turn(t, "rate_cards", "rate cards and currencies", e);
}

/* ---- the whole ------------------------------------------------------------------------
 */

/* Into the currency of the first: through dollars where they differ. */
static double exchange(struct comparison *c, const char *currency, double per_usd,
                       const char *to, double to_per_usd)
{
	if (strcmp(currency, to) == 0)
		return 1;
	c->is_converted = true;
	return to_per_usd / per_usd;
}

static double first_per_usd(struct comparison *c, struct side *side)
{
	double x = number(c, &side[0], "exchange_rate");

	return x > 0 ? x : 1;
}

static void turn_money(struct turning *t, struct step *next)
{
	next->figures.total *= exchange(t->c, next->currency, next->per_usd,
	                                t->c->currency, first_per_usd(t->c, t->side));
}

static bool is_same_code(struct side *side)
{
	struct arena a = { 0 };
	const char *sum[2];
	bool same;

	for (int i = 0; i < 2; i++)
		sum[i] = store_text(&side[i].store, &a, "",
		                    "SELECT group_concat(path || '|' || bytes || '|' ||"
		                    " code_lines, '/') FROM (SELECT * FROM file ORDER BY"
		                    " path)");
	same = *sum[0] && strcmp(sum[0], sum[1]) == 0;
	arena_release(&a);
	return same;
}

static int by_width(const void *a, const void *b)
{
	const struct compare_line *x = a, *y = b;
	double wx = fabs(x->by.total), wy = fabs(y->by.total);

	return x->cause != y->cause ? (int)x->cause - (int)y->cause
	     : wx != wy             ? (wx < wy) - (wx > wy)
	                            : strcmp(x->key, y->key);
}

static bool walk(struct comparison *c, struct side *side, struct err *e)
{
	struct step first, scope, model;
	struct turning t = { .c = c, .side = side };
	struct compare_figures a = c->side[0].figures, b = c->side[1].figures, gone;

	t.way.said = arena_alloc(c->a, (side[0].n + side[1].n + 1) * sizeof *t.way.said);
	if (side[0].n)
		memcpy(t.way.said, side[0].said, side[0].n * sizeof *t.way.said);
	t.way.n = side[0].n;
	t.way.model = mixed(c, &side[0], &side[1]);
	if (!price(c, &side[0], side[0].files, &side[0].model, side[0].said, side[0].n,
	           &first, e) ||
	    !price(c, &side[1], side[0].files, &side[0].model, side[0].said, side[0].n,
	           &scope, e) ||
	    !price(c, &side[1], side[1].files, &t.way.model, t.way.said, t.way.n, &model,
	           e))
		return false;
	t.now = model;
	if (!turn_all(&t, e))
		return false;
	b.total *= exchange(c, result(c, &side[1], "currency"),
	                    number(c, &side[1], "exchange_rate"), c->currency,
	                    first_per_usd(c, side));
	c->side[1].figures = b;
	c->by[COMPARE_scope] = apart(&first.figures, &scope.figures);
	c->by[COMPARE_model] = apart(&scope.figures, &model.figures);
	c->by[COMPARE_inputs] = apart(&model.figures, &t.now.figures);
	c->by[COMPARE_equations] = apart(&a, &first.figures);
	gone = apart(&t.now.figures, &b);
	add(&c->by[COMPARE_equations], &gone);
	c->all = apart(&a, &b);
	put_lines(c, COMPARE_scope, &first, &scope);
	put_lines(c, COMPARE_model, &scope, &model);
	match_findings(c, &first, &scope);
	return true;
}

const char *compare_cause_name(enum compare_cause c)
{
	static const char *const names[] = {
#define CAUSE(name, meaning) #name,
		COMPARE_CAUSES(CAUSE)
#undef CAUSE
	};

	return names[c];
}

bool compare_run(struct arena *a, struct comparison *c, const char *first,
                 const char *second, struct err *e)
{
	struct side side[2] = { 0 };
	bool ok;

	*c = (struct comparison){ .a = a };
	ok = open_side(c, 0, &side[0], first, e) && open_side(c, 1, &side[1], second, e);
	if (ok) {
		c->currency = result(c, &side[0], "currency");
		c->is_same_code = is_same_code(side);
		ok = walk(c, side, e);
	}
	if (ok && c->n)
		qsort(c->line, c->n, sizeof *c->line, by_width);
	store_close(&side[0].store);
	store_close(&side[1].store);
	return ok;
}
