/* detector_form.c - what stands behind the word of a rule, in each of its forms. */
#include <string.h>

#include "detect/detector_parts.h"
#include "detect/fact.h"

static bool read_captured(struct detector_line *r, struct rule *rule)
{
	if (!line_take(r, '$'))
		return line_wrong_at(r, "'$name' is expected");
	rule->captured = line_name(r);
	return true;
}

static bool read_decorator(struct detector_line *r, struct rule *rule)
{
	rule->form = FORM_DECORATOR;
	if (!pattern_call(r, rule))
		return false;
	if (line_starts(r, "class")) {
		rule->form = FORM_ON_CLASS;
		return read_captured(r, rule);
	}
	line_blanks(r);
	if (*r->p == '$') {
		rule->form = FORM_ON_FIELD;
		return read_captured(r, rule);
	}
	return true;
}

/* What begins with $: a role's chain, an assignment or an entry. */
static bool read_variable(struct detector_line *r, struct rule *rule)
{
	const char *start = r->p;

	r->p++;
	rule->captured = line_name(r);
	if (line_take(r, '=')) {
		rule->form = FORM_ASSIGN;
		return pattern_call(r, rule);
	}
	if (line_take(r, ':')) {
		rule->form = FORM_ENTRY;
		line_blanks(r);
		return pattern_arg(r, &rule->args, false);
	}
	r->p = start;
	rule->captured = (struct name){ 0 };
	if (!pattern_call(r, rule))
		return false;
	rule->form = rule->has_args ? FORM_CALL : FORM_NAME;
	return true;
}

static bool read_words(struct detector_line *r, struct rule *rule)
{
	size_t room = 0;

	rule->form = FORM_WORDS;
	while (!line_at_end(r)) {
		struct name n = line_word(r);
		*(struct name *)arena_push(r->arena, (void **)&rule->words,
		                           &rule->word_count, &room, sizeof n) = n;
	}
	return rule->word_count ? true : line_wrong(r, "words are expected");
}

/* Kind of fact, then words. */
static bool read_traits(struct detector_line *r, struct rule *rule)
{
	enum fact_kind kind;

	if (!fact_kind_of(line_word(r).s, &kind))
		return line_wrong(r, "a kind of fact is expected behind 'traits'");
	rule->fact = (uint8_t)kind;
	return read_words(r, rule);
}

static bool read_constant(struct detector_line *r, struct rule *rule)
{
	const char *start = r->p;
	struct name n;
	size_t room = 0;

	if (!line_at_name(r))
		return false;
	n = line_name(r);
	if (!line_take(r, '=')) {
		r->p = start;
		return false;
	}
	rule->form = FORM_CONSTANT;
	rule->captured = n;
	n = line_word(r);
	*(struct name *)arena_push(r->arena, (void **)&rule->words, &rule->word_count,
	                           &room, sizeof n) = n;
	return true;
}

/* , table=True) */
static bool read_class_keywords(struct detector_line *r, struct rule *rule)
{
	size_t room = 0;

	while (line_take(r, ',')) {
		for (int i = 0; i < 2; i++) {
			struct name n;

			if (!line_at_name(r))
				return line_wrong_at(r, "keyword=value is expected");
			n = line_name(r);
			if (i == 0 && !line_take(r, '='))
				return line_wrong_at(r, "'=' is expected");
			*(struct name *)arena_push(r->arena, (void **)&rule->words,
			                           &rule->word_count, &room,
			                           sizeof n) = n;
		}
	}
	return line_take(r, ')') ? true : line_wrong_at(r, "')' is expected");
}

/* file app/.../route export {GET|POST}: the place, then each name. */
static bool read_place(struct detector_line *r, struct rule *rule, size_t *room)
{
	if (line_at_end(r))
		return line_wrong(r, "the place of a file is expected");
	*(struct name *)arena_push(r->arena, (void **)&rule->words, &rule->word_count,
	                           room, sizeof(struct name)) = line_word(r);
	return true;
}

static bool read_exported(struct detector_line *r, struct rule *rule)
{
	size_t room = 0;

	rule->form = FORM_EXPORTED;
	rule->has_args = true;
	if (!read_place(r, rule, &room))
		return false;
	if (!line_take(r, '('))
		return line_wrong_at(r, "({..}), what the file exports, is expected");
	return pattern_args(r, ')', &rule->args);
}

static bool read_file(struct detector_line *r, struct rule *rule)
{
	size_t room = 0;
	struct link *l;

	rule->form = FORM_FILE;
	if (!read_place(r, rule, &room))
		return false;
	if (!line_starts(r, "export"))
		return line_wrong_at(r, "'export' is expected");
	if (!pattern_link(r, &l))
		return false;
	for (size_t i = 0; i < l->n; i++)
		*(struct name *)arena_push(r->arena, (void **)&rule->words,
		                           &rule->word_count, &room,
		                           sizeof(struct name)) = l->names[i];
	return true;
}

/* directive "use server" action, directive "use client" page */
static bool read_directive(struct detector_line *r, struct rule *rule)
{
	struct arg *text;
	struct name makes;
	enum fact_kind kind = 0;

	rule->form = FORM_WORDS;
	if (!pattern_arg(r, &text, false))
		return false;
	if (text->kind != ARG_TEXT || line_at_end(r))
		return line_wrong_at(r, "\"text\" and a kind of fact are expected");
	makes = line_word(r);
	rule->is_page = name_is(makes, "page");
	if (!rule->is_page && !fact_kind_of(makes.s, &kind))
		return line_wrong(r, "a directive makes no such facts");
	rule->fact = (uint8_t)kind;
	rule->word_count = 1;
	rule->words = arena_alloc(r->arena, sizeof *rule->words);
	rule->words[0] = text->name;
	return true;
}

/* trait [-]WORD[=VALUE] PATTERN */
static bool read_trait(struct detector_line *r, struct rule *rule)
{
	struct name w = line_word(r);
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
	line_blanks(r);
	if (*r->p == '.' && r->p[1] != '.') {
		r->p++;
		rule->place = PLACE_CHAIN;
	} else if (line_starts(r, "as")) {
		rule->place = PLACE_CALLEE;
	} else if (line_starts(r, "type")) {
		rule->place = PLACE_TYPE;
	}
	line_blanks(r);
	if (*r->p != '{')
		return pattern_arg(r, &rule->args, false) &&
		       (rule->place == PLACE_ARGUMENT || rule->args->kind == ARG_CALL
		            ? true
		            : line_wrong_at(r, "a name is expected"));
	/* {a|b}: a choice of names here, no object */
	struct link *last;

	rule->args = arena_zero(r->arena, sizeof *rule->args);
	rule->args->kind = ARG_CALL;
	if (!pattern_chain(r, &rule->args->chain, &last))
		return false;
	rule->args->has_parens = line_take(r, '(');
	return !rule->args->has_parens || pattern_args(r, ')', &rule->args->inner);
}

/* $job | $job */
static bool read_operator(struct detector_line *r, struct rule *rule)
{
	struct link *other;

	if (rule->form != FORM_NAME || rule->chain->next || !line_take(r, '|'))
		return true;
	rule->form = FORM_OPERATOR;
	rule->captured = name_of("|");
	return pattern_link(r, &other) &&
	       (name_eq(other->names[0], rule->chain->names[0])
	            ? true
	            : line_wrong_at(r, "the same role is expected on both sides"));
}

/* {broker_url|BROKER_URL} = "amqp*" */
static bool read_setting(struct detector_line *r, struct rule *rule)
{
	rule->form = FORM_SETTING;
	if (!pattern_chain(r, &rule->chain, &rule->last))
		return false;
	return line_take(r, '=') ? pattern_arg(r, &rule->args, false) : true;
}

static bool add_word(struct detector_line *r, struct rule *rule, size_t *room,
                     struct name n)
{
	*(struct name *)arena_push(r->arena, (void **)&rule->words, &rule->word_count,
	                           room, sizeof n) = n;
	return true;
}

/* holds "text" word="text" .. */
static bool read_holds(struct detector_line *r, struct rule *rule)
{
	size_t room = 0;
	struct name n;

	rule->form = FORM_HOLDS;
	if (!line_text(r, &n) || !add_word(r, rule, &room, n))
		return false;
	for (;;) {
		const char *start = r->p;

		line_blanks(r);
		if (!line_at_name(r))
			return true;
		n = line_name(r);
		if (!line_take(r, '=') || *r->p != '"') {
			r->p = start; /* options begin */
			return true;
		}
		if (!add_word(r, rule, &room, n) || !line_text(r, &n) ||
		    !add_word(r, rule, &room, n))
			return false;
	}
}

/* Is it a word that plain words stand behind? */
static bool has_words(const struct rule *rule)
{
	switch (rule->word) {
	case WORD_action:
	case WORD_allows:
	case WORD_asks:
	case WORD_before:
	case WORD_branched:
	case WORD_brings:
	case WORD_browser:
	case WORD_built:
	case WORD_chained:
	case WORD_columns:
	case WORD_compares:
	case WORD_config:
	case WORD_dialects:
	case WORD_dotted:
	case WORD_drawn:
	case WORD_folders:
	case WORD_later:
	case WORD_globs:
	case WORD_merges:
	case WORD_mixes:
	case WORD_guarding:
	case WORD_guards:
	case WORD_ignores:
	case WORD_implied:
	case WORD_inherits:
	case WORD_keeps_below:
	case WORD_keeps_calls:
	case WORD_keeps_paths:
	case WORD_keeps_reads:
	case WORD_keyed:
	case WORD_lets:
	case WORD_limits:
	case WORD_loader:
	case WORD_map:
	case WORD_named:
	case WORD_narrows:
	case WORD_neutral:
	case WORD_guarded:
	case WORD_open:
	case WORD_packages:
	case WORD_parsed:
	case WORD_declared:
	case WORD_handled:
	case WORD_placed:
	case WORD_answering:
	case WORD_spared:
	case WORD_sent:
	case WORD_loads:
	case WORD_offers:
	case WORD_parts:
	case WORD_protects:
	case WORD_provides:
	case WORD_resolvers:
	case WORD_responder:
	case WORD_revision:
	case WORD_routes:
	case WORD_schemes:
	case WORD_segment:
	case WORD_settings:
	case WORD_single:
	case WORD_starts:
	case WORD_tells:
	case WORD_testing:
	case WORD_typed:
	case WORD_validates:
	case WORD_variety:
	case WORD_versions:
	case WORD_works: return true;
	default: return false;
	}
}

static bool read_chain(struct detector_line *r, struct rule *rule, enum form_kind form)
{
	rule->form = (uint8_t)form;
	return pattern_chain(r, &rule->chain, &rule->last);
}

static bool read_texts(struct detector_line *r, struct rule *rule, enum form_kind form)
{
	bool ok = read_holds(r, rule);

	rule->form = (uint8_t)form;
	return ok;
}

/* The forms that only a kind of fact has: migration holds "..", file ..; refine key .. */
static bool read_of_fact(struct detector_line *r, struct rule *rule, bool *ok)
{
	bool is_migration = rule->fact == FACT_migration;

	if (rule->word == WORD_refine && line_starts(r, "key")) {
		*ok = read_chain(r, rule, FORM_KEY);
		return true;
	}
	if (rule->word == WORD_app && line_starts(r, "file")) {
		*ok = read_file(r, rule);
		return true;
	}
	if (rule->word != WORD_FACT)
		return false;
	if (is_migration && line_starts(r, "holds")) {
		*ok = read_texts(r, rule, FORM_HOLDS);
	} else if (is_migration && line_starts(r, "named")) {
		*ok = read_texts(r, rule, FORM_NAMED);
	} else if (rule->fact == FACT_construct && line_starts(r, "key")) {
		*ok = read_chain(r, rule, FORM_KEY);
	} else if (line_starts(r, "listed")) {
		*ok = read_texts(r, rule, FORM_LISTED);
	} else if (rule->fact == FACT_model && line_starts(r, "exported")) {
		*ok = read_exported(r, rule);
	} else if (!strncmp(r->p, "file", 4) && !line_is_name(r->p[4]) &&
	           r->p[4] != '(') {
		r->p += 4;
		*ok = read_file(r, rule);
	} else {
		return false;
	}
	return true;
}

static bool read_class(struct detector_line *r, struct rule *rule)
{
	if (!read_captured(r, rule) || !line_take(r, '('))
		return line_wrong_at(r, "class $name(Base) is expected");
	return read_chain(r, rule, FORM_CLASS) && read_class_keywords(r, rule);
}

/* chain(args), or the name alone */
static bool read_call(struct detector_line *r, struct rule *rule)
{
	line_starts(r, "new");
	if (!pattern_call(r, rule))
		return false;
	rule->form = rule->has_args ? FORM_CALL : FORM_NAME;
	return true;
}

/* What looks like code: by how it begins. */
static bool read_code(struct detector_line *r, struct rule *rule)
{
	switch (*r->p) {
	case '@': r->p++; return read_decorator(r, rule);
	case '$': return read_variable(r, rule) && read_operator(r, rule);
	case '[': rule->form = FORM_ITEM; return pattern_arg(r, &rule->args, false);
	case '(':
		r->p++;
		rule->form = FORM_TUPLE;
		rule->has_args = true;
		return pattern_args(r, ')', &rule->args);
	default: break;
	}
	if (line_starts(r, "import"))
		return read_chain(r, rule, FORM_IMPORT);
	if (line_starts(r, "def"))
		return read_chain(r, rule, FORM_METHOD);
	if (line_starts(r, "setting"))
		return read_setting(r, rule);
	if (line_starts(r, "class"))
		return read_class(r, rule);
	if (line_starts(r, "type"))
		return read_chain(r, rule, FORM_TYPE);
	return read_constant(r, rule) || read_call(r, rule);
}

bool detector_form(struct detector_line *r, struct rule *rule)
{
	bool ok;

	line_blanks(r);
	if (read_of_fact(r, rule, &ok))
		return ok;
	if (rule->word == WORD_lists)
		return line_starts(r, "exported")
		         ? read_exported(r, rule)
		         : line_wrong_at(r, "exported PLACE ({..}) is expected");
	if (rule->word == WORD_traits)
		return read_traits(r, rule);
	if (rule->word == WORD_directive)
		return read_directive(r, rule);
	if (rule->word == WORD_trait)
		return read_trait(r, rule);
	if (has_words(rule))
		return read_words(r, rule);
	if (rule->word == WORD_object) {
		if (!line_take(r, '$') || !(rule->role = line_name(r)).len)
			return line_wrong_at(r,
			                     "object $name and a pattern are expected");
		line_blanks(r);
	}
	return read_code(r, rule);
}
