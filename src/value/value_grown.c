/* value_grown.c - texts that are made longer: path = "/api"; path += "/v1". */
#include "value/value_parts.h"

static bool is_text(const struct expr *e)
{
	return e->kind == EXPR_STRING || e->kind == EXPR_TEMPLATE;
}

static bool may_be_text(const struct expr *e)
{
	return is_text(e) || e->kind == EXPR_NAME || e->kind == EXPR_ATTR ||
	       e->kind == EXPR_CALL || e->kind == EXPR_BINARY;
}

/* One that is set once and then grows, by a text at least once. */
static bool is_grown(const struct binding *b)
{
	bool has_text = false;

	if (b->kind != BIND_VALUE || binding_target(b) || !binding_value(b) ||
	    !may_be_text(binding_value(b)))
		return false;
	for (b = b->same; b; b = b->same) {
		if (b->kind != BIND_AUGMENT || binding_target(b) || !binding_value(b) ||
		    !may_be_text(binding_value(b)))
			return false;
		has_text = has_text || is_text(binding_value(b));
	}
	return has_text;
}

bool eval_grown(struct eval *ev, const struct binding *b, const struct scope *s,
                const struct env *env, struct values *out)
{
	const struct expr *whole = binding_value(b);

	if (!is_grown(b))
		return false;
	for (b = b->same; b; b = b->same) {
		struct expr *sum = expr_new(ev->arena, EXPR_BINARY, b->line);

		sum->text = name_of("+");
		sum->left_ = eval_copied(ev, whole);
		sum->first_ = eval_copied(ev, binding_value(b));
		sum->height = EXPR_HEIGHT_MAX - 1;
		whole = sum;
	}
	values_push(out,
	            (struct value){
			.kind = VALUE_LITERAL, .expr = whole, .scope = s, .env = env });
	return true;
}
