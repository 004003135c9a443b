/* script_module.c - imports and exports of a script. */
#include "read/script_module.h"

#include <assert.h>

#include "read/script_expr.h"
#include "read/script_function.h"
#include "read/script_statement.h"

static struct name name_or_string(struct reader *r, const struct token *k)
{
	return k->kind == TOK_STRING ? token_string(r, k) : token_name(r, k);
}

static bool is_name_or_string(const struct token *k)
{
	return k->kind == TOK_NAME || k->kind == TOK_STRING;
}

/* One `a`, `a as b`, `type a as b` of a list; false: nothing of the kind. */
struct specifier {
	const struct token *from, *to; /* a; b or a */
	bool is_type;
};

static bool specifier_read(struct reader *r, struct specifier *s)
{
	s->is_type = word_here(r, WORD_TYPE) &&
	             is_name_or_string(token_at(r, r->at + 1)) &&
	             (token_at(r, r->at + 1)->word != WORD_AS ||
	              is_name_or_string(token_at(r, r->at + 3)));
	r->at += s->is_type;
	s->from = s->to = token_here(r);
	if (!is_name_or_string(s->from))
		return false;
	r->at++;
	if (word_here(r, WORD_AS) && is_name_or_string(token_at(r, r->at + 1))) {
		s->to = token_at(r, r->at + 1);
		r->at += 2;
	}
	return true;
}

/* The module behind `from`, else "": half an import. */
static struct name from_read(struct reader *r)
{
	struct name module = name_of("");

	if (word_here(r, WORD_FROM) && token_at(r, r->at + 1)->kind == TOK_STRING) {
		module = token_string(r, token_at(r, r->at + 1));
		r->at += 2;
	}
	return module;
}

static void next_item(struct reader *r)
{
	while (r->at < r->end && !op_here(r, ','))
		r->at = token_after(r, r->at);
	r->at++;
}

/* ---- import ------------------------------------------------------------------- */

static struct binding *import_add(struct reader *r, const struct token *local,
                                  struct name imported)
{
	struct binding *b = binding_add(r->scope, BIND_IMPORT, name_or_string(r, local));

	b->line = local->line;
	b->imported = imported;
	return b;
}

static void import_list(struct reader *r)
{
	struct bracket outer = bracket_enter(r);
	struct specifier s;

	while (r->at < r->end) {
		if (specifier_read(r, &s))
			import_add(r, s.to, name_or_string(r, s.from))->is_for_types =
			    s.is_type;
		next_item(r);
	}
	bracket_leave(r, outer);
}

/* `import x = require("m")`, `import x = A.B`. */
static void import_equals(struct reader *r, bool is_exported)
{
	struct binding *b = binding_add(r->scope, BIND_VALUE,
	                                token_name(r, token_here(r)));

	b->line = token_here(r)->line;
	b->is_exported = is_exported;
	r->at += 2;
	b->value_ = expr_read(r);
}

/* The names between `import` and `from`. */
static void import_names(struct reader *r)
{
	if (token_here(r)->kind == TOK_NAME && !word_here(r, WORD_FROM)) {
		import_add(r, token_here(r), name_copy(r->a, "default", 7));
		r->at++;
	} else if (word_here(r, WORD_FROM) && token_at(r, r->at + 1)->word == WORD_FROM) {
		import_add(r, token_here(r), name_copy(r->a, "default", 7));
		r->at++;
	}
	op_take(r, ',');
	if (op_take(r, '*') && word_take(r, WORD_AS)) {
		import_add(r, token_here(r), (struct name){ 0 });
		r->at++;
	} else if (open_here(r, '{')) {
		import_list(r);
	}
}

void import_read(struct reader *r)
{
	struct binding *b = r->scope->last_binding;
	const struct token *next;
	struct name module;
	uint32_t line = token_here(r)->line;
	bool is_type;

	assert(word_here(r, WORD_IMPORT));
	next = token_at(r, ++r->at);
	if (next->kind == TOK_STRING) {
		b = binding_add(r->scope, BIND_IMPORT, (struct name){ 0 });
		b->line = line;
		b->module = token_string(r, next);
		r->at++;
		statement_finish(r);
		return;
	}
	next = token_at(r, r->at + 1);
	is_type =
	    word_here(r, WORD_TYPE) &&
	    ((next->kind == TOK_NAME &&
	      (next->word != WORD_FROM || token_at(r, r->at + 2)->word == WORD_FROM)) ||
	     token_is_open(next, '{') || token_is_op(next, '*'));
	r->at += is_type;
	if (token_here(r)->kind == TOK_NAME && token_is_op(token_at(r, r->at + 1), '=')) {
		import_equals(r, false);
		return;
	}
	import_names(r);
	module = from_read(r);
	for (b = b ? b->next : r->scope->first_binding; b; b = b->next) {
		b->module = module;
		b->is_for_types |= is_type;
	}
	statement_finish(r);
}

/* ---- export ------------------------------------------------------------------- */

static struct export_entry *export_add(struct reader *r, struct name name, uint32_t line)
{
	struct export_entry *e = arena_zero(r->a, sizeof *e);

	e->name = name;
	e->line = line;
	*r->exports = e;
	r->exports = &e->next;
	return e;
}

static void export_list(struct reader *r)
{
	struct export_entry **mine = r->exports, *e;
	struct bracket outer = bracket_enter(r);
	struct specifier s;
	struct name module;

	while (r->at < r->end) {
		if (specifier_read(r, &s)) {
			e = export_add(r, name_or_string(r, s.to), s.to->line);
			e->imported = name_or_string(r, s.from);
		}
		next_item(r);
	}
	bracket_leave(r, outer);
	module = from_read(r);
	for (e = *mine; e; e = e->next)
		e->module = module;
}

/* At `*`, perhaps with `as name`. */
static void export_star(struct reader *r)
{
	uint32_t line = token_here(r)->line;
	struct name name = name_copy(r->a, "*", 1);

	r->at++;
	if (word_take(r, WORD_AS)) {
		name = name_or_string(r, token_here(r));
		r->at++;
	}
	export_add(r, name, line)->module = from_read(r);
}

/* A class or function behind `export default`; NULL: something else. */
static struct expr *default_def(struct reader *r, struct expr *decorators)
{
	uint32_t line = token_here(r)->line;
	struct expr *e = NULL;
	struct scope *s;
	struct binding *b;

	if (word_here(r, WORD_ABSTRACT) && token_at(r, r->at + 1)->word == WORD_CLASS) {
		r->at++;
		s = class_read(r, SCOPE_ABSTRACT, decorators);
	} else if (word_here(r, WORD_CLASS)) {
		s = class_read(r, 0, decorators);
	} else if (word_here(r, WORD_FUNCTION)) {
		s = function_read(r, 0);
	} else if (word_here(r, WORD_ASYNC) &&
	           token_at(r, r->at + 1)->word == WORD_FUNCTION) {
		r->at++;
		s = function_read(r, SCOPE_ASYNC);
	} else {
		return NULL;
	}
	if (!s)
		return expr_read_new(r->u, EXPR_OTHER, line);
	s->flags |= SCOPE_EXPORTED;
	if (!s->name.len) {
		e = expr_read_new(r->u,
		                  s->kind == SCOPE_CLASS ? EXPR_CLASS : EXPR_FUNCTION,
		                  line);
		e->scope = s;
		return e;
	}
	b = binding_add(r->scope, BIND_DEF, s->name);
	b->line = s->line;
	b->def_ = s;
	e = expr_read_new(r->u, EXPR_NAME, line);
	e->text = s->name;
	return e;
}

static void export_default(struct reader *r, struct expr *decorators)
{
	uint32_t line = token_here(r)->line, stop;
	struct expr *value;

	r->at++;
	if (op_here(r, '@'))
		decorators = decorators_read(r);
	if (r->typed && word_here(r, WORD_INTERFACE) &&
	    token_at(r, r->at + 1)->kind == TOK_NAME) {
		declaration_read(r, false, NULL);
		return;
	}
	value = default_def(r, decorators);
	if (!value) {
		stop = statement_end(r, r->at, NULL);
		value = expr_read(r);
		r->at = stop > r->at ? stop : r->at;
	}
	export_add(r, name_copy(r->a, "default", 7), line)->value = value;
}

/* `export = x` is what CommonJS says with module.exports = x. */
static void export_equals(struct reader *r)
{
	struct name module = name_copy(r->a, "module", 6);
	struct binding *b = binding_add(r->scope, BIND_VALUE, module);
	uint32_t line = token_here(r)->line;

	b->line = line;
	b->target_ = expr_read_new(r->u, EXPR_ATTR, line);
	binding_target(b)->text = name_copy(r->a, "exports", 7);
	binding_target(b)->left_ = expr_read_new(r->u, EXPR_NAME, line);
	expr_left(binding_target(b))->text = module;
	expr_done(r, binding_target(b));
	r->at++;
	b->value_ = expr_read(r);
}

void export_read(struct reader *r, struct expr *decorators)
{
	const struct token *next = token_at(r, r->at + 2);

	assert(word_here(r, WORD_EXPORT));
	r->at++;
	if (op_here(r, '@'))
		decorators = decorators_read(r);
	if (word_here(r, WORD_TYPE) &&
	    (token_is_open(next, '{') || token_is_op(next, '*')))
		r->at++;
	if (word_here(r, WORD_DEFAULT)) {
		export_default(r, decorators);
	} else if (op_here(r, '*')) {
		export_star(r);
		statement_finish(r);
	} else if (open_here(r, '{')) {
		export_list(r);
		statement_finish(r);
	} else if (op_here(r, '=')) {
		export_equals(r);
	} else if (word_here(r, WORD_IMPORT)) {
		r->at++;
		if (token_here(r)->kind == TOK_NAME &&
		    token_is_op(token_at(r, r->at + 1), '='))
			import_equals(r, true);
	} else {
		declaration_read(r, true, decorators);
	}
}
