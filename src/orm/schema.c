/* schema.c - models that a call makes: fields and relations in dictionaries. */
#include "orm/schema.h"

#include <string.h>

#include "orm/declared.h"
#include "syntax/lang.h"

enum { SEEN_MAX = 512, DEEP = 8, WORDS_MAX = 200 };
/* Parts of entries looked at for one model: objects that hold each other by their names
 * would ask for any number. */
enum { PARTS_MAX = 2000 };

/* A model that is there, by the things that code may mean it by. */
struct schema {
	const void *key[4]; /* call, class, dictionary of fields */
	const struct expr *call;
	const struct env *env;
	const char *name;
	const struct rule *rule;
	size_t fact;
	const struct capture *options;
	struct schema *next;
};

struct pending {
	struct match match;
	const struct expr *call;
	const struct scope *scope;
	const struct schema *owner; /* NULL: whatever the head is */
	struct pending *next;
};

struct schemas {
	struct schema *first, **last;
	struct pending *pending, **pending_end;
};

static struct schemas *all(struct linker *l)
{
	if (!l->schemas) {
		l->schemas = arena_zero(l->arena, sizeof *l->schemas);
		l->schemas->last = &l->schemas->first;
		l->schemas->pending_end = &l->schemas->pending;
	}
	return l->schemas;
}

/* ---- the facts of an entry --------------------------------------------------------- */

static const struct expr *last_name(const struct expr *e)
{
	for (int i = 0; e && i < DEEP; i++) {
		if (e->kind == EXPR_FUNCTION && e->scope)
			e = e->scope->returns;
		else if (e->kind == EXPR_CALL || e->kind == EXPR_INDEX)
			e = expr_left(e);
		else
			break;
	}
	return e;
}

/* users.id, () => users.id: the table. */
static const char *column_owner(struct linker *l, const struct capture *c)
{
	const struct expr *e = last_name(c->expr);
	char buf[80];

	if (e && e->kind == EXPR_LIST)
		e = last_name(expr_first(e));
	if (e && e->kind == EXPR_ATTR)
		e = expr_left(e);
	if (e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR))
		return imported_name(&l->eval, e->text, c->scope).s;
	return e ? arena_strdup(l->arena, expr_print(e, buf, sizeof buf)) : NULL;
}

static const char *target_name(struct linker *l, const struct capture *c);

/* A parameter of a decorator around this one: () => User, in the scope it comes from. */
static bool given_target(struct linker *l, const struct value *v, const char **name)
{
	struct capture inner = { .scope = v->scope, .env = v->env };

	if (v->kind != VALUE_SCOPE || v->scope->kind != SCOPE_FUNCTION)
		return false;
	inner.expr = v->scope->returns;
	if (!inner.expr ||
	    (inner.expr->kind != EXPR_NAME && inner.expr->kind != EXPR_ATTR))
		return false;
	*name = target_name(l, &inner);
	return *name != NULL;
}

/* The model that a target names: its class, its variable, the text. */
static const char *target_name(struct linker *l, const struct capture *c)
{
	const char *name;
	const struct expr *e = c->expr;
	struct values v;
	struct texts t;

	if (e->kind == EXPR_FUNCTION)
		e = last_name(e);
	if (!e)
		return NULL;
	eval_expr(&l->eval, e, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct schema *s = all(l)->first;

		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_CLASS &&
		    v.v[i].scope->name.len)
			return v.v[i].scope->name.s;
		if (given_target(l, &v.v[i], &name))
			return name;
		for (; s && v.v[i].expr; s = s->next)
			if (s->key[0] == v.v[i].expr)
				return s->name;
	}
	eval_texts(&l->eval, e, c->scope, c->env, &t);
	if (t.n && t.v[0].complete)
		return t.v[0].s;
	if (e->kind == EXPR_ATTR)
		return e->text.s;
	if (e->kind == EXPR_NAME)
		return imported_name(&l->eval, e->text, c->scope).s;
	return NULL;
}

/* The parameter `inverse` of a decorator of ours, which hands it on: what that is given,
 * a text or what a function returns. NULL: neither. */
static const struct expr *as_given(struct linker *l, const struct capture *c)
{
	struct values v;

	if (!c->env || c->expr->kind != EXPR_NAME)
		return c->expr;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION)
			return v.v[i].scope->returns;
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_STRING)
			return v.v[i].expr;
	}
	return NULL;
}

static void word_of(struct traits *t, const struct match *m, const char *capture,
                    const char *word)
{
	const struct capture *c = match_get(m, capture);
	const struct expr *e = c ? as_given(t->linker, c) : NULL;

	if (e && e->kind == EXPR_FUNCTION)
		e = last_name(e);
	if (e && e->kind == EXPR_DICT && expr_first(e) &&
	    expr_first(e)->kind == EXPR_PAIR)
		e = expr_first(expr_first(e));
	if (!e || e->kind == EXPR_DICT || e->kind == EXPR_LIST)
		return;
	traits_add(t, name_of(word), e->kind == EXPR_ATTR ? e->text.s : trait_text(t, e));
}

/* What the detector calls a captured variety: HasManyRelation is one-to-many. */
static const char *variety_of(const struct rule *r, const struct match *m)
{
	const struct capture *c = match_get(m, "variety");
	const struct expr *e = c ? last_name(c->expr) : NULL;

	if (!e)
		return r->variety;
	for (const struct rule *w = r->detector->rules; w; w = w->next)
		if (w->word == WORD_variety && w->word_count > 1 &&
		    name_eq(w->words[0], e->text))
			return w->words[1].s;
	return r->variety;
}

void schema_refine(struct linker *l, struct fact *f, const struct match *m,
                   const struct declared *code)
{
	static const char *const words[][2] = {
		{ "back", "back" },       { "through", "through" },
		{ "cascade", "cascade" }, { "ondelete", "on-delete" },
		{ "fk", "fk" },           { "lazy", "lazy" },
	};
	const struct rule *r = m->rule;
	struct traits t = { .linker = l, .detector = r->detector, .scope = code->scope };
	const struct capture *c;
	const char *type;

	t.of = r->fact == FACT_relation ? "relation" : "field";
	declared_traits(&t, code);
	if (r->fact == FACT_relation) {
		if ((c = match_get(m, "column")))
			f->target = column_owner(l, c);
		else if ((c = match_get(m, "target")))
			f->target = target_name(l, c);
		f->variety = t.variety ? t.variety : variety_of(r, m);
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			word_of(&t, m, words[i][0], words[i][1]);
		if (f->target && f->owner && !strcmp(f->target, f->owner))
			traits_add(&t, name_of("self"), NULL);
	} else if ((type = declared_type(l, code))) {
		f->detail = type;
	}
	f->traits = traits_print(&t);
}

/* ---- entries of dictionaries ------------------------------------------------------- */

struct shape {
	struct linker *l;
	const struct detector *detector;
	struct name place; /* `in` of the rules that are tried */
	int64_t parent;
	const char *owner;
	uint32_t fields, relations;
	unsigned parts; /* so far */
	struct name seen[SEEN_MAX];
	size_t seen_count;
};

static bool is_seen(struct shape *x, struct name n)
{
	for (size_t i = 0; i < x->seen_count; i++)
		if (name_eq(x->seen[i], n))
			return true;
	if (x->seen_count < SEEN_MAX)
		x->seen[x->seen_count++] = n;
	return false;
}

static void add(struct shape *x, const struct match *m, const char *name, uint32_t line,
                const struct declared *code)
{
	struct fact *f = link_fact(x->l, (enum fact_kind)m->rule->fact, code->scope->unit,
	                           line, m->rule);

	f->parent = x->parent;
	f->name = name;
	f->owner = x->owner;
	schema_refine(x->l, f, m, code);
	if (m->rule->fact == FACT_field)
		x->fields++;
	else
		x->relations++;
}

/* A rule on a call somewhere in the chain: text("x").references(..). */
static bool in_chain(struct shape *x, const struct rule *r, const struct declared *code,
                     const struct expr *e, struct match *m, int depth)
{
	struct values v;

	for (const struct expr *c = e; c && c->kind == EXPR_CALL; c = expr_left(c)) {
		if (expr_left(c) && expr_left(c)->text.len &&
		    link_has(r->last, expr_left(c)->text) &&
		    match_call(&x->l->eval, r, c, code->scope, code->env, m))
			return true;
		c = expr_left(c);
		if (!c || c->kind != EXPR_ATTR)
			break;
	}
	if (depth < 2 && e->kind == EXPR_FUNCTION && e->scope && e->scope->returns) {
		struct declared inner = *code;

		inner.scope = e->scope;
		return in_chain(x, r, &inner, e->scope->returns, m, depth + 1);
	}
	if (depth > 2 || (e->kind != EXPR_NAME && e->kind != EXPR_CALL))
		return false;
	eval_expr(&x->l->eval, e, code->scope, code->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct declared inner = *code;

		if (v.v[i].kind != VALUE_OBJECT || !v.v[i].expr || v.v[i].expr == e ||
		    !expr_scope(v.v[i].expr))
			continue;
		inner.scope = v.v[i].expr->scope;
		inner.env = v.v[i].env;
		if (in_chain(x, r, &inner, v.v[i].expr, m, depth + 1))
			return true;
	}
	return false;
}

static bool is_at(const struct rule *r, struct name place)
{
	return r->word == WORD_FACT &&
	       (r->fact == FACT_field || r->fact == FACT_relation) &&
	       name_eq(r->in, place);
}

static bool says(struct shape *x, const struct rule *r, const struct declared *code,
                 struct match *m)
{
	*m = (struct match){ .rule = r };
	if (r->form == FORM_ENTRY)
		return match_value(&x->l->eval, r, code->value, code->scope, code->env,
		                   m);
	return r->form == FORM_CALL && in_chain(x, r, code, code->value, m, 0);
}

/* Of the rules of one kind the first that fits. */
static const struct rule *one_of(struct shape *x, enum fact_kind kind, const char *name,
                                 uint32_t line, const struct declared *code)
{
	struct match m;

	for (const struct rule *r = x->detector->rules; r; r = r->next)
		if (is_at(r, x->place) && r->fact == kind && says(x, r, code, &m)) {
			add(x, &m, name, line, code);
			return r;
		}
	return NULL;
}

/* The object that an entry is or lists, and the type that it may state as one. */
static const struct expr *object_of(struct linker *l, struct declared *code)
{
	const struct expr *e = code->value, *type = NULL;
	struct values v;

	for (int i = 0; e && i < DEEP; i++) {
		if (e->kind == EXPR_LIST) {
			e = expr_first(e);
		} else if (e->kind == EXPR_DICT) {
			for (type = expr_first(e); type; type = type->next)
				if (type->kind == EXPR_PAIR && expr_left(type) &&
				    name_is(expr_left(type)->text, "type"))
					break;
			if (!type)
				return e;
			e = expr_first(type);
		} else if (e->kind == EXPR_NAME) {
			eval_expr(&l->eval, e, code->scope, code->env, &v);
			if (!v.n || v.v[0].kind != VALUE_LITERAL || v.v[0].expr == e)
				return NULL;
			e = v.v[0].expr;
			code->scope = v.v[0].scope;
			code->env = v.v[0].env;
		} else {
			return NULL;
		}
	}
	return NULL;
}

static bool has_parts(const struct shape *x)
{
	for (const struct rule *r = x->detector->rules; r; r = r->next)
		if (r->word == WORD_parts && r->word_count &&
		    name_eq(r->words[0], x->place))
			return true;
	return false;
}

/* {by: {user: {ref: "User"}}}: the parts of an entry that relate to others, by.user. */
static void parts(struct shape *x, const char *name, struct declared code, int depth)
{
	const struct expr *object = object_of(x->l, &code);

	for (const struct expr *p = object ? expr_first(object) : NULL; p; p = p->next) {
		struct declared part = { .scope = code.scope, .env = code.env };
		const char *full;

		if (p->kind != EXPR_PAIR || !expr_left(p) || !expr_left(p)->text.len)
			continue;
		if (x->parts++ >= PARTS_MAX) {
			link_limit(
			    x->l, code.scope->unit, p->line,
			    "more parts of one model than are read: what the others "
			    "relate to is not known");
			return;
		}
		part.value = expr_first(p);
		full = arena_printf(x->l->arena, "%s.%s", name, expr_left(p)->text.s);
		if (!one_of(x, FACT_relation, full, p->line, &part) && depth < DEEP)
			parts(x, full, part, depth + 1);
	}
}

/* One field and one relation at most. */
static void entry(struct shape *x, const char *name, uint32_t line,
                  const struct declared *code)
{
	const struct rule *r = one_of(x, FACT_relation, name, line, code);

	if (!r && has_parts(x))
		parts(x, name, *code, 0);
	if (!r || !r->replaces)
		one_of(x, FACT_field, name, line, code);
}

static void entries(struct shape *x, const struct value *dict, int depth);

static void entries_of_values(struct shape *x, const struct values *v, int depth)
{
	for (size_t i = 0; i < v->n; i++)
		entries(x, &v->v[i], depth);
}

/* What a function returns; of (t) => ({..}) the dictionary. */
static void entries_returned(struct shape *x, const struct value *f, int depth)
{
	for (const struct expr *r = f->scope->returns; r; r = r->next) {
		struct values v;

		eval_expr(&x->l->eval, r, f->scope, f->env, &v);
		entries_of_values(x, &v, depth);
	}
}

static void entry_of_pair(struct shape *x, const struct expr *p, const struct value *dict)
{
	struct declared code = { .value = expr_first(p),
		                 .scope = dict->scope,
		                 .env = dict->env };
	struct name n = expr_left(p)->text;
	struct texts t;

	if (expr_left(p)->kind != EXPR_STRING) {
		eval_texts(&x->l->eval, expr_left(p), dict->scope, dict->env, &t);
		n = t.n ? name_of(t.v[0].s) : (struct name){ 0 };
	}
	if (n.len && !is_seen(x, n))
		entry(x, n.s, p->line, &code);
}

struct listing {
	struct shape *shape;
	int depth;
};

/* {name: "title", ..} in a list of fields: an entry of that name; without a name it holds
 * others. */
static void entry_of_item(void *arg, const struct expr *item, const struct scope *s,
                          const struct env *env)
{
	const struct listing *in = arg;
	struct shape *x = in->shape;
	struct values v, inner;
	struct texts name;

	eval_expr(&x->l->eval, item, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct value *d = &v.v[i];
		struct declared code = { .value = d->expr,
			                 .scope = d->scope,
			                 .env = d->env };
		const struct expr *p = d->kind == VALUE_LITERAL &&
		                               d->expr->kind == EXPR_DICT
		                         ? expr_first(d->expr)
		                         : NULL;

		while (p && !(p->kind == EXPR_PAIR && expr_left(p) && expr_first(p) &&
		              name_is(expr_left(p)->text, "name")))
			p = p->next;
		name.n = 0;
		if (p)
			eval_texts(&x->l->eval, expr_first(p), d->scope, d->env, &name);
		if (name.n == 1 && !is_seen(x, name_of(name.v[0].s)))
			entry(x, name.v[0].s, d->expr->line, &code);
		if (p || d->kind != VALUE_LITERAL)
			continue;
		eval_member(&x->l->eval, d, x->place, &inner);
		entries_of_values(x, &inner, in->depth + 1);
	}
}

static void entries(struct shape *x, const struct value *dict, int depth)
{
	struct listing list = { x, depth };

	if (depth > DEEP)
		return;
	if (dict->kind == VALUE_LITERAL && dict->expr->kind == EXPR_LIST) {
		struct values one = { .v = { *dict }, .n = 1 };

		eval_each_item(&x->l->eval, &one, entry_of_item, &list);
		return;
	}
	if (dict->kind == VALUE_SCOPE && dict->scope->kind == SCOPE_FUNCTION) {
		entries_returned(x, dict, depth + 1);
		return;
	}
	/* options of an object that a constructor was given: new Schema({..}).obj */
	if (dict->kind != VALUE_LITERAL || dict->expr->kind != EXPR_DICT)
		return;
	for (const struct expr *p = expr_first(dict->expr); p; p = p->next) {
		struct values v;

		if (p->kind == EXPR_PAIR && expr_left(p) && expr_first(p)) {
			entry_of_pair(x, p, dict);
		} else if (p->kind == EXPR_SPREAD) {
			eval_expr(&x->l->eval, expr_left(p), dict->scope, dict->env, &v);
			entries_of_values(x, &v, depth + 1);
		}
	}
}

/* ---- models ------------------------------------------------------------------------ */

/* The same name or chain of names? */
static bool same_chain(const struct expr *a, const struct expr *b)
{
	for (; a && b && a->kind == b->kind && name_eq(a->text, b->text);
	     a = expr_left(a), b = expr_left(b))
		if (a->kind != EXPR_ATTR)
			return a->kind == EXPR_NAME;
	return false;
}

/* fields.x = {..}, added in the function of the call: unless a condition forbids it. */
static void entries_added(struct shape *x, const struct capture *c)
{
	const struct expr *first = c->expr;

	if (c->expr->kind != EXPR_NAME && c->expr->kind != EXPR_ATTR)
		return;
	while (expr_left(first))
		first = expr_left(first);
	for (const struct scope *s = c->scope; s; s = s->parent) {
		const struct binding *b = scope_find(s, first->text);

		for (const struct binding *k = b; k; k = k->same) {
			struct declared code = { .value = binding_value(k),
				                 .scope = s,
				                 .env = c->env };

			if (!binding_target(k) || binding_target(k)->kind != EXPR_ATTR ||
			    !binding_value(k) ||
			    !same_chain(expr_left(binding_target(k)), c->expr) ||
			    (binding_when(k) &&
			     !eval_truth(&x->l->eval, binding_when(k), s, c->env)) ||
			    is_seen(x, binding_target(k)->text))
				continue;
			entry(x, binding_target(k)->text.s, k->line, &code);
		}
		if (b)
			return;
	}
}

static void captured_entries(struct shape *x, const struct match *m, const char *capture)
{
	const struct capture *c = match_get(m, capture);
	struct values v;

	if (!c)
		return;
	x->place = name_of(capture);
	x->seen_count = 0;
	eval_expr(&x->l->eval, c->expr, c->scope, c->env, &v);
	entries_of_values(x, &v, 0);
	entries_added(x, c);
}

/* (t) => [index("i").on(t.id), foreignKey({..})]: relations, and words for the model. */
static void extra_item(struct shape *x, const struct expr *e, const struct scope *s,
                       const struct env *env, struct traits *t)
{
	struct declared code = { .value = e, .scope = s, .env = env };

	declared_traits(t, &code);
	entry(x, "", e->line, &code);
}

static void extras(struct shape *x, const struct match *m, size_t fact)
{
	const struct capture *c = match_get(m, "extra");
	struct traits t = {
		.linker = x->l, .detector = x->detector, .of = "model", .is_begun = true
	};
	struct values v;

	if (!c)
		return;
	x->place = name_of("extra");
	eval_expr(&x->l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct expr *r = v.v[i].expr;
		const struct scope *s = v.v[i].scope;

		if (v.v[i].kind == VALUE_SCOPE && s->kind == SCOPE_FUNCTION)
			r = s->returns;
		for (; r; r = v.v[i].kind == VALUE_SCOPE ? r->next : NULL)
			for (const struct expr *k = expr_first(r); k; k = k->next)
				extra_item(x, k->kind == EXPR_PAIR ? expr_first(k) : k, s,
				           v.v[i].env, &t);
	}
	x->l->facts->v[fact].traits = traits_print(&t);
}

static const char *captured_text(struct linker *l, const struct match *m,
                                 const char *capture)
{
	const struct capture *c = match_get(m, capture);
	struct texts t;

	if (!c)
		return NULL;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	return t.n && t.v[0].complete && *t.v[0].s ? t.v[0].s : NULL;
}

static const char *name_for(struct linker *l, const struct match *m, struct name bound)
{
	const char *name = captured_text(l, m, "name");

	if (name)
		return name;
	if (bound.len)
		return bound.s;
	if (m->heads.n && m->heads.v[0].scope && m->heads.v[0].scope->name.len)
		return m->heads.v[0].scope->name.s;
	return captured_text(l, m, "table");
}

/* The place of the dictionary of fields, where the call stands for several models. */
static void place_of(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, const struct unit **u, uint32_t *line,
                     const void **dict)
{
	const struct capture *c = match_get(m, "fields");
	struct values v;

	*u = s->unit;
	*line = call->line;
	*dict = NULL;
	if (m->at) { /* of a list of models: where it is written */
		eval_expr(&l->eval, m->at->expr, m->at->scope, m->at->env, &v);
		*dict = m->at->expr;
		if (v.n && v.v[0].kind == VALUE_LITERAL) {
			*u = v.v[0].scope->unit;
			*line = v.v[0].expr->line;
		}
		return;
	}
	if (!c)
		return;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	if (!v.n || v.v[0].kind != VALUE_LITERAL)
		return;
	*dict = v.v[0].expr;
	if (!m->env)
		return;
	*u = v.v[0].scope->unit;
	*line = v.v[0].expr->line;
}

/* The capture $options, or what a {..} of the pattern stands for. */
static const struct capture *options_of(struct linker *l, const struct match *m,
                                        const struct expr *call, const struct scope *s)
{
	const struct capture *c = match_get(m, "options");
	const struct expr *e = expr_first(call);
	struct capture *made;

	if (c)
		return c;
	for (const struct arg *a = m->rule->args; a && e; a = a->next, e = e->next) {
		if (a->kind != ARG_DICT)
			continue;
		made = arena_alloc(l->arena, sizeof *made);
		*made = (struct capture){ name_of("options"), e, s, m->env, NULL };
		return made;
	}
	return NULL;
}

static struct schema *remember(struct linker *l, const struct match *m, const char *name,
                               const struct expr *call, const struct scope *at,
                               const void *dict, size_t fact)
{
	struct schema *s = arena_zero(l->arena, sizeof *s);
	struct schemas *known = all(l);

	s->name = name;
	s->rule = m->rule;
	s->fact = fact;
	s->options = options_of(l, m, call, at);
	s->key[0] = m->env ? dict : call;
	s->key[1] = m->heads.n ? m->heads.v[0].scope : NULL;
	s->key[2] = dict;
	s->env = m->env;
	s->call = call;
	*known->last = s;
	known->last = &s->next;
	return s;
}

/* One model, whichever rule is the first to say so, and whoever has a method of its class
 * make it: [A, B].map((x) => x.init(db)). */
static bool is_remembered(struct linker *l, const struct match *m,
                          const struct expr *call, const char *name, const void *dict)
{
	for (const struct schema *s = all(l)->first; s; s = s->next)
		if (s->call == call && (!dict || s->key[2] == dict) &&
		    (s->rule != m->rule || s->env == m->env || !strcmp(s->name, name)))
			return true;
	return false;
}

static void this_relations(struct linker *l, const struct match *m, struct schema *s);

void schema_model(struct linker *l, const struct match *m, const struct expr *call,
                  const struct scope *s, struct name bound)
{
	struct shape x = { .l = l, .detector = m->rule->detector };
	const char *name = name_for(l, m, bound);
	const struct unit *u;
	const void *dict;
	struct fact *f;
	uint32_t line;
	size_t at;

	place_of(l, m, call, s, &u, &line, &dict);
	if (!name || (m->head_unknown && !dict) || is_remembered(l, m, call, name, dict))
		return;
	f = link_fact(l, FACT_model, u, line, m->rule);
	at = l->facts->n - 1;
	f->name = name;
	f->table_name = captured_text(l, m, "table");
	if (match_get(m, "target"))
		f->target = target_name(l, match_get(m, "target"));
	x.parent = (int64_t)at;
	x.owner = name;
	captured_entries(&x, m, "fields");
	captured_entries(&x, m, "relations");
	extras(&x, m, at);
	f = &l->facts->v[at];
	f->fields = f->fields_total = x.fields;
	f->relations = f->relations_total = x.relations;
	this_relations(l, m, remember(l, m, name, call, s, dict, at));
}

/* ---- members of a class ------------------------------------------------------------ */

/* The value at the end of a dotted path of members: jsonSchema.properties. */
static void member_at(struct linker *l, const struct value *of, const char *path,
                      struct values *out)
{
	struct values v = { .v = { *of }, .n = 1 }, next;

	while (*path && v.n) {
		size_t n = strcspn(path, ".");

		eval_member(&l->eval, &v.v[0], name_copy(l->arena, path, n), &next);
		if (next.n && next.v[0].kind == VALUE_SCOPE &&
		    next.v[0].scope->kind == SCOPE_FUNCTION && next.v[0].scope->returns) {
			const struct scope *f = next.v[0].scope;

			eval_expr(&l->eval, f->returns, f, NULL, &next);
		}
		v = next;
		path += n + (path[n] == '.');
	}
	*out = v;
}

void schema_class(struct linker *l, const struct scope *class, const struct detector *d,
                  int64_t parent, uint32_t *fields, uint32_t *relations)
{
	struct value of = { .kind = VALUE_SCOPE, .scope = class, .unit = class->unit };
	struct shape x = {
		.l = l, .detector = d, .parent = parent, .owner = class->name.s
	};
	struct name last = { 0 };

	for (const struct rule *r = d->rules; r; r = r->next) {
		struct values v;

		if (r->form != FORM_ENTRY || r->word != WORD_FACT || !is_at(r, r->in) ||
		    name_is(r->in, "fields") || name_is(r->in, "relations") ||
		    name_eq(r->in, last))
			continue;
		last = x.place = r->in;
		member_at(l, &of, r->in.s, &v);
		entries_of_values(&x, &v, 0);
	}
	*fields += x.fields;
	*relations += x.relations;
}

/* ---- relations by call ------------------------------------------------------------- */

static void keep(struct linker *l, const struct match *m, const struct expr *call,
                 const struct scope *s, const struct schema *owner)
{
	struct pending *p = arena_zero(l->arena, sizeof *p);
	struct schemas *known = all(l);

	*p = (struct pending){ *m, call, s, owner, NULL };
	*known->pending_end = p;
	known->pending_end = &p->next;
}

void schema_relation(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s)
{
	keep(l, m, call, s, NULL);
}

static bool is_relation_call(const struct rule *r)
{
	return r->form == FORM_CALL && r->word == WORD_FACT && !r->in.len &&
	       r->fact == FACT_relation;
}

static void on_this(struct linker *l, const struct match *m, const struct expr *call,
                    const struct scope *s, void *arg)
{
	const struct schema *owner = arg;

	if (m->rule->detector == owner->rule->detector)
		keep(l, m, call, s, owner);
}

static bool says_this(const struct expr *call)
{
	const struct expr *e = expr_left(call);

	return e && e->kind == EXPR_ATTR && expr_left(e) &&
	       expr_left(e)->kind == EXPR_NAME && name_is(expr_left(e)->text, "this");
}

/* {schema: {..}, associations() { this.hasMany(..) }}: the functions beside the fields
 * of a model speak of it as `this`. */
static void this_relations(struct linker *l, const struct match *m, struct schema *s)
{
	const struct capture *c = match_get(m, "fields");
	struct values v;

	if (!c || c->expr->kind != EXPR_ATTR || !m->env)
		return;
	eval_expr(&l->eval, expr_left(c->expr), c->scope, c->env, &v);
	if (!v.n || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_DICT)
		return;
	for (const struct expr *p = expr_first(v.v[0].expr); p; p = p->next) {
		const struct scope *f = expr_first(p) ? expr_first(p)->scope : NULL;

		if (p->kind != EXPR_PAIR || !f || expr_first(p)->kind != EXPR_FUNCTION)
			continue;
		for (const struct site *t = f->first_site; t; t = t->next)
			if (t->call->kind == EXPR_CALL && says_this(t->call))
				link_rules(l, t->call, f, is_relation_call, on_this, s);
	}
}

static const struct schema *by_key(const struct schemas *known, const void *key)
{
	for (const struct schema *s = known->first; key && s; s = s->next)
		for (size_t i = 0; i < 3; i++)
			if (s->key[i] == key)
				return s;
	return NULL;
}

static const struct schema *by_name(const struct schemas *known, const struct rule *r,
                                    const char *name)
{
	for (const struct schema *s = known->first; name && s; s = s->next)
		if (s->rule->detector == r->detector && !strcmp(s->name, name))
			return s;
	return NULL;
}

/* const User = define(..): what the variable was given. */
static const void *given_to(struct name n, const struct scope *s)
{
	for (; s; s = s->parent) {
		const struct binding *b = scope_find(s, n);

		if (b)
			return binding_value(b);
	}
	return NULL;
}

static const struct schema *owner_of(struct linker *l, const struct pending *p)
{
	const struct expr *head = expr_left(p->call) ? expr_left(expr_left(p->call))
	                                             : NULL;
	const struct schema *s = p->owner;
	struct values v;

	if (s || !head)
		return s;
	eval_expr(&l->eval, head, p->scope, p->match.env, &v);
	for (size_t i = 0; i < v.n && !s; i++) {
		s = by_key(l->schemas, v.v[i].scope);
		if (!s)
			s = by_key(l->schemas, v.v[i].expr);
	}
	if (!s && head->kind == EXPR_NAME)
		s = by_key(l->schemas, given_to(head->text, p->scope));
	if (!s && (head->kind == EXPR_NAME || head->kind == EXPR_ATTR))
		s = by_name(l->schemas, p->match.rule, head->text.s);
	return s;
}

static struct fact *child_named(struct linker *l, size_t model, enum fact_kind kind,
                                const char *name)
{
	for (size_t i = 0; i < l->facts->n; i++) {
		struct fact *f = &l->facts->v[i];

		if (f->parent == (int64_t)model && f->kind == kind && f->name &&
		    !strcmp(f->name, name))
			return f;
	}
	return NULL;
}

static const char *plural(struct arena *a, const char *name)
{
	size_t n = strlen(name);

	if (n && name[n - 1] == 's')
		return name;
	if (n > 1 && name[n - 1] == 'y' && !strchr("aeiou", name[n - 2]))
		return arena_printf(a, "%.*sies", (int)n - 1, name);
	return arena_printf(a, "%ss", name);
}

static bool ends_in(const char *variety, const char *end)
{
	size_t n = variety ? strlen(variety) : 0, k = strlen(end);

	return n >= k && !strcmp(variety + n - k, end);
}

/* The text of a key, itself or as {name: "key"}. */
static const char *key_text(struct linker *l, const struct match *m, const char *capture)
{
	const struct capture *c = match_get(m, capture);
	struct values v;
	struct texts t;

	if (!c)
		return NULL;
	eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	if (t.n && t.v[0].complete)
		return t.v[0].s;
	eval_expr(&l->eval, c->expr, c->scope, c->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct values name;

		if (v.v[i].kind != VALUE_LITERAL || v.v[i].expr->kind != EXPR_DICT)
			continue;
		eval_member(&l->eval, &v.v[i], name_of("name"), &name);
		if (name.n && name.v[0].kind == VALUE_LITERAL &&
		    name.v[0].expr->kind == EXPR_STRING)
			return name.v[0].expr->text.s;
	}
	return NULL;
}

static const char *primary_key(struct linker *l, const struct schema *s)
{
	for (size_t i = 0; i < l->facts->n; i++) {
		const struct fact *f = &l->facts->v[i];
		const char *at = f->traits ? strstr(f->traits, "pk") : NULL;

		if (f->parent == (int64_t)s->fact && f->kind == FACT_field && at &&
		    (at == f->traits || at[-1] == ' ') && (!at[2] || at[2] == ' '))
			return f->name;
	}
	return "id";
}

static void implied_field(struct linker *l, const struct schema *s, const char *name,
                          const char *words, uint32_t line)
{
	const struct fact *model = &l->facts->v[s->fact];
	const char *file = model->file;
	struct fact *f;

	if (child_named(l, s->fact, FACT_field, name))
		return;
	f = arena_push(l->arena, (void **)&l->facts->v, &l->facts->n, &l->facts->room,
	               sizeof *f);
	*f = (struct fact){ .kind = FACT_field,
		            .file = file,
		            .parent = (int64_t)s->fact,
		            .line = line,
		            .framework = s->rule->detector->name,
		            .name = name,
		            .owner = s->name,
		            .traits = words,
		            .status = "resolved" };
	l->facts->v[s->fact].fields++;
	l->facts->v[s->fact].fields_total++;
}

/* belongsTo gives this model a key, hasMany the other one. */
static void implied_key(struct linker *l, const struct pending *p, const struct schema *s,
                        const struct schema *target, const char *as, uint32_t line)
{
	const struct rule *r = p->match.rule;
	bool here = !strcmp(r->gives, "here");
	const struct schema *holder = here ? s : target, *other = here ? target : s;
	const char *key = key_text(l, &p->match, "fk"), *pk;

	if (!holder || (!key && !other))
		return;
	if (!key) {
		const char *base = here && as ? as : other->name;

		pk = primary_key(l, other);
		key = arena_printf(l->arena, "%s%c%s", base,
		                   *pk >= 'a' && *pk <= 'z' ? *pk - 32 : *pk, pk + 1);
	}
	implied_field(l, holder, key,
	              arena_printf(l->arena, "fk=%s null", other ? other->name : ""),
	              line);
}

static void place_relation(struct linker *l, const struct pending *p)
{
	const struct schema *s = owner_of(l, p), *target;
	struct declared code = { .scope = p->scope };
	const char *as;
	struct fact *f;

	if (!s)
		return;
	f = link_fact(l, FACT_relation, p->scope->unit, p->call->line, p->match.rule);
	f->parent = (int64_t)s->fact;
	f->owner = s->name;
	schema_refine(l, f, &p->match, &code);
	if (f->target && !strcmp(f->target, "this"))
		f->target = s->name;
	as = captured_text(l, &p->match, "name");
	f->name = as                          ? as
	        : !f->target                  ? ""
	        : ends_in(f->variety, "many") ? plural(l->arena, f->target)
	                                      : f->target;
	target = by_name(l->schemas, p->match.rule, f->target);
	/* Said again, it replaces the first. */
	f->parent = -1;
	if (child_named(l, s->fact, FACT_relation, f->name)) {
		l->facts->n--;
	} else {
		l->facts->v[l->facts->n - 1].parent = (int64_t)s->fact;
		l->facts->v[s->fact].relations++;
		l->facts->v[s->fact].relations_total++;
	}
	if (p->match.rule->gives)
		implied_key(l, p, s, target, as, p->call->line);
}

/* ---- fields that nobody writes ----------------------------------------------------- */

static bool option_is(struct linker *l, const struct schema *s, const char *condition)
{
	const char *equals = strchr(condition, '=');
	struct values v;

	if (!s->options || !equals)
		return false;
	eval_expr(&l->eval, s->options->expr, s->options->scope, s->options->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct values m;

		eval_member(&l->eval, &v.v[i],
		            name_copy(l->arena, condition, (size_t)(equals - condition)),
		            &m);
		for (size_t k = 0; k < m.n; k++)
			if (m.v[k].kind == VALUE_LITERAL &&
			    name_is(m.v[k].expr->text, equals + 1))
				return true;
	}
	return false;
}

static bool has_trait(struct linker *l, const struct schema *s, const char *word)
{
	for (size_t i = 0; i < l->facts->n; i++) {
		const struct fact *f = &l->facts->v[i];
		const char *at = f->traits;
		size_t n = strlen(word);

		if (f->parent != (int64_t)s->fact || f->kind != FACT_field)
			continue;
		for (; at && *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL)
			if (!strncmp(at, word, n) && (!at[n] || at[n] == ' '))
				return true;
	}
	return false;
}

/* Is it the table between two others, whose keys are its primary key? */
static bool is_between(struct linker *l, const struct schema *s)
{
	for (const struct pending *p = l->schemas->pending; p; p = p->next) {
		const struct capture *c = match_get(&p->match, "through");
		const char *name = c ? target_name(l, c) : NULL;

		if (name && !strcmp(name, s->name))
			return true;
	}
	return false;
}

static bool holds(struct linker *l, const struct schema *s, const char *condition)
{
	if (!strcmp(condition, "between"))
		return is_between(l, s);
	return strchr(condition, '=') ? option_is(l, s, condition)
	                              : has_trait(l, s, condition);
}

/* implied NAME [if|unless CONDITION]... */
static void implied_by_rule(struct linker *l, const struct schema *s,
                            const struct rule *r)
{
	for (size_t i = 1; i + 1 < r->word_count; i += 2)
		if (holds(l, s, r->words[i + 1].s) != name_is(r->words[i], "if"))
			return;
	implied_field(l, s, r->words[0].s, name_is(r->words[0], "id") ? "auto pk" : "",
	              l->facts->v[s->fact].line);
}

void schema_finish(struct linker *l)
{
	if (!l->schemas)
		return;
	for (const struct schema *s = l->schemas->first; s; s = s->next)
		for (const struct rule *r = s->rule->detector->rules; r; r = r->next)
			if (r->word == WORD_implied)
				implied_by_rule(l, s, r);
	for (const struct pending *p = l->schemas->pending; p; p = p->next)
		place_relation(l, p);
}
