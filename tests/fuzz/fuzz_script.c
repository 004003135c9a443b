/* fuzz_script.c - any bytes are read as JavaScript or TypeScript without a crash, and
 * what comes out is a sound tree. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/script.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

static void check_expr(const struct expr *e, unsigned depth)
{
	assert(depth <= EXPR_HEIGHT_MAX);
	for (; e; e = e->next) {
		assert(e->height < EXPR_HEIGHT_MAX && e->line > 0);
		assert(!expr_left(e) || expr_left(e)->height < e->height);
		assert(!expr_first(e) || expr_first(e)->height < e->height);
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
	check_expr(s->annotation, 0);
	for (const struct param *p = s->params; p; p = p->next) {
		check_expr(p->value, 0);
		check_expr(p->annotation, 0);
		check_expr(p->pattern, 0);
		check_expr(p->decorators, 0);
	}
	for (const struct binding *b = s->first_binding; b; b = b->next) {
		check_expr(binding_target(b), 0);
		check_expr(binding_value(b), 0);
		check_expr(binding_annotation(b), 0);
		check_expr(binding_decorators(b), 0);
		assert(b->next || b == s->last_binding);
		assert(b->kind != BIND_DEF || binding_def(b));
	}
	for (const struct site *t = s->first_site; t; t = t->next) {
		assert(t->call->kind == EXPR_CALL || t->call->flags & EXPR_TAGGED);
		assert(t->call->scope == s);
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
		if (k->kind == TOK_OPEN || k->kind == TOK_TEMPLATE || k->kind == TOK_JSX)
			assert(k->aux > i && k->aux < t->n);
		if (k->kind == TOK_CLOSE)
			assert(k->aux == t->n - 1 ||
			       (k->aux < i && t->v[k->aux].aux == i));
		if (k->kind == TOK_TEMPLATE_END || k->kind == TOK_JSX_END)
			assert(k->aux < i && t->v[k->aux].aux == i);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t languages[] = { LANG_JAVASCRIPT, LANG_TYPESCRIPT, LANG_TSX };
	static struct vocabulary all;
	char *text = calloc(1, size + READ_PADDING);
	struct tokens tokens = { 0 };
	struct arena a = { 0 };
	struct unit u = { .path = "x.ts", .arena = &a, .tokens = &tokens };

	if (!text)
		return 0;
	/* The first byte says which language, and how much the vocabulary holds. */
	u.language = languages[size ? data[0] / 2 % 3 : 0];
	memset(&all, 0, sizeof all);
	if (size && data[0] & 1)
		vocabulary_add_all(&all);
	if (size)
		memcpy(text, data, size);
	script_read(&u, text, size, &all);
	check_tokens(&tokens, size);
	check_scope(u.module);
	arena_release(&a);
	tokens_release(&tokens);
	free(text);
	return 0;
}
