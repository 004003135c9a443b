/* detector.c - how a framework looks in code, read from models/detect/. */
#include "detector.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "fact.h"
#include "file_place.h"
#include "need.h"

static const struct {
	const char *name;
	enum detector_word word;
} words[] = {
#define WORD(name, meaning) { #name, WORD_##name },
	DETECTOR_WORDS(WORD)
#undef WORD
};

/* The text of one line that is being read. */
struct reader {
	struct arena *arena;
	const struct data_file *file;
	const char *p;
	uint32_t line;
	struct err *e;
	int depth; /* of arguments in arguments */
	bool has_language;
};

enum { DEPTH_MAX = 32 };

static bool wrong(struct reader *r, const char *what)
{
	return err_set(r->e, ERR_DATA, "%s:%u: %s", r->file->origin, r->line, what);
}

static bool wrong_at(struct reader *r, const char *what)
{
	char near[32];
	size_t n = strcspn(r->p, "\r\n");

	if (!n)
		return err_set(r->e, ERR_DATA, "%s:%u: %s at the end of the line",
		               r->file->origin, r->line, what);
	snprintf(near, sizeof near, "%.*s", (int)(n > 24 ? 24 : n), r->p);
	return err_set(r->e, ERR_DATA, "%s:%u: %s near '%s'", r->file->origin, r->line,
	               what, near);
}

static void blanks(struct reader *r)
{
	while (*r->p == ' ' || *r->p == '\t' || *r->p == '\r')
		r->p++;
}

/* The next character, when it is c. */
static bool take(struct reader *r, char c)
{
	blanks(r);
	if (*r->p != c)
		return false;
	r->p++;
	return true;
}

static bool is_name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '#';
}

static bool at_name(struct reader *r)
{
	blanks(r);
	return is_name_char(*r->p) && *r->p != '$' && *r->p != '#';
}

static struct name take_name(struct reader *r)
{
	const char *start = r->p;

	while (is_name_char(*r->p) && *r->p != '#')
		r->p++;
	return name_copy(r->arena, start, (size_t)(r->p - start));
}

/* A word of options and plain lists: anything up to a blank. */
static struct name take_word(struct reader *r)
{
	const char *start;

	blanks(r);
	start = r->p;
	r->p += strcspn(r->p, " \t\r\n");
	return name_copy(r->arena, start, (size_t)(r->p - start));
}

static bool at_end(struct reader *r)
{
	blanks(r);
	return *r->p == '\0' || *r->p == '\n' || *r->p == '#';
}

static bool read_link(struct reader *r, struct link **out)
{
	struct link *l = arena_zero(r->arena, sizeof *l);
	size_t room = 0;

	blanks(r);
	if (*r->p == '$') {
		r->p++;
		l->is_role = true;
	} else if (*r->p == '*') {
		r->p++;
		l->is_suffix = true;
	} else if (take(r, '{')) {
		do {
			blanks(r);
			if (!at_name(r) &&
			    *r->p != '$') /* {$queryRaw|...}: a name as such */
				return wrong_at(r, "a name is expected in {a|b}");
			struct name n = take_name(r);
			*(struct name *)arena_push(r->arena, (void **)&l->names, &l->n,
			                           &room, sizeof n) = n;
		} while (take(r, '|'));
		if (!take(r, '}'))
			return wrong_at(r, "'}' is expected");
		*out = l;
		return true;
	}
	if (!is_name_char(*r->p) && !l->is_suffix)
		return wrong_at(r, "a name is expected");
	l->names = arena_zero(r->arena, sizeof *l->names);
	l->names[0] = take_name(r);
	l->n = 1;
	*out = l;
	return true;
}

static bool read_chain(struct reader *r, struct link **first, struct link **last)
{
	struct link **end = first;

	do {
		if (!read_link(r, end))
			return false;
		*last = *end;
		end = &(*end)->next;
	} while (*r->p == '.' && r->p[1] != '.' && r->p++);
	return true;
}

static bool read_args(struct reader *r, char close, struct arg **first);
static bool read_arg(struct reader *r, struct arg **out, bool in_dict);

static bool read_any_arg(struct reader *r, struct arg **out, bool in_dict)
{
	struct arg *a = arena_zero(r->arena, sizeof *a);
	struct link *last;

	*out = a;
	blanks(r);
	if (!strncmp(r->p, "...", 3)) {
		r->p += 3;
		a->kind = ARG_REST;
		if (*r->p == '$') {
			r->p++;
			a->name = take_name(r);
		}
	} else if (*r->p == '$') {
		r->p++;
		a->kind = ARG_VAR;
		a->name = take_name(r);
		if (!a->name.len)
			return wrong_at(r, "a name is expected behind '$'");
		if (take(r, '=')) { /* $child=Router(..) */
			a->kind = ARG_CALL;
			if (!read_chain(r, &a->chain, &last) || !take(r, '('))
				return wrong_at(r, "a call is expected behind '='");
			a->has_parens = true;
			if (!read_args(r, ')', &a->inner))
				return false;
		}
	} else if (take(r, '[')) {
		a->kind = ARG_LIST;
		if (!read_args(r, ']', &a->inner))
			return false;
	} else if (take(r, '{')) {
		a->kind = ARG_DICT;
		if (!read_args(r, '}', &a->inner))
			return false;
	} else if (*r->p == '"') {
		const char *end = r->p + 1 + strcspn(r->p + 1, "\"\n");

		if (*end != '"')
			return wrong_at(r, "'\"' is not closed");
		a->kind = ARG_TEXT;
		a->name = name_copy(r->arena, r->p + 1, (size_t)(end - r->p - 1));
		r->p = end + 1;
		if (in_dict && take(r, ':')) {
			a->kind = ARG_KEYWORD;
			if (!read_arg(r, &a->inner, false))
				return false;
			a->optional = a->inner->optional;
			return true;
		}
	} else if (at_name(r)) {
		const char *start = r->p;
		struct name n = take_name(r);

		if (take(r, in_dict ? ':' : '=')) {
			a->kind = ARG_KEYWORD;
			a->name = n;
			if (!read_arg(r, &a->inner, false))
				return false;
			a->optional = a->inner->optional;
			return true;
		}
		r->p = start;
		a->kind = ARG_CALL;
		if (!read_chain(r, &a->chain, &last))
			return false;
		if (take(r, '(')) {
			a->has_parens = true;
			if (!read_args(r, ')', &a->inner))
				return false;
		}
	} else {
		return wrong_at(r, "an argument is expected");
	}
	if (take(r, '?'))
		a->optional = true;
	return true;
}

static bool read_args(struct reader *r, char close, struct arg **first)
{
	struct arg **end = first;

	if (take(r, close))
		return true;
	do {
		if (!read_arg(r, end, close == '}'))
			return false;
		end = &(*end)->next;
	} while (take(r, ','));
	if (!take(r, close))
		return wrong_at(r, close == ')'   ? "')' is expected"
		                   : close == ']' ? "']' is expected"
		                                  : "'}' is expected");
	return true;
}

static bool read_arg(struct reader *r, struct arg **out, bool in_dict)
{
	bool ok;

	if (r->depth == DEPTH_MAX)
		return wrong(r, "arguments are nested too deep");
	r->depth++;
	ok = read_any_arg(r, out, in_dict);
	r->depth--;
	return ok;
}

/* chain, or chain(args) */
static bool read_call(struct reader *r, struct rule *rule)
{
	if (!read_chain(r, &rule->chain, &rule->last))
		return false;
	if (*r->p == '(') {
		r->p++;
		rule->has_args = true;
		return read_args(r, ')', &rule->args);
	}
	return true;
}

static bool read_captured(struct reader *r, struct rule *rule)
{
	if (!take(r, '$'))
		return wrong_at(r, "'$name' is expected");
	rule->captured = take_name(r);
	return true;
}

static bool starts_with_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	blanks(r);
	if (strncmp(r->p, word, n) || is_name_char(r->p[n]) || r->p[n] == '=')
		return false;
	r->p += n;
	return true;
}

static bool read_decorator(struct reader *r, struct rule *rule)
{
	rule->form = FORM_DECORATOR;
	if (!read_call(r, rule))
		return false;
	if (starts_with_word(r, "class")) {
		rule->form = FORM_ON_CLASS;
		return read_captured(r, rule);
	}
	blanks(r);
	if (*r->p == '$') {
		rule->form = FORM_ON_FIELD;
		return read_captured(r, rule);
	}
	return true;
}

/* What begins with $: a role's chain, an assignment or an entry. */
static bool read_variable(struct reader *r, struct rule *rule)
{
	const char *start = r->p;

	r->p++;
	rule->captured = take_name(r);
	if (take(r, '=')) {
		rule->form = FORM_ASSIGN;
		return read_call(r, rule);
	}
	if (take(r, ':')) {
		rule->form = FORM_ENTRY;
		blanks(r);
		return read_arg(r, &rule->args, false);
	}
	r->p = start;
	rule->captured = (struct name){ 0 };
	if (!read_call(r, rule))
		return false;
	rule->form = rule->has_args ? FORM_CALL : FORM_NAME;
	return true;
}

static bool read_words(struct reader *r, struct rule *rule);

/* Kind of fact, then words. */
static bool read_traits(struct reader *r, struct rule *rule)
{
	enum fact_kind kind;

	if (!fact_kind_of(take_word(r).s, &kind))
		return wrong(r, "a kind of fact is expected behind 'traits'");
	rule->fact = (uint8_t)kind;
	return read_words(r, rule);
}

static bool read_words(struct reader *r, struct rule *rule)
{
	size_t room = 0;

	rule->form = FORM_WORDS;
	while (!at_end(r)) {
		struct name n = take_word(r);
		*(struct name *)arena_push(r->arena, (void **)&rule->words,
		                           &rule->word_count, &room, sizeof n) = n;
	}
	return rule->word_count ? true : wrong(r, "words are expected");
}

static bool read_constant(struct reader *r, struct rule *rule)
{
	const char *start = r->p;
	struct name n;
	size_t room = 0;

	if (!at_name(r))
		return false;
	n = take_name(r);
	if (!take(r, '=')) {
		r->p = start;
		return false;
	}
	rule->form = FORM_CONSTANT;
	rule->captured = n;
	n = take_word(r);
	*(struct name *)arena_push(r->arena, (void **)&rule->words, &rule->word_count,
	                           &room, sizeof n) = n;
	return true;
}

/* , table=True) */
static bool read_class_keywords(struct reader *r, struct rule *rule)
{
	size_t room = 0;

	while (take(r, ',')) {
		for (int i = 0; i < 2; i++) {
			struct name n;

			if (!at_name(r))
				return wrong_at(r, "keyword=value is expected");
			n = take_name(r);
			if (i == 0 && !take(r, '='))
				return wrong_at(r, "'=' is expected");
			*(struct name *)arena_push(r->arena, (void **)&rule->words,
			                           &rule->word_count, &room,
			                           sizeof n) = n;
		}
	}
	return take(r, ')') ? true : wrong_at(r, "')' is expected");
}

/* file app/.../route export {GET|POST}: the place, then each name. */
static bool read_file(struct reader *r, struct rule *rule)
{
	size_t room = 0;
	struct link *l;

	rule->form = FORM_FILE;
	if (at_end(r))
		return wrong(r, "the place of a file is expected");
	*(struct name *)arena_push(r->arena, (void **)&rule->words, &rule->word_count,
	                           &room, sizeof(struct name)) = take_word(r);
	if (!starts_with_word(r, "export"))
		return wrong_at(r, "'export' is expected");
	if (!read_link(r, &l))
		return false;
	for (size_t i = 0; i < l->n; i++)
		*(struct name *)arena_push(r->arena, (void **)&rule->words,
		                           &rule->word_count, &room,
		                           sizeof(struct name)) = l->names[i];
	return true;
}

/* directive "use server" action */
static bool read_directive(struct reader *r, struct rule *rule)
{
	struct arg *text;
	enum fact_kind kind;

	rule->form = FORM_WORDS;
	if (!read_arg(r, &text, false))
		return false;
	if (text->kind != ARG_TEXT || at_end(r))
		return wrong_at(r, "\"text\" and a kind of fact are expected");
	if (!fact_kind_of(take_word(r).s, &kind))
		return wrong(r, "a directive makes no such facts");
	rule->fact = (uint8_t)kind;
	rule->word_count = 1;
	rule->words = arena_alloc(r->arena, sizeof *rule->words);
	rule->words[0] = text->name;
	return true;
}

/* trait [-]WORD[=VALUE] PATTERN */
static bool read_trait(struct reader *r, struct rule *rule)
{
	struct name w = take_word(r);
	const char *value = strchr(w.s, '=');

	rule->form = FORM_TRAIT;
	rule->takes_away = w.s[0] == '-';
	if (value)
		rule->trait_value = value + 1;
	rule->trait = name_copy(r->arena, w.s + rule->takes_away,
	                        strcspn(w.s + rule->takes_away, "="));
	if (!is_trait(rule->trait.s))
		return err_set(r->e, ERR_DATA, "%s:%u: '%s' is not a trait",
		               r->file->origin, r->line, rule->trait.s);
	blanks(r);
	if (*r->p == '.' && r->p[1] != '.') {
		r->p++;
		rule->place = PLACE_CHAIN;
	} else if (starts_with_word(r, "as")) {
		rule->place = PLACE_CALLEE;
	} else if (starts_with_word(r, "type")) {
		rule->place = PLACE_TYPE;
	}
	blanks(r);
	if (*r->p != '{')
		return read_arg(r, &rule->args, false) &&
		       (rule->place == PLACE_ARGUMENT || rule->args->kind == ARG_CALL
		            ? true
		            : wrong_at(r, "a name is expected"));
	/* {a|b}: a choice of names here, no object */
	struct link *last;

	rule->args = arena_zero(r->arena, sizeof *rule->args);
	rule->args->kind = ARG_CALL;
	if (!read_chain(r, &rule->args->chain, &last))
		return false;
	rule->args->has_parens = take(r, '(');
	return !rule->args->has_parens || read_args(r, ')', &rule->args->inner);
}

/* $job | $job */
static bool read_operator(struct reader *r, struct rule *rule)
{
	struct link *other;

	if (rule->form != FORM_NAME || rule->chain->next || !take(r, '|'))
		return true;
	rule->form = FORM_OPERATOR;
	rule->captured = name_of("|");
	return read_link(r, &other) &&
	       (name_eq(other->names[0], rule->chain->names[0])
	            ? true
	            : wrong_at(r, "the same role is expected on both sides"));
}

/* {broker_url|BROKER_URL} = "amqp*" */
static bool read_setting(struct reader *r, struct rule *rule)
{
	rule->form = FORM_SETTING;
	if (!read_chain(r, &rule->chain, &rule->last))
		return false;
	return take(r, '=') ? read_arg(r, &rule->args, false) : true;
}

static bool take_text(struct reader *r, struct name *out)
{
	const char *end;

	if (!take(r, '"'))
		return wrong_at(r, "\"text\" is expected");
	end = r->p + strcspn(r->p, "\"\n");
	if (*end != '"' || end == r->p)
		return wrong_at(r, "'\"' is not closed");
	*out = name_copy(r->arena, r->p, (size_t)(end - r->p));
	r->p = end + 1;
	return true;
}

static bool add_word(struct reader *r, struct rule *rule, size_t *room, struct name n)
{
	*(struct name *)arena_push(r->arena, (void **)&rule->words, &rule->word_count,
	                           room, sizeof n) = n;
	return true;
}

/* holds "text" word="text" .. */
static bool read_holds(struct reader *r, struct rule *rule)
{
	size_t room = 0;
	struct name n;

	rule->form = FORM_HOLDS;
	if (!take_text(r, &n) || !add_word(r, rule, &room, n))
		return false;
	for (;;) {
		const char *start = r->p;

		blanks(r);
		if (!at_name(r))
			return true;
		n = take_name(r);
		if (!take(r, '=') || *r->p != '"') {
			r->p = start; /* options begin */
			return true;
		}
		if (!add_word(r, rule, &room, n) || !take_text(r, &n) ||
		    !add_word(r, rule, &room, n))
			return false;
	}
}

static bool read_form(struct reader *r, struct rule *rule)
{
	blanks(r);
	if (rule->word == WORD_FACT && rule->fact == FACT_migration &&
	    starts_with_word(r, "holds"))
		return read_holds(r, rule);
	if (rule->word == WORD_FACT && rule->fact == FACT_construct &&
	    starts_with_word(r, "key")) {
		rule->form = FORM_KEY;
		return read_chain(r, &rule->chain, &rule->last);
	}
	if (rule->word == WORD_FACT && rule->fact == FACT_migration &&
	    starts_with_word(r, "named")) {
		bool ok = read_holds(r, rule);

		rule->form = FORM_NAMED;
		return ok;
	}
	if (rule->word == WORD_traits)
		return read_traits(r, rule);
	if (rule->word == WORD_object) {
		if (!take(r, '$') || !(rule->role = take_name(r)).len)
			return wrong_at(r, "object $name and a pattern are expected");
		blanks(r);
	}
	if (rule->word == WORD_FACT && !strncmp(r->p, "file", 4) &&
	    !is_name_char(r->p[4]) && r->p[4] != '(') {
		r->p += 4;
		return read_file(r, rule);
	}
	if (rule->word == WORD_directive)
		return read_directive(r, rule);
	if (rule->word == WORD_config || rule->word == WORD_segment ||
	    rule->word == WORD_map || rule->word == WORD_open ||
	    rule->word == WORD_guards || rule->word == WORD_compares)
		return read_words(r, rule);
	if (rule->word == WORD_trait)
		return read_trait(r, rule);
	if (rule->word == WORD_action || rule->word == WORD_provides ||
	    rule->word == WORD_routes || rule->word == WORD_settings ||
	    rule->word == WORD_keyed || rule->word == WORD_single ||
	    rule->word == WORD_neutral || rule->word == WORD_resolvers ||
	    rule->word == WORD_ignores || rule->word == WORD_inherits ||
	    rule->word == WORD_responder || rule->word == WORD_variety ||
	    rule->word == WORD_implied || rule->word == WORD_built ||
	    rule->word == WORD_dialects)
		return read_words(r, rule);
	if (*r->p == '@') {
		r->p++;
		return read_decorator(r, rule);
	}
	if (*r->p == '$')
		return read_variable(r, rule) && read_operator(r, rule);
	if (starts_with_word(r, "import")) {
		rule->form = FORM_IMPORT;
		return read_chain(r, &rule->chain, &rule->last);
	}
	if (starts_with_word(r, "def")) {
		rule->form = FORM_METHOD;
		return read_chain(r, &rule->chain, &rule->last);
	}
	if (starts_with_word(r, "setting"))
		return read_setting(r, rule);
	if (*r->p == '[') {
		rule->form = FORM_ITEM;
		return read_arg(r, &rule->args, false);
	}
	if (take(r, '(')) {
		rule->form = FORM_TUPLE;
		rule->has_args = true;
		return read_args(r, ')', &rule->args);
	}
	if (starts_with_word(r, "class")) {
		rule->form = FORM_CLASS;
		if (!read_captured(r, rule) || !take(r, '('))
			return wrong_at(r, "class $name(Base) is expected");
		return read_chain(r, &rule->chain, &rule->last) &&
		       read_class_keywords(r, rule);
	}
	if (starts_with_word(r, "type")) {
		rule->form = FORM_TYPE;
		return read_chain(r, &rule->chain, &rule->last);
	}
	if (read_constant(r, rule))
		return true;
	starts_with_word(r, "new");
	rule->form = FORM_CALL;
	if (!read_call(r, rule))
		return false;
	if (!rule->has_args)
		rule->form = FORM_NAME;
	return true;
}

static bool read_options(struct reader *r, struct rule *rule)
{
	while (!at_end(r)) {
		struct name w = take_word(r);
		const char *value = strchr(w.s, '=');

		if (name_is(w, "replaces"))
			rule->replaces = true;
		else if (name_is(w, "any"))
			rule->any = true;
		else if (name_is(w, "bare"))
			rule->bare = true;
		else if (name_is(w, "usual"))
			rule->usual = true;
		else if (name_is(w, "below"))
			rule->below = true;
		else if (name_is(w, "continues"))
			rule->continues = true;
		else if (name_is(w, "runs"))
			rule->runs = true;
		else if (name_is(w, "related"))
			rule->related = true;
		else if (name_is(w, "column"))
			rule->column = true;
		else if (name_is(w, "modelled"))
			rule->modelled = true;
		else if (name_is(w, "generated"))
			rule->generated = true;
		else if (name_is(w, "empty"))
			rule->empty = true;
		else if (name_is(w, "of") && !at_end(r))
			rule->of = take_word(r);
		else if (name_is(w, "flat"))
			rule->flat = true;
		else if (name_is(w, "dots"))
			rule->dots = true;
		else if (name_is(w, "given"))
			rule->given = true;
		else if (name_is(w, "camel"))
			rule->camel = true;
		else if (name_is(w, "rooted"))
			rule->rooted = true;
		else if (name_is(w, "plugin"))
			rule->plugin = true;
		else if (!strncmp(w.s, "plugin=", 7)) {
			rule->plugin = true;
			rule->entry = value + 1;
		} else if (name_is(w, "named"))
			rule->named = true;
		else if (name_is(w, "in") && !at_end(r))
			rule->in = take_word(r);
		else if (!strncmp(w.s, "method=", 7))
			rule->method = value + 1;
		else if (!strncmp(w.s, "variety=", 8))
			rule->variety = value + 1;
		else if (!strncmp(w.s, "path=", 5))
			rule->path = value + 1;
		else if (!strncmp(w.s, "handler=", 8))
			rule->handler = value + 1;
		else if (!strncmp(w.s, "status=", 7))
			rule->status = value + 1;
		else if (!strncmp(w.s, "detail=", 7))
			rule->detail = value + 1;
		else if (!strncmp(w.s, "type=", 5))
			rule->type = value + 1;
		else if (name_is(w, "is-type"))
			rule->is_type = true;
		else if (!strncmp(w.s, "suffix=", 7))
			rule->suffix = value + 1;
		else if (!strncmp(w.s, "row=", 4))
			rule->row = value + 1;
		else if (!strncmp(w.s, "at=", 3))
			rule->at = value + 1;
		else if (!strncmp(w.s, "prefix=", 7))
			rule->prefix = value + 1;
		else if (!strncmp(w.s, "unless=", 7))
			rule->unless = value + 1;
		else if (!strncmp(w.s, "states=", 7))
			rule->states = name_of(value + 1);
		else if (!strncmp(w.s, "gives=", 6))
			rule->gives = value + 1;
		else
			return err_set(r->e, ERR_DATA, "%s:%u: '%s' is not an option",
			               r->file->origin, r->line, w.s);
	}
	return true;
}

static bool word_of(struct name n, struct rule *rule)
{
	enum fact_kind kind;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (name_is(n, words[i].name)) {
			rule->word = (uint8_t)words[i].word;
			return true;
		}
	}
	if (!fact_kind_of(n.s, &kind))
		return false;
	rule->word = WORD_FACT;
	rule->fact = (uint8_t)kind;
	return true;
}

static bool read_needs(struct reader *r, struct detector *d)
{
	size_t room = 0;

	d->needs = NULL;
	d->need_count = 0;
	while (!at_end(r)) {
		struct needed n = { .package = take_word(r) };
		const char *last = strrchr(n.package.s, '/');

		n.as = name_of(last ? last + 1 : n.package.s);
		if (starts_with_word(r, "as") && !(n.as = take_word(r)).len)
			return wrong(r, "a name is expected behind 'as'");
		*(struct needed *)arena_push(r->arena, (void **)&d->needs, &d->need_count,
		                             &room, sizeof n) = n;
	}
	return d->need_count ? true : wrong(r, "'needs' names no package");
}

static bool read_heads(struct reader *r, struct detector *d)
{
	size_t room = d->head_count;

	while (!at_end(r)) {
		struct name n = take_word(r);
		*(struct name *)arena_push(r->arena, (void **)&d->heads, &d->head_count,
		                           &room, sizeof n) = n;
	}
	return d->head_count ? true : wrong(r, "'heads' names nothing");
}

static bool read_usual(struct reader *r, struct detector *d)
{
	size_t room = d->usual_count;

	while (!at_end(r)) {
		struct name n = take_word(r);
		*(struct name *)arena_push(r->arena, (void **)&d->usual, &d->usual_count,
		                           &room, sizeof n) = n;
	}
	return d->usual_count ? true : wrong(r, "'usual' names nothing");
}

static bool read_params(struct reader *r, struct detector *d)
{
	while (!at_end(r)) {
		if (d->param_count == sizeof d->params / sizeof *d->params)
			return wrong(r, "too many forms of parameters");
		d->params[d->param_count++] = take_word(r);
	}
	return true;
}

/* Endpoints, channels and models are rows by `fact`: see construct.h. */
static bool check_row(struct reader *r, const struct rule *rule)
{
	bool is_construct = rule->word == WORD_FACT && rule->fact == FACT_construct;

	if (is_construct && !rule->row)
		return wrong(r, "a construct needs row=ID");
	if (rule->row && (rule->word == WORD_FACT
	                      ? rule->fact == FACT_endpoint ||
	                            rule->fact == FACT_channel || rule->fact == FACT_model
	                      : rule->word != WORD_refine))
		return wrong(r, "such a rule takes no row");
	return true;
}

/* built WORD NAMES */
static bool check_built(struct reader *r, const struct rule *rule)
{
	static const char *const known[] = {
		"on",        "create", "alter",     "drop",    "rename", "column",
		"both",      "remove", "renamed",   "foreign", "keys",   "auto",
		"default",   "index",  "null",      "-null",   "pk",     "unique",
		"reference", "to",     "on-delete", "undo"
	};

	if (rule->word != WORD_built)
		return true;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (name_is(rule->words[0], known[i]))
			return rule->word_count > 1 ||
			       wrong(r, "names of calls are expected");
	return wrong(r, "what such a call does is expected behind 'built'");
}

static bool read_line(struct reader *r, struct detector *d)
{
	struct name word = take_word(r);
	struct rule *rule;

	if (name_is(word, "language")) {
		struct name l = take_word(r);

		d->is_python = name_is(l, "python");
		r->has_language = true;
		return d->is_python || name_is(l, "script")
		         ? true
		         : wrong(r, "language is python or script");
	}
	if (name_is(word, "source")) {
		d->source = take_word(r).s;
		return true;
	}
	if (name_is(word, "needs"))
		return read_needs(r, d);
	if (name_is(word, "params"))
		return read_params(r, d);
	if (name_is(word, "heads"))
		return read_heads(r, d);
	if (name_is(word, "usual"))
		return read_usual(r, d);
	rule = arena_zero(r->arena, sizeof *rule);
	rule->detector = d;
	rule->line = r->line;
	rule->role = word;
	if (!word_of(word, rule))
		return err_set(r->e, ERR_DATA, "%s:%u: '%s' is not a word of detectors",
		               r->file->origin, r->line, word.s);
	if (!read_form(r, rule))
		return false;
	if (rule->form != FORM_WORDS && !read_options(r, rule))
		return false;
	if (!check_row(r, rule) || !check_built(r, rule))
		return false;
	if (d->last_rule)
		d->last_rule->next = rule;
	else
		d->rules = rule;
	d->last_rule = rule;
	return true;
}

static const char *base_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return arena_strndup(a, name, strcspn(name, "."));
}

static bool detector_load(struct arena *a, const struct data_file *f,
                          struct detector **out, struct err *e)
{
	struct detector *d = arena_zero(a, sizeof *d);
	struct reader r = { .arena = a, .file = f, .p = f->text, .e = e };

	d->name = base_name(a, f->path);
	d->origin = f->origin;
	while (*r.p) {
		r.line++;
		if (!at_end(&r) && !read_line(&r, d))
			return false;
		r.p += strcspn(r.p, "\n");
		if (*r.p)
			r.p++;
	}
	if (!r.has_language)
		return err_set(e, ERR_DATA, "%s:1: no 'language' line", f->origin);
	if (!d->need_count)
		return err_set(e, ERR_DATA, "%s:1: no 'needs' line", f->origin);
	if (!d->source)
		return err_set(e, ERR_DATA, "%s:1: no 'source' line", f->origin);
	*out = d;
	return true;
}

bool detector_check(const struct data_file *f, struct err *e)
{
	struct arena a = { 0 };
	struct detector *d;
	bool ok = detector_load(&a, f, &d, e);

	arena_release(&a);
	return ok;
}

bool link_has(const struct link *l, struct name n)
{
	for (size_t i = 0; i < l->n; i++) {
		if (l->is_suffix && n.len >= l->names[i].len &&
		    !memcmp(n.s + n.len - l->names[i].len, l->names[i].s,
		            l->names[i].len))
			return true;
		if (name_eq(l->names[i], n))
			return true;
	}
	return false;
}

/* Most names end like no suffix: one bit tells, without a look at the suffixes. */
static uint32_t end_hash(struct name n)
{
	uint32_t last = (unsigned char)n.s[n.len - 1];

	return (last * 67 + (n.len > 1 ? (unsigned char)n.s[n.len - 2] : 0u)) & 4095;
}

static void note_suffix(struct detectors *d, struct name suffix)
{
	if (suffix.len > 1)
		d->suffix_ends[end_hash(suffix) >> 6] |= (uint64_t)1
		                                      << (end_hash(suffix) & 63);
	else
		memset(d->suffix_ends, 0xff, sizeof d->suffix_ends);
}

/* Is it a call or decorator that such a rule finds? */
static bool is_of_call(const struct rule *r)
{
	return r->form == FORM_CALL || r->form == FORM_ASSIGN ||
	       r->form == FORM_DECORATOR || r->form == FORM_ON_CLASS ||
	       r->form == FORM_ON_FIELD || r->form == FORM_KEY;
}

static void index_rule(struct detectors *d, struct arena *a, struct rule *r)
{
	for (size_t i = 0; i < r->last->n && r->last->names[i].len; i++) {
		struct indexed **end = r->last->is_suffix
		                         ? &d->suffixes
		                         : &d->bucket[r->last->names[i].hash & 1023];

		if (!r->last->is_role && r->word != WORD_refine && r->word != WORD_wrap &&
		    r->word != WORD_held && r->form != FORM_KEY)
			vocabulary_add(&d->vocabulary, r->last->names[i]);
		if (r->form == FORM_CALL && r->chain == r->last &&
		    (r->word == WORD_app || r->word == WORD_router))
			vocabulary_add_maker(&d->vocabulary, r->last->names[i]);
		if (!is_of_call(r))
			continue;
		while (*end)
			end = &(*end)->next;
		*end = arena_alloc(a, sizeof **end);
		**end = (struct indexed){ r->last->names[i], r, NULL };
		if (r->last->is_suffix)
			note_suffix(d, r->last->names[i]);
	}
}

/* [{..}] among the arguments */
static bool has_items(const struct arg *a)
{
	for (; a; a = a->next)
		if (a->kind == ARG_LIST && a->inner && a->inner->kind == ARG_DICT)
			return true;
	return false;
}

static void index_args(struct detectors *d, const struct arg *a)
{
	for (; a; a = a->next) {
		if (a->kind == ARG_CALL)
			for (const struct link *l = a->chain; l; l = l->next)
				if (!l->next && !l->is_role)
					for (size_t i = 0; i < l->n; i++)
						vocabulary_add(&d->vocabulary,
						               l->names[i]);
		index_args(d, a->inner);
	}
}

/* A usual name, or *End of some. */
static void add_usual(struct vocabulary *v, struct name n)
{
	if (n.len < 2 || n.s[0] != '*') {
		vocabulary_add_argument(v, n);
		return;
	}
	n = name_of(n.s + 1);
	for (size_t i = 0; i < v->end_count; i++)
		if (name_eq(v->ends[i], n))
			return;
	if (v->end_count < sizeof v->ends / sizeof *v->ends)
		v->ends[v->end_count++] = n;
}

/* Calls that are given such a keyword are kept. */
static void add_keyword(struct detectors *d, struct name n)
{
	d->vocabulary.arguments[n.hash >> 6 & 1023] |= (uint64_t)1 << (n.hash & 63);
}

/* Rules that are looked up by the name of a variable or an import, and no call's. */
static bool is_named(const struct rule *r)
{
	if (r->fact == FACT_field || r->fact == FACT_relation)
		return false;
	return r->form == FORM_ENTRY || r->form == FORM_ITEM || r->form == FORM_SETTING ||
	       r->form == FORM_IMPORT;
}

static void index_name(struct detectors *d, struct arena *a, struct rule *r,
                       struct name n)
{
	struct indexed **end = &d->named[n.hash % NAMED_SLOTS];

	while (*end)
		end = &(*end)->next;
	*end = arena_alloc(a, sizeof **end);
	**end = (struct indexed){ n, r, NULL };
	if (r->form != FORM_IMPORT)
		add_keyword(d, n);
}

static void index_named(struct detectors *d, struct arena *a, struct rule *r)
{
	if (r->in.len)
		index_name(d, a, r, r->in);
	else
		for (size_t i = 0; r->last && i < r->last->n; i++)
			index_name(d, a, r, r->last->names[i]);
}

struct rule *detectors_named(const struct detectors *d, struct name n,
                             struct indexed **at)
{
	struct indexed *x = *at ? (*at)->next : d->named[n.hash % NAMED_SLOTS];

	while (x && !name_eq(x->name, n))
		x = x->next;
	*at = x;
	return x ? x->rule : NULL;
}

/* What `$role` may mean is asked often, and most rules never give one. */
static bool gives_role(const struct rule *r)
{
	if (!r->chain || r->word == WORD_refine || r->word == WORD_trait)
		return false;
	return r->word != WORD_FACT ||
	       (r->fact != FACT_query && r->fact != FACT_field &&
	        r->fact != FACT_relation && r->fact != FACT_transaction &&
	        r->fact != FACT_event);
}

/* Words that a detector gives a value; any other $head is a capture. */
static bool is_role_word(const struct detector *d, struct name n)
{
	if (name_is(n, "router"))
		return true;
	for (const struct rule *r = d->roles; r; r = r->next_role)
		if (name_eq(r->role, n))
			return true;
	return false;
}

static void link_roles(struct detector *t)
{
	struct rule **end = &t->roles;

	for (struct rule *r = t->rules; r; r = r->next) {
		if (!gives_role(r))
			continue;
		*end = r;
		end = &r->next_role;
	}
	for (struct rule *r = t->rules; r; r = r->next)
		r->on_role = r->chain && r->chain->is_role &&
		             is_role_word(t, r->chain->names[0]);
}

static void build_index(struct detectors *d, struct arena *a)
{
	size_t room = 0, built_room = 0;

	for (struct detector *t = d->first; t; t = t->next) {
		link_roles(t);
		for (size_t i = 0; i < t->head_count; i++)
			vocabulary_add_head(&d->vocabulary, t->heads[i]);
		for (size_t i = 0; i < t->usual_count; i++)
			add_usual(&d->vocabulary, t->usual[i]);
		for (struct rule *r = t->rules; r; r = r->next) {
			if (r->word == WORD_settings || r->word == WORD_keyed) {
				r->next_role = d->settings;
				d->settings = r;
			}
			if (r->form != FORM_TRAIT)
				index_args(d, r->args);
			r->has_items = has_items(r->args);
			r->use = (uint16_t)rule_use(r);
			if (r->form == FORM_NAMED)
				*(const struct rule **)arena_push(a, (void **)&d->globs,
				                                  &d->glob_count, &room,
				                                  sizeof r) = r;
			if (r->word == WORD_built)
				*(const struct rule **)arena_push(a, (void **)&d->built,
				                                  &d->built_count,
				                                  &built_room,
				                                  sizeof r) = r;
			r->is_telling = r->form == FORM_FILE &&
			                file_place_tells(r->words[0].s);
			if (r->form == FORM_FILE)
				*(const struct rule **)arena_push(a, (void **)&d->files,
				                                  &d->file_count,
				                                  &d->file_room,
				                                  sizeof r) = r;
			if (is_named(r))
				index_named(d, a, r);
			else if (r->last)
				index_rule(d, a, r);
			for (size_t i = 0; r->word == WORD_compares && i < r->word_count;
			     i++)
				vocabulary_add_compared(&d->vocabulary, r->words[i]);
		}
	}
}

static struct indexed *suffixes_for(const struct detectors *d, struct name n)
{
	uint32_t hash = n.len ? end_hash(n) : 0;

	return d->suffix_ends[hash >> 6] >> (hash & 63) & 1 ? d->suffixes : NULL;
}

static void note_uses(struct detectors *d, const struct indexed *x)
{
	for (; x; x = x->next) {
		bool is_python = x->rule->detector->is_python;

		if (x->rule->last->is_suffix)
			d->suffix_uses[is_python] |= x->rule->use;
		else
			d->uses[is_python][x->name.hash % USE_SLOTS] |= x->rule->use;
	}
}

void detectors_note_uses(struct detectors *d)
{
	memset(d->uses, 0, sizeof d->uses);
	memset(d->suffix_uses, 0, sizeof d->suffix_uses);
	for (size_t i = 0; i < sizeof d->bucket / sizeof *d->bucket; i++)
		note_uses(d, d->bucket[i]);
	note_uses(d, d->suffixes);
}

bool detectors_use(const struct detectors *d, struct name n, bool is_python,
                   unsigned uses)
{
	if (d->uses[is_python][n.hash % USE_SLOTS] & uses)
		return true;
	return d->suffix_uses[is_python] & uses && suffixes_for(d, n);
}

struct indexed *detectors_first(const struct detectors *d, struct name n)
{
	struct indexed *x = d->bucket[n.hash & 1023];

	return x ? x : suffixes_for(d, n);
}

struct rule *detectors_next(const struct detectors *d, struct name n, struct indexed **at)
{
	struct indexed *x = *at;

	/* Behind the bucket come the suffixes, which are few. */
	for (; x; x = x->next) {
		bool suffix = x->rule->last->is_suffix;

		if (suffix ? n.len > x->name.len && !memcmp(n.s + n.len - x->name.len,
		                                            x->name.s, x->name.len)
		           : name_eq(x->name, n)) {
			*at = x->next || suffix ? x->next : suffixes_for(d, n);
			return x->rule;
		}
		if (!x->next && !suffix) {
			*at = suffixes_for(d, n);
			return *at ? detectors_next(d, n, at) : NULL;
		}
	}
	*at = NULL;
	return NULL;
}

bool detectors_load(struct detectors *d, struct arena *a, struct err *e)
{
	struct data_file *files;
	struct detector **end = &d->first;
	size_t n;

	*d = (struct detectors){ 0 };
	if (!data_list(a, "detect/", ".detect", &files, &n, e))
		return false;
	for (size_t i = 0; i < n; i++, d->n++) {
		if (!detector_load(a, &files[i], end, e))
			return false;
		(*end)->index = i;
		end = &(*end)->next;
	}
	build_index(d, a);
	detectors_note_uses(d);
	needs_load(d, a);
	return true;
}
