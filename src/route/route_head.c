/* route_head.c - routers that nothing is known of but their name.
 *
 * A parameter that nobody hands in here, what a package gave: (crowi, app) => { .. }. */
#include "route/route_parts.h"

#include "syntax/lang.h"

static const struct rule *router_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_router)
			return r;
	return NULL;
}

/* ({ app, log: l }) => ..: the entry that gives the name. */
static const struct expr *in_pattern(const struct expr *pattern, struct name n)
{
	for (const struct expr *e = pattern ? expr_first(pattern) : NULL; e; e = e->next)
		if (e->kind == EXPR_PAIR && expr_first(e) &&
		    expr_first(e)->kind == EXPR_NAME && name_eq(expr_first(e)->text, n))
			return e;
	return NULL;
}

/* Where a parameter gets that name; NULL: it is no parameter. */
static const void *parameter(const struct scope *s, struct name n)
{
	for (const struct param *p = s->params; p; p = p->next) {
		const struct expr *e = in_pattern(p->pattern, n);

		if (e)
			return e;
		if (name_eq(p->name, n))
			return p;
	}
	return NULL;
}

/* The parameter or variable of that name, from the innermost scope. */
static const void *bound(const struct scope *s, struct name n)
{
	for (; s; s = s->parent) {
		const void *p = parameter(s, n);

		if (p)
			return p;
		if (scope_find(s, n))
			return scope_find(s, n);
	}
	return NULL;
}

struct head {
	const void *variable;
	const struct detector *detector;
	struct head *next;
};

/* The key of the router that a variable is to a detector. */
static const void *head_key(struct linker *l, const void *variable,
                            const struct detector *d)
{
	struct head **at = &l->routes->heads[((uintptr_t)variable >> 4) % SLOTS];

	for (; *at; at = &(*at)->next)
		if ((*at)->variable == variable && (*at)->detector == d)
			return *at;
	*at = arena_zero(l->arena, sizeof **at);
	**at = (struct head){ variable, d, NULL };
	return *at;
}

struct node *route_head(struct linker *l, const struct match *m, const struct expr *call,
                        const struct scope *s)
{
	const struct rule *r = router_rule(m->rule->detector);
	const struct expr *to = expr_left(call);
	const void *b;
	struct node *n;

	if (!m->head_unknown || !r || m->rule->detector->is_python || !to ||
	    to->kind != EXPR_ATTR || expr_left(to)->kind != EXPR_NAME)
		return NULL;
	b = bound(s, expr_left(to)->text);
	if (!b)
		return NULL;
	b = head_key(l, b, m->rule->detector);
	n = find_node(l, b);
	return n ? n : add_node(l, b, r, s->unit);
}

static const struct rule *app_rule(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_app)
			return r;
	return NULL;
}

/* def setup(app): app.mount(child): whoever calls it hands the application in. */
struct node *route_handed(struct linker *l, const struct match *m,
                          const struct expr *call, const struct scope *s)
{
	const struct rule *r = app_rule(m->rule->detector);
	const struct expr *to = expr_left(call);
	const void *b = NULL;
	struct node *n;

	if (!m->head_unknown || !r || !m->rule->detector->is_python || !to ||
	    to->kind != EXPR_ATTR || expr_left(to)->kind != EXPR_NAME ||
	    (!name_is(expr_left(to)->text, "app") &&
	     !name_is(expr_left(to)->text, "application")))
		return NULL;
	for (const struct scope *f = s; f && !b; f = f->parent)
		b = parameter(f, expr_left(to)->text);
	if (!b)
		return NULL;
	b = head_key(l, b, m->rule->detector);
	n = find_node(l, b);
	if (!n)
		n = add_node(l, b, r, s->unit);
	n->rooted = true;
	return n;
}

static bool is_parameter(const struct scope *s, struct name n)
{
	for (; s; s = s->parent) {
		if (parameter(s, n))
			return true;
		if (scope_find(s, n))
			return false;
	}
	return false;
}

/* A function that is told how it went serves nobody: (err, data) => .. */
static bool is_told(const struct scope *handler)
{
	static const char *const answers[] = { "err",      "error",   "e",    "data",
		                               "response", "results", "body", "result",
		                               "json",     "payload" };
	const struct param *p = handler ? handler->params : NULL;

	if (p && p->next && p->next->next)
		return false; /* (err, req, res, next) */
	for (size_t i = 0; p && i < sizeof answers / sizeof *answers; i++)
		if (name_is(p->name, answers[i]))
			return true;
	return false;
}

/* api.post("/users", { name }, (err) => ..): a client's. */
static bool is_asking(const struct expr *call, const struct scope *handler)
{
	for (const struct expr *a = expr_first(call) ? expr_first(call)->next : NULL; a;
	     a = a->next)
		if (a->kind == EXPR_DICT)
			return true;
	return is_told(handler);
}

/* (app, controllers) => app.get("/x", controllers.x): a router by its name, and a member
 * of something that is no data to send. */
static bool is_handed(const struct rule *r, const struct expr *call,
                      const struct scope *s, const struct expr *handler)
{
	const struct expr *head = expr_left(expr_left(call));
	const char *names[] = { "app", "router", "server" };

	if (!r->any || !expr_first(call)->next || handler->kind == EXPR_NAME ||
	    !is_parameter(s, head->text))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name_is(head->text, names[i]))
			return true;
	return false;
}

/* f(), f, o.f: what a client would send is none of them. */
static bool may_handle(const struct expr *e)
{
	return e->kind == EXPR_NAME || e->kind == EXPR_ATTR || e->kind == EXPR_CALL ||
	       e->kind == EXPR_FUNCTION;
}

bool route_doubted(struct linker *l, const struct match *m, const struct expr *call,
                   const struct scope *s, const struct scope *handler,
                   struct node **doubt)
{
	const struct capture *h = match_get(m, "handler");
	struct node *n = route_head(l, m, call, s);

	*doubt = NULL;
	if (s->unit->language != LANG_PYTHON && is_asking(call, handler))
		return true;
	if (handler) {
		if (n)
			n->is_believed = true;
		return false;
	}
	*doubt = n;
	if (n && h && is_handed(m->rule, call, s, h->expr))
		n->is_believed = true;
	return !n || !h || !may_handle(h->expr);
}
