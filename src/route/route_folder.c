/* route_folder.c - plugins that are loaded because they lie in a folder. */
#include <string.h>

#include "base/places.h"
#include "route/route_parts.h"
#include "value/folder.h"

struct autoload {
	struct linker *l;
	const struct match *m;
	const char *folder;
	struct texts prefix;
	bool is_named;         /* folders are parts of paths, */
	bool has_params;       /* and _id is a parameter */
	bool has_hooks;        /* a file of that name is around what its folder holds, */
	bool cascades;         /* and around folders below it */
	struct held **holding; /* [SLOTS], by the hash of the folder's path */
	struct places *hung;   /* exports of files of hooks */
};

/* The files of a folder that are loaded in another way than the others. */
struct held {
	const char *path; /* of the first of them */
	size_t n;         /* letters of it that are the folder, with its slash */
	uint32_t hash;
	bool has_index; /* that is loaded in place of all others */
	const struct unit *hooks;
	struct held *next; /* same slot */
};

static bool is_true(const struct match *m, const char *name, bool otherwise)
{
	const struct capture *c = match_get(m, name);

	if (!c || c->expr->kind != EXPR_CONST)
		return otherwise;
	return name_is(c->expr->text, "true");
}

static bool is_index(const char *path)
{
	const char *name = strrchr(path, '/');

	return !strncmp(name ? name + 1 : path, "index.", 6);
}

/* The folders between the loaded one and a file, as a path. */
static const char *folders_between(const struct autoload *x, const char *path)
{
	const char *p = path + strlen(x->folder) + (*x->folder != '\0'), *slash;
	const char *out = "";

	while (x->is_named && (slash = strchr(p, '/'))) {
		bool is_param = x->has_params && *p == '_';

		out = arena_printf(x->l->arena, "%s/%s%.*s", out, is_param ? ":" : "",
		                   (int)(slash - p) - is_param, p + is_param);
		p = slash + 1;
	}
	return out;
}

/* export const autoPrefix = "/x": of the names that the rule has for it, the first. */
static const char *stated_prefix(struct linker *l, const struct rule *r,
                                 const struct unit *u)
{
	const char *at = r->prefix ? r->prefix : "";

	for (size_t n; *at; at += n + (at[n] == ',')) {
		const struct binding *b;
		struct texts t;

		n = strcspn(at, ",");
		b = scope_find(u->module,
		               (struct name){ at, (uint32_t)n, name_hash(at, n) });
		if (!b || !binding_value(b) || binding_target(b))
			continue;
		eval_texts(&l->eval, binding_value(b), u->module, NULL, &t);
		if (t.n)
			return t.v[0].s;
	}
	return NULL;
}

/* autohooks.ts, _auto_hooks.js */
static bool is_hooks(const char *path)
{
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	name += *name == '_' || *name == '.';
	if (strncasecmp(name, "auto", 4))
		return false;
	name += name[4] == '_' ? 5 : 4;
	return !strncasecmp(name, "hooks.", 6);
}

/* Of the folder whose path is so long; NULL: it holds none of them. */
static struct held *held_in(const struct autoload *x, const char *path, size_t n)
{
	uint32_t hash = name_hash(path, n);
	struct held *h = x->holding[hash % SLOTS];

	while (h && (h->hash != hash || h->n != n || memcmp(h->path, path, n) != 0))
		h = h->next;
	return h;
}

static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

static void note_held(const struct autoload *x, const struct unit *u)
{
	bool is_hook = is_hooks(u->path), index = is_index(u->path);
	size_t n = folder_length(u->path);
	struct held *h = is_hook || index ? held_in(x, u->path, n) : NULL;

	if (!is_hook && !index)
		return;
	if (!h) {
		struct held **slot;

		h = arena_zero(x->l->arena, sizeof *h);
		h->path = u->path;
		h->n = n;
		h->hash = name_hash(u->path, n);
		slot = &x->holding[h->hash % SLOTS];
		h->next = *slot;
		*slot = h;
	}
	h->has_index |= index;
	if (is_hook && !h->hooks)
		h->hooks = u;
}

static bool has_index(const struct autoload *x, const char *path)
{
	const struct held *h = held_in(x, path, folder_length(path));

	return h && h->has_index;
}

/* The file of hooks that is around u, the innermost: of its folder, or of one above. */
static const struct unit *hooks_around(const struct autoload *x, const struct unit *u)
{
	size_t n = (size_t)(strrchr(u->path, '/') - u->path), least = strlen(x->folder);
	bool is_above = is_hooks(u->path);

	for (; n >= least && n && (!is_above || x->cascades); is_above = true) {
		const struct held *in = held_in(x, u->path, n + 1);

		if (in && in->hooks && in->hooks != u)
			return in->hooks;
		while (--n && u->path[n] != '/')
			;
	}
	return NULL;
}

static void hang_child(const struct autoload *x, struct node *child, const struct unit *u,
                       const struct texts *path);

/* What is loaded hangs below the hooks around it, and comes behind all of them; what they
 * give is hung once, whatever it is around. */
static bool hang_in_hooks(const struct autoload *x, struct node *child,
                          const struct unit *u, const struct texts *path)
{
	const struct unit *h = x->has_hooks ? hooks_around(x, u) : NULL;
	struct values v;
	bool any = false;

	v.n = 0;
	if (h)
		folder_export(&x->l->eval, h, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct node *around = child_node(x->l, &v.v[i], x->m);
		struct edge *e;

		if (!around)
			continue;
		if (!places_has(x->hung, h, (uint32_t)i)) {
			places_add(x->hung, x->l->arena, h, (uint32_t)i);
			hang_child(x, around, h, NULL);
		}
		any = true;
		if ((e = add_edge(x->l, child, around, path, u))) {
			e->unit = h;
			e->line = UINT32_MAX;
		}
	}
	return any;
}

static void hang_child(const struct autoload *x, struct node *child, const struct unit *u,
                       const struct texts *path)
{
	if (hang_in_hooks(x, child, u, path))
		return;
	for (size_t k = 0; k < x->m->heads.n; k++)
		add_edge(x->l, child,
		         node_of(x->l, &x->m->heads.v[k], x->m->head_rule[k]), path, u);
}

static void load(const struct autoload *x, const struct unit *u)
{
	struct linker *l = x->l;
	const char *own = stated_prefix(l, x->m->rule, u),
		   *between = folders_between(x, u->path);
	struct texts path;
	struct values v;

	path.n = 0;
	for (size_t i = 0; i < x->prefix.n; i++)
		path.v[path.n++] = (struct text){ path_join(l, x->prefix.v[i].s,
			                                    own ? own : between),
			                          x->prefix.v[i].complete };
	folder_export(&l->eval, u, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct node *child = child_node(l, &v.v[i], x->m);

		if (child)
			hang_child(x, child, u, v.v[i].is_flat ? NULL : &path);
	}
}

void route_autoload(struct linker *l, const struct match *m)
{
	const struct capture *folder = match_get(m, "folder"),
			     *path = match_get(m, "path");
	struct places hung = { 0 };
	struct autoload x = { .l = l, .m = m, .hung = &hung };
	size_t n;

	if (!folder)
		return;
	x.folder = folder_path(&l->eval, folder->expr, folder->scope, folder->env);
	x.is_named = is_true(m, "named", true);
	x.has_params = is_true(m, "params", false);
	x.has_hooks = is_true(m, "hooks", false);
	x.cascades = is_true(m, "cascade", false);
	if (path)
		texts_of(l, path, &x.prefix);
	else
		one_text(&x.prefix, "");
	n = x.folder ? strlen(x.folder) : 0;
	x.holding = arena_zero(l->arena, SLOTS * sizeof(struct held *));
	for (size_t i = 0; n && i < l->program->n; i++)
		note_held(&x, l->program->units[i]);
	for (size_t i = 0; n && i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		if (u->kind == UNIT_SOURCE && !strncmp(u->path, x.folder, n) &&
		    u->path[n] == '/' && (is_index(u->path) || !has_index(&x, u->path)))
			load(&x, u);
	}
}
