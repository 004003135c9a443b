/* value_text.c - which texts an expression may be: constants, templates, formats, lists.
 */
#include "value/value_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect/fact.h"
#include "detect/need.h"
#include "syntax/lang.h"
#include "text/path_regex.h"

/* ---- texts ------------------------------------------------------------------------- */

/* Texts that are put together may double with each step. Addresses are shorter, and all
 * but a few queries. */
enum { TEXT_MAX = 8 * 1024 };

static void push_text(struct texts *out, const char *s, bool complete)
{
	if (strlen(s) > TEXT_MAX) {
		s = "{}";
		complete = false;
	}
	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i].s, s))
			return;
	if (out->n < VALUES_MAX)
		out->v[out->n++] = (struct text){ s, complete };
}

static const char *joined(struct eval *ev, const char *s, const char *t)
{
	return !*s ? t : !*t ? s : arena_concat(ev->arena, s, "", t);
}

/* Every text of `out` with every text of `more` behind it. */
static void append_texts(struct eval *ev, struct texts *out, const struct texts *more)
{
	struct texts all;

	all.n = 0;
	for (size_t i = 0; i < out->n; i++)
		for (size_t k = 0; k < more->n && all.n < VALUES_MAX; k++)
			push_text(&all, joined(ev, out->v[i].s, more->v[k].s),
			          out->v[i].complete && more->v[k].complete);
	*out = all;
}

static void texts_of_value(struct eval *ev, const struct value *v, struct texts *out);

static void unknown_text(const struct expr *e, struct eval *ev, struct texts *out)
{
	if (e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) && e->text.len)
		push_text(out, arena_printf(ev->arena, "{%s}", e->text.s), false);
	else
		push_text(out, "{}", false);
}

static void texts_or_unknown(struct eval *ev, const struct expr *e, const struct scope *s,
                             const struct env *env, struct texts *out)
{
	eval_texts(ev, e, s, env, out);
	if (!out->n)
		unknown_text(e, ev, out);
}

/* The argument that "{name}" or "{}" stands for. */
static const struct expr *format_argument(const struct expr *call, struct name n,
                                          size_t at)
{
	size_t i = 0;

	for (const struct expr *a = expr_first(call); a; a = a->next) {
		if (a->kind == EXPR_KEYWORD) {
			if (name_eq(a->text, n))
				return expr_first(a);
		} else if (!n.len && i++ == at) {
			return a;
		}
	}
	return NULL;
}

/* "/{x}/y".format(x=..): unknown ones stay holes, but for one at the very start: that
 * is a prefix from settings, which is empty more often than not. */
static void format_text(struct eval *ev, const char *s, const struct value *call,
                        struct texts *out)
{
	struct texts all, part;
	const char *start = s;
	size_t at = 0;

	all.n = 0;
	push_text(&all, "", true);
	while (*s) {
		size_t n = strcspn(s, "{");
		const char *end;

		part.n = 0;
		push_text(&part, arena_strndup(ev->arena, s, n), true);
		append_texts(ev, &all, &part);
		s += n;
		if (!*s || !(end = strchr(s, '}')))
			break;
		n = strcspn(s + 1, ":!}");
		const struct expr *a =
		    format_argument(call->expr, name_copy(ev->arena, s + 1, n), at++);

		part.n = 0;
		if (a)
			eval_texts(ev, a,
			           expr_scope(call->expr) ? call->expr->scope
			                                  : call->scope,
			           call->env, &part);
		if (!part.n)
			push_text(&part,
			          s - start <= 1 ? ""
			                         : arena_strndup(ev->arena, s,
			                                         (size_t)(end - s + 1)),
			          false);
		append_texts(ev, &all, &part);
		s = end + 1;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

/* What "%s", "%(name)s" stands for: key empty for the at-th. */
static void percent_argument(struct eval *ev, const struct value *args, struct name key,
                             size_t at, struct texts *out)
{
	const struct expr *item = args->kind == VALUE_LITERAL ? args->expr : NULL;
	struct values v;

	out->n = v.n = 0;
	if (key.len) {
		if (item && item->kind == EXPR_DICT)
			eval_dict_member(ev, args, key, &v);
		else
			eval_argument_member(ev, args, key, &v);
	} else if (item && item->kind == EXPR_LIST) {
		item = expr_first(item);
		for (; item && at; at--)
			item = item->next;
		if (item)
			eval_expr(ev, item, args->scope, args->env, &v);
	} else if (!at) {
		values_push(&v, *args);
	}
	for (size_t i = 0; i < v.n; i++)
		texts_of_value(ev, &v.v[i], out);
}

/* "/%s/y" % x, "/%(x)s" % {"x": ..}; without args all are holes. */
static void percent_text(struct eval *ev, const char *s, const struct value *args,
                         struct texts *out)
{
	struct texts all, part;
	size_t at = 0;

	all.n = 0;
	push_text(&all, "", true);
	while (*s) {
		size_t n = strcspn(s, "%");
		struct name key = { 0 };

		part.n = 0;
		push_text(&part, arena_strndup(ev->arena, s, n), true);
		append_texts(ev, &all, &part);
		s += n;
		if (!*s++)
			break;
		part.n = 0;
		if (*s == '%') {
			push_text(&part, "%", true);
		} else {
			if (*s == '(' && strchr(s, ')')) {
				n = strcspn(++s, ")");
				key = name_copy(ev->arena, s, n);
				s += n + 1;
			}
			s += strspn(s, "-+ #0123456789.");
			if (args)
				percent_argument(ev, args, key, at++, &part);
			if (!part.n)
				push_text(&part,
				          arena_printf(ev->arena, "{%s}",
				                       key.len ? key.s : ""),
				          false);
		}
		append_texts(ev, &all, &part);
		s += *s != 0;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

static void texts_of_percent(struct eval *ev, const struct value *v, struct texts *out)
{
	struct texts base;
	struct values args;

	eval_texts(ev, expr_left(v->expr), v->scope, v->env, &base);
	eval_expr(ev, expr_first(v->expr), v->scope, v->env, &args);
	for (size_t i = 0; i < base.n; i++) {
		for (size_t k = 0; k < args.n; k++)
			percent_text(ev, base.v[i].s, &args.v[k], out);
		if (!args.n)
			percent_text(ev, base.v[i].s, NULL, out);
	}
}

/* Each item behind what there is already, with the separator in between. */
struct joining {
	struct eval *ev;
	const char *separator;
	struct texts all;
	bool is_first;
};

static void join_item(void *arg, const struct expr *item, const struct scope *s,
                      const struct env *env)
{
	struct joining *j = arg;
	struct texts t, between;

	eval_texts(j->ev, item, s, env, &t);
	if (!t.n)
		push_text(&t, "{}", false);
	if (!j->is_first) {
		between.n = 0;
		push_text(&between, j->separator, true);
		append_texts(j->ev, &j->all, &between);
	}
	j->is_first = false;
	append_texts(j->ev, &j->all, &t);
}

/* "/".join(parts): each list that parts may be, with what is appended to it. */
static void join_texts(struct eval *ev, const char *separator, const struct value *call,
                       struct texts *out)
{
	struct values lists;

	eval_expr(ev, expr_first(call->expr), call->expr->scope, call->env, &lists);
	for (size_t i = 0; i < lists.n; i++) {
		struct joining j = { .ev = ev, .separator = separator, .is_first = true };

		if (lists.v[i].kind != VALUE_LITERAL ||
		    lists.v[i].expr->flags & EXPR_MORE)
			continue;
		push_text(&j.all, "", true);
		eval_each_item_of(ev, &lists.v[i], join_item, &j);
		for (size_t k = 0; k < lists.n; k++)
			if (lists.v[k].kind == VALUE_LITERAL &&
			    lists.v[k].expr->flags & EXPR_MORE)
				eval_each_item_of(ev, &lists.v[k], join_item, &j);
		for (size_t k = 0; k < j.all.n; k++)
			push_text(out, j.all.v[k].s, j.all.v[k].complete);
	}
}

/* ["a", "b"].join("/") of a script */
static void join_list(struct eval *ev, const struct value *list, const struct value *call,
                      struct texts *out)
{
	struct joining j = { .ev = ev, .separator = ",", .is_first = true };
	struct texts t;

	if (expr_first(call->expr)) {
		eval_texts(ev, expr_first(call->expr), call->expr->scope, call->env, &t);
		if (t.n != 1 || !t.v[0].complete)
			return;
		j.separator = t.v[0].s;
	}
	push_text(&j.all, "", true);
	eval_each_item_of(ev, list, join_item, &j);
	for (size_t k = 0; k < j.all.n; k++)
		push_text(out, j.all.v[k].s, j.all.v[k].complete);
}

/* path.join("/api", name), where all of it is known: */
static bool is_joined_in_script(const struct value *v)
{
	static const char *const modules[] = { "path", "node:path", "path/posix",
		                               "node:path/posix" };

	if (strcmp(v->path, "join") != 0 && strcmp(v->path, "posix.join") != 0)
		return false;
	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
		if (!strcmp(v->module, modules[i]))
			return true;
	return false;
}

/* one slash between its parts. */
static void join_in_script(struct eval *ev, const struct value *call, struct texts *out)
{
	struct texts all, part;

	all.n = 0;
	for (const struct expr *a = expr_first(call->expr); a; a = a->next) {
		eval_texts(ev, a, call->expr->scope, call->env, &part);
		if (!part.n)
			return;
		for (size_t i = 0; i < part.n; i++) {
			const char *s = part.v[i].s;
			size_t n = strlen(s);

			if (!part.v[i].complete || *s == '.')
				return;
			s += all.n && *s == '/';
			n = strlen(s);
			part.v[i].s = arena_printf(ev->arena, "%s%.*s", all.n ? "/" : "",
			                           (int)(n - (n && s[n - 1] == '/')), s);
		}
		if (all.n)
			append_texts(ev, &all, &part);
		else
			all = part;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

/* s without such letters at its ends. */
static const char *strip_text(struct eval *ev, const char *s, const char *set, bool left,
                              bool right)
{
	size_t n;

	if (left)
		s += strspn(s, set);
	for (n = strlen(s); right && n && strchr(set, s[n - 1]);)
		n--;
	return arena_strndup(ev->arena, s, n);
}

static void strip_texts(struct eval *ev, const struct text *base,
                        const struct value *call, bool left, bool right,
                        struct texts *out)
{
	struct texts set;

	set.n = 0;
	if (expr_first(call->expr))
		eval_texts(ev, expr_first(call->expr), call->expr->scope, call->env,
		           &set);
	push_text(out, strip_text(ev, base->s, set.n ? set.v[0].s : " \t\n", left, right),
	          base->complete);
}

static const char *in_case(struct eval *ev, const char *s, bool upper)
{
	char *copy = arena_strdup(ev->arena, s);

	for (char *c = copy; *c; c++)
		*c = (char)(upper ? toupper((unsigned char)*c)
		                  : tolower((unsigned char)*c));
	return copy;
}

/* The one text that an argument of a call is; NULL: it is not known, or may be another.
 */
static const char *argument_text(struct eval *ev, const struct value *call,
                                 const struct expr *e)
{
	struct texts t;

	t.n = 0;
	if (e && e->kind == EXPR_STRING)
		return e->text.s;
	if (e && e->kind != EXPR_REGEX && e->kind != EXPR_SPREAD)
		eval_texts(ev, e, call->expr->scope, call->env, &t);
	return t.n == 1 && t.v[0].complete ? t.v[0].s : NULL;
}

/* text.replace("a", "b"): once, as scripts do. */
static void replace_text(struct eval *ev, const struct text *base,
                         const struct value *call, struct texts *out)
{
	const struct expr *first = expr_first(call->expr);
	const char *from = argument_text(ev, call, first), *to, *at;

	if (!from || !(to = argument_text(ev, call, first->next)))
		return;
	at = *from ? strstr(base->s, from) : NULL;
	push_text(out,
	          at ? arena_printf(ev->arena, "%.*s%s%s", (int)(at - base->s), base->s,
	                            to, at + strlen(from))
	             : base->s,
	          base->complete);
}

/* The last part of a path, without `end`; of `extname` what begins with its dot. */
static const char *file_name(struct eval *ev, const char *path, const char *end,
                             bool extname)
{
	const char *last = path + strlen(path), *dot;
	size_t n, cut = end ? strlen(end) : 0;

	while (last > path && last[-1] == '/')
		last--;
	n = (size_t)(last - path);
	while (last > path && last[-1] != '/')
		last--;
	n -= (size_t)(last - path);
	path = arena_strndup(ev->arena, last, n);
	dot = strrchr(path, '.');
	if (extname)
		return dot && dot > path ? dot : "";
	if (cut && n > cut && !strcmp(path + n - cut, end))
		path = arena_strndup(ev->arena, path, n - cut);
	return path;
}

/* path.basename("a/b.js") is b.js, with ".js" behind it b; path.extname() is .js */
static void texts_of_file_name(struct eval *ev, const struct value *call,
                               struct texts *out)
{
	const struct expr *path = expr_first(call->expr);
	const char *end = argument_text(ev, call, path ? path->next : NULL);
	struct texts t;

	if (!path || path->kind == EXPR_SPREAD)
		return;
	eval_texts(ev, path, call->expr->scope, call->env, &t);
	for (size_t i = 0; i < t.n; i++)
		if (t.v[i].complete)
			push_text(out,
			          file_name(ev, t.v[i].s, end,
			                    !strcmp(call->path, "extname")),
			          true);
}

static bool is_file_name(const struct value *call)
{
	const char *module = module_name(call->module);

	return (!strcmp(call->path, "basename") || !strcmp(call->path, "extname")) &&
	       (!strcmp(module, "path") || !strcmp(module, "node:path"));
}

/* get("KEY", "/x"), get("section", "key", fallback="/x") */
static const struct expr *said_otherwise(const struct expr *call)
{
	const struct expr *otherwise = expr_first(call) ? expr_first(call)->next : NULL;

	for (const struct expr *a = otherwise; a; a = a->next)
		if (a->kind == EXPR_KEYWORD &&
		    (name_is(a->text, "default") || name_is(a->text, "fallback")))
			return expr_first(a);
	return !otherwise                      ? NULL
	     : otherwise->kind == EXPR_KEYWORD ? expr_first(otherwise)
	     : otherwise->kind == EXPR_SPREAD  ? NULL
	                                       : otherwise;
}

/* settings.get("KEY", "/x"): what the application sets, else what it says is otherwise.
 */
static void texts_of_get(struct eval *ev, const struct value *call,
                         const struct value *holder, struct texts *out)
{
	const struct expr *key = expr_first(call->expr), *otherwise;
	const struct scope *s = call->expr->scope;
	struct values v;

	v.n = 0;
	if (!key || key->kind != EXPR_STRING || !scope_is_python(s))
		return;
	if (eval_keyed(ev, holder, key->text, &v)) {
		for (size_t i = 0; i < v.n; i++)
			texts_of_value(ev, &v.v[i], out);
	} else if ((otherwise = said_otherwise(call->expr))) {
		eval_texts(ev, otherwise, s, call->env, out);
	}
}

/* current_app.config.get(..) of a package */
static void texts_of_package_get(struct eval *ev, const struct value *call,
                                 struct texts *out)
{
	size_t n = strlen(call->path);
	struct value holder = { .kind = VALUE_EXTERNAL, .module = call->module };

	if (n < 5 || strcmp(call->path + n - 4, ".get"))
		return;
	holder.path = arena_strndup(ev->arena, call->path, n - 4);
	texts_of_get(ev, call, &holder, out);
}

/* os.path.join(..) of the standard library, or a package's url_path_join(..) */
static bool is_path_join(const struct value *call)
{
	const char *path = call->path;
	size_t n = strlen(path);

	if (!strcmp(call->module, "os"))
		return !strcmp(path, "path.join");
	if (!strcmp(call->module, "os.path") || !strcmp(call->module, "posixpath"))
		return !strcmp(path, "join");
	return n >= 9 && !strcmp(path + n - 9, "path_join");
}

/* "/a", "b" -> "/a/b"; of os.path.join(), what begins with a slash is alone. */
static const char *below(struct eval *ev, const char *s, const char *t, bool resets)
{
	size_t n = strlen(s);

	if (!n || (resets && *t == '/'))
		return t;
	if (!resets && *t == '/')
		t++;
	return arena_concat(ev->arena, s, s[n - 1] == '/' ? "" : "/", t);
}

static void texts_of_path_join(struct eval *ev, const struct value *call,
                               struct texts *out)
{
	const bool resets = strncmp(call->path, "url", 3) != 0;
	struct texts all = { .n = 0 }, more, part;

	push_text(&all, "", true);
	for (const struct expr *a = expr_first(call->expr); a; a = a->next) {
		if (a->kind == EXPR_SPREAD)
			return;
		texts_or_unknown(ev, a, call->expr->scope, call->env, &part);
		more.n = 0;
		for (size_t i = 0; i < all.n; i++)
			for (size_t k = 0; k < part.n; k++)
				push_text(&more,
				          below(ev, all.v[i].s, part.v[k].s, resets),
				          all.v[i].complete && part.v[k].complete);
		all = more;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

/* text.format(..), text.strip(), text.join(..) */
static void texts_of_call(struct eval *ev, const struct value *v, struct texts *out)
{
	const struct value *m = v->of;
	struct texts base;

	if (!v->expr || v->expr->kind != EXPR_CALL || !v->expr->scope)
		return;
	if (v->module && v->path && scope_is_python(v->expr->scope) && is_path_join(v))
		texts_of_path_join(ev, v, out);
	else if (v->module && v->path && !scope_is_python(v->expr->scope) &&
	         is_joined_in_script(v))
		join_in_script(ev, v, out);
	else if (v->module && v->path && !scope_is_python(v->expr->scope) &&
	         is_file_name(v))
		texts_of_file_name(ev, v, out);
	else if (v->module && v->path)
		texts_of_package_get(ev, v, out);
	if (!m || m->kind != VALUE_MEMBER || !m->of || !eval_enter(ev))
		return;
	if (name_is(m->member, "get"))
		texts_of_get(ev, v, m->of, out);
	if (name_is(m->member, "join") && m->of->kind == VALUE_LITERAL &&
	    m->of->expr->kind == EXPR_LIST)
		join_list(ev, m->of, v, out);
	base.n = 0;
	texts_of_value(ev, m->of, &base);
	for (size_t i = 0; i < base.n; i++) {
		struct name n = m->member;
		bool left = name_is(n, "strip") || name_is(n, "lstrip") ||
		            name_is(n, "trim");
		bool right = name_is(n, "strip") || name_is(n, "rstrip") ||
		             name_is(n, "trim");

		if (name_is(n, "format"))
			format_text(ev, base.v[i].s, v, out);
		else if (name_is(n, "join") && expr_first(v->expr) &&
		         scope_is_python(v->expr->scope))
			join_texts(ev, base.v[i].s, v, out);
		else if (left || right)
			strip_texts(ev, &base.v[i], v, left, right, out);
		else if (name_is(n, "lower") || name_is(n, "toString"))
			push_text(out, base.v[i].s, base.v[i].complete);
		else if (name_is(n, "replace"))
			replace_text(ev, &base.v[i], v, out);
		else if (name_is(n, "toLowerCase") || name_is(n, "toUpperCase"))
			push_text(out,
			          in_case(ev, base.v[i].s, name_is(n, "toUpperCase")),
			          base.v[i].complete);
	}
	eval_leave(ev);
}

static bool is_summing(const struct eval *ev, const struct expr *e)
{
	for (const struct summing *x = ev->summing; x; x = x->outer)
		if (x->expr == e)
			return true;
	return false;
}

/* As a path: nothing else is asked of one. */
static void texts_of_regex(struct eval *ev, const struct expr *e, struct texts *out)
{
	const char *path[PATH_REGEX_MAX];
	size_t n = path_regex_read(ev->arena, e->text.s, e->text.len, path);

	for (size_t i = 0; i < n; i++)
		push_text(out, path[i], true);
}

/* The place that path[from:to] begins or ends at: as it was where nothing is said. False:
 * it is not known. */
static bool place_of(const struct expr *bound, size_t len, size_t *place)
{
	char *end;
	long at;

	if (bound->kind == EXPR_CONST && !bound->text.len)
		return true;
	if (bound->kind != EXPR_NUMBER)
		return false;
	at = strtol(bound->text.s, &end, 10);
	if (*end)
		return false;
	at += at < 0 ? (long)len : 0;
	*place = at < 0 ? 0 : (size_t)at > len ? len : (size_t)at;
	return true;
}

static void texts_of_value(struct eval *ev, const struct value *v, struct texts *out)
{
	const struct expr *e = v->expr;
	struct summing here = { e, ev->summing };
	struct texts all, part;
	struct values stated;

	all.n = 0;
	if (v->kind == VALUE_OBJECT)
		texts_of_call(ev, v, out);
	if (v->kind == VALUE_OBJECT || v->kind == VALUE_MEMBER)
		eval_metadata(ev, v, out);
	if (v->kind == VALUE_MEMBER && eval_row_default(ev, v->of, v->member, &stated))
		texts_of_value(ev, &stated.v[0], out);
	if (v->kind != VALUE_LITERAL)
		return;
	switch ((enum expr_kind)e->kind) {
	case EXPR_STRING:
	case EXPR_NUMBER: push_text(out, e->text.s, true); return;
	case EXPR_REGEX: texts_of_regex(ev, e, out); return;
	case EXPR_TEMPLATE:
		if (e->flags & EXPR_TAGGED)
			return;
		push_text(&all, "", true);
		for (const struct expr *p = expr_first(e); p; p = p->next) {
			texts_or_unknown(ev, p, v->scope, v->env, &part);
			append_texts(ev, &all, &part);
		}
		break;
	case EXPR_BINARY:
		if (name_is(e->text, "%"))
			texts_of_percent(ev, v, out);
		if (!name_is(e->text, "+") || is_summing(ev, e))
			return;
		ev->summing = &here;
		texts_or_unknown(ev, expr_left(e), v->scope, v->env, &all);
		texts_or_unknown(ev, expr_first(e), v->scope, v->env, &part);
		ev->summing = here.outer;
		append_texts(ev, &all, &part);
		break;
	default: return;
	}
	for (size_t i = 0; i < all.n; i++)
		push_text(out, all.v[i].s, all.v[i].complete);
}

void eval_cut_text(struct eval *ev, const struct value *of, const struct expr *cut,
                   struct values *out)
{
	const struct expr *from = expr_first(cut), *to = from->next;
	struct texts whole = { .n = 0 };

	if (!eval_enter(ev))
		return;
	texts_of_value(ev, of, &whole);
	for (size_t i = 0; i < whole.n; i++) {
		size_t len = strlen(whole.v[i].s), start = 0, end = len;
		struct expr *text;

		if (!whole.v[i].complete || !to || to->next ||
		    !place_of(from, len, &start) || !place_of(to, len, &end))
			continue;
		text = expr_new(ev->arena, EXPR_STRING, cut->line);
		text->text = name_copy(ev->arena, whole.v[i].s + start,
		                       end > start ? end - start : 0);
		values_push(out, (struct value){ .kind = VALUE_LITERAL,
		                                 .expr = text,
		                                 .scope = of->scope });
	}
	eval_leave(ev);
}

/* if a: route = "/a{}" + path; elif b: route = "/b{}" + path; else: route = path: one
 * that is known, and the same with one unknown thing or another in front. */
static bool is_end_of_others(const struct texts *t, const char *s)
{
	size_t len = strlen(s), others = 0;

	for (size_t i = 0; i < t->n && len > 1; i++) {
		size_t n = strlen(t->v[i].s);

		if (!t->v[i].complete && n > len && !strcmp(t->v[i].s + n - len, s))
			others++;
	}
	return others > 1;
}

/* A text that is known in one place and unknown in another is taken for the known one:
 * both would count the same thing twice. */
static void prefer_complete(struct texts *t)
{
	struct texts all = { .n = 0 };
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->v[i].complete)
			all.v[n++] = t->v[i];
	if (!n || n == t->n)
		return;
	for (size_t i = 0; i < n; i++)
		all.v[i].complete = !is_end_of_others(t, all.v[i].s);
	all.n = n;
	*t = all;
}

void eval_texts(struct eval *ev, const struct expr *e, const struct scope *s,
                const struct env *env, struct texts *out)
{
	struct values v;

	out->n = 0;
	if (!e || !eval_enter(ev))
		return;
	eval_expr(ev, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++)
		texts_of_value(ev, &v.v[i], out);
	prefer_complete(out);
	eval_leave(ev);
}

void eval_text_list(struct eval *ev, const struct expr *e, const struct scope *s,
                    const struct env *env, struct texts *out)
{
	struct values v;
	bool is_list = false;

	out->n = 0;
	if (!e || !eval_enter(ev))
		return;
	eval_expr(ev, e, s, env, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct values one = { .v = { v.v[i] }, .n = 1 }, items = { .n = 0 };

		if (v.v[i].kind == VALUE_LITERAL &&
		    (v.v[i].expr->kind == EXPR_LIST || v.v[i].expr->kind == EXPR_EACH)) {
			is_list = true;
			eval_items(ev, &one, &items);
			for (size_t k = 0; k < items.n; k++)
				texts_of_value(ev, &items.v[k], out);
		} else {
			texts_of_value(ev, &v.v[i], out);
		}
	}
	if (!is_list) /* the items of a list do not stand for each other */
		prefer_complete(out);
	eval_leave(ev);
}
