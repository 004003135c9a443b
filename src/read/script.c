/* script.c - read a JavaScript, TypeScript, JSX or TSX file into a unit. */
#include "read/script.h"

#include <assert.h>

#include "read/script_mark.h"
#include "read/script_reader.h"
#include "read/script_statement.h"
#include "read/sql_text.h"
#include "syntax/lang.h"

static void module_read(struct reader *r, const struct tokens *t)
{
	struct scope *module = scope_add(r->u, NULL, SCOPE_MODULE);

	r->u->module = r->scope = module;
	r->returns = &module->returns;
	r->exports = &r->u->exports;
	directive_read(r, module);
	statements_read(r);
	assert(r->scope == module);
	scope_measure(r, module, 0, 0, t->n - 1);
	module->line = 1;
	module->end_line = t->lines;
}

void script_read(struct unit *u, const char *text, size_t size,
                 const struct vocabulary *v)
{
	struct arena scratch;
	struct tokens own = { 0 }, *t = u->tokens ? u->tokens : &own;
	struct reader r = { .u = u, .a = u->arena, .vocabulary = v, .text = text };

	assert(size < UINT32_MAX - READ_PADDING);
	arena_init(&scratch);
	r.scratch = &scratch;
	lex_script(t, text, (uint32_t)size, u->language);
	sql_texts_read(u, t, text);
	u->lines = t->lines;
	u->code_lines = t->code_lines;
	u->exports = NULL;
	if (t->defect)
		defect_add(u, t->defect_line, t->defect);
	r.v = t->v;
	r.n = t->n;
	r.end = t->n - 1;
	r.typed = u->language != LANG_JAVASCRIPT;
	r.patience = (uint64_t)t->n * 8 + 4096;
	marks_read(&r, &scratch);
	module_read(&r, t);
	unit_note_imports(u);
	arena_release(&scratch);
	tokens_release(&own);
}
