/* units.h - for unit tests: a code base out of texts, read and ready to be linked. */
#ifndef UNITS_H
#define UNITS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link/link.h"
#include "read/python.h"
#include "read/script.h"
#include "syntax/lang.h"
#include "syntax/lex.h"
#include "text/data.h"
#include "value/unit.h"

enum { SOURCES_MAX = 8 };

struct source {
	const char *path, *text;
};

struct code_base {
	struct arena arena;
	struct detectors detectors;
	struct manifests manifests;
	struct unit *units[SOURCES_MAX];
	size_t n;
	struct program program;
	struct eval eval;
};

static int by_path(const void *a, const void *b)
{
	const struct unit *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

static void read_source(struct code_base *c, const struct source *s)
{
	struct unit *u = arena_zero(&c->arena, sizeof *u);
	size_t size = strlen(s->text);
	char *text = arena_zero(&c->arena, size + READ_PADDING);

	memcpy(text, s->text, size);
	u->path = s->path;
	u->arena = &c->arena;
	u->language = (uint8_t)lang_of(s->path);
	u->bytes = size;
	if (u->language == LANG_PYTHON)
		python_read(u, text, size, &c->detectors.vocabulary);
	else
		script_read(u, text, size, &c->detectors.vocabulary);
	unit_settle(u, &c->detectors);
	c->units[c->n++] = u;
}

/* Sources end with one whose path is NULL. */
static void code_base_init(struct code_base *c, const struct source *sources)
{
	struct err e = { ERR_NONE, "" };

	memset(c, 0, sizeof *c);
	if (!data_init(&c->arena, NULL, &e) ||
	    !detectors_load(&c->detectors, &c->arena, &e))
		fail_msg("%s", e.text);
	for (; sources->path && c->n < SOURCES_MAX; sources++)
		read_source(c, sources);
	qsort(c->units, c->n, sizeof *c->units, by_path);
	program_init(&c->program, &c->arena, c->units, c->n, &c->manifests, "");
	eval_init(&c->eval, &c->arena, &c->program, &c->detectors);
}

static void code_base_release(struct code_base *c)
{
	arena_release(&c->arena);
}

#endif
