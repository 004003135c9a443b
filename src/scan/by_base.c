/* by_base.c - what a class is by what it inherits from a package. */
#include "scan/by_base.h"

#include <string.h>

#include "handler/channel.h"
#include "handler/template.h"
#include "link/variant.h"
#include "route/route.h"
#include "route/unserved.h"
/* def on_failure: methods of a class below a certain one. */
static void methods_by_base(struct linker *l, const struct rule *r,
                            const struct scope *class)
{
	for (const struct scope *f = class->first_child; f; f = f->sibling)
		if (f->kind == SCOPE_FUNCTION && f->name.len &&
		    link_has(r->last, f->name))
			link_fact(l, (enum fact_kind)r->fact, f->unit, f->line, r)
			    ->owner = class->name.s;
}

/* What a job's class does, by the method that its rule states; NULL: it is no job. Of
 * other kinds it is the class. */
static const struct scope *work_of_job(struct linker *l, const struct rule *r,
                                       const struct scope *class)
{
	struct bases b;

	if (r->fact != FACT_job)
		return class;
	if (r->below && class_has_heirs(l, class))
		return NULL;
	eval_bases(&l->eval, class, &b);
	for (size_t i = 0; r->states.len && i < b.local_count; i++) {
		const struct binding *at = scope_find(b.local[i], r->states);
		const struct scope *f = scope_function(&at);

		if (f)
			return f;
	}
	return r->states.len ? NULL : class;
}

static void fact_by_base(struct linker *l, const struct rule *r,
                         const struct scope *class)
{
	const struct scope *work;
	struct fact *f;

	if (r->form == FORM_METHOD) {
		methods_by_base(l, r, class);
		return;
	}
	if (r->word == WORD_controller) {
		struct match m = { .rule = r };

		route_controller(l, &m, class);
		return;
	}
	if (r->fact == FACT_channel) {
		channel_class(l, r, class);
		return;
	}
	if (r->fact == FACT_template) {
		template_class(l, r, class);
		return;
	}
	if (r->fact == FACT_command && class_is_base(l, class))
		return; /* class Sweep(BaseCommand), and class Command(Sweep) */
	work = work_of_job(l, r, class);
	if (!work)
		return;
	f = link_fact(l, (enum fact_kind)r->fact, class->unit, class->line, r);
	if (!f->name)
		f->name = class->name.s;
	f->handler = class->name.s;
	link_measure(f, work, class->unit);
	link_row(l, class->unit, class->line, r);
}

bool by_base_is(const struct rule *r)
{
	if (r->form == FORM_METHOD)
		return r->in.len > 0;
	return r->form == FORM_CLASS && !r->chain->is_role &&
	       (r->word == WORD_FACT
	            ? r->fact != FACT_model
	            : r->word == WORD_controller || r->word == WORD_answers);
}

/* The external bases of a class, and which of them are of the detector at hand. */
struct inherited {
	struct bases bases;
	struct name tail[BASES_MAX]; /* last part of the path, empty: a module */
	bool is_needed[BASES_MAX];
	uint64_t bits; /* of the tails */
};

static bool needs_one(struct inherited *x, const struct detector *d)
{
	bool any = false;

	for (size_t i = 0; i < x->bases.external_count; i++) {
		const char *module = x->bases.external[i].module;

		x->is_needed[i] = module && detector_needs(d, module);
		any |= x->is_needed[i];
	}
	return any;
}

/* The names that a rule by base asks for; all, when they are not told one by one. */
static uint64_t names_of_base(const struct rule *r)
{
	uint64_t bits = 0;

	if (r->form == FORM_METHOD)
		return name_bit(r->in);
	for (size_t i = 0; i < r->last->n; i++)
		bits |= name_bit(r->last->names[i]);
	return r->last->is_suffix ? UINT64_MAX : bits;
}

void by_base_note(struct linker *l)
{
	l->base_names = arena_alloc(l->arena, (l->by_base.n + 1) * sizeof(uint64_t));
	for (size_t i = 0; i < l->by_base.n; i++)
		l->base_names[i] = names_of_base(l->by_base.v[i]);
}

static void find_tails(struct inherited *x)
{
	x->bits = 0;
	for (size_t i = 0; i < x->bases.external_count; i++) {
		const char *path = x->bases.external[i].path;
		const char *dot = path ? strrchr(path, '.') : NULL;

		x->tail[i] = name_of(dot ? dot + 1 : path ? path : "");
		x->bits |= x->tail[i].len ? name_bit(x->tail[i]) : UINT64_MAX;
	}
}

static void fact_by_bases(struct linker *l, const struct rule *r,
                          const struct inherited *x, const struct scope *class)
{
	struct link in = { .names = (struct name *)(uintptr_t)&r->in, .n = 1 };
	const struct link *last = r->form == FORM_METHOD ? &in : r->last;

	for (size_t i = 0; i < x->bases.external_count; i++) {
		const struct value *v = &x->bases.external[i];

		if (!x->is_needed[i] || (x->tail[i].len && !link_has(last, x->tail[i])) ||
		    !external_is(r->detector, v->module, v->path, last))
			continue;
		if (r->word == WORD_answers)
			unserved_note(l, r, class, v->module);
		else
			fact_by_base(l, r, class);
		return;
	}
}

/* class $name(Task), def on_failure in Task: what a class is by what it inherits. */
void by_base_facts(struct linker *l, const struct scope *class)
{
	const struct detector *d = NULL;
	struct inherited x;
	bool any = false;

	if (!class->bases)
		return;
	eval_bases(&l->eval, class, &x.bases);
	if (!x.bases.external_count)
		return;
	find_tails(&x);
	for (size_t i = 0; i < l->by_base.n; i++) {
		const struct rule *r = l->by_base.v[i];

		if (!(l->base_names[i] & x.bits))
			continue;
		if (r->detector != d)
			any = needs_one(&x, r->detector);
		d = r->detector;
		if (any)
			fact_by_bases(l, r, &x, class);
	}
}
