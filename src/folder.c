/* folder.c - files that code names by their folder: join(__dirname, "routes"). */
#include "folder.h"

#include <string.h>

#include "value_parts.h"

/* a/b and ../c are a/c; NULL: above the root. */
static const char *path_below(struct eval *ev, const char *folder, const char *path)
{
	char *out = arena_alloc(ev->arena, strlen(folder) + strlen(path) + 3);
	size_t n = strlen(folder);

	memcpy(out, folder, n);
	while (n && out[n - 1] == '/')
		n--;
	while (*path) {
		size_t part = strcspn(path, "/");

		if (part == 2 && path[0] == '.' && path[1] == '.') {
			if (!n)
				return NULL;
			while (n && out[n - 1] != '/')
				n--;
			n -= n > 0;
		} else if (part && !(part == 1 && *path == '.')) {
			if (n)
				out[n++] = '/';
			memcpy(out + n, path, part);
			n += part;
		}
		path += part + (path[part] == '/');
	}
	out[n] = '\0';
	return out;
}

static const char *folder_of(struct eval *ev, const struct unit *u)
{
	const char *slash = strrchr(u->path, '/');

	return slash ? arena_strndup(ev->arena, u->path, (size_t)(slash - u->path)) : "";
}

/* __dirname, import.meta.dirname, or a name that the file gives to them. */
static bool is_own_folder(const struct expr *e)
{
	static const char *const names[] = { "__dirname", "dirname", "dir", "_dirname" };

	if (e->kind != EXPR_NAME && e->kind != EXPR_ATTR)
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name_is(e->text, names[i]))
			return true;
	return false;
}

/* The same, with more texts behind it. */
static const char *joined(struct eval *ev, const struct expr *first, const char *start,
                          const struct scope *s, const struct env *env)
{
	const char *path = start;
	struct texts t;

	for (const struct expr *a = first; a && path; a = a->next) {
		if (is_own_folder(a)) {
			path = start;
			continue;
		}
		eval_texts(ev, a, s, env, &t);
		if (!t.n || !t.v[0].complete)
			return a == first ? folder_path(ev, a, s, env) : NULL;
		path = path_below(ev, path, t.v[0].s);
	}
	return path;
}

static bool is_joining(const struct expr *e)
{
	const struct expr *callee = e->left;

	return callee && (callee->kind == EXPR_NAME || callee->kind == EXPR_ATTR) &&
	       (name_is(callee->text, "join") || name_is(callee->text, "resolve") ||
	        name_is(callee->text, "normalize") || name_is(callee->text, "URL") ||
	        name_is(callee->text, "fileURLToPath"));
}

const char *folder_path(struct eval *ev, const struct expr *e, const struct scope *s,
                        const struct env *env)
{
	const char *own = folder_of(ev, s->unit);
	struct values v;
	struct texts t;
	const char *path = NULL;

	if (!e || !eval_enter(ev))
		return NULL;
	if (is_own_folder(e)) {
		path = own;
	} else if (e->kind == EXPR_TEMPLATE || (e->kind == EXPR_BINARY && e->left)) {
		const struct expr *parts = e->first;
		struct expr *two;

		if (e->kind == EXPR_BINARY) {
			two = eval_copied(ev, e->left);
			two->next = eval_copied(ev, e->first);
			parts = two;
		}
		path = joined(ev, parts, own, s, env);
	} else if (e->kind == EXPR_CALL && is_joining(e) && e->first) {
		/* new URL("x", import.meta.url) */
		path = name_is(e->left->text, "URL") && e->first->kind == EXPR_STRING
		         ? path_below(ev, own, e->first->text.s)
		         : joined(ev, e->first, own, s, env);
	} else {
		eval_expr(ev, e, s, env, &v);
		for (size_t i = 0; i < v.n && !path; i++)
			if (v.v[i].expr && v.v[i].expr != e && v.v[i].kind != VALUE_SCOPE)
				path = folder_path(ev, v.v[i].expr,
				                   v.v[i].scope ? v.v[i].scope
				                   : v.v[i].expr->scope
				                       ? v.v[i].expr->scope
				                       : s,
				                   v.v[i].env);
		eval_texts(ev, e, s, env, &t);
		if (!path && t.n && t.v[0].complete)
			path = path_below(ev, own, t.v[0].s);
	}
	eval_leave(ev);
	return path;
}

void folder_export(struct eval *ev, const struct unit *u, struct values *out)
{
	out->n = 0;
	eval_unit_member(ev, u, name_of("default"), out);
	if (!out->n)
		eval_unit_itself(ev, u, out);
}
