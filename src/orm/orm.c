/* orm.c - models with what they hold, how they are related, and the queries. */
#include "orm/orm.h"

#include "orm/copied.h"
#include "orm/dialect.h"
#include "orm/entity.h"
#include "orm/query.h"
#include "orm/relation.h"
#include "orm/schema.h"
#include "orm/schema_file.h"
#include "value/asked.h"

static bool is_call(const struct rule *r)
{
	return r->use & USE_MODEL;
}

static bool is_maker(const struct rule *r)
{
	return is_call(r) && r->chain->is_role && !r->chain->next;
}

static void on_call(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	(void)arg;
	if (m->rule->fact == FACT_relation)
		schema_relation(l, m, call, s);
	else if (rule_makes_model(m->rule))
		schema_model(l, m, call, s, link_chain_name(s, call));
	else
		entity_table(l, m, call, s, link_bound_name(s, call));
}

static void models_of(struct linker *l, const struct scope *s)
{
	if (s->kind == SCOPE_CLASS)
		entity_class(l, s);
	link_sites(l, s, USE_MODEL, is_call, on_call);
	if (s->kind == SCOPE_MODULE)
		link_given(l, s, &l->makers, on_call);
}

void orm_models(struct linker *l, const struct link_options *o,
                const struct facts *before)
{
	(void)before;
	l->makers = (struct picked){ 0 };
	link_pick(l, &l->makers, is_maker);
	link_visit(l, USE_MODEL | ASKED_SELF, models_of);
	schema_files(l);
	schema_finish(l);
	entity_drawn(l);
	relations_finish(l);
	dialects_drop(l);
	copied_drop(l);
	if (o->settled)
		o->settled(o->settled_arg, LINK_MODELS, l->facts);
}

void orm_queries(struct linker *l, const struct link_options *o,
                 const struct facts *models)
{
	queries_find(l, models);
	if (o->settled)
		o->settled(o->settled_arg, LINK_QUERIES, l->facts);
}
