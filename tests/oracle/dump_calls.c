/* dump_calls.c - every call and decorator that our readers see, for the oracles.
 *
 *     dump_calls < LIST-OF-FILES
 *
 * Reads with a vocabulary that has every name, so nothing is left out. One line a
 * place, tab-separated, \t \n \r \\ escaped:
 *     file  path                                before the places of that file
 *     call  line  last name  "=" first string   or "-" when it is no plain string
 *     decorator  line  last name  as above
 *     def  line  name  statements  calls  end line
 *     defect  line  text */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/python.h"
#include "read/script.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

enum { SIZE_MAX_READ = 64 << 20 };

static void put_text(struct name n)
{
	for (uint32_t i = 0; i < n.len; i++) {
		switch (n.s[i]) {
		case '\t': fputs("\\t", stdout); break;
		case '\n': fputs("\\n", stdout); break;
		case '\r': fputs("\\r", stdout); break;
		case '\\': fputs("\\\\", stdout); break;
		default: putchar(n.s[i]);
		}
	}
}

static struct name last_name(const struct expr *e)
{
	return e && (e->kind == EXPR_NAME || e->kind == EXPR_ATTR) ? e->text
	                                                           : (struct name){ 0 };
}

static void put_place(const char *kind, const struct expr *e)
{
	const struct expr *to = e->kind == EXPR_CALL ? expr_left(e) : e;
	const struct expr *first = e->kind == EXPR_CALL ? expr_first(e) : NULL;

	printf("%s\t%u\t", kind, e->line);
	put_text(last_name(to));
	if (first && first->kind == EXPR_STRING) {
		fputs("\t=", stdout);
		put_text(first->text);
		putchar('\n');
	} else {
		fputs("\t-\n", stdout);
	}
}

/* One site: the calls of its chain. Those in its arguments are sites of their own. */
static void put_chain(const struct expr *e)
{
	for (; e; e = expr_left(e)) {
		if (e->kind == EXPR_CALL)
			put_place("call", e);
		else if (e->kind != EXPR_ATTR && e->kind != EXPR_INDEX &&
		         e->kind != EXPR_TEMPLATE)
			break;
	}
}

/* All calls in an expression without sites: a decorator's. */
static void put_tree(const struct expr *e)
{
	if (!e)
		return;
	if (e->kind == EXPR_CALL)
		put_place("call", e);
	put_tree(expr_left(e));
	for (const struct expr *i = expr_first(e); i; i = i->next)
		put_tree(i);
	if (e->kind == EXPR_FUNCTION && e->scope)
		for (const struct expr *i = e->scope->returns; i; i = i->next)
			put_tree(i);
}

static void put_decorators(const struct scope *s, const struct expr *list)
{
	for (const struct expr *e = list; e; e = e->next) {
		put_place("decorator", e);
		if (s->unit->language == LANG_PYTHON)
			put_tree(e);
		else /* calls in its arguments are sites */
			put_chain(expr_left(e));
	}
}

static void put_scope(const struct scope *s)
{
	put_decorators(s, s->decorators);
	if (s->kind != SCOPE_MODULE && s->name.len) {
		printf("def\t%u\t", s->line);
		put_text(s->name);
		printf("\t%u\t%u\t%u\n", s->statements, s->calls, s->end_line);
	}
	for (const struct param *p = s->params; p; p = p->next)
		put_decorators(s, p->decorators);
	for (const struct binding *b = s->first_binding; b; b = b->next)
		put_decorators(s, binding_decorators(b));
	for (const struct site *t = s->first_site; t; t = t->next)
		put_chain(t->call);
	for (const struct scope *c = s->first_child; c; c = c->sibling)
		put_scope(c);
}

static char *read_file(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	char *text;

	if (!f)
		return NULL;
	text = calloc(1, SIZE_MAX_READ + READ_PADDING);
	*size = text ? fread(text, 1, SIZE_MAX_READ, f) : 0;
	fclose(f);
	return text;
}

static void dump(const char *path, struct arena *a, struct tokens *t,
                 const struct vocabulary *v)
{
	struct unit u = {
		.path = path, .language = (uint8_t)lang_of(path), .arena = a, .tokens = t
	};
	size_t size = 0;
	char *text = read_file(path, &size);

	printf("file\t%s\n", path);
	if (!text)
		return;
	if (u.language == LANG_PYTHON)
		python_read(&u, text, size, v);
#ifndef PYTHON_ONLY
	else
		script_read(&u, text, size, v);
#endif
	for (const struct defect *d = u.defects; d; d = d->next)
		printf("defect\t%u\t%s\n", d->line, d->text);
	if (u.module)
		put_scope(u.module);
	free(text);
	arena_reset(a);
}

int main(void)
{
	static struct vocabulary v;
	struct tokens tokens = { 0 };
	struct arena a = { 0 };
	char path[4096];

	vocabulary_add_all(&v);
	while (fgets(path, sizeof path, stdin)) {
		path[strcspn(path, "\n")] = '\0';
		dump(path, &a, &tokens, &v);
	}
	tokens_release(&tokens);
	arena_release(&a);
	return 0;
}
