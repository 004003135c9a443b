/* passes.c - in which order a code base is linked: mounts, until no more parameters turn
 * out to be routers; everything else; what only the whole tells. */
#include "scan/passes.h"

#include <string.h>

#include "detect/need.h"
#include "handler/channel.h"
#include "handler/template.h"
#include "job/called.h"
#include "job/job_own.h"
#include "link/fork.h"
#include "operation/operation.h"
#include "operation/tree.h"
#include "orm/entity.h"
#include "orm/orm.h"
#include "reach/reach.h"
#include "route/file_route.h"
#include "route/route.h"
#include "route/route_pages.h"
#include "route/unserved.h"
#include "scan/by_base.h"
#include "scan/finding.h"
#include "scan/why.h"
#include "value/asked.h"
#include "value/reexport.h"
/* ---- first pass: mounts, until no more parameters turn out to be routers ----------- */

static bool is_mount(const struct rule *r)
{
	return r->use & USE_MOUNT;
}

static void on_mount(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	(void)arg;
	if (m->rule->word == WORD_prefix)
		route_prefix(l, m, s);
	else if (m->rule->given)
		channel_given(l, m);
	else if (m->rule->word == WORD_schema)
		operation_schema(l, m);
	else if (m->rule->word == WORD_versioning)
		route_versioning(l, m, s);
	else if (m->rule->word == WORD_autoload)
		route_autoload(l, m);
	else if (m->rule->word == WORD_place)
		route_place(l, m, call, s);
	else if (m->rule->word == WORD_area)
		route_area(l, m, call);
	else if (m->rule->word == WORD_pages)
		route_pages(l, m);
	else if (m->rule->word == WORD_everywhere)
		route_everywhere(l, m, call, s);
	else if (m->rule->word != WORD_mount)
		route_made(l, m, call, s);
	else
		route_mount(l, m, call, s);
}

static void mounts_of(struct linker *l, const struct scope *s)
{
	link_sites(l, s, USE_MOUNT, is_mount, on_mount);
}

/* ---- which detectors can matter -------------------------------------------------------
 */

enum { CONFIGS_MAX = 64 };

/* site.config.ts: a framework whose names are there without an import. */
static void note_configured(struct linker *l)
{
	const char *paths[CONFIGS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < l->program->n && n < CONFIGS_MAX; i++)
		if (strstr(l->program->units[i]->path, ".config."))
			paths[n++] = l->program->units[i]->path;
	for (const struct detector *d = n ? l->detectors->first : NULL; d; d = d->next) {
		const struct rule *r = l->is_used[d->index] ? NULL : d->rules;

		while (r && r->word != WORD_config)
			r = r->next;
		for (size_t i = 0; r && i < n; i++)
			l->is_used[d->index] |= detector_configures(d, paths[i]);
	}
}

/* The packages that are imported; the rules of calls whose packages are not are left
 * out, unless somebody asks why. */
static void find_used(struct linker *l, struct detectors *d, bool all)
{
	const struct manifests *m = l->program->manifests;
	size_t words = needs_words(l->detectors);
	uint64_t *uses = arena_zero(l->arena, (words + 1) * sizeof *uses);
	uint64_t *may_use = arena_zero(l->arena, (words + 1) * sizeof *may_use);

	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		for (size_t k = 0; k < words && u->uses; k++) {
			uses[k] |= u->uses[k];
			may_use[k] |= u->may_use[k];
		}
	}
	for (size_t i = 0; m && i < m->package_count; i++)
		needs_of_package(l->detectors, m->packages[i].name, uses, may_use);
	l->is_used = arena_zero(l->arena, l->detectors->n + 1);
	for (size_t k = 0; k < l->detectors->n; k++)
		l->is_used[k] = needs_has(uses, k);
	note_configured(l);
	if (!all)
		detectors_keep(d, may_use);
}

static bool is_operator(const struct rule *r)
{
	return r->form == FORM_OPERATOR;
}

static bool is_maker(const struct rule *r)
{
	return r->use & USE_FACT && r->chain->is_role && !r->chain->next && !called_is(r);
}

static bool is_list(const struct rule *r)
{
	return r->word == WORD_routes;
}

static bool is_directive(const struct rule *r)
{
	return r->word == WORD_directive;
}

/* What every scope or file is asked: so that it meets only the rules that ask. */
static void pick_rules(struct linker *l)
{
	link_pick(l, &l->operators, is_operator);
	link_pick(l, &l->makers, is_maker);
	link_pick(l, &l->by_base, by_base_is);
	by_base_note(l);
	link_pick(l, &l->models, entity_is_class);
	link_pick(l, &l->routing, is_list);
	link_pick(l, &l->directives, is_directive);
}

/* What is said of an object that is given more than is followed. */
static void tell_cut_members(struct linker *l)
{
	for (size_t i = 0; i < l->program->n; i++)
		if (l->program->units[i]->members_cut)
			link_limit(l, l->program->units[i],
			           l->program->units[i]->members_cut,
			           "an object that is given more than is followed: what "
			           "comes behind is not counted");
}

void passes_run(struct facts *facts, struct arena *a, const struct program *p,
                struct detectors *d, const struct link_options *o)
{
	static const struct link_options none;
	struct linker l = { .program = p, .detectors = d, .arena = a, .facts = facts };
	size_t given = 0, before;
	struct fork *models, *queries;
	struct reach *reach;

	o = o ? o : &none;
	l.pages = o->templates;
	l.page_count = o->template_count;
	l.descriptions = o->descriptions;
	l.description_count = o->description_count;
	l.listed = o->listed;
	l.listed_count = o->listed_count;
	find_used(&l, d, o->why != NULL);
	link_reserve(&l);
	eval_init(&l.eval, a, p, l.detectors);
	l.eval.limits = &facts->limits;
	file_apps(
	    &l); /* before anything is asked of a class that is below a member of it */
	pick_rules(&l);
	reexports_note(p, a);
	channel_init(&l);
	eval_find_callers(&l.eval); /* all parts will ask */
	models = fork_begin(&l, o, orm_models, NULL);
	do {
		before = given;
		route_init(&l);
		operation_init(&l);
		l.variants = 0;
		link_visit(&l, USE_MOUNT, mounts_of);
		given = eval_given_count(&l.eval);
	} while (given != before);
	/* Parameters that are given something are known now. */
	queries = fork_begin(&l, o, orm_queries, models);
	for (size_t i = 0; i < p->n; i++)
		route_lists(&l, p->units[i]);
	route_exported(&l);
	l.variants = 0;
	link_visit(&l,
	           USE_FACT | ASKED_SELF | ASKED_FIELDS | ASKED_ENTRIES | ASKED_IMPORTS |
	               ASKED_OPERATORS,
	           finding_of);
	called_facts(&l);
	own_jobs(&l);
	file_routes(&l);
	trees_of(&l);
	route_loose(&l);
	route_own(&l);
	route_finish(&l);
	route_idle(&l);
	operation_finish(&l);
	channel_finish(&l);
	unserved_finish(&l, o->libraries);
	template_parts(facts, a, o->platforms, o->templates, o->template_count);
	if (o->settled)
		o->settled(o->settled_arg, LINK_OTHERS, l.facts);
	reach = reach_begin(&l, o->libraries, o->categories);
	fork_join(queries, &l);
	reach_finish(reach);
	tell_cut_members(&l);
	if (o->why)
		why_answer(&l, o->why);
}
