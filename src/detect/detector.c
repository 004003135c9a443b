/* detector.c - how a framework looks in code, read from models/detect/. */
#include "detect/detector.h"

#include <stddef.h>
#include <string.h>

#include "detect/detector_parts.h"
#include "detect/fact.h"
#include "detect/need.h"

static const struct {
	const char *name;
	enum detector_word word;
} words[] = {
#define WORD(name, meaning) { #name, WORD_##name },
	DETECTOR_WORDS(WORD)
#undef WORD
};

/* Options that are a word, and those that are name=text. */
#define IN_RULE(name) #name, offsetof(struct rule, name)
static const struct option {
	const char *name;
	size_t at; /* in struct rule */
} flags[] = { { IN_RULE(reads) },
	      { IN_RULE(again) },
	      { IN_RULE(started) },
	      { IN_RULE(any) },
	      { IN_RULE(bare) },
	      { IN_RULE(below) },
	      { IN_RULE(called) },
	      { IN_RULE(camel) },
	      { IN_RULE(column) },
	      { IN_RULE(continues) },
	      { IN_RULE(dots) },
	      { IN_RULE(empty) },
	      { IN_RULE(flat) },
	      { IN_RULE(gate) },
	      { IN_RULE(generated) },
	      { IN_RULE(given) },
	      { IN_RULE(gotten) },
	      { IN_RULE(modelled) },
	      { IN_RULE(dotted) },
	      { IN_RULE(held_on) },
	      { IN_RULE(named) },
	      { IN_RULE(nested) },
	      { IN_RULE(plugin) },
	      { IN_RULE(related) },
	      { IN_RULE(replaces) },
	      { IN_RULE(rooted) },
	      { IN_RULE(runs) },
	      { IN_RULE(usual) },
	      { "global", offsetof(struct rule, is_global) },
	      { "is-type", offsetof(struct rule, is_type) } },
  texts[] = { { IN_RULE(action) },  { IN_RULE(at) },
	      { IN_RULE(calls) },   { IN_RULE(detail) },
	      { IN_RULE(gives) },   { IN_RULE(handler) },
	      { IN_RULE(method) },  { IN_RULE(path) },
	      { IN_RULE(prefix) },  { IN_RULE(responder) },
	      { IN_RULE(row) },     { IN_RULE(status) },
	      { IN_RULE(suffix) },  { IN_RULE(takes) },
	      { IN_RULE(type) },    { IN_RULE(unless) },
	      { IN_RULE(variety) }, { "plugin", offsetof(struct rule, entry) } };
#undef IN_RULE

static bool set_flag(struct rule *rule, struct name word)
{
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (name_is(word, flags[i].name)) {
			*(bool *)((char *)rule + flags[i].at) = true;
			return true;
		}
	return false;
}

static bool set_text(struct rule *rule, struct name word, const char *equals)
{
	const char *text = equals + 1;
	size_t n = (size_t)(equals - word.s);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!strncmp(texts[i].name, word.s, n) && !texts[i].name[n]) {
			memcpy((char *)rule + texts[i].at, &text, sizeof text);
			return true;
		}
	return false;
}

static bool read_options(struct detector_line *r, struct rule *rule)
{
	while (!line_at_end(r)) {
		struct name w = line_word(r);
		const char *equals = strchr(w.s, '=');

		if (equals ? set_text(rule, w, equals) : set_flag(rule, w))
			continue;
		if (name_is(w, "of") && !line_at_end(r))
			rule->of = line_word(r);
		else if (name_is(w, "in") && !line_at_end(r))
			rule->in = line_word(r);
		else if (!strncmp(w.s, "states=", 7))
			rule->states = name_of(w.s + 7);
		else
			return err_set(r->e, ERR_DATA, "%s:%u: '%s' is not an option",
			               r->file->origin, r->line, w.s);
	}
	rule->plugin |= rule->entry != NULL;
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

static bool read_needs(struct detector_line *r, struct detector *d)
{
	size_t room = 0;

	d->needs = NULL;
	d->need_count = 0;
	while (!line_at_end(r)) {
		struct needed n = { .package = line_word(r) };
		const char *last = strrchr(n.package.s, '/');

		n.as = name_of(last ? last + 1 : n.package.s);
		if (line_starts(r, "as") && !(n.as = line_word(r)).len)
			return line_wrong(r, "a name is expected behind 'as'");
		*(struct needed *)arena_push(r->arena, (void **)&d->needs, &d->need_count,
		                             &room, sizeof n) = n;
	}
	return d->need_count ? true : line_wrong(r, "'needs' names no package");
}

static bool read_heads(struct detector_line *r, struct detector *d)
{
	size_t room = d->head_count;

	while (!line_at_end(r)) {
		struct name n = line_word(r);
		*(struct name *)arena_push(r->arena, (void **)&d->heads, &d->head_count,
		                           &room, sizeof n) = n;
	}
	return d->head_count ? true : line_wrong(r, "'heads' names nothing");
}

static bool read_usual(struct detector_line *r, struct detector *d)
{
	size_t room = d->usual_count;

	while (!line_at_end(r)) {
		struct name n = line_word(r);
		*(struct name *)arena_push(r->arena, (void **)&d->usual, &d->usual_count,
		                           &room, sizeof n) = n;
	}
	return d->usual_count ? true : line_wrong(r, "'usual' names nothing");
}

static bool read_params(struct detector_line *r, struct detector *d)
{
	while (!line_at_end(r)) {
		if (d->param_count == sizeof d->params / sizeof *d->params)
			return line_wrong(r, "too many forms of parameters");
		d->params[d->param_count++] = line_word(r);
	}
	return true;
}

/* Endpoints, channels and models are rows by `fact`: see construct.h. */
static bool check_row(struct detector_line *r, const struct rule *rule)
{
	bool is_construct = rule->word == WORD_FACT && rule->fact == FACT_construct;

	if (is_construct && !rule->row)
		return line_wrong(r, "a construct needs row=ID");
	if (rule->row && (rule->word == WORD_FACT
	                      ? rule->fact == FACT_endpoint ||
	                            rule->fact == FACT_channel || rule->fact == FACT_model
	                      : rule->word != WORD_refine))
		return line_wrong(r, "such a rule takes no row");
	return true;
}

/* built WORD NAMES */
static bool check_built(struct detector_line *r, const struct rule *rule)
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
			       line_wrong(r, "names of calls are expected");
	return line_wrong(r, "what such a call does is expected behind 'built'");
}

static bool read_line(struct detector_line *r, struct detector *d)
{
	struct name word = line_word(r);
	struct rule *rule;

	if (name_is(word, "language")) {
		struct name l = line_word(r);

		d->is_python = name_is(l, "python");
		r->has_language = true;
		return d->is_python || name_is(l, "script")
		         ? true
		         : line_wrong(r, "language is python or script");
	}
	if (name_is(word, "source")) {
		d->source = line_word(r).s;
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
	if (!detector_form(r, rule))
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

/* What texts say needs no package, nor do decorators, routers and jobs of the code base.
 */
static bool is_of_any_code(const struct rule *r)
{
	return r->word == WORD_asks || r->word == WORD_sent || r->word == WORD_declared ||
	       r->word == WORD_handled || r->word == WORD_placed ||
	       r->word == WORD_answering || r->word == WORD_works;
}

static bool needs_nothing(const struct detector *d)
{
	for (const struct rule *r = d->rules; r; r = r->next)
		if (!is_of_any_code(r))
			return false;
	return d->rules;
}

static bool detector_load(struct arena *a, const struct data_file *f,
                          struct detector **out, struct err *e)
{
	struct detector *d = arena_zero(a, sizeof *d);
	struct detector_line r = { .arena = a, .file = f, .p = f->text, .e = e };

	d->name = base_name(a, f->path);
	d->origin = f->origin;
	while (*r.p) {
		r.line++;
		if (!line_at_end(&r) && !read_line(&r, d))
			return false;
		r.p += strcspn(r.p, "\n");
		if (*r.p)
			r.p++;
	}
	if (!r.has_language)
		return err_set(e, ERR_DATA, "%s:1: no 'language' line", f->origin);
	if (!d->need_count && !needs_nothing(d))
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

const struct rule *detectors_rule(const struct detectors *d, bool is_python,
                                  enum detector_word word)
{
	for (const struct detector *t = d->first; t; t = t->next)
		for (const struct rule *r = t->rules; r; r = r->next)
			if (r->word == word && t->is_python == is_python)
				return r;
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
	detectors_index(d, a);
	detectors_note_uses(d);
	needs_load(d, a);
	return true;
}
