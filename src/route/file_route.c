/* file_route.c - files that are routes by their names, functions below a directive. */
#include "route/file_route.h"

#include <string.h>

#include "detect/file_place.h"
#include "detect/need.h"
#include "handler/guard.h"
#include "handler/handed_on.h"
#include "link/exported.h"
#include "route/file_map.h"
#include "route/route_parts.h"
#include "syntax/lang.h"
#include "value/folder.h"
#include "value/path_segment.h"

enum { NAMES_MAX = 12, CHAIN_MAX = 40 };

/* A folder that is an application of a detector's framework. */
struct folder {
	const char *path; /* empty: the root */
	size_t n;
	const struct unit *config; /* the file that says so, NULL: a manifest */
	bool is_mapped;            /* paths are mapped to files, names do not count */
	struct folder *next;
};

/* Detectors with such rules, and where their applications are. */
struct framework {
	const struct detector *d;
	struct folder *folders;
	bool is_imported;
	const struct rule **places; /* of files */
	size_t place_count;
	struct framework *next;
};

/* A file under the rules of one framework. */
struct routed {
	struct linker *l;
	const struct framework *framework;
	const struct unit *unit;
	struct file_place place;
};

/* ---- applications -------------------------------------------------------------------
 */

static void add_folder(struct linker *l, struct framework *f, const char *file,
                       const struct unit *config)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) : 0;
	struct folder *x;

	for (x = f->folders; x; x = x->next) {
		if (x->n == n && !memcmp(x->path, file, n)) {
			x->config = x->config ? x->config : config;
			return;
		}
	}
	x = arena_alloc(l->arena, sizeof *x);
	*x = (struct folder){ arena_strndup(l->arena, file, n), n, config, false,
		              f->folders };
	f->folders = x;
}

static bool is_needed(const struct detector *d, const char *package)
{
	for (size_t i = 0; i < d->need_count; i++)
		if (name_is(d->needs[i].package, package))
			return true;
	return false;
}

/* next/server is of the package next, next-auth is not. */
static bool is_of(const struct detector *d, const char *module)
{
	for (size_t i = 0; i < d->need_count; i++) {
		struct name n = d->needs[i].package;

		if (!strncmp(module, n.s, n.len) &&
		    (!module[n.len] || module[n.len] == '/'))
			return true;
	}
	return false;
}

static bool imports(const struct detector *d, const struct unit *u)
{
	if (u->uses && !needs_has(u->uses, d->index))
		return false;
	for (size_t i = 0; i < u->import_count; i++)
		if (is_of(d, u->imports[i].module))
			return true;
	return false;
}

static bool has_config(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_config)
			return true;
	return false;
}

static const struct rule *config_rule(const struct detector *d, const char *path)
{
	const char *file = file_name_of(path);
	size_t n = file_stem_length(file);

	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_config && r->words[0].len == n &&
		    !memcmp(r->words[0].s, file, n))
			return r;
	return NULL;
}

static bool has_place(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (rule_is_place(r))
			return true;
	return false;
}

static struct framework *framework_of(struct linker *l, const struct detector *d)
{
	struct framework *f = arena_zero(l->arena, sizeof *f);
	const struct manifests *m = l->program->manifests;
	bool configured = has_config(d);
	size_t room = 0;

	f->d = d;
	for (const struct rule *r = d->rules; r; r = r->next)
		if (rule_is_place(r))
			*(const struct rule **)arena_push(l->arena, (void **)&f->places,
			                                  &f->place_count, &room,
			                                  sizeof(struct rule *)) = r;
	for (size_t i = 0; m && i < m->package_count; i++)
		if (is_needed(d, m->packages[i].name))
			add_folder(l, f, m->packages[i].manifest, NULL);
	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		if (u->language == LANG_PYTHON)
			continue;
		if (configured && config_rule(d, u->path))
			add_folder(l, f, u->path, u);
		f->is_imported = f->is_imported || imports(d, u);
	}
	return f;
}

static const struct folder *folder_at(const struct framework *f, const char *path,
                                      size_t n)
{
	const struct folder *x;

	for (x = f->folders; x; x = x->next)
		if (x->n == n && !memcmp(x->path, path, n))
			return x;
	return NULL;
}

/* ---- is the file in that place? ------------------------------------------------------
 */

/* The outermost folder of an application that the file stands in as the rule says. */
static bool is_there(struct routed *p, const struct rule *r)
{
	bool imported = p->framework->is_imported && imports(p->framework->d, p->unit);
	struct file_place *at = &p->place;

	for (int guess = 0; guess <= (int)imported; guess++)
		for (at->app = 0; at->app < at->n; at->app++)
			if ((guess || folder_at(p->framework, p->unit->path,
			                        file_place_folder(at))) &&
			    file_place_match(at, r->words[0].s))
				return true;
	return false;
}

/* ---- methods ------------------------------------------------------------------------
 */

static const char *upper(struct linker *l, const char *s)
{
	char *u = arena_strdup(l->arena, s);

	for (char *c = u; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c -= 'a' - 'A';
	return u;
}

static void compared_in(struct linker *l, const struct scope *f, struct texts *out)
{
	for (const struct compared *c = f->compared; c; c = c->next)
		if (route_is_method(c->text.s))
			add_text(out, upper(l, c->text.s));
}

/* if (req.method === "OPTIONS") return ..: what a browser asks beforehand tells nothing
 * of what is served. */
static bool is_preflight(const struct texts *methods)
{
	for (size_t i = 0; i < methods->n; i++)
		if (strcmp(methods->v[i].s, "OPTIONS") != 0)
			return false;
	return true;
}

/* Methods that the handler compares the request's with, or what it hands that on to. */
static void compared_methods(struct linker *l, const struct scope *handler,
                             struct texts *out)
{
	const struct scope *given[HANDED_ON_MAX];
	size_t n;

	if (!handler || handler->kind != SCOPE_FUNCTION)
		return;
	compared_in(l, handler, out);
	n = is_preflight(out) ? handed_on(l, handler, given) : 0;
	for (size_t i = 0; i < n; i++)
		compared_in(l, given[i], out);
	if (is_preflight(out))
		out->n = 0;
}

static bool is_let(const struct rule *r, struct name key)
{
	for (size_t i = 0; i < r->word_count; i++)
		if (name_eq(r->words[i], key))
			return true;
	return false;
}

static void methods_listed(struct linker *l, const struct rule *r,
                           const struct value *options, struct texts *out)
{
	struct texts t;

	if (options->kind != VALUE_LITERAL || options->expr->kind != EXPR_DICT)
		return;
	for (const struct expr *p = expr_first(options->expr); p; p = p->next) {
		if (p->kind != EXPR_PAIR || !expr_left(p) ||
		    !is_let(r, expr_left(p)->text))
			continue;
		eval_text_list(&l->eval, expr_first(p), options->scope, options->env, &t);
		for (size_t i = 0; i < t.n; i++)
			if (route_is_method(t.v[i].s))
				add_text(out, upper(l, t.v[i].s));
	}
}

/* Methods that what is put around the handler lets through: withGate(handler, {methods:
 * ["GET"]}). */
static void let_methods(struct linker *l, const struct detector *d,
                        const struct exported *x, struct texts *out)
{
	const struct expr *call = x->value;

	for (const struct rule *r = d->rules; r; r = r->next) {
		if (r->word != WORD_lets || !call || call->kind != EXPR_CALL)
			continue;
		for (const struct expr *a = expr_first(call); a; a = a->next) {
			struct values v;

			eval_expr(&l->eval, a, x->in, NULL, &v);
			for (size_t i = 0; i < v.n; i++)
				methods_listed(l, r, &v.v[i], out);
		}
	}
	if (is_preflight(out))
		out->n = 0;
}

static bool is_compared(const struct rule *r)
{
	return r->method && !strncmp(r->method, "compared", 8);
}

static void served_methods(struct routed *p, const struct rule *r, struct name name,
                           const struct exported *x, struct served *s)
{
	s->methods.n = 0;
	if (*p->place.method) {
		add_text(&s->methods, upper(p->l, p->place.method));
	} else if (is_compared(r)) {
		let_methods(p->l, r->detector, x, &s->methods);
		if (!s->methods.n)
			compared_methods(p->l, s->handler, &s->methods);
		if (!s->methods.n)
			add_text(&s->methods, r->method[8] == '/' ? r->method + 9 : "*");
	} else if (r->method) {
		add_text(&s->methods, r->method);
	} else {
		add_text(&s->methods, route_is_method(name.s) ? name.s : "*");
	}
}

/* ---- paths ------------------------------------------------------------------------- */

/* What the configuration says is in front of all paths; "": nothing. */
static const char *base_of(struct linker *l, const struct detector *d,
                           const struct unit *config)
{
	const struct rule *r = config ? config_rule(d, config->path) : NULL;
	const struct scope *in;
	struct exported x;
	struct value dict = { .kind = VALUE_LITERAL };
	struct values v;
	struct texts t;

	if (!r || r->word_count < 2 ||
	    !exported_find(l, config, name_of("default"), &x) ||
	    !(dict.expr = exported_dict(l, &x, &in)))
		return "";
	dict.scope = in;
	eval_member(&l->eval, &dict, r->words[1], &v);
	for (size_t i = 0; i < v.n; i++) {
		if (v.v[i].kind != VALUE_LITERAL)
			continue;
		eval_texts(&l->eval, v.v[i].expr, v.v[i].scope, v.v[i].env, &t);
		if (t.n && t.v[0].complete)
			return t.v[0].s;
	}
	return "";
}

static bool paths_of(struct routed *p, const struct rule *r, struct texts *out)
{
	struct linker *l = p->l;
	const struct folder *f = folder_at(p->framework, p->unit->path,
	                                   file_place_folder(&p->place));
	struct name taken[FILE_PARTS_MAX];
	size_t count = 0;
	const char *base;

	for (size_t i = 0; i < p->place.n; i++)
		if (p->place.is_taken[i])
			taken[count++] = p->place.taken[i];
	if (!path_segments(out, l->arena, p->framework->d, taken, count, r->dots))
		return false;
	base = f ? base_of(l, p->framework->d, f->config) : "";
	for (size_t i = 0; i < out->n; i++) {
		const char *rest = strcmp(out->v[i].s, "/") ? out->v[i].s : "";

		out->v[i].s = arena_printf(l->arena, "%s%s%s", base,
		                           r->prefix ? r->prefix : "", rest);
	}
	return true;
}

/* ---- facts ------------------------------------------------------------------------- */

/* Another file of the folder, by the name of the option `unless`, speaks for all. */
static bool is_spoken_for(const struct routed *p, const struct rule *r)
{
	static const char *const endings[] = { "ts", "tsx", "js", "jsx", "mjs" };
	const char *file = file_name_of(p->unit->path);

	if (!r->unless ||
	    (strlen(r->unless) == p->place.part[p->place.n - 1].len &&
	     !memcmp(r->unless, p->place.part[p->place.n - 1].s, strlen(r->unless))))
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (program_unit(p->l->program,
		                 arena_printf(p->l->arena, "%.*s%s.%s",
		                              (int)(file - p->unit->path), p->unit->path,
		                              r->unless, endings[i])))
			return true;
	return false;
}

/* method=keys: those of the dictionary alone; keys/a.b: of what it has there. */
static bool has_keys(const struct rule *r)
{
	return r->method && !strncmp(r->method, "keys", 4);
}

/* The member a.b of a dictionary that is written here; NULL: none. */
static const struct expr *dict_at(const struct expr *dict, const char *path)
{
	while (dict && *path) {
		size_t n = strcspn(path, ".");
		const struct expr *e = expr_first(dict);

		while (e && (e->kind != EXPR_PAIR || !expr_left(e) ||
		             expr_left(e)->text.len != n ||
		             memcmp(expr_left(e)->text.s, path, n) != 0))
			e = e->next;
		dict = e && expr_first(e) && expr_first(e)->kind == EXPR_DICT
		         ? expr_first(e)
		         : NULL;
		path += n + (path[n] == '.');
	}
	return dict;
}

/* { GET: f, POST: g }: each for itself. False: no keys are methods. */
static bool serve_keys(struct routed *p, const struct rule *r, const struct exported *x,
                       struct served s)
{
	const struct scope *in;
	const struct expr *dict = x->member.len ? NULL : exported_dict(p->l, x, &in);
	bool any = false;

	if (has_keys(r) && r->method[4])
		dict = dict_at(dict, r->method + 5);

	for (const struct expr *e = dict ? expr_first(dict) : NULL; e; e = e->next) {
		if (e->kind != EXPR_PAIR || !expr_left(e) ||
		    expr_left(e)->kind != EXPR_STRING ||
		    !route_is_method(expr_left(e)->text.s))
			continue;
		any = true;
		s.methods.n = 0;
		add_text(&s.methods, upper(p->l, expr_left(e)->text.s));
		s.handler = expr_first(e) ? link_handler(p->l, expr_first(e), in, NULL)
		                          : NULL;
		s.guard = guard_by_name(p->l, r->detector, expr_first(e), in, s.handler);
		if (!s.guard)
			s.guard = guard_by_name(p->l, r->detector, x->value, x->in, NULL);
		route_served(p->l, r, p->unit, x->line, &s);
	}
	return any;
}

/* What a chain of calls on an object began with: make().use(f).get(g). */
static const struct value *chain_root(struct routed *p, const struct value *v)
{
	const struct detector *d = p->framework->d;

	for (int i = 0; v && i < CHAIN_MAX; i++) {
		if (v->kind == VALUE_MEMBER)
			v = v->of;
		else if (v->kind == VALUE_OBJECT && v->of)
			v = v->of;
		else
			break;
	}
	return v && v->kind == VALUE_OBJECT && v->expr &&
	               value_role(&p->l->eval, d, name_of("chain"), v)
	         ? v
	         : NULL;
}

static const struct expr *root_of(struct routed *p, const struct expr *e,
                                  const struct scope *s)
{
	struct values v;

	eval_expr(&p->l->eval, e, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (chain_root(p, &v.v[i]))
			return chain_root(p, &v.v[i])->expr;
	return NULL;
}

/* One call of the chain, when it is get(f), post(f) ... on the object that is served. */
static bool serve_call(struct routed *p, const struct rule *r, const struct expr *call,
                       const struct expr *root, struct served s)
{
	struct linker *l = p->l;
	bool all = name_is(expr_left(call)->text, "all");

	if ((!all && !route_is_method(expr_left(call)->text.s)) ||
	    root_of(p, expr_left(expr_left(call)), call->scope) != root)
		return false;
	one_text(&s.methods, all ? "*" : upper(l, expr_left(call)->text.s));
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		const struct scope *f = link_handler(l, a, call->scope, NULL);

		if (f)
			s.handler = f;
	}
	s.guard = guard_by_name(l, r->detector, NULL, NULL, s.handler);
	route_served(l, r, p->unit, call->line, &s);
	return true;
}

/* export default make().get(f).post(g): an object of the role chain, whose calls in the
 * file say the methods. */
static bool serve_chain(struct routed *p, const struct rule *r, const struct exported *x,
                        const struct served *s)
{
	const struct expr *root = x->value ? root_of(p, x->value, x->in) : NULL;
	bool any = false;

	for (const struct site *t = root ? x->in->first_site : NULL; t; t = t->next) {
		const struct expr *e = t->call;

		for (int i = 0;
		     e && e->kind == EXPR_CALL && expr_left(e) && i < CHAIN_MAX; i++) {
			if (expr_left(e)->kind != EXPR_ATTR || !e->scope)
				break;
			any = serve_call(p, r, e, root, *s) || any;
			e = expr_left(expr_left(e));
		}
	}
	return any;
}

/* tasks/db/clean is db:clean. */
static const char *job_name(struct routed *p, const char *path)
{
	char *name = arena_strdup(p->l->arena, path + (*path == '/'));

	for (char *c = name; (c = strchr(c, '/'));)
		*c = ':';
	return name;
}

static void serve(struct routed *p, const struct rule *r, struct name name,
                  const struct exported *x)
{
	struct served s = { .handler = exported_handler(p->l, x),
		            .handler_name = name.s };

	s.guard = guard_by_name(p->l, r->detector, x->value, x->in, s.handler);
	if (r->fact == FACT_endpoint || r->fact == FACT_channel) {
		if (!paths_of(p, r, &s.paths))
			return;
		if ((is_compared(r) || has_keys(r)) && serve_keys(p, r, x, s))
			return;
		if (has_keys(r) || (is_compared(r) && serve_chain(p, r, x, &s)))
			return;
		served_methods(p, r, name, x, &s);
		route_served(p->l, r, p->unit, x->line, &s);
	} else {
		struct fact *f = link_fact(p->l, (enum fact_kind)r->fact, p->unit,
		                           x->line, r);

		f->name = r->fact == FACT_job && paths_of(p, r, &s.paths)
		            ? job_name(p, s.paths.v[0].s)
		            : name.s;
		f->handler = name.s;
		if (s.handler)
			link_measure(f, s.handler, p->unit);
	}
}

/* Whether the framework has rules for the file. */
static bool rules_of(struct routed *p)
{
	struct name done[NAMES_MAX];
	size_t done_count = 0;

	for (size_t k = 0; k < p->framework->place_count; k++) {
		const struct rule *r = p->framework->places[k];
		const struct folder *f;

		if (!is_there(p, r) || is_spoken_for(p, r))
			continue;
		f = folder_at(p->framework, p->unit->path, file_place_folder(&p->place));
		if (f && f->is_mapped)
			continue;
		for (size_t i = 1; i < r->word_count; i++) {
			struct exported x;
			size_t at = 0;

			while (at < done_count && !name_eq(done[at], r->words[i]))
				at++;
			if (at < done_count ||
			    !exported_find(p->l, p->unit, r->words[i], &x))
				continue;
			if (done_count < NAMES_MAX)
				done[done_count++] = r->words[i];
			serve(p, r, r->words[i], &x);
		}
	}
	return done_count > 0;
}

/* ---- maps -------------------------------------------------------------------------- */

struct mapped {
	struct linker *l;
	const struct framework *framework;
	const char *base;
};

/* "users/:id", "files/" and a lone star. */
static void map_path(struct linker *l, const char *base, const char *path,
                     struct texts *out)
{
	size_t n = strlen(path);

	if (n > 1 && !strcmp(path + n - 2, "/*"))
		path = arena_printf(l->arena, "%.*s{splat}", (int)n - 1, path);
	if (*base && !strcmp(path, "/"))
		path = "";
	one_text(out, arena_printf(l->arena, "%s%s", base, path));
}

static void on_file(void *arg, const char *path, const struct unit *u, bool complete)
{
	const struct mapped *m = arg;
	struct routed p = { .l = m->l, .framework = m->framework, .unit = u };
	struct served s;
	struct texts done = { .n = 0 };

	for (const struct rule *r = m->framework->d->rules; u && r; r = r->next) {
		for (size_t i = 1; rule_is_place(r) && i < r->word_count; i++) {
			size_t before = done.n;
			struct exported x;

			add_text(&done, r->words[i].s);
			if (done.n == before || !exported_find(m->l, u, r->words[i], &x))
				continue;
			s = (struct served){ .handler = exported_handler(m->l, &x),
				             .handler_name = r->words[i].s };
			s.guard = guard_by_name(m->l, r->detector, x.value, x.in,
			                        s.handler);
			map_path(m->l, m->base, path, &s.paths);
			s.paths.v[0].complete = complete;
			served_methods(&p, r, r->words[i], &x, &s);
			route_served(m->l, r, u, x.line, &s);
		}
	}
}

/* The map of an application, where it has one, in place of the names of its files. */
static void maps_of(struct linker *l, struct framework *f)
{
	static const char *const endings[] = { "ts", "tsx", "js", "mjs" };

	for (const struct rule *r = f->d->rules; r; r = r->next) {
		for (struct folder *x = f->folders; x && r->word == WORD_map;
		     x = x->next) {
			struct mapped m = { l, f, base_of(l, f->d, x->config) };

			for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
				const struct unit *u =
				    program_unit(l->program,
				                 arena_printf(l->arena, "%s%s%s.%s",
				                              x->path, x->n ? "/" : "",
				                              r->words[0].s, endings[i]));

				if (u)
					x->is_mapped = !file_map_each(l, f->d, u, on_file,
					                              &m);
			}
		}
	}
}

/* ---- directives -------------------------------------------------------------------- */

static const struct rule *directive_rule(struct linker *l, struct name text,
                                         const struct unit *u)
{
	for (size_t i = 0; text.len && i < l->directives.n; i++) {
		const struct rule *r = l->directives.v[i];

		if (!r->is_page && name_eq(r->words[0], text) &&
		    r->detector->is_python == (u->language == LANG_PYTHON))
			return r;
	}
	return NULL;
}

static void action(struct linker *l, const struct rule *r, const struct unit *u,
                   const char *name, uint32_t line, const struct scope *handler,
                   const struct exported *x)
{
	struct fact *f = link_fact(l, (enum fact_kind)r->fact, u, line, r);

	f->name = name;
	f->handler = name;
	f->method = r->method;
	f->guard = guard_by_name(l, r->detector, x ? x->value : NULL, x ? x->in : NULL,
	                         handler);
	if (handler)
		link_measure(f, handler, u);
}

/* "use server" at the head of a file: all functions that it exports. */
static void exported_actions(struct linker *l, const struct rule *r, const struct unit *u)
{
	for (const struct binding *b = u->module->first_binding; b; b = b->next) {
		struct exported x;

		if (!b->is_exported || b->kind == BIND_IMPORT ||
		    (b->kind == BIND_VALUE && !binding_value(b)) ||
		    !exported_find(l, u, b->name, &x) || x.line != b->line)
			continue;
		if (x.def ? x.def->kind == SCOPE_FUNCTION
		          : x.value && (x.value->kind == EXPR_CALL ||
		                        x.value->kind == EXPR_FUNCTION ||
		                        exported_handler(l, &x)))
			action(l, r, u, b->name.s, x.line, exported_handler(l, &x), &x);
	}
	for (const struct export_entry *e = u->exports; e; e = e->next) {
		struct exported x;

		if (!name_is(e->name, "*") && exported_find(l, u, e->name, &x))
			action(l, r, u, e->name.s, e->line, exported_handler(l, &x), &x);
	}
}

/* "use server" at the head of a function. */
static void inner_actions(struct linker *l, const struct scope *s, bool all)
{
	for (const struct scope *c = s->first_child; c; c = c->sibling) {
		const struct rule *r = c->directive.len
		                         ? directive_rule(l, c->directive, c->unit)
		                         : NULL;

		if (r && !all)
			action(l, r, c->unit, link_scope_name(l, c), c->line, c, NULL);
		inner_actions(l, c, all);
	}
}

/* ---- functions that are given the application
 * ------------------------------------------
 */

static void give_app(struct linker *l, const struct rule *r, const struct unit *u)
{
	struct values v;

	folder_export(&l->eval, u, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope->kind == SCOPE_FUNCTION)
			eval_give(&l->eval, v.v[i].scope->params, r);
}

void file_apps(struct linker *l)
{
	for (const struct detector *d = l->detectors->first; d; d = d->next) {
		struct routed p = { .l = l };

		if (!d->gives_app || !link_uses(l, d))
			continue;
		p.framework = framework_of(l, d);
		for (size_t i = 0; i < l->program->n; i++) {
			p.unit = l->program->units[i];
			if (p.unit->language == LANG_PYTHON ||
			    !file_place_split(&p.place, p.unit->path))
				continue;
			for (const struct rule *r = d->rules; r; r = r->next)
				if (rule_is_given_app(r) && is_there(&p, r))
					give_app(l, r, p.unit);
		}
	}
}

void file_routes(struct linker *l)
{
	struct framework *first = NULL, **end = &first;

	for (const struct detector *d = l->detectors->first; d; d = d->next) {
		if (d->is_python || !has_place(d))
			continue;
		*end = framework_of(l, d);
		if (!(*end)->folders && !(*end)->is_imported)
			continue;
		maps_of(l, *end);
		end = &(*end)->next;
	}
	*end = NULL;
	for (size_t i = 0; i < l->program->n; i++) {
		struct unit *u = l->program->units[i];
		const struct rule *r = directive_rule(l, u->module->directive, u);
		struct routed p = { .l = l, .unit = u };

		if (u->language == LANG_PYTHON)
			continue;
		if (r)
			exported_actions(l, r, u);
		else
			inner_actions(l, u->module, false);
		if (!first || !file_place_split(&p.place, u->path))
			continue;
		p.framework = first;
		while (p.framework && !rules_of(&p))
			p.framework = p.framework->next;
	}
}
