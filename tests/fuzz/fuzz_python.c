/* fuzz_python.c - any bytes are read as Python without a crash, and what comes out is
 * a sound tree. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/python.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

static void check_expr(const struct expr *e, unsigned depth)
{
	assert(depth <= EXPR_HEIGHT_MAX);
	for (; e; e = e->next) {
		assert(e->height < EXPR_HEIGHT_MAX && e->line > 0);
		if (e->text.s)
			assert(e->text.hash == name_hash(e->text.s, e->text.len));
		check_expr(expr_left(e), depth + 1);
		check_expr(expr_first(e), depth + 1);
	}
}

static void check_scope(const struct scope *s)
{
	assert(s->kind == SCOPE_MODULE || s->end_line >= s->line);
	check_expr(s->decorators, 0);
	check_expr(s->bases, 0);
	check_expr(s->returns, 0);
	for (const struct param *p = s->params; p; p = p->next) {
		check_expr(p->value, 0);
		check_expr(p->annotation, 0);
	}
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		check_expr(binding_target(b), 0);
		check_expr(binding_value(b), 0);
		check_expr(binding_annotation(b), 0);
	}
	for (const struct site *t = s->first_site; t; t = t->next) {
		assert(t->call->kind == EXPR_CALL);
		assert(t->next || t == s->last_site);
	}
	for (const struct scope *c = s->first_child; c; c = c->sibling) {
		assert(c->parent == s);
		check_scope(c);
	}
}

static void check_tokens(const struct tokens *t, size_t size)
{
	uint32_t end = 0;

	assert(t->n > 0 && t->v[t->n - 1].kind == TOK_END);
	for (uint32_t i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];

		assert(k->pos >= end && k->pos + k->len <= size);
		end = k->pos + k->len;
		if (k->kind == TOK_OPEN || k->kind == TOK_TEMPLATE)
			assert(k->aux > i && k->aux < t->n);
		if (k->kind == TOK_CLOSE || k->kind == TOK_TEMPLATE_END)
			assert(k->aux < i && t->v[k->aux].aux == i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct vocabulary all;
	char *text = calloc(1, size + READ_PADDING);
	struct tokens tokens = { 0 };
	struct arena a = { 0 };
	struct unit u = {
		.path = "x.py", .language = LANG_PYTHON, .arena = &a, .tokens = &tokens
	};

	if (!text)
		return 0;
	/* The first byte says how much the vocabulary holds. */
	memset(&all, 0, sizeof all);
	if (size && data[0] & 1)
		vocabulary_add_all(&all);
	if (size)
		memcpy(text, data, size);
	python_read(&u, text, size, &all);
	check_tokens(&tokens, size);
	check_scope(u.module);
	arena_release(&a);
	tokens_release(&tokens);
	free(text);
	return 0;
}
