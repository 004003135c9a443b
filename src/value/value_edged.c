/* value_edged.c - texts that are brought into form by their ends:
 * if not path.endswith("/"): path += "/". */
#include <string.h>

#include "value/value_parts.h"

static bool is_name(const struct expr *e, struct name n)
{
	return e && e->kind == EXPR_NAME && name_eq(e->text, n);
}

static bool is_slash(const struct expr *e)
{
	return e && e->kind == EXPR_STRING && name_is(e->text, "/");
}

/* path[1:], path + "/", "/" + path: what a text is made into that has a slash at one end
 * too many, or none where one belongs. */
static bool is_step(const struct expr *e, struct name n)
{
	if (!e)
		return false;
	if (e->kind == EXPR_INDEX)
		return is_name(expr_left(e), n);
	if (e->kind != EXPR_BINARY || !name_is(e->text, "+"))
		return false;
	return (is_name(expr_left(e), n) && is_slash(expr_first(e))) ||
	       (is_slash(expr_left(e)) && is_name(expr_first(e), n));
}

bool eval_edges(const struct binding *b)
{
	for (; b; b = b->same)
		if (binding_target(b) ||
		    !(b->kind == BIND_VALUE
		          ? is_step(binding_value(b), b->name)
		          : b->kind == BIND_AUGMENT && is_slash(binding_value(b))))
			return false;
	return true;
}

static struct value literal(struct eval *ev, const struct value *of, const char *s,
                            size_t len)
{
	struct expr *text = expr_new(ev->arena, EXPR_STRING, of->expr->line);

	text->text = name_copy(ev->arena, s, len);
	return (struct value){ .kind = VALUE_LITERAL, .expr = text, .scope = of->scope };
}

/* path[1:], where what is cut off is a slash. */
static struct value cut(struct eval *ev, const struct value *v, const struct expr *index)
{
	size_t len = v->expr->text.len;
	const char *s = v->expr->text.s, *left;
	struct values part = { .n = 0 };

	if (expr_first(index) && expr_first(index)->kind == EXPR_OTHER)
		eval_cut_text(ev, v, expr_first(index), &part);
	if (part.n != 1 || part.v[0].expr->text.len + 1 != len)
		return *v;
	left = part.v[0].expr->text.s;
	return s[memcmp(left, s + 1, len - 1) ? len - 1 : 0] == '/' ? part.v[0] : *v;
}

/* One of the steps, where the text is in need of it. Texts may hold zeros. */
static struct value stepped(struct eval *ev, const struct value *v,
                            const struct binding *b)
{
	const struct expr *e = binding_value(b);
	size_t len = v->expr->text.len;
	const char *s = v->expr->text.s;
	bool in_front;
	char *longer;

	if (b->kind == BIND_VALUE && e->kind == EXPR_INDEX)
		return cut(ev, v, e);
	in_front = b->kind == BIND_VALUE && is_slash(expr_left(e));
	if (len && s[in_front ? 0 : len - 1] == '/')
		return *v;
	longer = arena_alloc(ev->arena, len + 1);
	longer[in_front ? 0 : len] = '/';
	memcpy(longer + in_front, s, len);
	return literal(ev, v, longer, len + 1);
}

static bool are_texts(const struct values *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->v[i].kind != VALUE_LITERAL || v->v[i].expr->kind != EXPR_STRING)
			return false;
	return v->n > 0;
}

bool eval_edged(struct eval *ev, const struct binding *b, struct values *of)
{
	if (!b || !eval_edges(b) || !are_texts(of))
		return false;
	for (; b; b = b->same)
		for (size_t i = 0; i < of->n; i++)
			of->v[i] = stepped(ev, &of->v[i], b);
	return true;
}
