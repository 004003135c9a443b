/* route_described.c - endpoints that a description of the API declares, where code is
 * given it: app.add_api("openapi.yaml"). */
#include <string.h>

#include "detect/file_place.h"
#include "files/openapi.h"
#include "route/route_parts.h"
#include "syntax/lang.h"

/* Does the file lie where the text says, from whatever folder on? */
static bool is_named(const char *file, const char *text)
{
	size_t n = strlen(file), len;

	while (!strncmp(text, "./", 2) || !strncmp(text, "../", 3))
		text = strchr(text, '/') + 1;
	len = strlen(text);
	return len && n >= len && !strcmp(file + n - len, text) &&
	       (n == len || *text == '/' || file[n - len - 1] == '/');
}

/* How many folders two files share. */
static size_t shared_folders(const char *a, const char *b)
{
	size_t n = 0;

	for (; *a && *a == *b; a++, b++)
		n += *a == '/';
	return n;
}

/* The nearest of that name; without a name, the nearest of all, which may be another one
 * where there are several. NULL: there is none. */
static const struct description *description_of(struct linker *l, const char *text,
                                                const struct unit *u, bool *is_sure)
{
	const struct description *best = NULL;
	size_t most = 0;

	*is_sure = text || l->description_count == 1;
	for (size_t i = 0; i < l->description_count; i++) {
		const struct description *d = &l->descriptions[i];
		size_t n = shared_folders(d->file, u->path);

		if ((text && !is_named(d->file, text)) || (best && n <= most))
			continue;
		best = d;
		most = n;
	}
	return best;
}

/* parser.specification, read("api.yaml"): the description that a call is given, whose
 * value, or a member of it, this is. NULL: it is none. */
static const struct description *made_of(struct linker *l, const struct capture *file,
                                         const struct unit *u)
{
	struct values v;

	eval_expr(&l->eval, file->expr, file->scope, file->env, &v);
	for (size_t i = 0; i < v.n; i++) {
		const struct value *x = v.v[i].kind == VALUE_MEMBER ? v.v[i].of : &v.v[i];
		const struct expr *call = x->kind == VALUE_OBJECT ? x->expr : NULL;

		if (!call || call->kind != EXPR_CALL || !call->scope)
			continue;
		for (const struct expr *a = expr_first(call); a; a = a->next) {
			const struct description *d = NULL;
			struct texts t;
			bool is_sure;

			eval_texts(&l->eval, a, call->scope, x->env, &t);
			if (t.n && t.v[0].complete)
				d = description_of(l, t.v[0].s, u, &is_sure);
			if (d)
				return d;
		}
	}
	return NULL;
}

const struct scope *function_among(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind == VALUE_SCOPE && v->v[i].scope->kind == SCOPE_FUNCTION)
			return v->v[i].scope;
	return NULL;
}

/* Is the file's name this one, whatever is behind its dot? */
static bool is_called(const char *path, const char *stem)
{
	const char *name = file_name_of(path);
	size_t n = strlen(stem);

	return !strncmp(name, stem, n) && name[n] == '.';
}

/* Does the name of a module end in that of this file? It may have none of its own. */
static bool is_own_module(const struct unit *u, const char *module, size_t len)
{
	const char *slash = strrchr(u->path, '/'), *stem = slash ? slash + 1 : u->path;
	size_t n = strcspn(stem, ".");

	return !len || (len >= n && !memcmp(module + len - n, stem, n) &&
	                (len == n || module[len - n - 1] == '.'));
}

/* A script by its name up to the first dot. */
struct called_script {
	const struct unit *unit;
	struct called_script *next; /* in the order of the program */
};

static size_t script_slot(const char *name)
{
	return name_hash(name, strcspn(name, ".")) % SLOTS;
}

static const struct called_script *scripts_called(struct linker *l, const char *stem)
{
	const struct program *p = l->program;

	if (!l->routes->scripts)
		l->routes->scripts = arena_zero(l->arena,
		                                SLOTS * sizeof *l->routes->scripts);
	else
		return l->routes->scripts[script_slot(stem)];
	for (size_t i = p->n; i-- > 0;) {
		const struct unit *u = p->units[i];
		struct called_script *x, **slot;

		if (u->kind != UNIT_SOURCE || u->language == LANG_PYTHON)
			continue;
		slot = &l->routes->scripts[script_slot(file_name_of(u->path))];
		x = arena_alloc(l->arena, sizeof *x);
		*x = (struct called_script){ u, *slot };
		*slot = x;
	}
	return l->routes->scripts[script_slot(stem)];
}

/* The function of that name that a script called like the module exports; of several
 * such the nearest one's. */
static const struct scope *exported_handler(struct linker *l, const struct described *x,
                                            const struct unit *from)
{
	const char *stem = file_name_of(x->module);
	const struct called_script *c = scripts_called(l, stem);
	const struct scope *best = NULL;
	size_t most = 0;

	for (; c; c = c->next) {
		const struct scope *f;
		struct values v;
		size_t near;

		if (!is_called(c->unit->path, stem))
			continue;
		near = shared_folders(c->unit->path, from->path);
		v.n = 0;
		eval_unit_member(&l->eval, c->unit, name_of(x->operation), &v);
		if (!(f = function_among(&v)) || (best && near <= most))
			continue;
		best = f;
		most = near;
	}
	return best;
}

/* "a.b.f", "a.b:f", "f": the function of ours; that of the file itself, where the module
 * is it. */
static const struct scope *handler_of(struct linker *l, const struct described *x,
                                      const struct unit *u)
{
	const char *name = x->operation, *end;
	const struct scope *found;
	struct values v;
	size_t len;

	if (!name || !*name)
		return NULL;
	if (u->language != LANG_PYTHON)
		return x->module ? exported_handler(l, x, u) : NULL;
	if (x->module)
		name = arena_printf(l->arena, "%s.%s", x->module, name);
	end = strrchr(name, ':');
	end = end ? end : strrchr(name, '.');
	len = end ? (size_t)(end - name) : 0;
	if (len) {
		eval_import(&l->eval, u, arena_strndup(l->arena, name, len), end + 1, &v);
		if ((found = function_among(&v)))
			return found;
	}
	if (!is_own_module(u, name, len))
		return NULL;
	v.n = 0;
	eval_unit_member(&l->eval, u, name_of(end ? end + 1 : name), &v);
	return function_among(&v);
}

static struct pending *below(struct linker *l, const struct match *m,
                             const struct unit *u, uint32_t line)
{
	struct pending *p = add_pending(l, m->rule, u, line);

	if (m->heads.n)
		p->owner = node_of(l, &m->heads.v[0], m->head_rule[0]);
	return p;
}

void route_described(struct linker *l, const struct match *m, const struct expr *call,
                     const struct scope *s)
{
	const struct capture *file = match_get(m, "file"), *path = match_get(m, "path");
	const struct description *d = NULL;
	struct texts names, base;
	bool is_sure = true;

	if (!file)
		return;
	eval_texts(&l->eval, file->expr, file->scope, file->env, &names);
	if (!names.n)
		d = made_of(l, file, s->unit);
	if (!d)
		d = description_of(l,
		                   names.n && names.v[0].complete ? names.v[0].s : NULL,
		                   s->unit, &is_sure);
	base.n = 0;
	if (path)
		texts_of(l, path, &base);
	if (!base.n)
		one_text(&base, d && d->base ? d->base : "");
	if (!d) {
		struct pending *p = below(l, m, s->unit, call->line);

		p->path = base;
		add_text(&p->methods, "*");
		p->reason = "the description of its routes is not among the files";
		return;
	}
	for (size_t i = 0; i < d->n; i++) {
		const struct described *x = &d->v[i];
		const struct scope *h = handler_of(l, x, s->unit);
		struct pending *p = below(l, m, h ? h->unit : s->unit,
		                          h ? h->line : call->line);

		for (size_t k = 0; k < base.n; k++)
			p->path.v[p->path.n++] = (struct text){
				path_join(l, base.v[k].s, x->path), base.v[k].complete
			};
		add_text(&p->methods, x->method);
		if (!is_sure)
			p->reason = "which description it is given is not constant";
		set_handler(l, p, h, NULL, NULL);
		if (!h)
			p->handler_name = x->operation;
	}
}
