/* rule_use.c - what the rules of calls are looked up for. */
#include "detect/rule_use.h"

#include <string.h>

#include "detect/detector.h"
#include "detect/fact.h"

/* Calls in the order of files: what is mounted where must be known before the rest. */
static bool says_where(const struct rule *r)
{
	switch (r->word) {
	case WORD_mount:
	case WORD_prefix:
	case WORD_app:
	case WORD_router:
	case WORD_schema:
	case WORD_versioning:
	case WORD_area:
	case WORD_place:
	case WORD_pages:
	case WORD_autoload:
	case WORD_everywhere: return true;
	default: return r->given;
	}
}

static bool is_model(const struct rule *r)
{
	return r->fact == FACT_model || r->fact == FACT_relation;
}

static bool is_free(const struct rule *r)
{
	return !r->in.len || name_is(r->in, "handler");
}

static unsigned use_of_fact(const struct rule *r)
{
	if (r->fact == FACT_query)
		return USE_QUERY;
	if (!is_free(r))
		return 0;
	return is_model(r) ? USE_MODEL : USE_FACT;
}

/* consumer.apply(A).forRoutes(..): what is given back is another thing. */
static bool makes_object(const struct rule *r)
{
	for (const struct rule *o = r->detector->rules; o; o = o->next)
		if (o->word == WORD_object && o->form == FORM_CALL && o->chain->is_role &&
		    name_eq(o->last->names[0], r->last->names[0]) &&
		    name_eq(o->chain->names[0], r->chain->names[0]))
			return true;
	return false;
}

/* router.get(..).post(..): a call that declares gives its router back. */
static bool gives_back(const struct rule *r)
{
	if (!r->chain->is_role || r->in.len || r->detector->is_python || makes_object(r))
		return false;
	return r->word == WORD_mount ||
	       (r->word == WORD_FACT &&
	        (r->fact == FACT_endpoint || r->fact == FACT_middleware ||
	         r->fact == FACT_channel));
}

static unsigned use_of_call(const struct rule *r)
{
	unsigned use = 0;

	if (!r->in.len && says_where(r))
		use |= USE_MOUNT;
	if (r->word == WORD_FACT)
		use |= use_of_fact(r);
	if ((r->word == WORD_viewset || r->word == WORD_described ||
	     r->word == WORD_granted) &&
	    is_free(r))
		use |= USE_FACT;
	if (r->word == WORD_wrap)
		use |= USE_WRAP;
	if (r->word == WORD_depends)
		use |= USE_DEPENDS;
	if (r->chain && gives_back(r))
		use |= USE_BACK;
	return use;
}

unsigned rule_use(const struct rule *r)
{
	unsigned use = r->form == FORM_CALL ? use_of_call(r) : 0;

	if (r->word == WORD_refine)
		use |= USE_REFINE;
	if (r->word == WORD_lookup)
		use |= USE_LOOKUP;
	if (r->form == FORM_KEY)
		use |= USE_KEY;
	return use;
}

bool rule_makes_model(const struct rule *r)
{
	for (const struct arg *a = r->args; a; a = a->next) {
		if (a->kind == ARG_VAR &&
		    (name_is(a->name, "fields") || name_is(a->name, "relations") ||
		     name_is(a->name, "name")))
			return true;
		for (const struct arg *b = a->kind == ARG_DICT ? a->inner : NULL; b;
		     b = b->next)
			if (b->inner && b->inner->kind == ARG_VAR &&
			    (name_is(b->inner->name, "fields") ||
			     name_is(b->inner->name, "name")))
				return true;
	}
	return r->has_items;
}
