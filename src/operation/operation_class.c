/* operation_class.c - types of a schema that are classes, and their members. */
#include "operation/operation_parts.h"

#include <string.h>

#include "syntax/lang.h"

enum { DEPTH_MAX = 12 };

void operation_root(struct linker *l, const struct offered *as, const struct scope *class)
{
	struct root *r;

	for (r = l->operations->roots; r; r = r->next)
		if (r->class == class && r->as.variety == as->variety)
			return;
	r = arena_alloc(l->arena, sizeof *r);
	*r = (struct root){ .as = *as, .class = class, .next = l->operations->roots };
	l->operations->roots = r;
}

/* ---- members ------------------------------------------------------------- */

/* What is being read: a type, and the members that a class nearer to it has. */
struct type {
	struct linker *l;
	struct offered as;
	const struct scope *class;
	struct name *seen;
	size_t seen_count, seen_room;
	bool only_handled; /* members without code do not count */
};

static bool is_seen(struct type *t, struct name n)
{
	for (size_t i = 0; i < t->seen_count; i++)
		if (name_eq(t->seen[i], n))
			return true;
	*(struct name *)arena_push(t->l->arena, (void **)&t->seen, &t->seen_count,
	                           &t->seen_room, sizeof n) = n;
	return false;
}

/* a_b_c -> aBC, as schemas write it. */
static const char *camel(struct linker *l, const char *s)
{
	char *out = arena_strdup(l->arena, s), *to = out;

	while (*s == '_')
		*to++ = *s++;
	for (; *s; s++) {
		if (*s == '_' && s[1] && s[1] != '_') {
			s++;
			*to++ = (char)(*s >= 'a' && *s <= 'z' ? *s - 'a' + 'A' : *s);
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
	return out;
}

static const char *shown_name(struct linker *l, const struct rule *r, struct name n,
                              const struct match *m, bool is_plain)
{
	const struct capture *c = m ? match_get(m, "name") : NULL;
	struct texts t;

	t.n = 0;
	if (c)
		eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
	if (t.n && t.v[0].complete)
		return t.v[0].s;
	return r->camel && !is_plain ? camel(l, n.s) : n.s;
}

/* resolve_x of the class, of what it inherits, or of the type itself. */
static const struct scope *method_for(struct type *t, const struct rule *r,
                                      const struct scope *class, const char *member)
{
	const struct scope *from[] = { class, t->class };

	for (size_t i = 0; i < (class == t->class ? 1u : 2u) && r->handler; i++) {
		struct bases b;

		if (!from[i] || from[i]->kind != SCOPE_CLASS)
			continue;
		eval_bases(&t->l->eval, from[i], &b);
		for (size_t k = 0; k < b.local_count; k++)
			for (const struct scope *f = b.local[k]->first_child; f;
			     f = f->sibling)
				if (f->kind == SCOPE_FUNCTION &&
				    operation_handles(r, f->name, member))
					return f;
	}
	return NULL;
}

static void add_member(struct type *t, const struct rule *r, struct name n,
                       const struct match *m, const struct scope *handler,
                       const struct unit *u, uint32_t line)
{
	const struct capture *h = m ? match_get(m, "handler") : NULL,
			     *guard = m ? match_get(m, "guard") : NULL;
	struct linker *l = t->l;
	struct offered as = t->as;
	struct fact *f;
	char buf[120];

	if (!handler && h)
		handler = link_handler(l, h->expr, h->scope, h->env);
	if (t->only_handled && !handler)
		return;
	as.rule = r;
	f = operation_add(l, &as, shown_name(l, r, n, m, as.plain), u, line);
	if (!f)
		return;
	if (guard)
		f->guard = arena_strdup(l->arena,
		                        expr_print(guard->expr, buf, sizeof buf));
	operation_handler(l, f, r, handler, u);
}

static bool in_schema(const struct rule *r)
{
	return r->word == WORD_FACT && r->fact == FACT_operation &&
	       name_is(r->in, "schema");
}

/* x = Field(..), x: T = field(..): the call where it is written. */
static bool called_member(struct type *t, const struct scope *class, struct name n,
                          const struct expr *call, const struct scope *s, uint32_t line)
{
	for (const struct rule *r = t->as.rule->detector->rules; r; r = r->next) {
		const struct scope *handler;
		const struct capture *h;
		struct match m;

		if (!in_schema(r) || r->form != FORM_ASSIGN ||
		    !match_call(&t->l->eval, r, call, s, NULL, &m))
			continue;
		handler = method_for(t, r, class, n.s);
		h = match_get(&m, "handler");
		/* $handler.Field(): of a class, and not of the package */
		if (h && !r->any && !handler &&
		    !(handler = link_handler(t->l, h->expr, h->scope, h->env)))
			continue;
		if (!is_seen(t, n))
			add_member(t, r, n, &m, handler, class->unit, line);
		return true;
	}
	return false;
}

static bool decorated_member(struct type *t, struct name n, const struct scope *f);

/* A member may be made elsewhere, and only named here. */
static bool assigned_member(struct type *t, const struct scope *class, struct name n,
                            const struct expr *value, const struct scope *s,
                            uint32_t line)
{
	struct values v;
	bool is_member = false;

	if (value->kind == EXPR_CALL)
		return called_member(t, class, n, value, s, line);
	if (value->kind != EXPR_NAME && value->kind != EXPR_ATTR)
		return false;
	eval_expr(&t->l->eval, value, s, NULL, &v);
	for (size_t i = 0; i < v.n && !is_member; i++) {
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION)
			is_member = decorated_member(t, n, v.v[i].scope);
		else if (v.v[i].kind == VALUE_OBJECT && v.v[i].expr &&
		         v.v[i].expr->kind == EXPR_CALL && v.v[i].expr->scope)
			is_member = called_member(t, class, n, v.v[i].expr,
			                          v.v[i].expr->scope, line);
	}
	return is_member;
}

/* x: T */
static void annotated_member(struct type *t, const struct scope *class,
                             const struct binding *b)
{
	for (const struct rule *r = t->as.rule->detector->rules; r; r = r->next) {
		if (!in_schema(r) || r->form != FORM_TYPE)
			continue;
		if (!is_seen(t, b->name))
			add_member(t, r, b->name, NULL, NULL, class->unit, b->line);
		return;
	}
}

struct decorating {
	struct type *type;
	struct name name;
	const struct scope *function;
	bool is_member;
};

static bool is_on_method(const struct rule *r)
{
	return in_schema(r) && r->form == FORM_DECORATOR;
}

static void on_method(struct linker *l, const struct match *m, const struct expr *call,
                      const struct scope *s, void *arg)
{
	struct decorating *x = arg;
	const struct scope *f = x->function;

	(void)l, (void)s, (void)call;
	if (m->rule->detector != x->type->as.rule->detector || !x->name.len)
		return;
	x->is_member = true;
	if (!is_seen(x->type, x->name))
		add_member(x->type, m->rule, x->name, m, f, f->unit, f->line);
}

static bool decorated_member(struct type *t, struct name n, const struct scope *f)
{
	struct decorating x = { t, n, f, false };

	for (const struct expr *e = f->decorators; e; e = e->next)
		link_rules(t->l, e, f->parent, is_on_method, on_method, &x);
	return x.is_member;
}

/* What a class says itself. */
static void own_members(struct type *t, const struct scope *class)
{
	for (const struct binding *b = class->first_binding; b; b = b->next) {
		if (!b->name.len || *b->name.s == '_' || binding_target(b))
			continue;
		if (b->kind == BIND_VALUE && binding_value(b) &&
		    assigned_member(t, class, b->name, binding_value(b), class, b->line))
			continue;
		if (binding_annotation(b) &&
		    (b->kind == BIND_VALUE || b->kind == BIND_FIELD))
			annotated_member(t, class, b);
	}
	for (const struct scope *f = class->first_child; f; f = f->sibling)
		if (f->kind == SCOPE_FUNCTION)
			decorated_member(t, f->name, f);
}

/* create_type("X", [member, ..]): functions and what stands for them, by their names. */
static void made_members(struct type *t, const struct capture *members)
{
	struct values lists;

	eval_expr(&t->l->eval, members->expr, members->scope, members->env, &lists);
	for (size_t i = 0; i < lists.n; i++) {
		const struct value *list = &lists.v[i];

		if (list->kind != VALUE_LITERAL || list->expr->kind != EXPR_LIST)
			continue;
		for (const struct expr *x = expr_first(list->expr); x; x = x->next)
			if (x->kind == EXPR_NAME || x->kind == EXPR_ATTR)
				assigned_member(t, list->scope, x->text, x, list->scope,
				                x->line);
	}
}

static bool note_read(struct linker *l, const struct scope *class)
{
	struct operations *o = l->operations;

	for (size_t i = 0; i < o->read_count; i++)
		if (o->read[i] == class)
			return false;
	*(const struct scope **)arena_push(l->arena, (void **)&o->read, &o->read_count,
	                                   &o->read_room, sizeof class) = class;
	return true;
}

/* The class and all that it inherits, nearest first: of any number. */
static void members_of(struct type *t, const struct scope *class, int depth)
{
	const struct detector *d = t->as.rule->detector;
	struct capture made;

	if (depth > DEPTH_MAX || !operation_step(t->l, NULL, class))
		return;
	note_read(t->l, class);
	own_members(t, class);
	for (const struct expr *e = class->bases; e; e = e->next) {
		struct values v;

		if (e->kind == EXPR_KEYWORD)
			continue;
		eval_expr(&t->l->eval, e, class->parent, NULL, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope != class &&
			    v.v[i].scope->kind == SCOPE_CLASS)
				members_of(t, v.v[i].scope, depth + 1);
			else if (operation_made(t->l, d, &v.v[i], &made))
				made_members(t, &made);
	}
}

/* ---- other types ---------------------------------------------------------- */

static const struct rule *object_rule(struct linker *l, const struct detector *d,
                                      const struct scope *class)
{
	for (const struct rule *r = d->rules; r; r = r->next) {
		if (r->word != WORD_members)
			continue;
		if (r->form == FORM_ON_CLASS) {
			struct match m;

			for (const struct expr *e = class->decorators; e; e = e->next)
				if (match_call(&l->eval, r, e, class->parent, NULL, &m))
					return r;
		} else if (r->form == FORM_CLASS && class->bases) {
			struct bases b;

			eval_bases(&l->eval, class, &b);
			for (size_t i = 0; i < b.external_count; i++)
				if (b.external[i].module &&
				    external_is(d, b.external[i].module,
				                b.external[i].path, r->last))
					return r;
		}
	}
	return NULL;
}

/* resolve_x without an x: a member that comes from elsewhere, a model say. */
static void other_methods(struct type *t, const struct scope *class)
{
	const struct rule *r = t->as.rule;
	size_t n = r->handler ? strcspn(r->handler, "*") : 0;

	if (!n || r->handler[n] != '*' || r->handler[n + 1])
		return;
	for (const struct scope *f = class->first_child; f; f = f->sibling) {
		struct name member;

		if (f->kind != SCOPE_FUNCTION || f->name.len <= n ||
		    memcmp(f->name.s, r->handler, n))
			continue;
		member = name_of(f->name.s + n);
		if (!is_seen(t, member))
			add_member(t, r, member, NULL, f, f->unit, f->line);
	}
}

/* Do all schemas of this kind keep the names of members? */
static bool all_plain(const struct linker *l, const struct detector *d)
{
	bool plain = false;

	for (const struct root *r = l->operations->roots; r; r = r->next) {
		if (r->as.rule->detector != d)
			continue;
		if (!r->as.plain)
			return false;
		plain = true;
	}
	return plain;
}

static void types_in(struct linker *l, const struct detector *d, const struct scope *s)
{
	for (const struct scope *c = s->first_child; c; c = c->sibling) {
		const struct rule *r;

		if (c->kind != SCOPE_CLASS)
			continue;
		types_in(l, d, c);
		if ((r = object_rule(l, d, c)) && note_read(l, c)) {
			struct type t = { .l = l,
				          .as = { r, "graphql.field", c->name.s,
				                  all_plain(l, d) },
				          .class = c,
				          .only_handled = true };

			own_members(&t, c);
			other_methods(&t, c);
		}
	}
}

static bool has_objects(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_members)
			return true;
	return false;
}

void operation_types(struct linker *l)
{

	for (struct root *r = l->operations->roots; r; r = r->next) {
		struct type t = { .l = l, .as = r->as, .class = r->class };

		operation_ask(l);
		if (!r->class && r->as.rule->detector->is_python)
			made_members(&t, &r->members);
		else if (r->class)
			members_of(&t, r->class, 0);
		else
			operation_members(l, &r->as, r->members.expr, r->members.scope,
			                  r->members.env);
	}
	for (const struct detector *d = l->detectors->first; d; d = d->next) {
		if (!link_uses(l, d) || !has_objects(d))
			continue;
		for (size_t i = 0; i < l->program->n; i++)
			if (d->is_python ==
			    (l->program->units[i]->language == LANG_PYTHON))
				types_in(l, d, l->program->units[i]->module);
	}
}
