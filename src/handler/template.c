/* template.c - pages that the server makes, and the files that they are put together
 * from.
 */
#include "handler/template.h"

#include <stdlib.h>
#include <string.h>

#include "detect/file_place.h"
#include "files/platform.h"
#include "text/glob.h"
#include "value/folder.h"

/* ---- names that code says ----------------------------------------------- */

static void names_of(struct linker *l, size_t fact, const struct expr *e,
                     const struct scope *s, const struct env *env)
{
	const struct fact first = l->facts->v[fact];
	struct facts *fs = l->facts;
	struct texts t;

	eval_text_list(&l->eval, e, s, env, &t);
	for (size_t i = 0; i < t.n; i++) {
		struct fact *f, one = first;

		f = i ? arena_push(l->arena, (void **)&fs->v, &fs->n, &fs->room,
		                   sizeof *fs->v)
		      : &fs->v[fact];
		one.name = t.v[i].s;
		if (!t.v[i].complete) {
			one.status = "unresolved";
			one.reason = "a part of its name is not constant";
		}
		*f = one;
	}
	if (!t.n) {
		fs->v[fact].status = "unresolved";
		fs->v[fact].reason = "its name is not constant";
	}
}

void template_names(struct linker *l, size_t fact, const struct match *m)
{
	const struct capture *c = match_get(m, "name");

	if (c)
		names_of(l, fact, c->expr, c->scope, c->env);
}

void template_class(struct linker *l, const struct rule *r, const struct scope *class)
{
	const struct binding *b = r->states.len ? scope_find(class, r->states) : NULL;
	struct fact *f;

	if (!b || b->kind != BIND_VALUE || binding_target(b) || !binding_value(b) ||
	    binding_value(b)->kind == EXPR_CONST)
		return;
	f = link_fact(l, FACT_template, class->unit, b->line, r);
	f->handler = class->name.s;
	names_of(l, (size_t)(f - l->facts->v), binding_value(b), class, NULL);
}

enum { PAGES_ASKED = 20000000 }; /* characters of patterns, by all such paths */

static int by_path(const void *key, const void *file)
{
	return strcmp(key, ((const struct template_file *)file)->path);
}

static struct template_file *page_at(const struct template_file *files, size_t n,
                                     const char *path)
{
	return path && n ? bsearch(path, files, n, sizeof *files, by_path) : NULL;
}

const char *template_read(struct linker *l, const struct match *m)
{
	const struct capture *c = match_get(m, "name");
	const struct template_file *page = NULL;

	if (c && l->page_count)
		page = page_at(l->pages, l->page_count,
		               folder_path(&l->eval, c->expr, c->scope, c->env));
	return page ? page->path : NULL;
}

/* "./mails/{name}.mjml" with a star for the name, no dots and slashes in front; NULL: its
 * folder or its ending is not said. */
static const char *place_of(struct linker *l, const char *text)
{
	char *out = arena_alloc(l->arena, strlen(text) + 1);
	const char *slash, *last = strrchr(text, '}');
	size_t n = 0;

	for (text += strspn(text, "./"); *text; text++) {
		if (*text == '{' && text < last) {
			text = strchr(text, '}');
			out[n++] = '*';
		} else if (strchr("*?[\\", *text)) {
			return NULL;
		} else {
			out[n++] = *text;
		}
	}
	out[n] = '\0';
	slash = strchr(out, '/');
	return slash && memchr(out, '*', n) && !memchr(out, '*', (size_t)(slash - out)) &&
	               strrchr(out, '.') > strrchr(out, '*')
	         ? out
	         : NULL;
}

/* join(__dirname, `mails/${name}.mjml`): what the last part of the path says. */
static const char *place_read(struct linker *l, const struct capture *c)
{
	const struct expr *e = c->expr;
	struct texts t;

	for (int i = 0; i < 4 && e->kind == EXPR_CALL && expr_first(e); i++)
		for (e = expr_first(e); e->next;)
			e = e->next;
	eval_texts(&l->eval, e, c->scope, c->env, &t);
	return t.n == 1 && !t.v[0].complete ? place_of(l, t.v[0].s) : NULL;
}

/* Its end behind a slash is told by a star and that slash in front of the place. */
static bool is_at(const char *path, const char *below)
{
	return glob_matches(below, path) || glob_matches(below + 2, path);
}

bool template_read_each(struct linker *l, const struct match *m, const struct unit *u,
                        uint32_t line)
{
	const struct capture *c = match_get(m, "name");
	const char *place = c && l->page_count && l->pages_asked < PAGES_ASKED
	                      ? place_read(l, c)
	                      : NULL;
	const char *below = place ? arena_printf(l->arena, "*/%s", place) : NULL;
	size_t near = 0, n = 0;

	l->pages_asked += below ? l->page_count * strlen(below) : 0;
	for (int pass = 0; place && pass < 2; pass++)
		for (size_t i = 0; i < l->page_count; i++) {
			const char *path = l->pages[i].path;
			size_t common = file_common_folder(path, u->path);
			struct fact *f;

			if (common < near || !is_at(path, below))
				continue;
			near = common;
			if (!pass)
				continue;
			f = link_fact(l, FACT_template, u, line, m->rule);
			f->name = f->target = path;
			n++;
		}
	return n > 0;
}

/* ---- files -------------------------------------------------------------- */

static const char *ending_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');

	return dot ? dot + 1 : "";
}

/* A folder that names are looked up in, by what was found so. */
struct root {
	struct name folder; /* with the slash behind it, or empty */
	bool is_usual;      /* by its name */
	size_t names;
	struct name area; /* what those that were found there have in common */
	const char *endings[4];
	size_t ending_count;
	const char *by, *framework; /* the file that names one of them */
	struct root *next;          /* same slot */
	struct root *chosen;        /* the next that holds a page */
};

/* A name that code says, and the files that it may be. */
struct named {
	struct name name;           /* without a slash in front */
	const char *by, *framework; /* the file that says it */
	struct candidate *files;
	uint32_t lines;     /* of what is called so */
	const char *file;   /* the one that is it; NULL: none */
	struct named *next; /* same slot */
};

struct candidate {
	size_t file;
	struct root *root;
	struct candidate *next;
};

enum { NAME_SLOTS = 1024 };

struct parts {
	struct facts *fs;
	const struct platforms *platforms;
	struct arena *a;
	struct template_file *files;
	size_t n;
	struct named *slot[NAME_SLOTS];
	struct root *roots[NAME_SLOTS], *chosen;
	bool is_python;
};

static struct named *named_find(const struct parts *p, struct name n)
{
	struct named *x = p->slot[n.hash % NAME_SLOTS];

	while (x && !name_eq(x->name, n))
		x = x->next;
	return x;
}

static struct name part_name(const char *s, size_t n)
{
	return (struct name){ s, (uint32_t)n, name_hash(s, n) };
}

/* "./a/b", "/a/b": a/b */
static struct name said(const char *name)
{
	name += strspn(name, "./");
	return part_name(name, strlen(name));
}

static void named_add(struct parts *p, const struct fact *f)
{
	struct name n = said(f->name);
	struct named *x;

	if (named_find(p, n))
		return;
	x = arena_alloc(p->a, sizeof *x);
	*x = (struct named){ .name = n,
		             .by = f->file,
		             .framework = f->framework,
		             .next = p->slot[n.hash % NAME_SLOTS] };
	p->slot[n.hash % NAME_SLOTS] = x;
}

static struct root *root_of(struct parts *p, struct name folder)
{
	struct root **slot = &p->roots[folder.hash % NAME_SLOTS], *r;

	for (r = *slot; r; r = r->next)
		if (name_eq(r->folder, folder))
			return r;
	r = arena_zero(p->a, sizeof *r);
	r->folder = folder;
	r->is_usual = platform_is_below(p->platforms, "page-folder", folder.s,
	                                folder.len);
	r->next = *slot;
	return *slot = r;
}

static void may_be(struct parts *p, size_t file, const char *from, size_t n)
{
	const char *path = p->files[file].path;
	struct named *x = named_find(p, part_name(from, n));
	struct candidate *c;

	if (!x)
		return;
	c = arena_alloc(p->a, sizeof *c);
	*c = (struct candidate){ file, root_of(p, part_name(path, (size_t)(from - path))),
		                 x->files };
	x->files = c;
	c->root->names++;
}

/* "a/b/c.hbs" may be called a/b/c, b/c, c, and each with its ending. */
static void candidates(struct parts *p, size_t file)
{
	const char *path = p->files[file].path, *ending = ending_of(path);

	for (const char *s = path; s; s = strchr(s, '/') ? strchr(s, '/') + 1 : NULL) {
		may_be(p, file, s, strlen(s));
		if (*ending)
			may_be(p, file, s, strlen(s) - strlen(ending) - 1);
	}
}

static void root_has(struct parts *p, struct root *r, const char *path,
                     const struct named *x)
{
	const char *slash = strrchr(path, '/'), *ending = ending_of(path);
	size_t n = slash ? (size_t)(slash - path) + 1 : 0, i = 0;

	if (r->by) {
		n = file_common_folder(r->area.s, path);
		n = n < r->area.len ? n : r->area.len;
	}
	r->area = part_name(path, n);
	if (!r->by) {
		r->by = x->by;
		r->framework = x->framework;
		r->chosen = p->chosen;
		p->chosen = r;
	}
	while (i < r->ending_count && strcmp(r->endings[i], ending))
		i++;
	if (i == r->ending_count && i < sizeof r->endings / sizeof *r->endings)
		r->endings[r->ending_count++] = ending;
}

static bool is_better(const struct candidate *c, const struct candidate *than)
{
	const struct root *r = c->root, *other = than->root;

	if (r->names != other->names)
		return r->names > other->names;
	if (r->is_usual != other->is_usual)
		return r->is_usual;
	return c->file < than->file;
}

/* Of the files that a name may be it is the one where most names are found. */
static void settle(struct parts *p, struct named *x)
{
	const struct candidate *best = x->files;

	for (const struct candidate *c = x->files; c; c = c->next)
		if (is_better(c, best))
			best = c;
	/* One name alone, in a folder of any name, may be a manual's index.html. */
	if (!best || (best->root->names < 2 && !best->root->is_usual))
		return;
	for (const struct candidate *c = x->files; c; c = c->next)
		if (c->root == best->root) {
			x->lines += p->files[c->file].lines;
			p->files[c->file].is_fact = true;
		}
	x->file = p->files[best->file].path;
	root_has(p, best->root, x->file, x);
}

static const struct root *area_of(const struct parts *p, size_t file)
{
	const char *path = p->files[file].path;
	const struct root *found = NULL;

	for (const struct root *r = p->chosen; r; r = r->chosen) {
		bool is_one = false;

		/* The first folder of all is no folder of templates. */
		if ((found && found->area.len <= r->area.len) ||
		    strncmp(path, r->area.s, r->area.len) ||
		    (!r->area.len && strchr(path, '/')))
			continue;
		for (size_t k = 0; k < r->ending_count; k++)
			is_one |= !strcmp(r->endings[k], ending_of(path));
		if (is_one)
			found = r;
	}
	return found;
}

static void add_part(struct parts *p, size_t file, const struct root *r)
{
	struct fact *f = arena_push(p->a, (void **)&p->fs->v, &p->fs->n, &p->fs->room,
	                            sizeof *p->fs->v);

	*f = (struct fact){ .kind = FACT_template,
		            .file = p->files[file].path,
		            .handler_file = r->by,
		            .parent = -1,
		            .framework = r->framework,
		            .variety = "part",
		            .name = p->files[file].path + r->folder.len,
		            .statements = p->files[file].lines,
		            .status = "resolved" };
}

static bool is_known(const struct parts *p, const struct fact *f)
{
	const char *ending = ending_of(f->file);

	return f->kind == FACT_template && f->name && !f->target &&
	       !strcmp(f->status, "resolved") && !strcmp(ending, "py") == p->is_python;
}

/* A name without an ending, or with one of pages: contact.vcf may be a file, too, but
 * such files are not looked for. */
static bool is_page_name(const struct parts *p, const char *name)
{
	const struct platform *of = platform_of(p->platforms, name);

	return !*ending_of(name) || (of && !strcmp(of->variety, "page"));
}

/* The front end's own page of that name, wherever it lies. */
static const char *shell_of(const struct parts *p, const char *name)
{
	const char *last = strrchr(name, '/');

	last = last ? last + 1 : name;
	for (size_t i = 0; i < p->n; i++) {
		const char *slash = strrchr(p->files[i].path, '/');

		if (p->files[i].is_shell &&
		    !strcmp(slash ? slash + 1 : p->files[i].path, last))
			return p->files[i].path;
	}
	return NULL;
}

static void found_file(const struct parts *p, struct fact *f)
{
	const struct named *x = named_find(p, said(f->name));

	f->statements = x->lines;
	f->target = x->file;
	if (!x->file)
		f->target = shell_of(p, f->name);
	if (f->target && page_at(p->files, p->n, f->target)->is_shell)
		f->variety = "shell";
	if (!f->target && is_page_name(p, f->name))
		f->traits = "no-file";
}

/* Code of one language, whose names the other one does not mean. */
static void parts_of(struct parts *p, size_t count)
{
	bool is_any = false;

	for (size_t i = 0; i < count; i++)
		if (is_known(p, &p->fs->v[i])) {
			named_add(p, &p->fs->v[i]);
			is_any = true;
		}
	for (size_t i = 0; is_any && i < p->n; i++)
		candidates(p, i);
	for (size_t i = 0; is_any && i < NAME_SLOTS; i++)
		for (struct named *x = p->slot[i]; x; x = x->next)
			settle(p, x);
	for (size_t i = 0; is_any && i < count; i++) {
		struct fact *f = &p->fs->v[i];

		if (is_known(p, f))
			found_file(p, f);
	}
	for (size_t i = 0; p->chosen && i < p->n; i++) {
		const struct root *r = p->files[i].is_fact || p->files[i].is_shell
		                         ? NULL
		                         : area_of(p, i);

		if (!r)
			continue;
		add_part(p, i, r);
		p->files[i].is_fact = true;
	}
}

/* Its name is its place: nothing is to be looked for. */
static void is_read(struct fact *f, struct template_file *page)
{
	if (!page)
		return;
	f->statements = page->lines;
	f->variety = page->is_shell ? "shell" : f->variety;
	page->is_fact = true;
}

void template_parts(struct facts *fs, struct arena *a, const struct platforms *platforms,
                    struct template_file *files, size_t n)
{
	const size_t count = fs->n;

	for (size_t i = 0; i < count; i++)
		if (fs->v[i].kind == FACT_template && fs->v[i].target)
			is_read(&fs->v[i], page_at(files, n, fs->v[i].target));
	for (int is_python = 0; is_python < 2; is_python++) {
		struct parts *p = arena_zero(a, sizeof *p);

		*p = (struct parts){ .fs = fs,
			             .platforms = platforms,
			             .a = a,
			             .files = files,
			             .n = n,
			             .is_python = is_python };
		parts_of(p, count);
	}
}
