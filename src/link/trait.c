/* trait.c - words that refine a fact: the options that a call or decorator states. */
#include "link/trait.h"

#include <ctype.h>
#include <string.h>

#include "value/value.h"

enum {
	KEYS_DEPTH = 3, /* { defaultJobOptions: { backoff: { delay } } } */
	VALUE_LENGTH = 40,
};

/* ---- the list ------------------------------------------------------------ */

bool trait_has(const char *traits, const char *trait)
{
	size_t n = strlen(trait);

	for (const char *p = traits; p && *p;) {
		if (!strncmp(p, trait, n) && (!p[n] || p[n] == ' ' || p[n] == '='))
			return true;
		p = strchr(p, ' ');
		p = p ? p + 1 : NULL;
	}
	return false;
}

/* Is the word there, and says nothing of its value? */
static const char *bare_at(const char *traits, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = traits; p; p = strchr(p, ' ') ? strchr(p, ' ') + 1 : NULL)
		if (!strncmp(p, word, n) && (!p[n] || p[n] == ' '))
			return p;
	return NULL;
}

void trait_add(struct linker *l, struct fact *f, const char *trait)
{
	const char *p = f->traits;
	char *word = arena_strndup(l->arena, trait, strcspn(trait, "="));

	if (!p || !*p) {
		f->traits = trait;
		return;
	}
	if (trait_has(p, word)) {
		const char *bare = bare_at(p, word);

		if (strchr(trait, '=') && bare)
			f->traits = arena_printf(l->arena, "%.*s%s%s", (int)(bare - p), p,
			                         trait, bare + strlen(word));
		return;
	}
	while (*p && strcmp(p, trait) < 0) {
		p += strcspn(p, " ");
		p += *p == ' ';
	}
	if (!*p)
		f->traits = arena_printf(l->arena, "%s %s", f->traits, trait);
	else
		f->traits = arena_printf(l->arena, "%.*s%s %s", (int)(p - f->traits),
		                         f->traits, trait, p);
}

/* ---- the options of a call ------------------------------------------------------------
 */

struct noting {
	struct linker *l;
	struct fact *f;
	const struct detector *detector;
};

/* What the detector's rules call this option; NULL: nothing that they know. */
static const char *trait_of(const struct noting *x, struct name option)
{
	for (const struct rule *r = x->detector->rules; r; r = r->next) {
		if (r->word != WORD_traits || r->fact != x->f->kind)
			continue;
		for (size_t i = 0; i < r->word_count; i++) {
			const char *word = r->words[i].s, *as = strchr(word, '=');
			size_t n = as ? (size_t)(as - word) : r->words[i].len;

			if (n == option.len && !memcmp(word, option.s, n))
				return as ? as + 1 : word;
		}
	}
	return NULL;
}

static bool is_off(const struct expr *e)
{
	return e->kind == EXPR_CONST &&
	       (name_is(e->text, "False") || name_is(e->text, "None") ||
	        name_is(e->text, "false") || name_is(e->text, "null") ||
	        name_is(e->text, "undefined"));
}

static bool is_word(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (isspace((unsigned char)s[i]) || !isprint((unsigned char)s[i]))
			return false;
	return n && n < VALUE_LENGTH;
}

/* "retries=3" where the value is known and a word, else "retries". */
static void note_option(struct noting *x, const char *trait, const struct expr *value,
                        const struct scope *s, const struct env *env)
{
	struct texts t;

	if (is_off(value))
		return;
	if (value->kind == EXPR_NUMBER && is_word(value->text.s)) {
		trait = arena_printf(x->l->arena, "%s=%s", trait, value->text.s);
	} else if (value->kind != EXPR_CONST) {
		eval_texts(&x->l->eval, value, s, env, &t);
		if (t.n == 1 && t.v[0].complete && is_word(t.v[0].s))
			trait = arena_printf(x->l->arena, "%s=%s", trait, t.v[0].s);
	}
	trait_add(x->l, x->f, trait);
}

/* Keys of an option that is a trait itself are called "option.key". */
static const char *nested_trait(struct noting *x, struct name option, struct name key)
{
	const char *name;

	if (!option.len || !trait_of(x, option))
		return trait_of(x, key);
	name = arena_printf(x->l->arena, "%s.%s", option.s, key.s);
	return trait_of(x, name_of(name));
}

static void note_keys(struct noting *x, struct name option, const struct expr *e,
                      const struct scope *s, const struct env *env, int depth)
{
	struct values v;

	if (e->kind == EXPR_LIST && depth < KEYS_DEPTH)
		for (const struct expr *item = expr_first(e); item; item = item->next)
			if (item->kind == EXPR_DICT)
				note_keys(x, option, item, s, env, depth + 1);
	if (e->kind != EXPR_DICT && e->kind != EXPR_NAME)
		return;
	eval_expr(&x->l->eval, e, s, env, &v);
	if (v.n != 1 || v.v[0].kind != VALUE_LITERAL || v.v[0].expr->kind != EXPR_DICT)
		return;
	for (const struct expr *p = expr_first(v.v[0].expr); p; p = p->next) {
		const char *trait;

		if (p->kind != EXPR_PAIR || !expr_left(p) || !expr_first(p))
			continue;
		trait = expr_left(p)->kind == EXPR_STRING ||
		                expr_left(p)->kind == EXPR_NAME
		          ? nested_trait(x, option, expr_left(p)->text)
		          : NULL;
		if (trait)
			note_option(x, trait, expr_first(p), v.v[0].scope, v.v[0].env);
		if (depth < KEYS_DEPTH)
			note_keys(x, expr_left(p)->text, expr_first(p), v.v[0].scope,
			          v.v[0].env, depth + 1);
	}
}

static bool has_traits(const struct detector *d, uint8_t kind)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_traits && r->fact == kind)
			return true;
	return false;
}

void trait_note(struct linker *l, struct fact *f, const struct rule *r,
                const struct expr *call, const struct scope *s, const struct env *env)
{
	struct noting x = { l, f, r->detector };

	if (call->kind != EXPR_CALL || !has_traits(r->detector, f->kind))
		return;
	for (const struct expr *a = expr_first(call); a; a = a->next) {
		const char *trait;

		if (a->kind != EXPR_KEYWORD) {
			note_keys(&x, (struct name){ 0 }, a, s, env, 0);
			continue;
		}
		trait = expr_first(a) ? trait_of(&x, a->text) : NULL;
		if (trait)
			note_option(&x, trait, expr_first(a), s, env);
	}
}

void trait_note_keys(struct linker *l, struct fact *f, const struct rule *r,
                     const struct value *dict)
{
	struct noting x = { l, f, r->detector };

	if (has_traits(r->detector, f->kind))
		note_keys(&x, (struct name){ 0 }, dict->expr, dict->scope, dict->env, 0);
}
