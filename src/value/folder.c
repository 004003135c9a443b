/* folder.c - files that code names by their folder: join(__dirname, "routes"). */
#include "value/folder.h"

#include <string.h>

#include "text/glob.h"
#include "value/value_parts.h"

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
		if (t.n && t.v[0].complete)
			path = path_below(ev, path, t.v[0].s);
		else
			path = a == first ? folder_path(ev, a, s, env) : NULL;
	}
	return path;
}

static bool is_joining(const struct expr *e)
{
	const struct expr *callee = expr_left(e);

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
	t.n = 0;
	if (e->kind == EXPR_TEMPLATE)
		eval_texts(ev, e, s, env, &t);
	if (is_own_folder(e)) {
		path = own;
	} else if (t.n && t.v[0].complete) {
		path = path_below(ev, own, t.v[0].s);
	} else if (e->kind == EXPR_TEMPLATE || (e->kind == EXPR_BINARY && expr_left(e))) {
		const struct expr *parts = expr_first(e);
		struct expr *two;

		if (e->kind == EXPR_BINARY) {
			two = eval_copied(ev, expr_left(e));
			two->next = eval_copied(ev, expr_first(e));
			parts = two;
		}
		path = joined(ev, parts, own, s, env);
	} else if (e->kind == EXPR_CALL && is_joining(e) && expr_first(e)) {
		/* new URL("x", import.meta.url) */
		path = name_is(expr_left(e)->text, "URL") &&
		               expr_first(e)->kind == EXPR_STRING
		         ? path_below(ev, own, expr_first(e)->text.s)
		         : joined(ev, expr_first(e), own, s, env);
	} else {
		eval_expr(ev, e, s, env, &v);
		for (size_t i = 0; i < v.n && !path; i++)
			if (v.v[i].expr && v.v[i].expr != e && v.v[i].kind != VALUE_SCOPE)
				path = folder_path(ev, v.v[i].expr,
				                   v.v[i].scope ? v.v[i].scope
				                   : expr_scope(v.v[i].expr)
				                       ? expr_scope(v.v[i].expr)
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

/* From the folder of a file to the root. */
static const char *way_up(struct eval *ev, const struct unit *u)
{
	const char *up = "./";

	for (const char *c = u->path; (c = strchr(c, '/')); c++)
		up = arena_printf(ev->arena, "%s../", up);
	return up;
}

struct unit *folder_unit(struct eval *ev, const struct expr *e, const struct scope *s,
                         const struct env *env)
{
	const char *path = folder_path(ev, e, s, env);
	struct unit *u;

	if (!path || !*path)
		return NULL;
	u = program_resolve(ev->program, s->unit,
	                    arena_printf(ev->arena, "%s%s", way_up(ev, s->unit), path),
	                    NULL);
	return u == s->unit ? NULL : u;
}

static bool has_item(const struct expr *list, const char *s, size_t n)
{
	for (const struct expr *x = expr_first(list); x; x = x->next)
		if (x->text.len == n && !memcmp(x->text.s, s, n))
			return true;
	return false;
}

/* The names below a folder that hold code. */
static void list_names(struct eval *ev, struct expr *list, const char *folder,
                       const struct expr *call)
{
	size_t n = strlen(folder);
	struct expr **tail = &list->first_;

	for (size_t i = 0; i < ev->program->n; i++) {
		const char *path = ev->program->units[i]->path,
			   *name = path + n + (n > 0);
		size_t length;

		if (strncmp(path, folder, n) || (n && path[n] != '/'))
			continue;
		length = strcspn(name, "/");
		if (has_item(list, name, length))
			continue;
		*tail = expr_new(ev->arena, EXPR_STRING, call->line);
		(*tail)->text = name_copy(ev->arena, name, length);
		tail = &(*tail)->next;
	}
}

/* globSync(..), glob.sync(..), await glob(..): files by a pattern of their paths. */
static bool is_globbing(const struct eval *ev, const struct expr *callee)
{
	struct name n = callee->text;

	if (callee->kind == EXPR_ATTR && name_is(n, "sync") && expr_left(callee))
		n = expr_left(callee)->text;
	return n.len && detectors_say(ev->detectors, false, WORD_globs, n.s);
}

static size_t slashes(const char *path)
{
	size_t n = 0;

	for (; (path = strchr(path, '/')); path++)
		n++;
	return n;
}

enum { GLOBBED_MAX = 1000, CHOICES_MAX = 64 };

/* What a pattern of files stands for, without choices. */
struct globs {
	const char *v[CHOICES_MAX];
	size_t n;
	bool is_cut; /* there are more */
};

/* {a,b} is a choice, and so is whether there are folders where two stars stand. */
static void expand(struct eval *ev, const char *pattern, struct globs *out)
{
	const char *open = strchr(pattern, '{'), *close = open ? strchr(open, '}') : NULL;
	const char *any = strstr(pattern, "**/");
	size_t n;

	if (out->n == CHOICES_MAX) {
		out->is_cut = true;
		return;
	}
	if (close) {
		for (const char *c = open + 1; c < close; c += n + 1) {
			n = strcspn(c, ",}");
			expand(ev,
			       arena_printf(ev->arena, "%.*s%.*s%s",
			                    (int)(open - pattern), pattern, (int)n, c,
			                    close + 1),
			       out);
		}
		return;
	}
	out->v[out->n++] = pattern;
	if (any)
		expand(ev,
		       arena_printf(ev->arena, "%.*s%s", (int)(any - pattern), pattern,
		                    any + 3),
		       out);
}

/* Two stars are any folders, one is within a folder's name. */
static bool is_named(const struct globs *g, const char *path)
{
	for (size_t i = 0; i < g->n; i++)
		if ((strstr(g->v[i], "**/") || slashes(g->v[i]) == slashes(path)) &&
		    glob_matches(g->v[i], path))
			return true;
	return false;
}

/* { cwd: __dirname }: the folder that a pattern and what it gives begin in. */
static const char *folder_stated(struct eval *ev, const struct expr *call,
                                 const struct scope *s, const struct env *env)
{
	const struct expr *o = expr_first(call)->next;

	for (const struct expr *p = o && o->kind == EXPR_DICT ? expr_first(o) : NULL; p;
	     p = p->next)
		if (p->kind == EXPR_PAIR && expr_left(p) &&
		    name_is(expr_left(p)->text, "cwd"))
			return folder_path(ev, expr_first(p), s, env);
	return NULL;
}

/* The files that a pattern names, as they are called from `skip` letters on, behind up.
 */
static bool list_named(struct eval *ev, struct expr *list, const struct globs *g,
                       const char *up, size_t skip, uint32_t line)
{
	struct expr **tail = &list->first_;
	size_t n = 0;

	for (size_t i = 0; i < ev->program->n && n < GLOBBED_MAX; i++) {
		const char *path = ev->program->units[i]->path;

		if (!is_named(g, path))
			continue;
		*tail = expr_new(ev->arena, EXPR_STRING, line);
		(*tail)->text = name_of(arena_printf(ev->arena, "%s%s", up, path + skip));
		tail = &(*tail)->next;
		n++;
	}
	return !g->is_cut && n < GLOBBED_MAX;
}

/* "./src/x.js" is below the folder that the program runs in: one above the file, the
 * nearest in which something has such a name. */
static bool list_above(struct eval *ev, struct expr *list, const struct expr *call,
                       const struct unit *u)
{
	const char *folder = folder_of(ev, u), *pattern;
	bool is_all = true;

	while (*folder && !expr_first(list)) {
		struct globs g = { .n = 0 };

		folder = path_below(ev, folder, "..");
		if ((pattern = path_below(ev, folder, expr_first(call)->text.s))) {
			expand(ev, pattern, &g);
			is_all = list_named(ev, list, &g, way_up(ev, u), 0, call->line);
		}
	}
	return is_all;
}

/* With a folder stated as they are called there, else by the way to them. */
static void list_globbed(struct eval *ev, struct expr *list, const struct expr *call,
                         const struct scope *s, const struct env *env)
{
	const char *in = folder_stated(ev, call, s, env), *pattern;
	struct globs g = { .n = 0 };
	struct texts t;
	bool is_all;

	eval_texts(ev, expr_first(call), s, env, &t);
	pattern = in && t.n && t.v[0].complete
	            ? path_below(ev, in, t.v[0].s)
	            : folder_path(ev, expr_first(call), s, env);
	if (!pattern || !strchr(pattern, '*'))
		return;
	expand(ev, pattern, &g);
	is_all = list_named(ev, list, &g, in ? "" : way_up(ev, s->unit),
	                    in ? strlen(in) + (*in != '\0') : 0, call->line);
	if (!expr_first(list) && !in && expr_first(call)->kind == EXPR_STRING)
		is_all = list_above(ev, list, call, s->unit);
	if (!is_all)
		eval_limit(
		    ev, s, call->line,
		    "a pattern that stands for more than is followed: not all files "
		    "that it names are known");
}

bool folder_names(struct eval *ev, const struct expr *call, const struct scope *s,
                  const struct env *env, struct values *out)
{
	const struct expr *callee = expr_left(call);
	const char *folder = NULL;
	struct expr *list;
	bool is_new, is_glob;

	if ((callee->kind != EXPR_NAME && callee->kind != EXPR_ATTR) || !expr_first(call))
		return false;
	is_glob = is_globbing(ev, callee);
	if (!is_glob &&
	    (!detectors_say(ev->detectors, false, WORD_folders, callee->text.s) ||
	     !(folder = folder_path(ev, expr_first(call), s, env))))
		return false;
	list = eval_listed(ev, call, expr_first(call), "names", &is_new);
	if (is_new && is_glob)
		list_globbed(ev, list, call, s, env);
	else if (is_new)
		list_names(ev, list, folder, call);
	values_push(out,
	            (struct value){
			.kind = VALUE_LITERAL, .expr = list, .scope = s, .env = env });
	return true;
}
