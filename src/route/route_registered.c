/* route_registered.c - classes that put themselves below a router: View.register(app). */
#include <string.h>

#include "route/route.h"
#include "route/route_parts.h"

struct registered {
	struct linker *l;
	const struct match *m;
	const struct scope *class;
	struct bases bases;
	struct node *owner;
	const char *path;
};

bool route_is_registered(const struct match *m)
{
	return match_get(m, "router") && m->heads.n;
}

/* ---- paths -------------------------------------------------------------- */

/* a//b: a/b */
static const char *single_slashes(struct linker *l, const char *s)
{
	char *out = arena_strdup(l->arena, s), *to = out;

	for (; *s; s++)
		if (*s != '/' || to == out || to[-1] != '/')
			*to++ = *s;
	*to = '\0';
	return out;
}

/* What the member of that name lists, of the nearest class that has it. */
static void listed(struct registered *x, struct name member, struct texts *out)
{
	out->n = 0;
	for (size_t i = 0; member.len && i < x->bases.local_count; i++) {
		const struct binding *b = scope_find(x->bases.local[i], member);

		if (!b || !binding_value(b) || binding_target(b))
			continue;
		eval_text_list(&x->l->eval, binding_value(b), x->bases.local[i], NULL,
		               out);
		return;
	}
}

static bool has_text(const struct texts *t, struct name n)
{
	for (size_t i = 0; i < t->n; i++)
		if (name_is(n, t->v[i].s))
			return true;
	return false;
}

/* "{...}": a part for each parameter behind self that a call must give, but for those
 * that the member lists. */
static const char *parameters(struct registered *x, const struct scope *method,
                              struct name left_out)
{
	const struct param *first = method->params ? method->params->next : NULL;
	size_t size = 1;
	char *path, *end;
	struct texts less;

	listed(x, left_out, &less);
	for (const struct param *p = first; p && !p->rest && !p->value; p = p->next)
		size += p->name.len + strlen("/{}");
	path = end = arena_zero(x->l->arena, size);
	for (const struct param *p = first; p && !p->rest && !p->value; p = p->next)
		if (p->name.len && !has_text(&less, p->name))
			end = stpcpy(stpcpy(stpcpy(end, "/{"), p->name.s), "}");
	return path;
}

/* ---- methods ------------------------------------------------------------ */

static struct pending *served(struct registered *x, const struct scope *method,
                              uint32_t line, const char *suffix)
{
	struct pending *p = add_pending(x->l, x->m->rule, method->unit, line);
	const char *slash = *suffix == '/' || !*suffix ? "" : "/";

	p->owner = x->owner;
	one_text(&p->path, single_slashes(x->l, arena_printf(x->l->arena, "/%s%s%s",
	                                                     x->path, slash, suffix)));
	set_handler(x->l, p, method, NULL, NULL);
	p->view = x->class;
	route_work_of_class(x->l, p, x->class, method->name.s);
	return p;
}

/* Is it the word, or does it begin with what stands in front of the word's star? */
static bool is_called(struct name method, struct name word)
{
	size_t n = word.len - (word.len && word.s[word.len - 1] == '*');

	return n == word.len ? name_eq(word, method)
	                     : method.len >= n && !memcmp(method.s, word.s, n);
}

/* action NAME METHOD [SUFFIX [MEMBER]], of several the longest name; the name * is any
 * other public method, which its path says, and of the METHOD - nothing is served. */
static void by_name(struct registered *x, const struct scope *method)
{
	const struct rule *found = NULL;
	const char *suffix = "";
	struct name none = { 0 };
	bool any;

	for (const struct rule *r = x->m->rule->detector->rules; r; r = r->next)
		if (r->word == WORD_action && r->word_count > 1 &&
		    is_called(method->name, r->words[0]) &&
		    (!found || r->words[0].len >= found->words[0].len))
			found = r;
	any = found && name_is(found->words[0], "*");
	if (!found || name_is(found->words[1], "-") ||
	    (any && (*method->name.s == '_' || method->decorators)))
		return;
	if (found->word_count > 2)
		suffix = parameters(x, method,
		                    found->word_count > 3 ? found->words[3] : none);
	if (any)
		suffix = arena_printf(x->l->arena, "%s%s", method->name.s, suffix);
	add_text(&served(x, method, method->line, suffix)->methods, found->words[1].s);
}

struct extra {
	struct registered *x;
	const struct scope *method;
	bool any;
};

static bool is_extra(const struct rule *r)
{
	return r->word == WORD_extra && r->form == FORM_DECORATOR;
}

static void on_extra(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s, void *arg)
{
	struct extra *e = arg;
	const struct capture *path = match_get(m, "path");
	struct texts paths;

	(void)s;
	if (m->rule->detector != e->x->m->rule->detector)
		return;
	if (path)
		texts_of(l, path, &paths);
	else
		one_text(&paths, e->method->name.s);
	for (size_t i = 0; i < paths.n; i++) {
		struct pending *p = served(e->x, e->method, call->line, paths.v[i].s);

		p->reason = methods_of(l, m, NULL, &p->methods);
		p->path.v[0].complete = paths.v[i].complete;
	}
	e->any = true;
}

static void methods_within(struct registered *x, const struct scope *class)
{
	for (const struct scope *f = class->first_child; f; f = f->sibling) {
		struct extra e = { x, f, false };

		if (f->kind != SCOPE_FUNCTION || !f->name.len ||
		    method_named(&x->bases, f->name) != f)
			continue; /* overridden */
		for (const struct expr *d = f->decorators; d; d = d->next)
			link_rules(x->l, d, f->parent, is_extra, on_extra, &e);
		if (!e.any)
			by_name(x, f);
	}
}

void route_registered(struct linker *l, const struct match *m)
{
	const struct capture *on = match_get(m, "router");
	struct values routers;

	eval_expr(&l->eval, on->expr, on->scope, on->env, &routers);
	for (size_t i = 0; i < m->heads.n; i++) {
		struct registered x = { .l = l, .m = m, .class = m->heads.v[i].scope };

		if (m->heads.v[i].kind != VALUE_SCOPE || !x.class ||
		    x.class->kind != SCOPE_CLASS)
			continue;
		eval_bases(&l->eval, x.class, &x.bases);
		x.path = m->rule->prefix
		           ? route_template(l, m->rule->prefix, x.class, &x.bases)
		           : "";
		for (size_t k = 0; k < routers.n && !x.owner; k++) {
			const struct rule *role = child_role(l, m->rule->detector,
			                                     &routers.v[k]);

			if (role)
				x.owner = node_of(l, &routers.v[k], role);
		}
		for (size_t k = 0; k < x.bases.local_count; k++)
			methods_within(&x, x.bases.local[k]);
	}
}
