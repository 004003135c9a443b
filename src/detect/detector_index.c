/* detector_index.c - rules by the names that they are looked up by. */
#include <string.h>

#include "detect/detector_parts.h"
#include "detect/fact.h"
#include "detect/file_place.h"

/* Most names end like no suffix: one bit tells, without a look at the suffixes. */
static uint32_t end_hash(struct name n)
{
	return n.len > 1 ? name_end_hash(n.s, n.len) : 0;
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

		if (!r->last->is_role && (r->word != WORD_refine || r->continues) &&
		    r->word != WORD_wrap && r->word != WORD_held && r->form != FORM_KEY)
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

/* [{..}] among the arguments, or as a member of an object there */
static bool has_items(const struct arg *a)
{
	for (; a; a = a->next) {
		const struct arg *k = a->kind == ARG_DICT ? a->inner : NULL;

		while (k && !(k->inner && arg_is_items(k->inner)))
			k = k->next;
		if (k || arg_is_items(a))
			return true;
	}
	return false;
}

/* The last names of a chain. */
static void index_last(struct detectors *d, const struct link *l)
{
	while (l->next)
		l = l->next;
	for (size_t i = 0; i < l->n && !l->is_role; i++)
		vocabulary_add(&d->vocabulary, l->names[i]);
}

static void index_args(struct detectors *d, const struct arg *a)
{
	for (; a; a = a->next) {
		if (a->kind == ARG_CALL)
			index_last(d, a->chain);
		index_args(d, a->inner);
	}
}

/* A usual name, or *End of some. */
static void add_usual(struct vocabulary *v, struct arena *a, struct name n)
{
	if (n.len < 2 || n.s[0] != '*') {
		vocabulary_add_argument(v, n);
		return;
	}
	n = name_of(n.s + 1);
	if (n.len > 1)
		v->end_bits[name_end_hash(n.s, n.len) >> 6] |=
		    (uint64_t)1 << (name_end_hash(n.s, n.len) & 63);
	else
		memset(v->end_bits, 0xff, sizeof v->end_bits);
	for (size_t i = 0; i < v->end_count; i++)
		if (name_eq(v->ends[i], n))
			return;
	*(struct name *)arena_push(a, (void **)&v->ends, &v->end_count, &v->end_room,
	                           sizeof n) = n;
}

static void add_testing(struct vocabulary *v, struct arena *a, const struct rule *r)
{
	for (size_t i = 0; i < r->word_count; i++)
		*(struct name *)arena_push(a, (void **)&v->testing, &v->testing_count,
		                           &v->testing_room,
		                           sizeof *v->testing) = r->words[i];
}

static void compare(struct vocabulary *v, const struct rule *r)
{
	for (size_t i = 0; i < r->word_count; i++)
		vocabulary_add_compared(v, r->words[i]);
}

/* request.* !request.path: the names in front of the dot. */
static void watch(struct vocabulary *v, const struct rule *r)
{
	for (size_t i = 0; i < r->word_count; i++) {
		const char *s = r->words[i].s + (r->words[i].s[0] == '!');

		struct name n = { .s = s, .len = (uint32_t)strcspn(s, ".") };

		n.hash = name_hash(s, n.len);
		vocabulary_add_watched(v, n);
	}
}

/* Calls that are given such a keyword are kept. */
static void add_keyword(struct detectors *d, struct name n)
{
	d->vocabulary.arguments[n.hash >> 6 & 1023] |= (uint64_t)1 << (n.hash & 63);
}

/* Rules that are looked up by the name of a variable or an import, and no call's. */
static bool is_named(const struct rule *r)
{
	if (r->fact == FACT_field || r->fact == FACT_relation || rule_lists_paths(r))
		return false;
	return r->form == FORM_ENTRY || r->form == FORM_ITEM || r->form == FORM_SETTING ||
	       r->form == FORM_IMPORT || rule_is_row(r);
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

static bool is_by_name(const struct rule *r)
{
	switch (r->word) {
	case WORD_allows:
	case WORD_before:
	case WORD_browser:
	case WORD_dotted:
	case WORD_folders:
	case WORD_later:
	case WORD_globs:
	case WORD_merges:
	case WORD_keeps_below:
	case WORD_keeps_calls:
	case WORD_keeps_paths:
	case WORD_keeps_reads:
	case WORD_packages:
	case WORD_parsed:
	case WORD_schemes:
	case WORD_declared:
	case WORD_handled:
	case WORD_placed:
	case WORD_answering:
	case WORD_spared:
	case WORD_sent:
	case WORD_tells:
	case WORD_versions:
	case WORD_works: return true;
	default: return false;
	}
}

static void index_patterns(struct detectors *d, struct arena *a, const struct rule *r)
{
	struct detector *t = r->detector;
	struct patterns *p = r->word == WORD_guards   ? &t->guards
	                   : r->word == WORD_guarding ? &t->guarding
	                   : r->word == WORD_mixes    ? &t->mixes
	                   : r->word == WORD_open     ? &t->open
	                   : r->word == WORD_starts   ? &t->starts
	                   : r->word == WORD_chained  ? &t->chained
	                   : is_by_name(r)            ? &d->by_name[t->is_python][r->word]
	                                              : NULL;

	if (p)
		patterns_add(p, a, r->words, r->word_count);
}

/* A package that makes routers itself: express(). Each file gives it a name of its own.
 */
static void add_making_packages(struct detectors *d, const struct detector *t)
{
	for (size_t i = 0; i < t->need_count && !t->is_python; i++)
		if (vocabulary_has_maker(&d->vocabulary, t->needs[i].as.hash))
			vocabulary_add_maker(&d->vocabulary, t->needs[i].package);
}

static void list_rule(struct rule_list *l, struct arena *a, const struct rule *r)
{
	*(const struct rule **)arena_push(a, (void **)&l->v, &l->n, &l->room,
	                                  sizeof r) = r;
}

/* The latest first. */
static void put_first(struct rule **first, struct rule *r)
{
	r->next_role = *first;
	*first = r;
}

/* Rules that are not looked up by a name of code: each in the list of those who ask. */
static void index_lists(struct detectors *d, struct arena *a, struct rule *r)
{
	if (r->form == FORM_NAMED || r->form == FORM_LISTED)
		list_rule(&d->globs, a, r);
	if (r->form == FORM_HOLDS)
		list_rule(&d->held, a, r);
	if (rule_is_place(r))
		list_rule(&d->files, a, r);
	if (r->word == WORD_built)
		list_rule(&d->built, a, r);
	if (r->is_page)
		list_rule(&d->pages, a, r);
	if (r->word == WORD_loader)
		put_first(&d->loaders, r);
	if (r->word == WORD_revision)
		put_first(&d->revisions, r);
	if (r->word == WORD_settings || r->word == WORD_keyed)
		put_first(&d->settings, r);
}

/* Names that the readers of files watch for. */
static void index_vocabulary(struct detectors *d, struct arena *a, const struct rule *r)
{
	if (r->form != FORM_TRAIT)
		index_args(d, r->args);
	if (r->word == WORD_testing)
		add_testing(&d->vocabulary, a, r);
	if (r->word == WORD_keeps_reads)
		watch(&d->vocabulary, r);
	if (r->word == WORD_compares || r->word == WORD_branched)
		compare(&d->vocabulary, r);
}

static void index_detector(struct detectors *d, struct arena *a, struct detector *t)
{
	link_roles(t);
	for (size_t i = 0; i < t->head_count; i++)
		vocabulary_add_head(&d->vocabulary, t->heads[i]);
	for (size_t i = 0; i < t->usual_count; i++)
		add_usual(&d->vocabulary, a, t->usual[i]);
	for (struct rule *r = t->rules; r; r = r->next) {
		r->has_items = has_items(r->args);
		r->use = (uint16_t)rule_use(r);
		t->gives_app |= rule_is_given_app(r);
		r->is_telling = rule_is_place(r) && file_place_tells(r->words[0].s);
		index_lists(d, a, r);
		index_vocabulary(d, a, r);
		if (is_named(r))
			index_named(d, a, r);
		else if (r->last)
			index_rule(d, a, r);
		index_patterns(d, a, r);
	}
	add_making_packages(d, t);
}

void detectors_index(struct detectors *d, struct arena *a)
{
	/* value_above.c asks what constructors hand up. */
	vocabulary_add(&d->vocabulary, name_of("super"));
	vocabulary_add(&d->vocabulary, name_of("__init__"));
	/* job_own.c what decorators write. */
	vocabulary_add(&d->vocabulary, name_of("setattr"));
	for (struct detector *t = d->first; t; t = t->next)
		index_detector(d, a, t);
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

unsigned detectors_uses(const struct detectors *d, struct name n, bool is_python)
{
	unsigned uses = d->uses[is_python][n.hash % USE_SLOTS];

	if (d->suffix_uses[is_python] && suffixes_for(d, n))
		uses |= d->suffix_uses[is_python];
	return uses;
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

bool detector_configures(const struct detector *d, const char *path)
{
	const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;

	for (const struct rule *r = d->rules; r; r = r->next)
		if (r->word == WORD_config &&
		    !strncmp(file, r->words[0].s, r->words[0].len) &&
		    file[r->words[0].len] == '.')
			return true;
	return false;
}

bool rule_is_row(const struct rule *r)
{
	return r->form == FORM_TUPLE && r->word == WORD_FACT &&
	       (r->fact == FACT_schedule || r->fact == FACT_job);
}

bool rule_lists_paths(const struct rule *r)
{
	return r->form == FORM_ENTRY && name_is(r->captured, "path") &&
	       name_is(r->in, "routes");
}
