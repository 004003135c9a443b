/* value_placed.c - what the loader of a framework makes of the files of a folder:
 * app.controller.home is what app/controller/home.js exports, ctx.model.Book what the
 * function of app/model/book.js returns. */
#include <string.h>

#include "syntax/lang.h"
#include "value/folder.h"
#include "value/value_parts.h"

enum { PLACED_DEEP = 8 };

/* app.controller.home: the names, and what the first is a member of. */
struct way {
	const struct value *root;
	struct name name[PLACED_DEEP];
	size_t n;
};

static bool way_of(struct way *w, const struct value *of, struct name last)
{
	const struct value *v;

	w->n = 1;
	for (v = of; v && v->kind == VALUE_MEMBER; v = v->of)
		w->n++;
	if (!v || w->n > PLACED_DEEP)
		return false;
	w->root = v;
	w->name[w->n - 1] = last;
	for (size_t i = w->n - 1; i--; of = of->of)
		w->name[i] = of->member;
	return true;
}

static bool is_given_app(const struct eval *ev, const struct value *v)
{
	const struct rule *r = v->kind == VALUE_OBJECT && v->param
	                         ? eval_given(ev, v->param)
	                         : NULL;

	return r && r->detector == ev->placing;
}

/* class Home extends Controller, or app.Controller */
static bool is_of_framework(struct eval *ev, const struct value *v)
{
	struct bases b;

	if (v->kind != VALUE_OBJECT || !v->scope || v->scope->kind != SCOPE_CLASS)
		return false;
	eval_bases(ev, v->scope, &b);
	for (size_t i = 0; i < b.external_count; i++) {
		const struct value *e = &b.external[i];

		if (e->kind == VALUE_MEMBER && e->of && is_given_app(ev, e->of))
			return true;
		if (e->kind == VALUE_EXTERNAL && detector_needs(ev->placing, e->module))
			return true;
	}
	return false;
}

static char plain(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* book_store, book-store and BookStore are one name. */
static bool is_called(const char *s, const char *end, struct name n)
{
	const char *t = n.s, *stop = n.s + n.len;

	for (; s < end; s++) {
		if (*s == '_' || *s == '-')
			continue;
		while (t < stop && *t == '_')
			t++;
		if (t == stop || plain(*s) != plain(*t++))
			return false;
	}
	return t == stop;
}

/* Is it the file that these names mean below the folder? */
static bool is_at(const char *path, struct name folder, const struct name *names,
                  size_t n)
{
	const char *end = strrchr(path, '.'), *from;

	if (!end || strchr(end, '/'))
		return false;
	while (n--) {
		for (from = end; from > path && from[-1] != '/'; from--)
			;
		if (from == path || !is_called(from, end, names[n]))
			return false;
		end = from - 1;
	}
	return (size_t)(end - path) >= folder.len &&
	       !memcmp(end - folder.len, folder.s, folder.len) &&
	       (end - folder.len == path || end[-(ptrdiff_t)folder.len - 1] == '/');
}

static const struct unit *unit_at(const struct eval *ev, struct name folder,
                                  const struct name *names, size_t n)
{
	for (size_t i = 0; i < ev->program->n; i++) {
		const struct unit *u = ev->program->units[i];

		if (u->language != LANG_PYTHON && is_at(u->path, folder, names, n))
			return u;
	}
	return NULL;
}

static void push_made(const struct value *v, struct values *out)
{
	if (v->kind == VALUE_SCOPE && v->scope->kind == SCOPE_CLASS)
		values_push(out, (struct value){ .kind = VALUE_OBJECT,
		                                 .scope = v->scope,
		                                 .env = v->env });
	else
		values_push(out, *v);
}

/* An object of the class, what the function returns, else what the file exports. */
static void made_of(struct eval *ev, const struct unit *u, struct values *out)
{
	struct values exported, made;

	exported.n = 0;
	folder_export(ev, u, &exported);
	for (size_t i = 0; i < exported.n; i++) {
		const struct value *v = &exported.v[i];

		if (v->kind != VALUE_SCOPE || v->scope->kind != SCOPE_FUNCTION) {
			push_made(v, out);
			continue;
		}
		for (const struct expr *r = v->scope->returns; r; r = r->next) {
			eval_expr(ev, r, v->scope, NULL, &made);
			for (size_t k = 0; k < made.n; k++)
				push_made(&made.v[k], out);
		}
	}
	if (!out->n)
		values_push(out, (struct value){ .kind = VALUE_UNIT, .unit = u });
}

bool eval_placed(struct eval *ev, const struct value *of, struct name n,
                 struct values *out)
{
	const struct unit *u;
	struct way w;

	if (!ev->placing || !way_of(&w, of, n) ||
	    !(is_given_app(ev, w.root) || is_of_framework(ev, w.root)))
		return false;
	for (size_t i = 0; i + 1 < w.n; i++)
		for (const struct rule *r = ev->placing->rules; r; r = r->next) {
			if (r->word != WORD_loads || r->word_count < 2 ||
			    !name_eq(r->words[0], w.name[i]) ||
			    !(u = unit_at(ev, r->words[1], w.name + i + 1, w.n - i - 1)))
				continue;
			made_of(ev, u, out);
			return out->n > 0;
		}
	return false;
}
