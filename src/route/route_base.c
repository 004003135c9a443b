/* route_base.c - what routers, mounts and prefixes put in front of an endpoint's path. */
#include <string.h>

#include "detect/file_place.h"
#include "route/route_parts.h"
#include "value/unit.h"

/* Paths put together in one code base: routers that hang on each other every way would
 * ask for any number. */
enum { JOINED_MAX = 400 * 1000 };

bool route_join(struct linker *l, const struct unit *u, uint32_t line)
{
	if (l->routes->joined++ < JOINED_MAX)
		return true;
	link_limit(l, u, line,
	           "routers that hang on each other in more ways than are followed: not "
	           "all paths are listed");
	return false;
}

const struct global_prefix *route_prefix_of(struct linker *l, const struct detector *d,
                                            const struct unit *u)
{
	const struct global_prefix *best = NULL;
	size_t best_common = 0;

	for (const struct global_prefix *g = l->routes->prefixes; g; g = g->next) {
		size_t common;

		if (g->detector != d || !u || g->unit->kind != UNIT_SOURCE)
			continue;
		common = unit_nearness(g->unit, u);
		if (!best || common > best_common) {
			best = g;
			best_common = common;
		}
	}
	return best;
}

static struct full *add_full(struct linker *l, struct fulls *out, struct full f)
{
	struct full *x = arena_push(l->arena, (void **)&out->v, &out->n, &out->room,
	                            sizeof *x);

	*x = f;
	return x;
}

/* For n: what of the paths up is a text of t below them. */
static void below(struct linker *l, const struct node *n, const struct fulls *up,
                  const struct texts *t, struct fulls *out)
{
	for (size_t i = 0; i < up->n; i++)
		for (size_t k = 0; k < t->n && route_join(l, n->unit, 0); k++) {
			struct full *f = add_full(l, out, up->v[i]);

			f->s = path_join(l, f->s, t->v[k].s);
			f->complete = f->complete && t->v[k].complete;
			f->made = NULL;
		}
}

static int paths_of(struct linker *l, struct node *n, const struct path_root *root,
                    int depth, struct fulls *out);

static bool is_whole(const struct texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->v[i].complete)
			return false;
	return true;
}

/* app.mount(settings.base, api) or else app.mount("/api", api): what nobody set is not
 * where it is. */
static bool is_configured(const struct node *n, const struct edge *e)
{
	if (is_whole(&e->path))
		return false;
	for (const struct edge *x = n->parents; x; x = x->next)
		if (x != e && x->parent == e->parent && x->unit == e->unit &&
		    is_whole(&x->path))
			return true;
	return false;
}

/* By one of its mounts. Returns how many mounts there are one above the other. */
static int mounted_paths(struct linker *l, const struct node *n, const struct edge *e,
                         const struct path_root *root, int depth, struct fulls *out)
{
	struct fulls parent = { NULL, 0, 0 }, mounted = parent;
	struct texts none;
	size_t at;
	int height = paths_of(l, e->parent, root, depth + 1, &parent) + 1;

	one_text(&none, "");
	if (e->is_instance) { /* has its own prefix already */
		for (size_t i = 0; i < parent.n; i++)
			add_full(l, out, parent.v[i])->made = e->parent;
		return height;
	}
	below(l, n, &parent, &e->path, &mounted);
	for (size_t i = 0; i < mounted.n; i++) {
		struct full *f = &mounted.v[i];

		/* Below another framework's: parameters as everybody's. */
		if (n->rule->detector != e->parent->rule->detector && *f->s)
			f->s = path_written(l, e->parent->rule->detector, f->s);
		if (n->version)
			f->version = n->version;
		f->is_debug |= e->is_debug;
	}
	at = out->n;
	below(l, n, &mounted, e->replaces && e->path.v[0].s[0] ? &none : &n->own, out);
	for (; n->is_made && at < out->n; at++)
		out->v[at].made = parent.v[0].made ? parent.v[0].made : e;
	return height;
}

/* Of what hangs nowhere. */
static void root_paths(struct linker *l, const struct node *n,
                       const struct path_root *root, struct fulls *out)
{
	const struct global_prefix *g = NULL;
	struct fulls up = { NULL, 0, 0 };

	if (n->rooted && !root->is_bare)
		g = route_prefix_of(l, n->rule->detector, n->unit);
	for (size_t i = 0; g && i < g->path.n; i++)
		add_full(l, &up,
		         (struct full){ .s = g->path.v[i].s,
		                        .complete = g->path.v[i].complete,
		                        .rooted = true });
	if (!up.n)
		add_full(l, &up,
		         (struct full){ "", .complete = true, .rooted = n->rooted });
	for (size_t i = 0; i < up.n; i++)
		up.v[i].version = n->version;
	if (n->rooted && root->versions.n) {
		struct fulls plain = up;

		up = (struct fulls){ NULL, 0, 0 };
		below(l, n, &plain, &root->versions, &up);
	}
	below(l, n, &up, &n->own, out);
}

/* Is what is known of the node what would be found from here? A path that was not
 * followed to its end is the node's own only; others are too long from further below. */
static bool is_kept(const struct node *n, const struct path_root *root, int depth)
{
	const struct kept_fulls *k = n->kept;

	return k && !root->is_bare && !root->versions.n &&
	       (depth == 0 || (!k->is_cut && depth + k->height <= DEPTH_MAX));
}

static void keep(struct linker *l, struct node *n, const struct fulls *f, int height)
{
	struct kept_fulls *k = arena_alloc(l->arena, sizeof *k);

	k->is_cut = l->routes->was_cut;
	k->height = height;
	k->fulls = *f;
	n->kept = k;
}

static int paths_of(struct linker *l, struct node *n, const struct path_root *root,
                    int depth, struct fulls *out)
{
	struct routes *r = l->routes;
	bool cut = r->was_cut;
	int height = 0;

	if (depth > DEPTH_MAX || r->joined > JOINED_MAX) {
		r->was_cut = true;
		return 0;
	}
	if (is_kept(n, root, depth)) {
		*out = n->kept->fulls;
		r->was_cut |= n->kept->is_cut;
		return n->kept->height;
	}
	r->was_cut = false;
	for (const struct edge *e = n->parents; e; e = e->next) {
		int h;

		if (is_configured(n, e))
			continue;
		h = mounted_paths(l, n, e, root, depth, out);
		height = h > height ? h : height;
	}
	if (!out->n)
		root_paths(l, n, root, out);
	if (!root->is_bare && !root->versions.n && (depth == 0 || !r->was_cut))
		keep(l, n, out, height);
	r->was_cut |= cut;
	return height;
}

void route_bases(struct linker *l, const struct pending *p, const struct path_root *root,
                 struct fulls *out)
{
	*out = (struct fulls){ NULL, 0, 0 };
	if (p->owner)
		paths_of(l, p->owner, root, 0, out);
	if (!out->n)
		add_full(l, out,
		         (struct full){ "", .complete = true,
		                        .rooted = !p->owner && !p->reason });
}
