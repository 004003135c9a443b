/* channel.c - channels: connections, messages on them, handlers that turn into one. */
#include "handler/channel.h"

#include <string.h>

#include "handler/guard.h"
#include "link/trait.h"
#include "syntax/lang.h"

/* A parameter that stands for a connection of this path. */
struct connected {
	const struct param *param;
	const char *path;
	struct connected *next;
};

/* A channel whose path is that of the endpoint it is in. */
struct waiting {
	size_t fact;
	const struct scope *given, *in; /* the function it was given; the one it is in */
	const struct scope *around;     /* the outermost that it is in */
	bool is_class;                  /* given is a class that is one itself */
	bool is_served;                 /* a router said where, see channel_served() */
	struct waiting *next;
};

struct channels {
	struct connected *connected;
	struct waiting *waiting;
};

void channel_init(struct linker *l)
{
	l->channels = arena_zero(l->arena, sizeof *l->channels);
}

/* ---- paths -------------------------------------------------------------- */

static const char *path_in(struct linker *l, const struct match *m)
{
	for (const struct capture *c = m->captures; c; c = c->next) {
		struct texts t;

		if (!name_is(c->name, "path"))
			continue;
		eval_texts(&l->eval, c->expr, c->scope, c->env, &t);
		if (t.n)
			return t.v[0].s;
	}
	return NULL;
}

/* The path that the owner of a match has: said by the call that made it. */
static const char *path_of_head(struct linker *l, const struct match *m)
{
	const struct value *v = &m->heads.v[0];
	struct match made;

	if (!m->heads.n)
		return NULL;
	for (const struct connected *c = v->param ? l->channels->connected : NULL; c;
	     c = c->next)
		if (c->param == v->param)
			return c->path;
	if (!v->expr || v->expr->kind != EXPR_CALL || !v->expr->scope)
		return NULL;
	for (const struct rule *r = m->rule->detector->rules; r; r = r->next)
		if (r->form == FORM_CALL && !r->given &&
		    name_eq(r->role, m->head_rule[0]->role) &&
		    match_call(&l->eval, r, v->expr, v->expr->scope, v->env, &made) &&
		    path_in(l, &made))
			return path_in(l, &made);
	return NULL;
}

/* What a decorator of the same detector says about the class around a method. */
static const char *path_of_class(struct linker *l, const struct match *m,
                                 const struct scope *method)
{
	const struct scope *class = method ? method->parent : NULL;

	if (!class || class->kind != SCOPE_CLASS)
		return NULL;
	for (const struct rule *r = m->rule->detector->rules; r; r = r->next) {
		struct match on;

		if (r->word != WORD_FACT || r->fact != FACT_channel ||
		    r->form != FORM_ON_CLASS)
			continue;
		for (const struct expr *d = class->decorators; d; d = d->next)
			if (match_call(&l->eval, r, d, class->parent, NULL, &on) &&
			    path_in(l, &on))
				return path_in(l, &on);
	}
	return NULL;
}

static const char *join(struct linker *l, const char *base, const char *rest)
{
	size_t n = strlen(base);

	n -= n && base[n - 1] == '/';
	rest += *rest == '/';
	if (!n && !*rest)
		return "/";
	return arena_printf(l->arena, "%s%.*s%s%s", *base == '/' || !n ? "" : "/", (int)n,
	                    base, *rest ? "/" : "", rest);
}

/* ---- what a callback is given --------------------------------------------------------
 */

void channel_given(struct linker *l, const struct match *m)
{
	const struct capture *h = match_get(m, "handler");
	const struct scope *f = h ? link_handler(l, h->expr, h->scope, h->env) : NULL;
	const struct param *p = f && f->kind == SCOPE_FUNCTION ? f->params : NULL;
	const char *path = path_of_head(l, m);
	struct connected *c;

	if (!p || !eval_give(&l->eval, p, m->rule))
		return;
	c = arena_alloc(l->arena, sizeof *c);
	*c = (struct connected){ p, path ? path : "/", l->channels->connected };
	l->channels->connected = c;
}

/* ---- facts -------------------------------------------------------------- */

bool channel_is(const struct match *m)
{
	const struct rule *r = m->rule;

	if (name_is(r->in, "handler") || r->form == FORM_ON_CLASS)
		return true;
	if (m->heads.n)
		return m->head_rule[0]->word == WORD_object;
	return match_get(m, "name") != NULL || r->variety != NULL;
}

static bool is_ignored(const struct detector *d, const char *name)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		for (size_t i = 0; r->word == WORD_ignores && i < r->word_count; i++)
			if (name_is(r->words[i], name))
				return true;
	return false;
}

static bool is_there(const struct linker *l, const char *file, uint32_t line,
                     const char *path)
{
	for (size_t i = l->facts->n; i-- > 0;) {
		const struct fact *f = &l->facts->v[i];

		if (f->file != file)
			return false; /* facts of a file come together */
		if (f->kind == FACT_channel && f->line == line && f->path &&
		    !strcmp(f->path, path))
			return true;
	}
	return false;
}

static struct fact *add(struct linker *l, const struct rule *r, const struct unit *u,
                        uint32_t line, const char *path, const char *name)
{
	struct fact *f;

	if (is_there(l, u->path, line, path))
		return NULL;
	f = link_fact(l, FACT_channel, u, line, r);
	link_row(l, u, line, r);
	f->method = r->method ? r->method : "WS";
	f->path = path;
	f->name = name;
	return f;
}

static void set_handler(struct linker *l, struct fact *f, const struct rule *r,
                        const struct scope *handler, const struct unit *at)
{
	if (!handler)
		return;
	f->handler = handler->name.len || !f->name ? link_scope_name(l, handler)
	                                           : f->name;
	link_measure(f, handler, at);
	f->guard = guard_of(l, r->detector, handler, NULL, NULL);
	if (!f->guard && !r->detector->is_python)
		f->guard = guard_by_name(l, r->detector, NULL, NULL, handler);
}

/* The function with a name, or given to a call, that a place is in. */
static const struct scope *function_around(const struct scope *s)
{
	const struct scope *f = NULL;

	for (; s && s->kind != SCOPE_MODULE; s = s->parent)
		if (s->kind == SCOPE_FUNCTION)
			f = s;
	return f;
}

/* A call that makes a channel of the handler around it, or of the one it is given. */
static void in_handler(struct linker *l, const struct match *m, const struct expr *call,
                       const struct scope *s)
{
	const struct scope *given = link_handler(l, call, s, m->env),
			   *around = function_around(s);
	struct waiting *w;
	struct fact *f;

	if (given && (given->kind != SCOPE_FUNCTION || given->unit != s->unit))
		given = NULL;
	if (!given && !around)
		return;
	for (w = l->channels->waiting; w && around; w = w->next)
		if (w->around == around)
			return; /* seen in this handler before */
	f = add(l, m->rule, s->unit, call->line, "", NULL);
	if (!f)
		return;
	set_handler(l, f, m->rule, around ? around : given, s->unit);
	w = arena_alloc(l->arena, sizeof *w);
	*w = (struct waiting){ .fact = l->facts->n - 1,
		               .given = given,
		               .in = s,
		               .around = around,
		               .next = l->channels->waiting };
	l->channels->waiting = w;
}

void channel_found(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s, const struct scope *scope)
{
	const struct capture *h = match_get(m, "handler"), *n = match_get(m, "name");
	const struct rule *r = m->rule;
	const char *path = path_in(l, m), *name = NULL;
	struct texts t;
	struct fact *f;

	if (name_is(r->in, "handler")) {
		in_handler(l, m, call, s);
		return;
	}
	if (n) {
		eval_texts(&l->eval, n->expr, n->scope, n->env, &t);
		name = t.n ? t.v[0].s : NULL;
	} else if (scope && r->form == FORM_DECORATOR && r->path == NULL && m->heads.n) {
		name = scope->name.s; /* @sio.event */
	}
	if ((n && !name) || (name && is_ignored(r->detector, name)))
		return;
	if (!scope && h)
		scope = link_handler(l, h->expr, h->scope, h->env);
	if (!path)
		path = path_of_head(l, m);
	if (!path && name)
		path = path_of_class(l, m, scope);
	if (!path)
		path = r->path ? r->path : "/";
	f = add(l, r, s->unit, call->line, name ? join(l, path, name) : join(l, path, ""),
	        name);
	if (f)
		set_handler(l, f, r, scope, s->unit);
}

void channel_class(struct linker *l, const struct rule *r, const struct scope *class)
{
	struct fact *f = add(l, r, class->unit, class->line, r->path ? r->path : "",
	                     class->name.s);
	size_t n = r->handler ? strcspn(r->handler, "*") : 0;

	if (!f)
		return;
	set_handler(l, f, r, class, class->unit);
	if (!r->path) {
		struct waiting *w = arena_alloc(l->arena, sizeof *w);

		*w = (struct waiting){ .fact = l->facts->n - 1,
			               .given = class,
			               .is_class = true,
			               .next = l->channels->waiting };
		l->channels->waiting = w;
	}
	/* on_*: messages */
	for (const struct scope *m = n ? class->first_child : NULL; m; m = m->sibling) {
		const char *name = m->name.len > n ? m->name.s + n : "";

		if (m->kind != SCOPE_FUNCTION || !*name ||
		    memcmp(m->name.s, r->handler, n) || is_ignored(r->detector, name))
			continue;
		f = add(l, r, class->unit, m->line, join(l, class->name.s, name), name);
		if (!f)
			continue;
		f->variety = arena_printf(l->arena, "%.*s.message",
		                          (int)strcspn(r->variety ? r->variety : "", "."),
		                          r->variety ? r->variety : "");
		set_handler(l, f, r, m, class->unit);
	}
}

/* ---- endpoints that are channels ------------------------------------------ */

/* That of a class again, for a further path. */
static struct waiting *wait_again(struct linker *l, struct waiting *first)
{
	struct facts *fs = l->facts;
	struct waiting *w = arena_alloc(l->arena, sizeof *w);
	struct fact *f = arena_push(l->arena, (void **)&fs->v, &fs->n, &fs->room,
	                            sizeof *fs->v);

	*f = fs->v[first->fact];
	*w = *first;
	w->fact = fs->n - 1;
	first->next = w;
	return w;
}

struct fact *channel_served(struct linker *l, const struct scope *class,
                            const char *method, const char *path)
{
	struct waiting *of_class = NULL;

	if (!class || class->kind != SCOPE_CLASS ||
	    (strcmp(method, "*") != 0 && strcmp(method, "GET") != 0))
		return NULL;
	for (struct waiting *w = l->channels->waiting; w; w = w->next) {
		if (!w->is_class || w->given != class)
			continue;
		if (w->is_served && !strcmp(l->facts->v[w->fact].path, path))
			return &l->facts->v[w->fact];
		of_class = w;
	}
	if (!of_class)
		return NULL;
	if (of_class->is_served)
		of_class = wait_again(l, of_class);
	of_class->is_served = true;
	l->facts->v[of_class->fact].path = path;
	return &l->facts->v[of_class->fact];
}

static bool is_handler(const struct fact *f, const struct scope *s)
{
	const char *file = f->handler_file ? f->handler_file : f->file;

	return s && f->kind == FACT_endpoint && f->handler_line == s->line &&
	       f->handler_line && !strcmp(file, s->unit->path);
}

static const struct fact *endpoint_of(const struct linker *l, const struct waiting *w)
{
	for (size_t i = 0; i < l->facts->n; i++) {
		const struct fact *f = &l->facts->v[i];

		if (f->kind != FACT_endpoint)
			continue;
		if (is_handler(f, w->given))
			return f;
		for (const struct scope *s = w->in; s; s = s->parent)
			if (is_handler(f, s))
				return f;
	}
	return NULL;
}

void channel_finish(struct linker *l)
{
	for (const struct waiting *w = l->channels->waiting; w; w = w->next) {
		const struct fact *e = w->is_class ? NULL : endpoint_of(l, w);
		struct fact *f = &l->facts->v[w->fact];

		if (w->is_served)
			continue;
		if (e) {
			f->path = e->path;
			f->guard = e->guard;
			if (e->traits && trait_has(e->traits, "only"))
				trait_add(l, f, "only=debug");
		} else {
			f->status = "unresolved";
			f->reason = "no endpoint is known to be served by it";
		}
	}
}
