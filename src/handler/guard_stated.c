/* guard_stated.c - what protects a view, stated by a member of its class, by a decorator
 * of its function, or in the settings for all views of a framework.
 *
 *     protects permission_classes get_permissions REST_FRAMEWORK KEY rest_framework*
 *
 * The member, the method in its place, the variable of a settings file and its key, and
 * the packages whose classes and decorators that holds for; `-` is none. What the
 * detector's `open` says protects nothing; where it has none but `guarding` names, only
 * they do, and a list without one states nothing. */
#include <stdio.h>
#include <string.h>

#include "handler/guard.h"
#include "text/glob.h"
#include "value/unit.h"

enum { MEMBER, METHOD, VARIABLE, KEY, PACKAGE, WORDS };
enum { LISTS_DEPTH = 8, LISTED_MAX = 40, TEXT_MAX = 120, SETTINGS_MAX = 16 };

/* What a list of protectors says. */
struct verdict {
	bool is_known;
	const char *guard; /* NULL: open */
};

/* Settings that state one for all. */
struct stated {
	const struct rule *rule;
	const struct unit *unit;
	struct verdict verdict;
	struct stated *next;
};

struct reading {
	struct linker *l;
	const struct detector *d;
	int left; /* items that may still be looked at */
	char text[TEXT_MAX];
};

/* The first from r on; NULL: there is none. */
static const struct rule *protects(const struct rule *r)
{
	while (r && (r->word != WORD_protects || r->word_count != WORDS))
		r = r->next;
	return r;
}

/* ---- lists of protectors ----------------------------------------------------------- */

static bool is_by_guarding(const struct detector *d)
{
	return d->guarding.n && !d->open.n;
}

static void read_one(struct reading *x, const struct expr *e)
{
	char buf[80];
	const char *name, *dot;
	size_t n = strlen(x->text);

	if (e->kind == EXPR_CALL && expr_left(e))
		e = expr_left(e);
	name = e->kind == EXPR_NAME || e->kind == EXPR_ATTR || e->kind == EXPR_STRING
	         ? e->text.s
	         : expr_print(e, buf, sizeof buf);
	dot = e->kind == EXPR_STRING ? strrchr(name, '.') : NULL;
	name = dot ? dot + 1 : name;
	if (is_by_guarding(x->d) ? patterns_say(&x->d->guarding, name) == LIKE_YES
	                         : patterns_say(&x->d->open, name) != LIKE_YES)
		snprintf(x->text + n, sizeof x->text - n, "%s%s", n ? ", " : "", name);
}

/* [A, B], (A,) + OTHERS, a variable that holds such a list. */
static void read_list(struct reading *x, const struct expr *e, const struct scope *s,
                      const struct env *env, int depth)
{
	struct values v;

	if (e->kind == EXPR_LIST) {
		for (const struct expr *i = expr_first(e); i && x->left-- > 0;
		     i = i->next)
			if (i->kind == EXPR_SPREAD && expr_left(i) && depth < LISTS_DEPTH)
				read_list(x, expr_left(i), s, env, depth + 1);
			else
				read_one(x, i);
		return;
	}
	if (e->kind == EXPR_BINARY && name_is(e->text, "+") && depth < LISTS_DEPTH) {
		read_list(x, expr_left(e), s, env, depth + 1);
		read_list(x, expr_first(e), s, env, depth + 1);
		return;
	}
	eval_expr(&x->l->eval, e, s, env, &v);
	for (size_t i = 0; i < v.n && depth < LISTS_DEPTH; i++)
		if (v.v[i].kind == VALUE_LITERAL && v.v[i].expr->kind == EXPR_LIST) {
			read_list(x, v.v[i].expr, v.v[i].scope, v.v[i].env, depth + 1);
			return;
		}
	read_one(x, e);
}

static struct verdict judged(struct linker *l, const struct detector *d,
                             const struct expr *e, const struct scope *s,
                             const struct env *env)
{
	struct reading x = { .l = l, .d = d, .left = LISTED_MAX };

	read_list(&x, e, s, env, 0);
	return (struct verdict){ *x.text || !is_by_guarding(d),
		                 *x.text ? arena_strdup(l->arena, x.text) : NULL };
}

/* ---- who states it ----------------------------------------------------------------- */

/* @action(permission_classes=[..]), @permission_classes([..]) */
static struct verdict decorated(struct linker *l, const struct rule *r,
                                const struct scope *f)
{
	for (const struct expr *e = f->decorators; e; e = e->next) {
		const struct expr *stated = NULL;

		if (e->kind != EXPR_CALL || !expr_left(e))
			continue;
		if ((expr_left(e)->kind == EXPR_NAME ||
		     expr_left(e)->kind == EXPR_ATTR) &&
		    name_eq(expr_left(e)->text, r->words[MEMBER]))
			stated = expr_first(e);
		for (const struct expr *a = expr_first(e); a && !stated; a = a->next)
			if (a->kind == EXPR_KEYWORD && name_eq(a->text, r->words[MEMBER]))
				stated = expr_first(a);
		if (stated)
			return judged(l, r->detector, stated, f->parent, NULL);
	}
	return (struct verdict){ false, NULL };
}

static struct verdict of_class(struct linker *l, const struct rule *r,
                               const struct bases *b)
{
	for (size_t i = 0; i < b->local_count; i++) {
		const struct binding *x = scope_find(b->local[i], r->words[MEMBER]);
		const struct binding *m = scope_find(b->local[i], r->words[METHOD]);

		if (m && m->kind == BIND_DEF)
			return (struct verdict){ true, r->words[METHOD].s };
		for (; x; x = x->same)
			if (x->kind == BIND_VALUE && binding_value(x) &&
			    !binding_target(x))
				return judged(l, r->detector, binding_value(x),
				              b->local[i], NULL);
	}
	return (struct verdict){ false, NULL };
}

static bool is_of_package(const struct rule *r, const struct value *v)
{
	return v->module && glob_matches(r->words[PACKAGE].s, v->module);
}

static bool is_view_class(const struct rule *r, const struct bases *b)
{
	for (size_t i = 0; i < b->external_count; i++)
		if (is_of_package(r, &b->external[i]))
			return true;
	return false;
}

/* class Books(PagedViewSet), of a package that no detector needs: what it is made of is
 * not known, and what it states may hold. */
static bool is_unheard(const struct linker *l, const struct bases *b)
{
	for (size_t i = 0; i < b->external_count; i++) {
		const struct detector *d = l->detectors->first;

		while (d && b->external[i].module &&
		       !detector_needs(d, b->external[i].module))
			d = d->next;
		if (!d)
			return true;
	}
	return false;
}

/* @api_view(["GET"]): a function is one by what decorates it. */
static bool is_view_function(struct linker *l, const struct rule *r,
                             const struct scope *f)
{
	for (const struct expr *e = f->decorators; e; e = e->next) {
		struct values v;

		eval_expr(&l->eval, e->kind == EXPR_CALL ? expr_left(e) : e, f->parent,
		          NULL, &v);
		for (size_t i = 0; i < v.n; i++)
			if (v.v[i].kind == VALUE_EXTERNAL && is_of_package(r, &v.v[i]))
				return true;
	}
	return false;
}

/* ---- the settings ------------------------------------------------------------------ */

static void read_settings(struct linker *l, const struct rule *r, const struct unit *u)
{
	const struct binding *b = scope_find(u->module, r->words[VARIABLE]);
	struct values v, of;
	struct stated *s;

	if (!b || b->kind != BIND_VALUE || !binding_value(b) || binding_target(b))
		return;
	eval_expr(&l->eval, binding_value(b), u->module, NULL, &v);
	for (size_t i = 0; i < v.n; i++) {
		eval_member(&l->eval, &v.v[i], r->words[KEY], &of);
		if (!of.n || of.v[0].kind != VALUE_LITERAL)
			continue;
		s = arena_alloc(l->arena, sizeof *s);
		*s = (struct stated){ r, u,
			              judged(l, r->detector, of.v[0].expr, of.v[0].scope,
			                     of.v[0].env),
			              l->stated };
		l->stated = s;
		return;
	}
}

static void read_all_settings(struct linker *l)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next) {
		const struct rule *r = link_uses(l, d) ? protects(d->rules) : NULL;

		for (size_t i = 0, n = 0; r && i < l->program->n && n < SETTINGS_MAX; i++)
			if (l->program->units[i]->kind == UNIT_SOURCE) {
				const struct stated *before = l->stated;

				read_settings(l, r, l->program->units[i]);
				n += l->stated != before;
			}
	}
	l->has_stated = true;
}

/* Of several applications the nearest one's; of one's the first that protects. */
static struct verdict of_settings(struct linker *l, const struct rule *r,
                                  const struct unit *u)
{
	const struct stated *best = NULL;
	size_t near = 0;

	if (!l->has_stated)
		read_all_settings(l);
	for (const struct stated *s = l->stated; s; s = s->next) {
		size_t n = unit_nearness(s->unit, u);

		if (s->rule != r ||
		    (best && (n < near || (n == near && !s->verdict.guard))))
			continue;
		best = s;
		near = n;
	}
	return best ? best->verdict : (struct verdict){ false, NULL };
}

static struct verdict of_view(struct linker *l, const struct rule *r,
                              const struct scope *view, const struct scope *method)
{
	struct verdict v = { false, NULL };
	struct bases b = { .local_count = 0 };

	if (view->kind == SCOPE_CLASS)
		eval_bases(&l->eval, view, &b);
	if (view->kind == SCOPE_CLASS && !is_view_class(r, &b))
		return is_unheard(l, &b) ? of_class(l, r, &b) : v;
	if (view->kind == SCOPE_FUNCTION && !is_view_function(l, r, view))
		return v;
	if (method && method->kind == SCOPE_FUNCTION)
		v = decorated(l, r, method);
	if (!v.is_known && view->kind == SCOPE_FUNCTION)
		v = decorated(l, r, view);
	if (!v.is_known)
		v = of_class(l, r, &b);
	if (!v.is_known)
		v = of_settings(l, r, view->unit);
	return v;
}

bool guard_stated(struct linker *l, const struct detector *d, const struct scope *view,
                  const struct scope *method, const char **guard)
{
	const struct rule *r = protects(d->rules);
	struct verdict v = { false, NULL };

	if (!r || !view || view->kind == SCOPE_MODULE)
		return false;
	/* A view that serves many paths is asked for each. */
	if (l->stated_view != view || l->stated_method != method) {
		for (const struct rule *x = r; x && !v.is_known; x = protects(x->next))
			v = of_view(l, x, view, method);
		l->stated_view = view;
		l->stated_method = method;
		l->is_stated = v.is_known;
		l->stated_guard = v.guard;
	}
	v = (struct verdict){ l->is_stated, l->stated_guard };
	/* @login_required on what is open by its members protects it all the same. */
	if (v.guard || !*guard ||
	    !strncmp(*guard, r->words[MEMBER].s, r->words[MEMBER].len))
		*guard = v.is_known ? v.guard : *guard;
	return v.is_known;
}
