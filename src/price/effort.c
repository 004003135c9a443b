/* effort.c - from quantities to hours: the equations of the model, nothing else. */
#include "price/effort.h"

#include <assert.h>
#include <math.h>

bool effort_follows(const struct effort_line *l, const struct model_rule *multiplier)
{
	const struct model_rule *r = multiplier;

	if (l->group == EFFORT_OVERHEAD || l->group == EFFORT_RISK)
		return false;
	return (l->group == EFFORT_UNIT && model_word_of(&r->phases, l->phase)) ||
	       model_word_of(&r->units, l->name) || model_word_of(&r->units, "*");
}

const char *effort_group_name(enum effort_group g)
{
	static const char *const names[] = {
#define GROUP(name, text) text,
		EFFORT_GROUPS(GROUP)
#undef GROUP
	};

	assert(g < EFFORT_GROUPS_END);
	return names[g];
}

double effort_saturation(double n, double n0)
{
	assert(n0 > 0);
	return n > 0 ? -expm1(-n / n0) : 0;
}

double effort_learned(double n, double share)
{
	assert(share > 0);
	return n > 0 ? pow(n, 1 + log2(share)) : 0;
}

double effort_scale(const struct effort_terms *t, double units)
{
	return units > 0 ? pow(units / t->reference, t->exponent - 1) : 1;
}

double effort_pm_share(const struct effort_terms *t, double hours)
{
	return hours > 0 ? t->pm_base + t->pm_rise * hours / (hours + t->pm_half)
	                 : t->pm_base;
}

double effort_base(const struct effort_terms *t, double units, double rest)
{
	double h = (units * effort_scale(t, units) + rest) * (1 + t->qa_share);

	return h * (1 + effort_pm_share(t, h));
}

static double expected(const struct effort_line *l)
{
	return l->quantity * model_mean(&l->each) * l->multiplier;
}

static void run_overheads(struct effort *x)
{
	for (size_t i = 0; i < x->n; i++) {
		struct effort_line *l = &x->line[i];

		if (l->group != EFFORT_OVERHEAD || !l->of_engineering)
			continue;
		l->quantity = x->terms.qa_share;
		l->hours = l->quantity * x->engineering;
		x->qa += l->hours;
	}
	for (size_t i = 0; i < x->n; i++) {
		struct effort_line *l = &x->line[i];

		if (l->group != EFFORT_OVERHEAD || l->of_engineering)
			continue;
		l->quantity = effort_pm_share(&x->terms, x->engineering + x->qa);
		l->hours = l->quantity * (x->engineering + x->qa);
		x->pm += l->hours;
	}
}

void effort_run(struct effort *x)
{
	x->units = x->engineering = x->qa = x->pm = x->risk = 0;
	for (size_t i = 0; i < x->n; i++)
		if (x->line[i].group == EFFORT_UNIT)
			x->units += expected(&x->line[i]);
	x->scale = effort_scale(&x->terms, x->units);
	for (size_t i = 0; i < x->n; i++) {
		struct effort_line *l = &x->line[i];

		l->hours = l->group == EFFORT_OVERHEAD ? 0 : expected(l);
		if (l->group == EFFORT_UNIT)
			l->hours *= x->scale;
		if (l->group == EFFORT_RISK)
			x->risk += l->hours;
		else
			x->engineering += l->hours;
	}
	run_overheads(x);
	x->hours = x->engineering + x->qa + x->pm + x->risk;
}
