/* global.c - libraries that scripts have without an import: fetch(url). */
#include "reach/global.h"

#include <string.h>

#include "job/started.h"
#include "syntax/lang.h"

void global_begin(struct reach *r)
{
	const struct libraries *l = r->libraries;

	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->v[i].ecosystem, "global") != 0)
			continue;
		if (!r->global_count++)
			r->globals = &l->v[i]; /* they lie side by side */
	}
}

static bool is_bound(const struct scope *s, struct name n)
{
	for (; s; s = s->parent) {
		if (scope_find(s, n))
			return true;
		for (const struct param *p = s->params; p; p = p->next)
			if (name_eq(p->name, n) ||
			    (p->pattern && eval_uses(p->pattern, n, s)))
				return true;
	}
	return false;
}

const struct library *global_called(const struct reach *r, const struct scope *s,
                                    struct name n)
{
	if (s->unit->language == LANG_PYTHON)
		return NULL;
	for (size_t i = 0; i < r->global_count; i++)
		if (name_is(n, r->globals[i].import))
			return is_bound(s, n) ? NULL : &r->globals[i];
	return NULL;
}

static bool says_one(const struct reach *r, const struct unit *u)
{
	for (size_t i = 0; i < r->global_count; i++) {
		struct name n = name_of(r->globals[i].import);

		for (size_t k = 1; k < u->word_count; k++)
			if (name_eq(u->words[k], n))
				return true;
	}
	return false;
}

static bool is_below(const char *path, const char *dir, size_t len)
{
	return !len || (!strncmp(path, dir, len) && path[len] == '/');
}

/* The package.json that is nearest asks for nothing that only pages need. */
static bool is_of_back_end(const struct reach *r, const char *path)
{
	const struct manifests *m = r->l->program->manifests;
	const char *nearest = NULL;
	size_t length = 0;

	for (size_t i = 0; m && i < m->node_count; i++) {
		size_t n = strlen(m->nodes[i].dir);

		if (is_below(path, m->nodes[i].dir, n) && (!nearest || n >= length)) {
			nearest = m->nodes[i].dir;
			length = n;
		}
	}
	for (size_t i = 0; nearest && i < m->package_count; i++) {
		const struct package *p = &m->packages[i];
		const char *slash = strrchr(p->manifest, '/');
		size_t n = slash ? (size_t)(slash - p->manifest) : 0;
		const struct library *l;

		if (n != length || strncmp(p->manifest, nearest, n) != 0)
			continue;
		l = library_find(r->libraries, p->ecosystem, p->name);
		if (l && !strcmp(l->category, "frontend"))
			return false;
	}
	return nearest != NULL;
}

static bool is_reached(const struct reach *r, const struct unit *u)
{
	for (const struct node *n = r->newest; n; n = n->older)
		if (n->f->unit == u && n->reached_by)
			return true;
	return false;
}

bool global_may_call(const struct reach *r, const struct unit *u)
{
	size_t len = strlen(u->path);

	if (u->language == LANG_PYTHON || !says_one(r, u))
		return false;
	if (is_reached(r, u))
		return true;
	return len && u->path[len - 1] != 'x' && /* .tsx, .jsx */
	       !started_of_page(r->l, u) && is_of_back_end(r, u->path);
}
