/* value_member.c - what .name of a value is: classes, objects, modules, dictionaries. */
#include "value/value_parts.h"

#include <stdio.h>
#include <string.h>

#include "detect/fact.h"
#include "syntax/lang.h"

/* ---- members -------------------------------------------------------------------------
 */

static void add_base(struct eval *ev, const struct value *v, bool direct,
                     struct bases *out, int depth);

/* What a class says that it is made of is asked for every class below it, too. */
struct known_direct {
	const struct scope *class;
	const struct value **v;
	size_t n;
	struct known_direct *next;
};

/* env: of the call that made the class, which may have been given what it inherits. */
static void find_direct(struct eval *ev, const struct scope *class, const struct env *env,
                        struct values *out)
{
	out->n = 0;
	for (const struct expr *b = class->bases; b; b = b->next) {
		struct values v;

		if (b->kind == EXPR_KEYWORD)
			continue;
		eval_expr(ev, b, class->parent, env, &v);
		/* Generic[T], Base[int]: the class is what is left of the brackets. */
		if (!v.n && b->kind == EXPR_INDEX)
			eval_expr(ev, expr_left(b), class->parent, env, &v);
		for (size_t i = 0; i < v.n && out->n < VALUES_MAX; i++)
			out->v[out->n++] = v.v[i];
	}
}

static void keep_direct(struct eval *ev, const struct scope *class,
                        const struct values *found, struct known_direct **slot)
{
	struct known_direct *k = arena_alloc(ev->arena, sizeof *k);

	k->class = class;
	k->n = found->n;
	k->v = arena_alloc(ev->arena, (found->n + 1) * sizeof *k->v);
	for (size_t i = 0; i < found->n; i++)
		k->v[i] = value_keep(ev, &found->v[i]);
	k->next = *slot;
	*slot = k;
}

static void add_direct(struct eval *ev, const struct scope *class, const struct env *env,
                       bool direct, struct bases *out, int depth)
{
	struct known_direct **slot = &ev->direct[((uintptr_t) class >> 5) % BASES_SLOTS];
	const struct known_direct *k = *slot;
	struct values found;
	struct cut before;

	while (k && (env || k->class != class))
		k = k->next;
	if (k) {
		for (size_t i = 0; i < k->n; i++)
			add_base(ev, k->v[i], direct, out, depth + 1);
		return;
	}
	before = eval_cut_begin(ev);
	find_direct(ev, class, env, &found);
	if (!is_cut(eval_cut_end(ev, before)) && !env)
		keep_direct(ev, class, &found, slot);
	for (size_t i = 0; i < found.n; i++)
		add_base(ev, &found.v[i], direct, out, depth + 1);
}

static void add_class(struct eval *ev, const struct scope *class, const struct env *env,
                      bool direct, struct bases *out, int depth)
{
	for (size_t i = 0; i < out->local_count; i++)
		if (out->local[i] == class)
			return;
	if (out->local_count == BASES_MAX || depth > 16)
		return;
	out->local[out->local_count++] = class;
	if (class->bases)
		add_direct(ev, class, env, direct, out, depth);
}

static void add_base(struct eval *ev, const struct value *v, bool direct,
                     struct bases *out, int depth)
{
	if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_CLASS) {
		add_class(ev, v->scope, v->env, false, out, depth);
	} else if (v->kind == VALUE_EXTERNAL || v->kind == VALUE_OBJECT ||
	           v->kind == VALUE_MEMBER) {
		if (out->external_count == BASES_MAX)
			return;
		out->is_direct[out->external_count] = direct && depth == 1;
		out->external[out->external_count++] = *v;
	}
}

static void copy_bases(struct bases *to, const struct known_bases *from)
{
	to->local_count = from->local_count;
	to->external_count = from->external_count;
	memcpy(to->local, from->local, from->local_count * sizeof *from->local);
	memcpy(to->is_direct, from->is_direct,
	       from->external_count * sizeof *from->is_direct);
	memcpy(to->external, from->external,
	       from->external_count * sizeof *from->external);
}

static void *copied(struct eval *ev, const void *v, size_t size)
{
	return memcpy(arena_alloc(ev->arena, size + 1), v, size);
}

static void keep_bases(struct eval *ev, const struct scope *class, const struct bases *b,
                       struct known_bases **slot)
{
	struct known_bases *k = arena_alloc(ev->arena, sizeof *k);

	*k = (struct known_bases){ .class = class,
		                   .local_count = b->local_count,
		                   .external_count = b->external_count,
		                   .next = *slot };
	k->local = copied(ev, b->local, b->local_count * sizeof *b->local);
	k->external = copied(ev, b->external, b->external_count * sizeof *b->external);
	k->is_direct = copied(ev, b->is_direct, b->external_count * sizeof *b->is_direct);
	*slot = k;
}

void eval_bases(struct eval *ev, const struct scope *class, struct bases *out)
{
	struct known_bases **slot = &ev->bases[((uintptr_t) class >> 5) % BASES_SLOTS],
			   *k;
	struct cut before;

	out->local_count = out->external_count = 0;
	for (k = *slot; k && k->class != class;)
		k = k->next;
	if (k) {
		copy_bases(out, k);
		return;
	}
	if (!eval_enter(ev))
		return;
	before = eval_cut_begin(ev);
	add_class(ev, class, NULL, true, out, 0);
	/* Asked in the middle of another question, it may have been cut short. */
	if (!is_cut(eval_cut_end(ev, before)) || ev->depth == 1)
		keep_bases(ev, class, out, slot);
	eval_leave(ev);
}

/* What a class is asked for by every member of it that is looked for. */
struct known_class {
	const struct scope *class;
	uint64_t assigned; /* names that its methods give a value, a bit a hash */
	uint64_t made;     /* the same of its constructors, in Python */
	bool is_constructed;
	struct known_class *next;
};

static uint64_t assigned_to(const struct scope *m, struct name self)
{
	uint64_t bits = 0;

	for (const struct binding *b = scope_find(m, self); b; b = b->same)
		if (binding_target(b) && binding_target(b)->kind == EXPR_ATTR &&
		    !binding_adds(b))
			bits |= name_bit(binding_target(b)->text);
	return bits;
}

static const struct known_class *class_known(struct eval *ev, const struct scope *class)
{
	struct known_class **slot = &ev->classes[((uintptr_t) class >> 5) % BASES_SLOTS];
	struct known_class *k = *slot;

	while (k && k->class != class)
		k = k->next;
	if (k)
		return k;
	k = arena_zero(ev->arena, sizeof *k);
	k->class = class;
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION)
			continue;
		k->is_constructed |= scope_is_constructor(m);
		if (!scope_is_python(class))
			k->assigned |= assigned_to(m, name_of("this"));
		else if (m->params)
			k->assigned |= assigned_to(m, m->params->name);
		if (scope_is_constructor(m))
			k->made |= k->assigned;
		if (class->name.len)
			k->assigned |= assigned_to(m, class->name);
	}
	k->next = *slot;
	return *slot = k;
}

/* A method that runs for this object; its constructor, or what its class makes for each
 * one anew, with the arguments it got. */
static const struct env *method_env(struct eval *ev, const struct scope *m,
                                    const struct value *of)
{
	struct env env = { .function = m, .self = value_keep(ev, of) };

	if ((m->kind == SCOPE_CLASS || scope_is_constructor(m)) &&
	    of->kind == VALUE_OBJECT && of->expr && !of->param &&
	    of->expr->kind == EXPR_CALL && of->expr->scope) {
		struct value above;
		const struct value *made = eval_handed_up(ev, of, m->parent, &above)
		                             ? &above
		                             : of;

		env.call = made->expr;
		env.from = made->expr->scope;
		env.outer = made->env;
	}
	return env_keep(ev, &env);
}

/* self.x = v, this.x = v in the methods of a class. */
static void assigned_in(struct eval *ev, const struct scope *m, struct name self,
                        struct name n, const struct value *of, struct values *out)
{
	for (const struct binding *b = scope_find(m, self); b; b = b->same) {
		const struct expr *t = binding_target(b);
		struct values v;

		v.n = 0;
		if (!t || t->kind != EXPR_ATTR || !name_eq(t->text, n) || !expr_left(t) ||
		    expr_left(t)->kind != EXPR_NAME ||
		    (b->kind != BIND_VALUE && /* this.x ??= new X() */
		     !(b->kind == BIND_AUGMENT && binding_value(b) &&
		       binding_value(b)->kind == EXPR_CALL)))
			continue;
		if (binding_value(b))
			eval_expr(ev, binding_value(b), m, method_env(ev, m, of), &v);
		values_push_all(out, &v);
		if (binding_annotation(b) && values_say_nothing(&v))
			eval_annotation(ev, binding_annotation(b), m, NULL, out);
	}
}

static void assigned_in_methods(struct eval *ev, const struct scope *class, struct name n,
                                const struct value *of, struct values *out)
{
	if (!(class_known(ev, class)->assigned & name_bit(n)))
		return;
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION)
			continue;
		if (!scope_is_python(class))
			assigned_in(ev, m, name_of("this"), n, of, out);
		else if (m->params)
			assigned_in(ev, m, m->params->name, n, of, out);
		if (class->name.len) /* Class.x = v: the only one there is */
			assigned_in(ev, m, class->name, n, of, out);
	}
}

/* self.n = .. in it, whatever that is? */
static bool sets_member(const struct scope *m, struct name n)
{
	const struct binding *b = m->params ? scope_find(m, m->params->name) : NULL;

	while (b && !(b->kind == BIND_VALUE && binding_target(b) &&
	              binding_target(b)->kind == EXPR_ATTR &&
	              name_eq(binding_target(b)->text, n) &&
	              expr_left(binding_target(b))->kind == EXPR_NAME))
		b = b->same;
	return b;
}

/* Does its constructor set it? */
static bool is_set_below(struct eval *ev, const struct scope *class, struct name n)
{
	const struct scope *m = class->first_child;

	if (!scope_is_python(class) || !(class_known(ev, class)->made & name_bit(n)))
		return false;
	while (m && !(m->kind == SCOPE_FUNCTION && scope_is_constructor(m) &&
	              sets_member(m, n)))
		m = m->sibling;
	return m;
}

static bool is_text(const struct value *v)
{
	return v->kind == VALUE_LITERAL && v->expr->kind == EXPR_STRING;
}

/* name = "" of the class at `at`, where one below sets it to what is not known: the text
 * is not what it is. */
static void drop_hidden(struct eval *ev, const struct bases *b, size_t at, struct name n,
                        struct values *out)
{
	size_t kept = 0, below = 0;

	for (size_t i = 0; i < out->n; i++)
		kept += !is_text(&out->v[i]);
	if (kept == out->n)
		return;
	while (below < at && !is_set_below(ev, b->local[below], n))
		below++;
	kept = 0;
	for (size_t i = 0; i < out->n && below < at; i++)
		if (!is_text(&out->v[i]))
			out->v[kept++] = out->v[i];
	out->n = below < at ? kept : out->n;
}

/* x = None, until a method sets it. */
static bool say_nothing(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (!value_is_nothing(&v->v[i]))
			return false;
	return true;
}

/* TypeScript: constructor(private readonly queue: Queue) */
static void constructor_property(struct eval *ev, const struct scope *class,
                                 struct name n, struct values *out)
{
	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION || !name_is(m->name, "constructor"))
			continue;
		for (const struct param *p = m->params; p; p = p->next)
			if (name_eq(p->name, n))
				eval_annotation(ev, p->annotation, m, p, out);
	}
}

/* The argument k=.. of the call that made an object. */
bool eval_argument_member(struct eval *ev, const struct value *of, struct name n,
                          struct values *out)
{
	if (of->kind != VALUE_OBJECT || of->param || !of->expr ||
	    of->expr->kind != EXPR_CALL || !of->expr->scope)
		return false;
	for (const struct expr *a = expr_first(of->expr); a; a = a->next) {
		if (a->kind != EXPR_KEYWORD || !name_eq(a->text, n))
			continue;
		eval_expr(ev, expr_first(a), of->expr->scope, of->env, out);
		return true;
	}
	return false;
}

/* The same, of a class whose constructors hand on all that they are given:
 * def __init__(self, *args, **kw): super().__init__(*args, **kw) */
static bool argument_above(struct eval *ev, const struct value *of, struct name n,
                           struct values *out)
{
	struct value above;

	return eval_argument_member(ev, of, n, out) ||
	       (eval_handed_up(ev, of, NULL, &above) &&
	        eval_argument_member(ev, &above, n, out));
}

static bool has_constructor(struct eval *ev, const struct bases *b)
{
	for (size_t i = 0; i < b->local_count; i++)
		if (class_known(ev, b->local[i])->is_constructed)
			return true;
	return false;
}

static bool is_property(const struct scope *f)
{
	if (f->flags & SCOPE_GETTER)
		return true;
	return f->decorators && scope_is_python(f) &&
	       (decorated_with(f, "property") || decorated_with(f, "cached_property"));
}

/* A method knows whose it is; a property is what it returns. */
static bool has_methods(const struct values *members)
{
	for (size_t i = 0; i < members->n; i++)
		if (members->v[i].kind == VALUE_SCOPE &&
		    members->v[i].scope->kind == SCOPE_FUNCTION)
			return true;
	return false;
}

static void bind_methods(struct eval *ev, const struct value *of, struct values *members)
{
	struct values all;

	if (of->kind != VALUE_OBJECT || !has_methods(members))
		return;
	all.n = 0;
	for (size_t i = 0; i < members->n; i++) {
		struct value v = members->v[i];

		if (v.kind != VALUE_SCOPE || v.scope->kind != SCOPE_FUNCTION) {
			values_push(&all, v);
			continue;
		}
		const struct env *env = env_keep(
		    ev, &(struct env){ .function = v.scope, .self = value_keep(ev, of) });

		v.env = env;
		if (!is_property(v.scope)) {
			values_push(&all, v);
			continue;
		}
		for (const struct expr *r = v.scope->returns; r; r = r->next)
			eval_also(ev, r, v.scope, env, &all);
	}
	values_set(members, &all);
}

static void declared_field(struct eval *ev, const struct scope *class, struct name n,
                           struct values *out)
{
	for (const struct binding *b = scope_find(class, n); b; b = b->same)
		if (b->kind == BIND_FIELD && !binding_target(b))
			eval_binding(ev, b, class, NULL, out);
}

/* Model: type[Base] below a class of a package: it is only told what that one gives. */
static bool may_be_given(const struct bases *b, const struct scope *class)
{
	return b->external_count && scope_is_python(class);
}

/* router = field(factory=Router) of a class: the one of this object. */
static void keep_apart(struct eval *ev, const struct scope *class, const struct value *of,
                       struct values *members)
{
	for (size_t i = 0; i < members->n; i++)
		if (members->v[i].is_anew)
			members->v[i].env = method_env(ev, class, of);
}

/* The first binding of the name that the thing has which this call made; NULL: none.
 * Members are asked for one after the other, so the name is kept. */
static const struct binding *made_by(struct eval *ev, const struct scope *s,
                                     const struct expr *call)
{
	const struct binding *b;

	if (ev->maker.call != call) {
		b = s->first_binding;
		while (b && (binding_target(b) || binding_value(b) != call))
			b = b->next;
		ev->maker.call = call;
		ev->maker.thing = b ? b->name : (struct name){ 0 };
	}
	b = ev->maker.thing.len ? scope_find(s, ev->maker.thing) : NULL;
	return b && b->kind == BIND_VALUE && binding_value(b) == call ? b : NULL;
}

/* ops = Ops(db); ops.router = router: what the function that made the thing gives it. */
static void assigned_by_maker(struct eval *ev, const struct value *of, struct name n,
                              struct values *out)
{
	const struct expr *call = of->kind == VALUE_OBJECT && !of->param ? of->expr
	                                                                 : NULL;
	const struct scope *s = call && call->kind == EXPR_CALL ? call->scope : NULL;

	for (const struct binding *b = s ? made_by(ev, s, call) : NULL; b; b = b->same) {
		const struct expr *t = binding_target(b);

		if (b->kind == BIND_VALUE && binding_value(b) && t &&
		    t->kind == EXPR_ATTR && name_eq(t->text, n) && expr_left(t) &&
		    expr_left(t)->kind == EXPR_NAME)
			eval_also(ev, binding_value(b), s, of->env, out);
	}
}

static bool class_member(struct eval *ev, const struct value *of, struct name n,
                         struct values *out)
{
	struct seeking here = { of->scope, n, eval_step(ev), ev->seeking };
	struct value nothing = { .kind = VALUE_OBJECT };
	struct bases b;
	bool local = false;

	for (const struct seeking *x = ev->seeking; x; x = x->outer)
		if (x->class == here.class && name_eq(x->name, n)) {
			eval_circle(ev, x->step);
			return true;
		}
	ev->seeking = &here;
	eval_bases(ev, of->scope, &b);
	if (!has_constructor(ev, &b))
		local = eval_argument_member(ev, of, n, out);
	for (size_t i = 0; i < b.local_count && !out->n; i++) {
		const struct scope *c = b.local[i];

		for (const struct binding *x = scope_find(c, n); x; x = x->same) {
			if (binding_target(x))
				continue;
			local |= x->kind != BIND_FIELD || !may_be_given(&b, c);
			if (x->kind != BIND_FIELD)
				eval_binding(ev, x, c, NULL, out);
		}
		keep_apart(ev, c, of, out);
		if (say_nothing(out)) {
			struct values v;

			v.n = 0;
			assigned_in_methods(ev, c, n, of, &v);
			/* self.x = x, which is None: perhaps the class above knows. */
			if (v.n && (out->n || !say_nothing(&v)))
				values_set(out, &v);
			else if (v.n)
				nothing = v.v[0];
		}
		if (!out->n && c->decorators && scope_is_python(c))
			eval_decorated_member(ev, c, n, out);
		if (!out->n) /* what it is declared to be, when nothing is assigned */
			declared_field(ev, c, n, out);
		if (!out->n && !scope_is_python(c))
			constructor_property(ev, c, n, out);
		drop_hidden(ev, &b, i, n, out);
	}
	if (!out->n && value_is_nothing(&nothing))
		values_push(out, nothing);
	if (!local && !out->n && b.external_count)
		local = argument_above(ev, of, n, out);
	if (say_nothing(out)) {
		struct values v;

		v.n = 0;
		assigned_by_maker(ev, of, n, &v);
		if (v.n)
			values_set(out, &v);
	}
	bind_methods(ev, of, out);
	ev->seeking = here.outer;
	return local || out->n;
}

static bool push_methods(const struct scope *class, struct name n, struct values *out)
{
	bool any = false;

	for (const struct scope *m = class->first_child; m; m = m->sibling) {
		if (m->kind != SCOPE_FUNCTION || !name_eq(m->name, n))
			continue;
		values_push_scope(out, m, NULL);
		any = true;
	}
	return any;
}

/* super().n in a method of class s: never that of s itself, or of what inherits it. */
bool eval_super_member(struct eval *ev, const struct value *self, struct name n,
                       const struct scope *s, struct values *out)
{
	struct bases b;
	struct values own;

	while (s && s->kind != SCOPE_CLASS)
		s = s->parent;
	if (!s)
		return false;
	eval_bases(ev, s, &b);
	for (size_t i = 1; i < b.local_count; i++)
		if (push_methods(b.local[i], n, out)) {
			bind_methods(ev, self, out);
			return true;
		}
	own.n = 0;
	if (!b.external_count || !push_methods(s, n, &own))
		return false;
	values_push(out, (struct value){ .kind = VALUE_MEMBER,
	                                 .of = value_keep(ev, self),
	                                 .member = n });
	return true;
}

void eval_dict_member(struct eval *ev, const struct value *of, struct name n,
                      struct values *out)
{
	for (const struct expr *x = expr_first(of->expr); x; x = x->next) {
		struct values v;

		v.n = 0;
		if (x->kind == EXPR_SPREAD) {
			struct values w;

			eval_expr(ev, expr_left(x), of->scope, of->env, &w);
			for (size_t i = 0; i < w.n; i++) {
				eval_member(ev, &w.v[i], n, &v);
				if (v.n && v.v[0].kind != VALUE_MEMBER)
					values_push_all(out, &v);
			}
		} else if (x->kind == EXPR_PAIR && expr_left(x) &&
		           expr_left(x)->kind != EXPR_CALL &&
		           name_eq(expr_left(x)->text, n)) {
			eval_expr(ev, expr_first(x), of->scope, of->env, &v);
			values_push_all(out, &v);
		}
	}
	if (!expr_first(of->expr))
		eval_filled_member(ev, of->expr, n, out);
}

/* "a/settings.py", "a/settings/base.py" for "settings". */
static bool is_settings_file(const char *path, struct name word)
{
	for (const char *p = path; p; p = strchr(p, '/')) {
		p += *p == '/';
		if (!strncmp(p, word.s, word.len) &&
		    (p[word.len] == '/' || !strchr(p, '/')))
			return true;
	}
	return false;
}

static bool is_settings_of(const struct rule *r, const char *path)
{
	for (size_t i = 1; i < r->word_count; i++)
		if (is_settings_file(path, r->words[i]))
			return true;
	return false;
}

const struct constants *eval_constants(struct eval *ev, const struct rule *r)
{
	struct constants *c;
	size_t room = 0;

	for (c = ev->constants; c; c = c->next)
		if (c->rule == r)
			return c;
	c = arena_zero(ev->arena, sizeof *c);
	c->rule = r;
	for (size_t i = 0; i < ev->program->n; i++) {
		const struct unit *u = ev->program->units[i];

		if (u->language == LANG_PYTHON && is_settings_of(r, u->path))
			*(const struct unit **)arena_push(ev->arena, (void **)&c->units,
			                                  &c->n, &room, sizeof u) = u;
	}
	c->next = ev->constants;
	ev->constants = c;
	return c;
}

static bool is_external(const struct value *v, const char *full)
{
	size_t n = strlen(v->module);

	if (strncmp(full, v->module, n))
		return false;
	return *v->path ? full[n] == '.' && !strcmp(full + n + 1, v->path) : !full[n];
}

static void bound_in(struct eval *ev, const struct scope *s, struct name n,
                     struct values *out)
{
	for (const struct binding *b = scope_find(s, n); b && !out->n; b = b->same)
		eval_binding(ev, b, s, NULL, out);
}

/* settings.NAME: the first value that a file of settings gives it, or a class in one. */
static bool setting(struct eval *ev, const struct value *of, struct name n,
                    struct values *out)
{
	for (const struct rule *r = ev->detectors->settings; r; r = r->next_role) {
		const struct constants *c;

		if (r->word != WORD_settings || r->word_count < 2 ||
		    !is_external(of, r->words[0].s))
			continue;
		if (!r->detector->is_python) {
			if (eval_config_member(ev, r, n.s, out))
				return true;
			continue;
		}
		c = eval_constants(ev, r);
		for (size_t i = 0; i < c->n && !out->n; i++) {
			const struct scope *s = c->units[i]->module;

			bound_in(ev, s, n, out);
			for (s = s->first_child; s && !out->n; s = s->sibling)
				if (s->kind == SCOPE_CLASS)
					bound_in(ev, s, n, out);
		}
		if (out->n)
			return true;
	}
	return false;
}

/* view.__name__: what a function or class is called. */
static bool named_itself(struct eval *ev, const struct value *of, struct name n,
                         struct values *out)
{
	struct expr *text;

	if (of->kind != VALUE_SCOPE || !of->scope->name.len ||
	    !scope_is_python(of->scope) || !name_is(n, "__name__"))
		return false;
	text = expr_new(ev->arena, EXPR_STRING, of->scope->line);
	text->text = of->scope->name;
	values_push(out, (struct value){
			     .kind = VALUE_LITERAL, .expr = text, .scope = of->scope });
	return true;
}

/* app.mongoose of an application that a function is given: what it offers. */
static bool offered(const struct eval *ev, const struct value *of, struct name n,
                    struct values *out)
{
	const struct rule *given = of->kind == VALUE_OBJECT && of->param
	                             ? eval_given(ev, of->param)
	                             : NULL;

	if (!given || !given->detector->gives_app)
		return false;
	for (const struct rule *r = given->detector->rules; r; r = r->next) {
		if (r->word != WORD_offers || r->word_count < 2 ||
		    !name_eq(r->words[0], n))
			continue;
		values_push(out,
		            (struct value){
				.kind = r->word_count > 2 ? VALUE_OBJECT : VALUE_EXTERNAL,
				.module = r->words[1].s,
				.path = r->word_count > 2 ? r->words[2].s : "" });
		return true;
	}
	return false;
}

void eval_member(struct eval *ev, const struct value *of, struct name n,
                 struct values *out)
{
	out->n = 0;
	if (!eval_enter(ev))
		return;
	if (offered(ev, of, n, out) || named_itself(ev, of, n, out)) {
		eval_leave(ev);
		return;
	}
	switch ((enum value_kind)of->kind) {
	case VALUE_UNIT: eval_asked_member(ev, of->unit, n, out); break;
	case VALUE_EXTERNAL:
		if (setting(ev, of, n, out))
			break;
		if (of->unit && *of->module == '.' && !*of->path) {
			eval_below_folder(ev, of->unit,
			                  arena_concat(ev->arena, of->module, ".", n.s),
			                  out);
			break;
		}
		values_push_external(of->module,
		                     *of->path
		                         ? arena_concat(ev->arena, of->path, ".", n.s)
		                         : n.s,
		                     out);
		break;
	case VALUE_SCOPE:
	case VALUE_OBJECT:
		if (of->scope && of->scope->kind == SCOPE_CLASS
		        ? class_member(ev, of, n, out)
		        : eval_argument_member(ev, of, n, out) ||
		              eval_app_back(ev, of, n, out))
			break;
		/* Class.prototype: what all objects of it have */
		if (of->kind == VALUE_SCOPE && of->scope->kind == SCOPE_CLASS &&
		    name_is(n, "prototype")) {
			values_push(out, (struct value){ .kind = VALUE_OBJECT,
			                                 .scope = of->scope });
			break;
		}
		/* module.exports = f; module.exports.x = v: x is a member of f */
		if (of->kind == VALUE_SCOPE && !scope_is_python(of->scope))
			eval_common_export(ev, of->scope->unit, n, out);
		if (out->n)
			break;
		values_push(out, (struct value){ .kind = VALUE_MEMBER,
		                                 .of = value_keep(ev, of),
		                                 .member = n });
		break;
	case VALUE_LITERAL:
		if (of->expr->kind == EXPR_DICT)
			eval_dict_member(ev, of, n, out);
		/* Path.USERS.value of an enumeration */
		if (of->expr->kind == EXPR_STRING && name_is(n, "value"))
			values_push(out, *of);
		if (!out->n && of->expr->kind != EXPR_DICT)
			values_push(out, (struct value){ .kind = VALUE_MEMBER,
			                                 .of = value_keep(ev, of),
			                                 .member = n });
		break;
	case VALUE_MEMBER:
		if (!eval_placed(ev, of, n, out))
			values_push(out, (struct value){ .kind = VALUE_MEMBER,
			                                 .of = value_keep(ev, of),
			                                 .member = n });
		break;
	}
	eval_leave(ev);
}
