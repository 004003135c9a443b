/* route_folder.c - plugins that are loaded because they lie in a folder. */
#include <string.h>

#include "route/route_parts.h"
#include "value/folder.h"

struct autoload {
	struct linker *l;
	const struct match *m;
	const char *folder;
	struct texts prefix;
	bool is_named;   /* folders are parts of paths, */
	bool has_params; /* and _id is a parameter */
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

/* Does a folder hold a file that is loaded in place of all others? */
static bool has_index(const struct linker *l, const char *path, size_t folder)
{
	for (size_t i = 0; i < l->program->n; i++) {
		const char *other = l->program->units[i]->path;

		if (!strncmp(other, path, folder) && !strchr(other + folder, '/') &&
		    is_index(other))
			return true;
	}
	return false;
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

		for (size_t k = 0; child && k < x->m->heads.n; k++)
			add_edge(l, child,
			         node_of(l, &x->m->heads.v[k], x->m->head_rule[k]),
			         v.v[i].is_flat ? NULL : &path, u);
	}
}

void route_autoload(struct linker *l, const struct match *m)
{
	const struct capture *folder = match_get(m, "folder"),
			     *path = match_get(m, "path");
	struct autoload x = { .l = l, .m = m };
	size_t n;

	if (!folder)
		return;
	x.folder = folder_path(&l->eval, folder->expr, folder->scope, folder->env);
	x.is_named = is_true(m, "named", true);
	x.has_params = is_true(m, "params", false);
	if (path)
		texts_of(l, path, &x.prefix);
	else
		one_text(&x.prefix, "");
	n = x.folder ? strlen(x.folder) : 0;
	for (size_t i = 0; n && i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];
		const char *slash = strrchr(u->path, '/');

		if (u->kind == UNIT_SOURCE && !strncmp(u->path, x.folder, n) &&
		    u->path[n] == '/' &&
		    (is_index(u->path) ||
		     !has_index(l, u->path, (size_t)(slash - u->path) + 1)))
			load(&x, u);
	}
}
