/* route.c - endpoints with full METHOD and PATH, whatever files their prefixes come from.
 */
#include "route/route.h"

#include <string.h>

#include "handler/channel.h"
#include "handler/guard.h"
#include "link/trait.h"
#include "route/route_parts.h"

void route_init(struct linker *l)
{
	l->routes = arena_zero(l->arena, sizeof *l->routes);
	l->routes->end = &l->routes->first;
}

/* The row of that method and path which was kept under `at`; else the next one is. */
static struct fact *row_at(struct linker *l, const void *at, const struct pending *p,
                           const char *method, const char *path)
{
	uint32_t hash = name_of(path).hash ^ (uint32_t)((uintptr_t)at * 31) ^
	                (uint32_t)strlen(method);
	struct row **slot = &l->routes->rows[hash % SLOTS], *r;

	for (r = *slot; r; r = r->next) {
		struct fact *f = &l->facts->v[r->fact];

		if (r->at == at && f->file == p->unit->path && !strcmp(f->path, path) &&
		    !strcmp(f->method, method))
			return f;
	}
	r = arena_alloc(l->arena, sizeof *r);
	*r = (struct row){ l->facts->n, at, *slot };
	*slot = r;
	return NULL;
}

/* The row with the same method and path, if there is one, of that line or served by the
 * same function: if (steps) app.get("/x", steps, f) else app.get("/x", f). */
static struct fact *same_row(struct linker *l, const struct pending *p,
                             const char *method, const char *path, bool resolved)
{
	const void *line = (const void *)(uintptr_t)p->line;
	struct fact *f = row_at(l, line, p, method, path), *g = NULL;

	/* def configure(app): app.add_route("/x", f), which two lines call */
	if (resolved && p->site && p->rule->detector->is_python)
		return f ? f : row_at(l, p->site, p, method, path);
	if (resolved && p->handler && p->handler->kind == SCOPE_FUNCTION &&
	    p->rule->form == FORM_CALL && !p->rule->detector->is_python)
		g = row_at(l, p->handler, p, method, path);
	return f ? f : g;
}

/* base and path; "*" may stand behind the base as it is. */
static const char *joined(struct linker *l, const struct detector *d, const char *base,
                          const char *path)
{
	size_t n = strlen(base);

	/* "/files" and ":search": no part of its own, where : is no parameter */
	if (*path == ':' && n && !has_form(d, ":name"))
		return arena_printf(l->arena, "%s%s", base, path);
	if (strcmp(path, "*") || !has_form(d, "*"))
		return path_join(l, base, path);
	n -= n && base[n - 1] == '/';
	return arena_printf(l->arena, "%.*s*", (int)n, base);
}

static bool is_optional(const struct detector *d, const char *part)
{
	size_t n = strlen(part);

	if (*part == '{')
		return n > 3 && !strcmp(part + n - 2, "?}") && has_form(d, "{name?}");
	return *part == ':' && part[n - 1] == '?' && has_form(d, ":name?");
}

/* "/a/:b?" is "/a", too: without the last part; NULL: it is not optional. */
static const char *without_optional(struct linker *l, const struct detector *d,
                                    const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash || !is_optional(d, slash + 1))
		return NULL;
	return arena_strndup(l->arena, path, (size_t)(slash - path));
}

/* What protects it. True: its view states that, and nothing else needs to be asked. */
static bool emit_guard(struct linker *l, const struct pending *p, struct fact *f)
{
	const struct scope *h = p->handler, *view = p->view;
	const struct scope *method = h && h->kind == SCOPE_FUNCTION ? h : NULL;

	if (!view && h)
		view = method && h->parent && h->parent->kind == SCOPE_CLASS ? h->parent
		                                                             : h;
	f->guard = p->guard;
	if (guard_stated(l, p->rule->detector, view, method, &f->guard))
		return true;
	if (!f->guard && view)
		f->guard = guard_put_around(l, p->rule->detector, view,
		                            p->view && method ? method->name.s
		                                              : f->method);
	if (!f->guard)
		f->guard = route_guard(l, p);
	if (!f->guard)
		f->guard = route_guard_everywhere(l, p, f->path);
	return false;
}

/* What serves it: of a class the method that answers, when it has one. */
static void emit_handler(struct linker *l, const struct pending *p, struct fact *f)
{
	const struct detector *d = p->rule->detector;
	const struct scope *h = p->handler, *answers = NULL;
	const char *own = NULL;
	bool is_stated;

	f->handler = p->handler_name;
	is_stated = emit_guard(l, p, f);
	if (!h)
		return;
	if (h->kind != SCOPE_FUNCTION)
		answers = route_responder(l, p->rule, h, f->method, p->suffix);
	link_measure(f, answers ? answers : h, p->unit);
	route_chain_measure(l, p->chain, f);
	if (!answers)
		return;
	f->handler = h->kind == SCOPE_MODULE
	               ? answers->name.s
	               : arena_printf(l->arena, "%s.%s", h->name.s, answers->name.s);
	if (is_stated ? d->guarding.n && !d->open.n : !f->guard)
		own = guard_of(l, d, answers, NULL, NULL);
	if (own)
		f->guard = own; /* the method's says more than its class's */
}

static const char only_debug[] = "only=debug";

static void set_status(struct fact *f, const struct pending *p, const struct full *base,
                       bool resolved)
{
	f->status = !resolved       ? "unresolved"
	          : p->rule->status ? p->rule->status
	                            : "resolved";
	f->reason = resolved  ? NULL
	          : p->reason ? p->reason
	          : base && !base->rooted
	              ? "the router is not mounted where it can be read"
	              : "a part of the path is not constant";
}

static void emit(struct linker *l, struct pending *p, const struct full *base,
                 const char *method, const char *path, bool complete)
{
	const struct rule *r = p->rule;
	const char *full = base ? joined(l, r->detector, base->s, path) : path;
	bool resolved = !p->reason && (complete || path_is_known(r->detector, path)) &&
	                (!base || (base->complete && base->rooted));
	bool is_debug = unit_is_debugged(p->unit, p->line) || (base && base->is_debug);
	struct fact *f;

	if (!*full)
		full = "/";
	full = path_written(l, r->detector, full);
	if ((f = channel_served(l, p->handler, method, full))) {
		emit_guard(l, p, f);
		set_status(f, p, base, resolved);
		if (is_debug)
			trait_add(l, f, only_debug);
		return;
	}
	f = same_row(l, p, method, full, resolved);
	if (f && !is_debug && f->traits && !strcmp(f->traits, only_debug))
		f->traits = NULL;
	if (f && (!resolved || !strcmp(f->status, "resolved")))
		return;
	if (!f)
		f = link_fact(l,
		              p->package             ? FACT_include
		              : r->word == WORD_FACT ? (enum fact_kind)r->fact
		                                     : FACT_endpoint,
		              p->unit, p->line, r);
	f->method = method;
	f->path = full;
	f->name = p->name;
	if (p->variety)
		f->variety = p->variety;
	if (p->detail)
		f->detail = p->detail;
	emit_handler(l, p, f);
	if (!f->guard)
		f->guard = route_gated(l, p, f->path);
	f->target = p->package ? p->package : f->target;
	if (is_debug)
		trait_add(l, f, only_debug);
	set_status(f, p, base, resolved);
	if (resolved && base)
		route_again(l, p, base, path, (size_t)(f - l->facts->v));
}

/* The version stands in front of all prefixes; the route's own counts before those of
 * what it hangs on. */
static struct full versioned(struct linker *l, const struct pending *p,
                             const struct full *base)
{
	const char *version = p->version ? p->version : base->version;
	struct full f = *base;

	if (version)
		f.s = path_join(l, arena_printf(l->arena, "/v%s", version), f.s);
	return f;
}

/* Every method of one path below one base. */
static void emit_methods(struct linker *l, struct pending *p, const struct full *base,
                         const struct text *path)
{
	for (size_t m = 0; m < p->methods.n; m++) {
		const char *s = path->s;

		do
			emit(l, p, base, p->methods.v[m].s, s, path->complete);
		while ((s = without_optional(l, p->rule->detector, s)));
	}
}

static void finish(struct linker *l, struct pending *p)
{
	const struct global_prefix *g = NULL;
	struct fulls bases, bare;
	struct path_root root = { .is_bare = false };

	if (p->is_in_front || (p->doubt && !p->doubt->is_believed))
		return;
	route_version_paths(l, p, &root.versions);
	route_bases(l, p, &root, &bases);
	if (p->owner && p->owner->rooted)
		g = route_prefix_of(l, p->rule->detector, p->owner->unit);
	for (size_t k = 0; k < p->path.n; k++) {
		const struct fulls *all = &bases;

		if (g && route_is_excepted(g, path_join(l, p->owner->own.v[0].s,
		                                        p->path.v[k].s))) {
			root.is_bare = true;
			route_bases(l, p, &root, &bare);
			all = &bare;
		}
		for (size_t i = 0; i < all->n && (!i || route_join(l, p->unit, p->line));
		     i++) {
			struct full base = versioned(l, p, &all->v[i]);

			if (!route_is_late(l, p, &base, &p->path.v[k]))
				emit_methods(l, p, &base, &p->path.v[k]);
		}
	}
}

/* Does everything that includes this list come from it itself? What is at the root does
 * not, whichever of the two is looked at first. */
static bool includes_itself(const struct node *n, const struct node *of, int depth)
{
	if (!n->parents || (n != of && n->rooted))
		return false;
	for (const struct edge *e = n->parents; e; e = e->next)
		if (e->parent != of &&
		    (depth == 0 || !includes_itself(e->parent, of, depth - 1)))
			return false;
	return true;
}

/* Without a setting that names the root, every list that nobody includes is one. */
static void root_lists(struct linker *l)
{
	enum { CIRCLE = 3 };

	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next) {
			if (!n->rule || n->rule->word != WORD_routes)
				continue;
			if (n->parents && includes_itself(n, n, CIRCLE))
				n->parents = NULL;
			if (!n->parents && !l->routes->root_list)
				n->rooted = true;
		}
}

/* A method of the factory mounts what it holds: so is what each object of it holds. */
static void mount_as_general(struct linker *l)
{
	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next)
			for (const struct edge *e = n->parents || n->rooted || !n->general
			                              ? NULL
			                              : n->general->parents;
			     e; e = e->next)
				if (!e->is_instance && e->parent != n)
					add_edge_as(l, n, e->parent, e);
}

/* Code without its application: nothing that would mount these routers is there. */
static void root_fragments(struct linker *l)
{
	for (size_t i = 0; i < SLOTS; i++)
		for (struct node *n = l->routes->slot[i]; n; n = n->next)
			if (n->rule &&
			    (n->rule->word == WORD_router ||
			     n->rule->word == WORD_route) &&
			    !n->parents && !n->rule->detector->is_python && n->unit &&
			    !route_app_nearness(l, n->rule->detector, n->unit))
				n->rooted = true;
}

void route_finish(struct linker *l)
{
	root_lists(l);
	route_close(l);
	mount_as_general(l);
	root_fragments(l);
	route_fronts(l);
	for (struct pending *p = l->routes->first, *before = NULL; p; p = p->next) {
		if (before)
			route_beside(p, before);
		route_work_begin(p);
		finish(l, p);
		before = p;
	}
	for (const struct late *x = NULL; (x = route_late(l, x));)
		emit_methods(l, x->p, &x->base, x->path);
	route_chain_finish(l);
}
