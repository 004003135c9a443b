/* milestone.c - what is handed over and paid when, in the store. */
#include "milestone.h"

#include <math.h>
#include <string.h>

#include "date.h"

struct milestone {
	const struct model_rule *rule;
	double week, share;
};

static const struct schedule_stretch *stretch_of(const struct schedule_stretch *plan,
                                                 size_t n, const char *phase)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(plan[i].phase->name, phase) == 0)
			return &plan[i];
	return NULL;
}

/* NAN: none of its phases has work here. */
static double week_of(const struct model_rule *r, const struct schedule_stretch *plan,
                      size_t n)
{
	double week = r->needs.n ? NAN : 0;

	for (size_t i = 0; i < r->needs.n; i++) {
		const struct schedule_stretch *p = stretch_of(plan, n,
		                                              r->needs.v[i].word);

		if (p)
			week = fmax(week, p->end_week); /* NAN is no number to fmax */
	}
	return week;
}

/* Whole percents; the last one takes what rounding leaves. */
static void share_out(struct milestone *v, size_t n)
{
	double sum = 0, left = 1;

	for (size_t i = 0; i < n; i++)
		sum += v[i].rule->pays;
	for (size_t i = 0; i < n; i++) {
		v[i].share = i + 1 == n ? left
		           : sum > 0    ? floor(100 * v[i].rule->pays / sum + 0.5) / 100
		                        : 0;
		left -= v[i].share;
	}
}

/* In order of time; those of one moment as the model has them. */
static void sort(struct milestone *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && v[k].week < v[k - 1].week - 1e-9; k--) {
			struct milestone swap = v[k];

			v[k] = v[k - 1];
			v[k - 1] = swap;
		}
}

static bool put(struct estimate *x, const struct milestone *v, size_t rank, int64_t start,
                const struct schedule_stretch *plan, size_t n, struct err *e)
{
	const struct model_rule *r = v->rule;
	int64_t due = v->week > 0 ? calendar_finish(&x->holidays, start, v->week)
	                          : calendar_first_day(&x->holidays, start);

	if (!store_exec(x->s, e,
	                "INSERT INTO milestone (rank, name, label, deliverable, "
	                "acceptance, share, week, due, source)"
	                " VALUES (%d, %Q, %Q, %Q, %Q, %!.17g, %!.17g, %Q, %Q)",
	                (int)rank, r->name, r->label, r->deliverable, r->acceptance,
	                v->share, v->week, date_iso(x->arena, due), r->source))
		return false;
	for (size_t i = 0; i < r->needs.n; i++)
		if (stretch_of(plan, n, r->needs.v[i].word) &&
		    !store_exec(x->s, e,
		                "INSERT OR IGNORE INTO milestone_need VALUES (%Q, %Q)",
		                r->name, r->needs.v[i].word))
			return false;
	return true;
}

bool milestones_write(struct estimate *x, const struct schedule_stretch *plan, size_t n,
                      struct err *e)
{
	const struct model_rule *r = NULL;
	struct milestone *v = NULL;
	size_t made = 0, room = 0;
	int64_t start = 0;

	while ((r = model_next(&x->model, MODEL_milestone, r))) {
		double week = week_of(r, plan, n);

		if (!isnan(week))
			*(struct milestone *)arena_push(x->arena, (void **)&v, &made,
			                                &room, sizeof *v) =
			    (struct milestone){ r, week, 0 };
	}
	sort(v, made);
	share_out(v, made);
	date_parse(inputs_text(&x->in, "start_date"), &start);
	for (size_t i = 0; i < made; i++)
		if (!put(x, &v[i], i + 1, start, plan, n, e))
			return false;
	return true;
}
