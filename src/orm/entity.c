/* entity.c - models of object-relational mappers: classes and what they hold. */
#include "orm/entity.h"

#include <stdlib.h>
#include <string.h>

#include "link/trait.h"
#include "link/variant.h"
#include "orm/declared.h"
#include "orm/dialect.h"
#include "orm/entity_trait.h"
#include "orm/schema.h"
#include "syntax/lang.h"

/* ---- is this class a model? ----------------------------------------------------------
 */

static bool keyword_is(const struct scope *class, struct name key, struct name value)
{
	for (const struct expr *b = class->bases; b; b = b->next)
		if (b->kind == EXPR_KEYWORD && name_eq(b->text, key) && expr_first(b) &&
		    name_eq(expr_first(b)->text, value))
			return true;
	return false;
}

/* class $name(Base, table=True): the class itself must say so. */
static bool keywords_match(const struct rule *r, const struct scope *class)
{
	for (size_t i = 0; i + 1 < r->word_count; i += 2)
		if (!keyword_is(class, r->words[i], r->words[i + 1]))
			return false;
	return true;
}

static bool base_matches(struct linker *l, const struct rule *r, const struct value *x,
                         bool direct)
{
	const struct rule *role;

	if (!r->chain->is_role)
		return x->module && external_is(r->detector, x->module, x->path, r->last);
	role = value_role(&l->eval, r->detector, r->chain->names[0], x);
	/* `below`: the class that inherits the base itself is one more base. */
	return role && !(role->below && direct);
}

/* states=NAME: a class without that member is no model, but a base of models; so is one
 * that only says of which type it will be. */
static bool has_stated(const struct rule *r, const struct bases *b)
{
	for (size_t i = 0; r->states.len && i < b->local_count; i++)
		for (const struct binding *x = scope_find(b->local[i], r->states); x;
		     x = x->same)
			if (x->kind != BIND_FIELD)
				return true;
	return !r->states.len;
}

/* Is the class, which holds nothing, itself a base of models? */
static bool is_bare_base(struct linker *l, const struct rule *model,
                         const struct bases *b)
{
	for (size_t i = 0; i < b->external_count; i++) {
		const struct rule *role = NULL;

		if (b->is_direct[i] && model->chain && model->chain->is_role)
			role = value_role(&l->eval, model->detector,
			                  model->chain->names[0], &b->external[i]);
		if (role && role->empty)
			return true;
	}
	return false;
}

/* @as_declarative() class Base: a base by what stands on it. */
static bool is_decorated_base(struct linker *l, const struct rule *r,
                              const struct scope *class)
{
	struct value v = { .kind = VALUE_SCOPE, .scope = class };
	const struct rule *role = class->decorators && r->chain->is_role
	                            ? value_role(&l->eval, r->detector,
	                                         r->chain->names[0], &v)
	                            : NULL;

	return role && role->form == FORM_ON_CLASS;
}

static bool holds(struct linker *l, const struct rule *held, const struct scope *class)
{
	struct match m;

	for (const struct binding *b = class->first_binding; b; b = b->next) {
		const struct expr *callee = b->kind == BIND_VALUE && binding_value(b) &&
		                                    binding_value(b)->kind == EXPR_CALL
		                              ? expr_left(binding_value(b))
		                              : NULL;

		if (callee && !binding_target(b) &&
		    (callee->kind == EXPR_ATTR || held->chain == held->last) &&
		    link_has(held->last, callee->text) &&
		    match_call(&l->eval, held, binding_value(b), class, NULL, &m))
			return true;
	}
	return false;
}

static bool is_below_other(const struct detector *d, const struct bases *b)
{
	for (size_t i = 0; i < b->external_count; i++)
		if (b->external[i].module && *b->external[i].module &&
		    !detector_needs(d, b->external[i].module))
			return true;
	return false;
}

/* A base of a package that no detector knows, and members that only a model has. */
static const struct rule *model_rule_by_members(struct linker *l, const struct bases *b)
{
	for (size_t k = 0; b->external_count && k < l->models.n; k++) {
		const struct rule *r = l->models.v[k];

		if (!is_below_other(r->detector, b))
			continue;

		for (const struct rule *held = r->detector->rules; held;
		     held = held->next) {
			if (held->word != WORD_held || held->form != FORM_CALL ||
			    (held->below && class_has_heirs(l, b->local[0])))
				continue;
			for (size_t i = 0; i < b->local_count; i++)
				if (holds(l, held, b->local[i]))
					return r;
		}
	}
	return NULL;
}

static const struct rule *model_rule_by_base(struct linker *l, const struct scope *class,
                                             const struct bases *b)
{
	for (size_t k = 0; k < l->models.n; k++) {
		const struct rule *r = l->models.v[k];

		if (r->detector->is_python != (class->unit->language == LANG_PYTHON) ||
		    !keywords_match(r, class) || !has_stated(r, b))
			continue;
		for (size_t i = 0; i < b->external_count; i++)
			if (base_matches(l, r, &b->external[i], b->is_direct[i]))
				return r;
		for (size_t i = 1; i < b->local_count; i++)
			if (is_decorated_base(l, r, b->local[i]))
				return r;
	}
	return NULL;
}

bool entity_is_class(const struct rule *r)
{
	return r->form == FORM_CLASS && r->word == WORD_FACT && r->fact == FACT_model;
}

struct on_class {
	const struct rule *rule;
	struct match match;
};

static bool is_model_decorator(const struct rule *r)
{
	return r->form == FORM_ON_CLASS && r->word == WORD_FACT && r->fact == FACT_model;
}

static void on_model_decorator(struct linker *l, const struct match *m,
                               const struct expr *call, const struct scope *s, void *arg)
{
	struct on_class *o = arg;

	(void)l, (void)call, (void)s;
	o->rule = m->rule;
	o->match = *m;
}

/* ---- what it holds ------------------------------------------------------ */

struct members {
	uint32_t fields, relations;
	struct linker *l;
	const struct rule *model;
	int64_t parent; /* facts are added below it; -1: only counted */
	bool count_only;
	struct name seen[256]; /* a field of a derived class hides its base's */
	size_t seen_count;
};

static bool in_model(const struct rule *r)
{
	return r->word == WORD_FACT &&
	       (r->fact == FACT_field || r->fact == FACT_relation) &&
	       name_is(r->in, "model");
}

static bool is_assigned(const struct rule *r)
{
	return r->form == FORM_ASSIGN && in_model(r);
}

static bool is_on_property(const struct rule *r)
{
	return r->form == FORM_ON_FIELD && in_model(r);
}

struct member {
	const struct detector *of; /* the model's: others' rules are no members */
	const struct rule *rule;
	struct match match;
	const struct expr *decorator; /* of its decorators the one that makes it */
};

static void on_member(struct linker *l, const struct match *m, const struct expr *call,
                      const struct scope *s, void *arg)
{
	struct member *f = arg;

	(void)l, (void)call, (void)s;
	if (!f->rule && (!f->of || f->of == m->rule->detector)) {
		f->rule = m->rule;
		f->match = *m;
	}
}

static const struct expr *outer_name(const struct expr *t)
{
	while (t && t->kind == EXPR_INDEX)
		t = expr_left(t);
	return t;
}

/* name: Mapped[str], name: str of a class whose annotations are fields */
static const struct rule *annotated(struct members *ms, const struct binding *b,
                                    const struct scope *class)
{
	const struct expr *t = outer_name(binding_annotation(b));
	struct values v;

	if (!binding_annotation(b))
		return NULL;
	v.n = 0;
	if (t && (t->kind == EXPR_NAME || t->kind == EXPR_ATTR))
		eval_expr(&ms->l->eval, t, class, NULL, &v);
	for (const struct rule *r = ms->model->detector->rules; r; r = r->next) {
		if (r->form != FORM_TYPE || !in_model(r))
			continue;
		/* With a value, the value decides, unless every annotation is a field. */
		if (b->kind != BIND_FIELD && !r->last->is_suffix)
			continue;
		if (r->last->is_suffix && !r->last->names[0].len) /* type * */
			return name_is(t ? t->text : b->name, "ClassVar") ? NULL : r;
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].module &&
			    external_is(r->detector, v.v[i].module, v.v[i].path, r->last))
				return r;
	}
	return NULL;
}

static bool hidden(struct members *ms, struct name n)
{
	for (size_t i = 0; i < ms->seen_count; i++)
		if (name_eq(ms->seen[i], n))
			return true;
	if (ms->seen_count < sizeof ms->seen / sizeof *ms->seen)
		ms->seen[ms->seen_count++] = n;
	return false;
}

/* A capture that is called like a trait, - written _: on_delete. */
static void traits_captured(struct traits *t, const struct match *m)
{
	for (const struct capture *c = m->captures; c; c = c->next) {
		char word[32];

		if (c->name.len >= sizeof word || !memchr(c->name.s, '_', c->name.len))
			continue;
		memcpy(word, c->name.s, c->name.len + 1);
		for (char *p = word; (p = strchr(p, '_'));)
			*p = '-';
		if (is_trait(word))
			traits_add(t, name_of(arena_strdup(t->linker->arena, word)),
			           trait_text(t, c->expr));
	}
}

/* Mapped[list["Song"]], Optional[Song], "Song | None": the innermost name. */
static const char *annotated_target(struct linker *l, const struct expr *t)
{
	const struct expr *last = NULL;

	for (int depth = 0; t && depth < 8; depth++) {
		if (t->kind == EXPR_BINARY) {
			t = expr_left(t) && expr_left(t)->kind == EXPR_CONST
			      ? expr_first(t)
			      : expr_left(t);
			continue;
		}
		if (t->kind != EXPR_INDEX) {
			last = t;
			break;
		}
		for (t = expr_first(t); t && t->next;)
			t = t->next;
	}
	if (!last || (last->kind != EXPR_NAME && last->kind != EXPR_ATTR &&
	              last->kind != EXPR_STRING))
		return NULL;
	if (last->kind == EXPR_STRING) {
		/* "List[Song]", "Song | None": the last name but None */
		const char *s = last->text.s, *best = s;
		size_t n = 0;

		while (*s) {
			size_t word = strspn(s, "abcdefghijklmnopqrstuvwxyz"
			                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			                        "0123456789_");

			if (word && !(word == 4 && !strncmp(s, "None", 4))) {
				best = s;
				n = word;
			}
			s += word ? word : 1;
		}
		return n ? arena_strndup(l->arena, best, n) : NULL;
	}
	return arena_strndup(l->arena, last->text.s, last->text.len);
}

/* Type, traits and variety of the member that this expression makes. */
static void refine_member(struct linker *l, struct fact *f, const struct detector *d,
                          const struct member *m, const struct expr *made,
                          const struct expr *annotation, const struct scope *s)
{
	struct traits t = { .linker = l,
		            .detector = d,
		            .scope = s,
		            .of = f->kind == FACT_field ? "field" : "relation" };
	const char *type = field_type(&t, m->rule, made, annotation);
	char buf[160];

	if (m->match.rule) {
		t.made_as = m->match.last;
		traits_captured(&t, &m->match);
	}
	traits_of_member(&t, made, annotation);
	f->traits = traits_print(&t);
	if (f->kind == FACT_relation && !f->target && annotation)
		f->target = annotated_target(l, annotation);
	if (t.variety)
		f->variety = t.variety;
	if (!f->detail && type)
		f->detail = type;
	if (!f->detail)
		f->detail = arena_strdup(l->arena, expr_print(made ? made : annotation,
		                                              buf, sizeof buf));
}

/* A property of a script: all of its decorators speak. */
static void refine_decorated(struct linker *l, struct fact *f, const struct member *m,
                             const struct binding *b, const struct scope *class)
{
	struct declared code = { .value = binding_value(b),
		                 .decorators = binding_decorators(b),
		                 .made = m->decorator,
		                 .annotation = binding_annotation(b),
		                 .scope = class };

	f->owner = class->name.s;
	schema_refine(l, f, &m->match, &code);
	if (f->kind == FACT_relation && !f->target && binding_annotation(b))
		f->target = annotated_target(l, binding_annotation(b));
}

static void add_member(struct members *ms, const struct binding *b,
                       const struct member *m, const struct scope *class)
{
	bool relation = m->rule->fact == FACT_relation;
	const struct expr *made = binding_decorators(b) ? binding_decorators(b)
	                                                : binding_value(b);
	bool column = m->rule->column;
	struct fact *f;

	if (relation && !column)
		ms->relations++;
	else
		ms->fields++;
	if (ms->count_only)
		return;
	for (int i = 0; i < 1 + column; i++) {
		f = link_fact(ms->l, i ? FACT_field : (enum fact_kind)m->rule->fact,
		              class->unit, b->line, m->rule);
		f->parent = ms->parent;
		f->name = b->name.s;
		if (m->match.rule)
			link_captures(ms->l, f, &m->match);
		if (binding_decorators(b) && m->match.rule)
			refine_decorated(ms->l, f, m, b, class);
		else
			refine_member(ms->l, f, ms->model->detector, m, made,
			              binding_annotation(b), class);
		if (!i)
			link_row(ms->l, class->unit, b->line, m->rule);
	}
}

/* title = field(StringField(), sortable=True): what a function of ours is given first,
 * and notes something of. NULL: it is no such. */
static const struct expr *noted(struct linker *l, const struct expr *call,
                                const struct scope *class)
{
	const struct expr *inner = expr_first(call);
	struct values v;

	if (!inner || inner->kind != EXPR_CALL || !expr_left(call) ||
	    class->unit->language != LANG_PYTHON)
		return NULL;
	eval_expr(&l->eval, expr_left(call), class, NULL, &v);
	return v.n && v.v[0].kind == VALUE_SCOPE && v.v[0].scope->kind == SCOPE_FUNCTION
	         ? inner
	         : NULL;
}

/* Field of django.db.models.Field */
static const char *external_name(const struct value *v)
{
	const char *dot = strrchr(v->path, '.');

	return dot ? dot + 1 : v->path;
}

/* OwnerField(..) with class OwnerField(ForeignKeyField): as the package's that it is
 * below, then by its own name. */
static void made_member(struct linker *l, const struct expr *call, const struct scope *s,
                        struct member *m)
{
	struct values v;

	if (call->kind != EXPR_CALL)
		return;
	eval_expr(&l->eval, expr_left(call), s, NULL, &v);
	if (v.n && v.v[0].kind == VALUE_SCOPE && v.v[0].scope->kind == SCOPE_CLASS) {
		struct bases b;

		eval_bases(&l->eval, v.v[0].scope, &b);
		for (size_t i = 0; i < b.external_count && !m->rule; i++)
			if (b.external[i].module)
				link_rules_below(l, call,
				                 name_of(external_name(&b.external[i])),
				                 s, is_assigned, on_member, m);
	}
	if (!m->rule)
		link_rules(l, call, s, is_assigned, on_member, m);
}

/* Which of the decorators makes it a member? */
static void decorated_member(struct linker *l, const struct expr *decorators,
                             const struct scope *s, struct member *m)
{
	for (const struct expr *d = decorators; d && !m->rule; d = d->next) {
		link_decorator(l, d, s, is_on_property, on_member, m);
		if (m->rule)
			m->decorator = d;
	}
}

static void members_of(struct members *ms, const struct scope *class)
{
	for (const struct binding *b = class->first_binding; b; b = b->next) {
		struct member m = { .of = ms->model->detector };
		const struct expr *inner;

		if ((b->kind != BIND_VALUE && b->kind != BIND_FIELD) || b->is_for_types)
			continue;
		decorated_member(ms->l, binding_decorators(b), class, &m);
		if (!m.rule && binding_value(b))
			made_member(ms->l, binding_value(b), class, &m);
		if (!m.rule && binding_value(b) && binding_value(b)->kind == EXPR_CALL &&
		    (inner = noted(ms->l, binding_value(b), class))) {
			struct binding given = {
				.kind = b->kind,
				.name = b->name,
				.line = b->line,
				.seldom = b->seldom,
				.value_ = (struct expr *)(uintptr_t)inner,
				.annotation_ = binding_annotation(b)
			};

			made_member(ms->l, inner, class, &m);
			if (m.rule && !hidden(ms, b->name))
				add_member(ms, &given, &m, class);
			if (m.rule)
				continue;
		}
		if (!m.rule && !binding_decorators(b))
			m.rule = annotated(ms, b, class);
		if (m.rule && !hidden(ms, b->name))
			add_member(ms, b, &m, class);
	}
	for (const struct scope *f = class->first_child; f; f = f->sibling) {
		struct member m = { .of = ms->model->detector };
		struct seldom seldom = { 0 };
		struct binding b = { .name = f->name,
			             .line = f->line,
			             .annotation_ = f->annotation,
			             .seldom = &seldom };

		if (f->kind != SCOPE_FUNCTION || !f->decorators)
			continue;
		if (class->unit->language != LANG_PYTHON) { /* @Column get x() {} */
			seldom.decorators = f->decorators;
			b.annotation_ = f->annotation;
			decorated_member(ms->l, f->decorators, class, &m);
			if (m.rule && !hidden(ms, b.name))
				add_member(ms, &b, &m, class);
			continue;
		}
		/* @declared_attr def owner(cls): return relationship(..), maybe None */
		for (struct expr *r = f->returns; r && !m.rule; r = r->next) {
			if (r->kind == EXPR_CALL)
				link_rules(ms->l, r, f, is_assigned, on_member, &m);
			b.value_ = r;
		}
		if (m.rule && !hidden(ms, b.name))
			add_member(ms, &b, &m, class);
	}
}

/* ---- options that a class states in its body ---------------------------- */

static const struct scope *inner_class(const struct scope *class, struct name n)
{
	for (const struct scope *s = class->first_child; s; s = s->sibling)
		if (s->kind == SCOPE_CLASS && name_eq(s->name, n))
			return s;
	return NULL;
}

/* The binding that a constant rule talks about: in the class, or in `in Meta`. */
static const struct binding *stated(const struct rule *r, const struct scope *class)
{
	const struct scope *s = r->in.len ? inner_class(class, r->in) : class;
	const struct binding *b = s ? scope_find(s, r->captured) : NULL;

	return b && binding_value(b) && !binding_target(b) ? b : NULL;
}

/* static get tableName() { return "steps" } */
static const struct expr *got(const struct rule *r, const struct scope *class)
{
	const struct binding *b = r->in.len ? NULL : scope_find(class, r->captured);

	return b && b->kind == BIND_DEF && binding_def(b) ? binding_def(b)->returns
	                                                  : NULL;
}

static void class_options(struct linker *l, struct fact *f, const struct rule *model,
                          const struct scope *class)
{
	for (const struct rule *r = model->detector->rules; r; r = r->next) {
		const struct binding *b;
		struct texts t;

		if (r->form != FORM_CONSTANT)
			continue;
		if (r->word == WORD_table && got(r, class)) {
			eval_texts(&l->eval, got(r, class), class, NULL, &t);
			f->table_name = t.n ? t.v[0].s : f->table_name;
		}
		if (!(b = stated(r, class)))
			continue;
		if (r->word == WORD_abstract &&
		    name_eq(binding_value(b)->text, r->words[0])) {
			f->variety = r->variety ? r->variety : f->variety;
		} else if (r->word == WORD_table) {
			eval_texts(&l->eval, binding_value(b), class, NULL, &t);
			if (t.n)
				f->table_name = t.v[0].s;
		}
	}
}

static bool states(const struct scope *class, const struct rule *names)
{
	for (size_t i = 1; i < names->word_count; i++) {
		const struct binding *b = scope_find(class, names->words[i]);

		if (b && b->kind == BIND_VALUE && !binding_target(b))
			return true;
	}
	return false;
}

/* A model without a table of its own below one that has one: stored in that. */
static void shared_table(struct fact *f, const struct rule *model, const struct bases *b)
{
	for (const struct rule *r = model->detector->rules; r; r = r->next) {
		if (r->word != WORD_single || states(b->local[0], r))
			continue;
		for (size_t i = 1; i < b->local_count; i++)
			if (states(b->local[i], r))
				f->variety = r->words[0].s;
	}
}

static bool is_abstract(struct linker *l, const struct rule *model,
                        const struct scope *class)
{
	for (const struct rule *r = model->detector->rules; r; r = r->next) {
		const struct binding *b;

		if (r->form != FORM_CONSTANT || r->word != WORD_abstract)
			continue;
		b = stated(r, class);
		if (b && name_eq(binding_value(b)->text, r->words[0]))
			return true;
	}
	(void)l;
	return false;
}

/* Fields and relations that a class brings along itself. */
static uint32_t held(struct linker *l, const struct rule *model,
                     const struct scope *class)
{
	struct members ms = { .l = l, .model = model, .parent = -1, .count_only = true };

	members_of(&ms, class);
	return ms.fields + ms.relations;
}

static bool is_model(struct linker *l, const struct rule *model,
                     const struct scope *class)
{
	struct bases b;

	eval_bases(&l->eval, class, &b);
	return model_rule_by_base(l, class, &b) == model &&
	       (!is_bare_base(l, model, &b) || held(l, model, class));
}

static const struct rule *word_rule(const struct detector *d, enum detector_word word)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == word)
			return r;
	return NULL;
}

/* How a model below another one is stored; fields from classes that are no models. */
static void inheritance(struct linker *l, struct traits *t, const struct rule *model,
                        const struct bases *b)
{
	const struct rule *single = word_rule(model->detector, WORD_single);
	const struct rule *inherits = word_rule(model->detector, WORD_inherits);
	bool below = false;

	for (size_t i = 1; i < b->local_count; i++) {
		if (is_model(l, model, b->local[i])) {
			below |= !is_abstract(l, model, b->local[i]) &&
			         (!single || states(b->local[i], single));
		} else if (held(l, model, b->local[i])) {
			traits_add(t, name_of("mixin"), NULL);
		}
	}
	if (!below || traits_have(t, "proxy") || traits_have(t, "abstract") ||
	    traits_have(t, "concrete"))
		return;
	if (single && !states(b->local[0], single))
		traits_add(t, name_of("single"), NULL);
	else if (inherits)
		traits_add(t, inherits->words[0], NULL);
}

static const char *model_traits(struct linker *l, const struct rule *model,
                                const struct bases *b, int64_t index)
{
	struct traits t = { .linker = l,
		            .detector = model->detector,
		            .scope = b->local[0] };
	size_t keys = 0;

	traits_of_class(&t, b->local[0]);
	inheritance(l, &t, model, b);
	for (size_t i = (size_t)index + 1; i < l->facts->n; i++)
		keys += l->facts->v[i].parent == index &&
		        trait_has(l->facts->v[i].traits, "pk");
	if (keys > 1)
		traits_add(&t, name_of("composite-pk"), NULL);
	return traits_print(&t);
}

/* ---- tables that are made elsewhere ------------------------------------------------ */

/* A call that makes a table: its fact, or the class that is put over it. */
struct drawn {
	const struct expr *call;
	size_t fact;
	struct drawn *next;
};

static void note_drawn(struct linker *l, struct drawn **list, const struct expr *call,
                       size_t fact)
{
	struct drawn *x = arena_alloc(l->arena, sizeof *x);

	*x = (struct drawn){ call, fact, *list };
	*list = x;
}

static uint32_t columns_of_table(struct linker *l, const struct expr *call,
                                 const struct scope *s, int64_t table);

/* __table__ = Users: the columns of that table are the model's, where it does not say
 * once more what it has. */
static uint32_t drawn_columns(struct linker *l, const struct scope *class,
                              const struct rule *model, size_t index, bool says)
{
	const struct rule *r = word_rule(model->detector, WORD_drawn);
	const struct binding *b = r ? scope_find(class, r->words[0]) : NULL;
	struct values v;

	if (!b || !binding_value(b) || binding_target(b))
		return 0;
	eval_expr(&l->eval, binding_value(b), class, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct expr *call = v.v[i].expr;
		const struct expr *name;
		uint32_t n = 0;

		if (v.v[i].kind != VALUE_OBJECT || !call || call->kind != EXPR_CALL ||
		    !expr_scope(call))
			continue;
		if (!says)
			n = columns_of_table(l, call, expr_scope(call), (int64_t)index);
		if (!says && !n)
			continue;
		name = expr_first(call);
		if (name && name->kind == EXPR_STRING)
			l->facts->v[index].table_name = name->text.s;
		note_drawn(l, &l->drawers, call, index);
		return n;
	}
	return 0;
}

static int by_call(const void *a, const void *b)
{
	const struct drawn *const *x = a, *const *y = b;
	uintptr_t m = (uintptr_t)(*x)->call, n = (uintptr_t)(*y)->call;

	return (m > n) - (m < n);
}

void entity_drawn(struct linker *l)
{
	const struct drawn **v;
	size_t n = 0;
	bool *gone;

	for (const struct drawn *x = l->drawers; x; x = x->next)
		n++;
	if (!n)
		return;
	v = arena_alloc(l->arena, n * sizeof *v);
	n = 0;
	for (const struct drawn *x = l->drawers; x; x = x->next)
		v[n++] = x;
	qsort(v, n, sizeof *v, by_call);
	gone = arena_zero(l->arena, l->facts->n * sizeof *gone);
	for (const struct drawn *x = l->drawn; x; x = x->next)
		gone[x->fact] = bsearch(&x, v, n, sizeof *v, by_call) != NULL;
	facts_drop(l, gone);
}

void entity_class(struct linker *l, const struct scope *class)
{
	struct on_class o = { .rule = NULL };
	struct members own, all;
	struct bases b;
	struct fact *f;
	uint32_t columns;
	size_t index;

	if (!class->name.len || class->flags & SCOPE_FOR_TYPES)
		return;
	for (const struct expr *d = class->decorators; d && !o.rule; d = d->next)
		link_decorator(l, d, class->parent, is_model_decorator,
		               on_model_decorator, &o);
	if (!o.rule && !class->bases)
		return;
	eval_bases(&l->eval, class, &b);
	if (!o.rule)
		o.rule = model_rule_by_base(l, class, &b);
	if (!o.rule && class->unit->language == LANG_PYTHON)
		o.rule = model_rule_by_members(l, &b);
	if (!o.rule)
		return;
	f = link_fact(l, FACT_model, class->unit, class->line, o.rule);
	index = l->facts->n - 1;
	f->name = class->name.s;
	if (o.match.rule)
		link_captures(l, f, &o.match);
	f->name = class->name.s;
	shared_table(f, o.rule, &b);
	class_options(l, f, o.rule, class);
	own = (struct members){ .l = l, .model = o.rule, .parent = (int64_t)index };
	members_of(&own, class);
	columns = drawn_columns(l, class, o.rule, index, own.fields > 0);
	own.fields += columns;
	if (!own.fields && !own.relations && is_bare_base(l, o.rule, &b)) {
		l->facts->n = index;
		return;
	}
	all =
	    (struct members){ .l = l, .model = o.rule, .parent = -1, .count_only = true };
	for (size_t i = 0; i < b.local_count; i++)
		members_of(&all, b.local[i]);
	schema_class(l, class, o.rule->detector, (int64_t)index, &own.fields,
	             &own.relations);
	f = &l->facts->v[index]; /* the array may have moved */
	f->traits = model_traits(l, o.rule, &b, (int64_t)index);
	f->fields = own.fields;
	f->relations = own.relations;
	f->fields_total = all.fields + columns;
	f->relations_total = all.relations;
}

/* A column among the arguments of a table: named by its first text. */
static void column_of_table(struct linker *l, const struct expr *call,
                            const struct member *m, const struct scope *s, int64_t table)
{
	const struct expr *name = expr_first(call);
	struct fact *f;

	f = link_fact(l, FACT_field, s->unit, call->line, m->rule);
	f->parent = table;
	if (name && name->kind == EXPR_STRING)
		f->name = name->text.s;
	link_captures(l, f, &m->match);
	refine_member(l, f, m->rule->detector, m, call, NULL, s);
}

static uint32_t columns_of_table(struct linker *l, const struct expr *call,
                                 const struct scope *s, int64_t table)
{
	uint32_t n = 0;

	for (const struct expr *a = expr_first(call); a; a = a->next) {
		struct member x = { .rule = NULL };

		if (a->kind == EXPR_CALL)
			link_rules(l, a, s, is_assigned, on_member, &x);
		if (!x.rule || x.rule->fact != FACT_field)
			continue;
		n++;
		column_of_table(l, a, &x, s, table);
	}
	return n;
}

void entity_table(struct linker *l, const struct match *m, const struct expr *call,
                  const struct scope *s, struct name bound)
{
	size_t index;
	uint32_t fields;
	struct fact *f;

	if (!bound.len)
		return; /* a table that is only looked up */
	f = link_fact(l, FACT_model, s->unit, call->line, m->rule);
	index = l->facts->n - 1;
	f->name = bound.s;
	link_captures(l, f, m);
	fields = columns_of_table(l, call, s, (int64_t)index);
	if (!fields && s->kind == SCOPE_FUNCTION) {
		l->facts->n = index; /* read from the database for a moment */
		return;
	}
	f = &l->facts->v[index];
	f->fields = f->fields_total = fields;
	note_drawn(l, &l->drawn, call, index);
}
