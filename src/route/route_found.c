/* route_found.c - routers that are mounted without their names: in a loop over files,
 * where import_module(f"app.routers.{name}").router is that of each file of the folder,
 * or by a function that is handed them. */
#include <string.h>

#include "route/route_parts.h"
#include "syntax/lang.h"
#include "text/glob.h"

/* "town.{}.routes" as a path, with a star in place of {}; NULL: nothing is known. */
static const char *folders_of(struct linker *l, const char *module)
{
	char *out = arena_strdup(l->arena, module), *to = out;
	bool is_known = false;

	for (const char *c = module + strspn(module, "."); *c; c++) {
		if (*c == '{') {
			const char *end = strchr(c, '}');

			*to++ = '*';
			c = end ? end : c;
		} else if (*c == '.') {
			*to++ = '/';
		} else {
			*to++ = *c;
			is_known = true;
		}
	}
	*to = '\0';
	return is_known ? out : NULL;
}

/* Folders in front of the pattern do not count, nor does the file that makes a folder a
 * package. */
static bool is_found(const char *pattern, const char *path)
{
	static const char package[] = "/__init__.py";
	size_t n = strlen(path), m = sizeof package - 1;
	char module[512];

	n -= n > m && !strcmp(path + n - m, package) ? m : 3;
	if (n >= sizeof module)
		return false;
	memcpy(module, path, n);
	module[n] = '\0';
	for (const char *c = module; c; c = strchr(c, '/')) {
		c += *c == '/';
		if (glob_matches(pattern, c))
			return true;
	}
	return false;
}

/* The first folder of a file's path. */
static bool share_a_folder(const char *a, const char *b)
{
	size_t n = strcspn(a, "/");

	return !a[n] || !strncmp(a, b, n + 1);
}

struct loaded {
	const struct match *m;
	struct node **parents;
	size_t parent_count;
	const struct texts *prefix;
	const struct expr *call;
};

/* One that is mounted elsewhere is not meant. */
static void mount_found(struct linker *l, const struct loaded *x, const struct unit *u,
                        struct name member)
{
	struct values v;

	v.n = 0;
	eval_unit_member(&l->eval, u, member, &v);
	for (size_t i = 0; i < v.n; i++) {
		struct node *child = v.v[i].kind == VALUE_OBJECT
		                       ? child_node(l, &v.v[i], x->m)
		                       : NULL;

		if (!child || child->unit != u || child->rooted)
			continue;
		if (child->parents && child->parents->at != x->call)
			continue;
		for (size_t k = 0; k < x->parent_count; k++)
			add_edge_of(l, child, x->parents[k], x->prefix, x->m, x->call);
	}
}

bool route_found(struct linker *l, const struct match *m, const struct value *child,
                 const struct texts *prefix, struct node **parents, size_t n,
                 const struct expr *call, const struct scope *s)
{
	struct loaded x = { m, parents, n, prefix, call };
	const struct value *of = child->kind == VALUE_MEMBER ? child->of : NULL;
	const char *pattern;
	struct texts t;

	if (!of || of->kind != VALUE_OBJECT || !of->expr || of->expr->kind != EXPR_CALL ||
	    !expr_first(of->expr) || !of->expr->scope || !eval_is_loader(&l->eval, of))
		return false;
	eval_texts(&l->eval, expr_first(of->expr), of->expr->scope, of->env, &t);
	pattern = t.n ? folders_of(l, t.v[0].s) : NULL;
	for (size_t i = 0; i < l->program->n; i++) {
		const struct unit *u = l->program->units[i];

		if (u->language == LANG_PYTHON && u->kind == UNIT_SOURCE &&
		    u != s->unit && scope_find(u->module, child->member) &&
		    (pattern ? is_found(pattern, u->path)
		             : share_a_folder(s->unit->path, u->path)))
			mount_found(l, &x, u, child->member);
	}
	return true;
}

/* A mount of whatever a loop comes to, or whatever its function is handed. */
struct open_mount {
	struct node *parent;
	struct texts prefix;
	bool is_handed;
	const struct rule *rule;
	const struct unit *unit;
	const struct expr *call;
	struct open_mount *next;
};

static bool is_looped(const struct expr *child, const struct scope *s)
{
	const struct binding *b = NULL;

	while (child->kind == EXPR_INDEX && expr_left(child))
		child = expr_left(child);
	if (child->kind != EXPR_NAME)
		return false;
	for (; s && !b; s = s->parent)
		b = scope_find(s, child->text);
	for (; b; b = b->same)
		if (b->kind == BIND_LOOP)
			return true;
	return false;
}

static bool is_parameter(const struct expr *child, const struct scope *s)
{
	for (const struct param *p = s->params; p; p = p->next)
		if (child->kind == EXPR_NAME && name_eq(p->name, child->text))
			return true;
	return false;
}

static bool is_plain(const struct texts *prefix)
{
	return !prefix->n ||
	       (prefix->n == 1 && !*prefix->v[0].s && prefix->v[0].complete);
}

void route_open(struct linker *l, const struct match *m, const struct capture *child,
                const struct texts *prefix, struct node **parents, size_t n,
                const struct expr *call, const struct scope *s)
{
	bool is_handed = is_parameter(child->expr, child->scope);

	if (s->unit->language != LANG_PYTHON ||
	    !(is_handed || (is_looped(child->expr, child->scope) && is_plain(prefix))))
		return;
	for (size_t i = 0; i < n; i++) {
		struct open_mount *o = arena_alloc(l->arena, sizeof *o);

		*o = (struct open_mount){ parents[i], *prefix, is_handed,      m->rule,
			                  s->unit,    call,    l->routes->open };
		l->routes->open = o;
	}
}

static void close_one(struct linker *l, struct node *n)
{
	if (!n->rule || n->rule->word != WORD_router || n->parents || n->rooted ||
	    !n->unit || n->unit->kind != UNIT_SOURCE)
		return;
	for (const struct open_mount *o = l->routes->open; o; o = o->next)
		if (!o->is_handed && o->rule->detector == n->rule->detector &&
		    share_a_folder(o->unit->path, n->unit->path)) {
			add_edge(l, n, o->parent, NULL, o->call);
			return;
		}
}

/* The second file is below the folder of the first one, and another one. */
static bool is_below(const char *a, const char *b)
{
	const char *end = strrchr(a, '/');
	size_t n = end ? (size_t)(end - a) + 1 : 0;

	return !strncmp(a, b, n) && strcmp(a, b) != 0;
}

static bool calls(const struct expr *e, struct name n)
{
	return e && e->kind == EXPR_CALL && expr_left(e) &&
	       expr_left(e)->kind == EXPR_NAME && name_eq(expr_left(e)->text, n);
}

static bool is_imported(struct linker *l, const struct scope *s, const struct binding *b,
                        const struct scope *f)
{
	struct values v;

	if (b->kind != BIND_IMPORT || !name_eq(b->imported, f->name))
		return false;
	eval_name(&l->eval, b->name, s, NULL, &v);
	for (size_t i = 0; i < v.n; i++)
		if (v.v[i].kind == VALUE_SCOPE && v.v[i].scope == f)
			return true;
	return false;
}

/* Does code say the function's name: import it, or set something to what it gives? */
static bool is_named(struct linker *l, const struct scope *s, const struct scope *f)
{
	for (const struct binding *b = s->first_binding; b; b = b->next)
		if (is_imported(l, s, b, f) ||
		    (s->unit == f->unit && calls(binding_value(b), f->name)))
			return true;
	for (const struct expr *r = s->unit == f->unit ? s->returns : NULL; r;
	     r = r->next)
		if (calls(r, f->name))
			return true;
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		if (is_named(l, c, f))
			return true;
	return false;
}

static bool is_called(struct linker *l, const struct scope *f)
{
	for (size_t i = 0; i < l->program->n; i++)
		if (l->program->units[i]->language == LANG_PYTHON &&
		    is_named(l, l->program->units[i]->module, f))
			return true;
	return false;
}

/* def create_app(): app = Application(), which nobody calls by its name: a function that
 * mounts whatever it is handed mounts this one, too, below a path that is not known. */
static void close_app(struct linker *l, struct node *n)
{
	if (!n->rule || n->rule->word != WORD_app || n->parents || !n->in ||
	    n->in->kind != SCOPE_FUNCTION || n->unit->kind != UNIT_SOURCE)
		return;
	for (const struct open_mount *o = l->routes->open; o; o = o->next)
		if (o->is_handed && o->rule->detector == n->rule->detector &&
		    is_below(o->unit->path, n->unit->path) && !is_called(l, n->in)) {
			add_edge(l, n, o->parent, &o->prefix, o->call);
			return;
		}
}

void route_close(struct linker *l)
{
	for (size_t i = 0; l->routes->open && i < SLOTS; i++) {
		for (struct node *n = l->routes->slot[i]; n; n = n->next) {
			close_one(l, n);
			close_app(l, n);
		}
	}
}
