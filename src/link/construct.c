/* construct.c - features of libraries that a migration meets, and how they are seen. */
#include "link/construct.h"

#include <stdlib.h>
#include <string.h>

#include "link/trait.h"
#include "text/data.h"
#include "text/glob.h"
#include "text/tsv.h"

enum { COLUMNS = 10 };

static const char *const column_names[COLUMNS] = {
	"id",      "from",       "construct", "to",     "equivalent",
	"mapping", "difficulty", "work",      "source", "seen",
};

static const char *const ways[] = {
#define WAY(name) #name,
	CONSTRUCT_WAYS(WAY)
#undef WAY
};

/* ---- the table --------------------------------------------------------- */

struct reading {
	struct constructs *c;
	struct arena *arena;
	const char *origin;
	size_t room;
};

/* "a|b" as a list. */
static char **alternatives(struct arena *a, const char *text)
{
	size_t n = 2;
	char **list, *copy = arena_strdup(a, text);

	for (const char *p = text; *p; p++)
		n += *p == '|';
	list = arena_zero(a, n * sizeof *list);
	n = 0;
	for (char *p = copy; p; n++) {
		list[n] = p;
		p = strchr(p, '|');
		if (p)
			*p++ = '\0';
	}
	return list;
}

static bool find_column(const char *name, size_t *at)
{
#define FIELD(column, meaning)                                                           \
	if (strcmp(name, #column) == 0) {                                                \
		*at = offsetof(struct fact, column);                                     \
		return true;                                                             \
	}
	FACT_TEXTS(FIELD)
#undef FIELD
	*at = offsetof(struct fact, file);
	return strcmp(name, "file") == 0;
}

/* column=a|b, traits~word */
static bool read_condition(struct arena *a, struct sight *c, char *text, struct err *e)
{
	char *sign = strpbrk(text, "!=~");
	struct condition *x = arena_zero(a, sizeof *x), **end = &c->conditions;
	char *value = sign ? sign + 1 : text;

	x->is_not = sign && *sign == '!';
	value += x->is_not;
	if (!sign || sign == text || !strchr("=~", value[-1]) || !*value)
		return err_set(e, ERR_DATA, "'%s' is no condition (column=text)", text);
	x->is_word = value[-1] == '~';
	*sign = '\0';
	if (!find_column(text, &x->column))
		return err_set(e, ERR_DATA, "facts have no column '%s'", text);
	x->values = alternatives(a, value);
	while (*end)
		end = &(*end)->next;
	*end = x;
	return true;
}

static bool read_fact(struct arena *a, struct sight *c, char *text, struct err *e)
{
	char *save = NULL, *word = strtok_r(text, " ", &save);
	enum fact_kind kind;

	for (char **k = alternatives(a, word ? word : ""); *k; k++) {
		if (!fact_kind_of(*k, &kind))
			return err_set(e, ERR_DATA, "'%s' is no kind of fact", *k);
		c->kinds |= (uint64_t)1 << kind;
	}
	while ((word = strtok_r(NULL, " ", &save)))
		if (!read_condition(a, c, word, e))
			return false;
	return true;
}

static bool read_sight(struct arena *a, struct sight *c, const char *seen, struct err *e)
{
	size_t n = strcspn(seen, " :");
	const char *rest = seen + n + strspn(seen + n, " :");

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (strlen(ways[i]) != n || memcmp(ways[i], seen, n) != 0)
			continue;
		c->way = (uint8_t)i;
		if ((i == CONSTRUCT_rule) != !*rest)
			return err_set(e, ERR_DATA, "'%s': %s", seen,
			               *rest ? "nothing may follow"
			                     : "something must follow");
		if (i == CONSTRUCT_fact)
			return read_fact(a, c, arena_strdup(a, rest), e);
		c->patterns = alternatives(a, rest);
		return true;
	}
	return err_set(e, ERR_DATA,
	               "'%s' is not rule, fact KIND, package NAME, file PATTERN or "
	               "no: REASON",
	               seen);
}

static bool read_seen(struct arena *a, struct construct *c, struct err *e)
{
	struct sight **end = &c->sights;
	char *at = arena_strdup(a, c->seen);

	while (at) {
		char *next = strstr(at, "; ");

		if (next)
			*next = '\0';
		*end = arena_zero(a, sizeof **end);
		if (!read_sight(a, *end, at, e))
			return false;
		end = &(*end)->next;
		at = next ? next + 2 : NULL;
	}
	return true;
}

static bool read_row(void *arg, char *const *cell, unsigned line, struct err *e)
{
	static const char *const mappings[] = { "direct", "adapt", "rewrite", "none" };
	struct reading *x = arg;
	struct construct c = { .id = cell[0],
		               .from = cell[1],
		               .name = cell[2],
		               .to = cell[3],
		               .equivalent = cell[4],
		               .mapping = cell[5],
		               .work = cell[7],
		               .source = cell[8],
		               .seen = cell[9] };
	bool known = false;

	for (int i = 0; i < 4; i++)
		known = known || strcmp(c.mapping, mappings[i]) == 0;
	if (!known)
		return err_set(e, ERR_DATA,
		               "'%s' is no mapping (direct, adapt, rewrite, none)",
		               c.mapping);
	c.difficulty = cell[6][0] - '0';
	if (c.difficulty < 1 || c.difficulty > 5 || cell[6][1])
		return err_set(e, ERR_DATA, "'%s' is no difficulty (1 to 5)", cell[6]);
	if (!*c.id || !*c.from || !*c.name || !*c.source)
		return err_set(e, ERR_DATA, "id, from, construct and source are needed");
	c.origin = x->origin;
	c.line = line;
	if (!read_seen(x->arena, &c, e))
		return false;
	*(struct construct *)arena_push(x->arena, (void **)&x->c->v, &x->c->n, &x->room,
	                                sizeof c) = c;
	return true;
}

static int by_id(const void *a, const void *b)
{
	const struct construct *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void add_sign(struct signs *list, struct arena *a, const struct construct *row,
                     const char *pattern)
{
	static const char special[] = "*?[]\\";
	struct sign s = { .row = row, .pattern = pattern };

	s.length = strlen(pattern);
	s.head = strcspn(pattern, special);
	while (s.tail < s.length && !strchr(special, pattern[s.length - 1 - s.tail]))
		s.tail++;
	s.last = s.tail ? pattern[s.length - 1] : '\0';
	*(struct sign *)arena_push(a, (void **)&list->v, &list->n, &list->room,
	                           sizeof s) = s;
}

static void list_signs(struct constructs *c, struct arena *a)
{
	c->by_file = c->by_package = (struct signs){ 0 };
	for (size_t i = 0; i < c->n; i++)
		for (const struct sight *s = c->v[i].sights; s; s = s->next)
			for (char **p = s->patterns; p && *p; p++)
				if (s->way == CONSTRUCT_file)
					add_sign(&c->by_file, a, &c->v[i], *p);
				else if (s->way == CONSTRUCT_package)
					add_sign(&c->by_package, a, &c->v[i], *p);
}

bool construct_parse(struct constructs *c, struct arena *a, const struct data_file *f,
                     struct err *e)
{
	struct reading x = { .c = c, .arena = a, .origin = f->origin, .room = c->n };

	if (!tsv_each(a, f->text, f->size, f->origin, column_names, COLUMNS, read_row, &x,
	              e))
		return false;
	list_signs(c, a);
	return true;
}

bool construct_load(struct constructs *c, struct arena *a, struct err *e)
{
	struct data_file *files;
	size_t n;

	*c = (struct constructs){ 0 };
	if (!data_list(a, "mapping/constructs", ".tsv", &files, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!construct_parse(c, a, &files[i], e))
			return false;
	if (c->n)
		qsort(c->v, c->n, sizeof *c->v, by_id);
	for (size_t i = 1; i < c->n; i++)
		if (by_id(&c->v[i - 1], &c->v[i]) == 0)
			return err_set(e, ERR_DATA, "%s:%u: '%s' is there twice",
			               c->v[i].origin, c->v[i].line, c->v[i].id);
	list_signs(c, a);
	return true;
}

bool construct_by(const struct construct *c, enum construct_way way)
{
	for (const struct sight *s = c->sights; s; s = s->next)
		if (s->way == way)
			return true;
	return false;
}

const struct construct *construct_find(const struct constructs *c, const char *id)
{
	struct construct key = { .id = id };

	return c->n ? bsearch(&key, c->v, c->n, sizeof *c->v, by_id) : NULL;
}

const struct rule *construct_rule(const struct detectors *d, const char *id,
                                  const struct rule *last)
{
	const struct detector *at = last ? last->detector : d->first;
	const struct rule *r = last ? last->next : at ? at->rules : NULL;

	while (at) {
		for (; r; r = r->next)
			if (r->row && strcmp(r->row, id) == 0)
				return r;
		at = at->next;
		r = at ? at->rules : NULL;
	}
	return NULL;
}

bool construct_check(const struct constructs *c, struct arena *a,
                     const struct detectors *d, struct err *e)
{
	bool *has_rule = arena_zero(a, c->n + 1);

	for (const struct detector *t = d->first; t; t = t->next) {
		for (const struct rule *r = t->rules; r; r = r->next) {
			const struct construct *x = r->row ? construct_find(c, r->row)
			                                   : NULL;

			if (r->row && (!x || !construct_by(x, CONSTRUCT_rule)))
				return err_set(e, ERR_DATA, "%s:%u: row %s %s", t->origin,
				               r->line, r->row,
				               x ? "is not seen by a rule"
				                 : "is in no table of constructs");
			if (x)
				has_rule[x - c->v] = true;
		}
	}
	for (size_t i = 0; i < c->n; i++)
		if (construct_by(&c->v[i], CONSTRUCT_rule) && !has_rule[i])
			return err_set(e, ERR_DATA, "%s:%u: no rule gives %s",
			               c->v[i].origin, c->v[i].line, c->v[i].id);
	return true;
}

/* ---- facts ------------------------------------------------------------- */

static bool holds(const struct fact *f, const struct condition *x)
{
	const char *const *at = (const void *)((const char *)f + x->column);
	const char *text = *at ? *at : "";

	for (char **v = x->values; *v; v++)
		if (x->is_word ? trait_has(text, *v) : glob_matches(*v, text))
			return !x->is_not;
	return x->is_not;
}

static struct fact *add(struct facts *fs, struct arena *a, const struct construct *c,
                        const char *file, uint32_t line)
{
	struct fact *f = arena_push(a, (void **)&fs->v, &fs->n, &fs->room, sizeof *fs->v);

	*f = (struct fact){ .kind = FACT_construct,
		            .file = file,
		            .line = line,
		            .parent = -1,
		            .name = c->id,
		            .variety = c->mapping,
		            .detail = c->name,
		            .target = c->equivalent,
		            .status = "resolved" };
	return f;
}

/* ---- what facts tell ----------------------------------------------------------------
 */

/* A way to see a row, in a list of those that facts of one kind are asked for. */
struct asked {
	const struct construct *row;
	const struct condition *conditions;
	struct asked *next;
};

/* What is left to ask a fact of that kind, framework and variety. */
struct asked_of {
	const char *framework, *variety;
	const struct asked *list;
	uint8_t kind;
	bool is_known;
};

enum { SLOTS = 1024, SLOTS_MOST = SLOTS / 2 };

static struct asked *ask(struct arena *a, const struct construct *row,
                         const struct condition *conditions)
{
	struct asked *x = arena_alloc(a, sizeof *x);

	*x = (struct asked){ row, conditions, NULL };
	return x;
}

/* Rows by the kind that tells them, so that a fact meets only its own. */
static void list_by_kind(struct construct_asker *x)
{
	struct asked **end[FACT_KINDS_END];

	x->by_kind = arena_zero(x->arena, FACT_KINDS_END * sizeof *x->by_kind);
	x->slots = arena_zero(x->arena, SLOTS * sizeof *x->slots);
	for (size_t k = 0; k < FACT_KINDS_END; k++)
		end[k] = &x->by_kind[k];
	for (size_t i = 0; i < x->constructs->n; i++) {
		const struct construct *row = &x->constructs->v[i];

		for (const struct sight *s = row->sights; s; s = s->next)
			for (size_t k = 0; s->kinds >> k; k++)
				if (s->kinds >> k & 1) {
					*end[k] = ask(x->arena, row, s->conditions);
					end[k] = &(*end[k])->next;
				}
	}
}

static bool is_of_place(const struct condition *x)
{
	return x->column == offsetof(struct fact, framework) ||
	       x->column == offsetof(struct fact, variety);
}

/* The conditions on other columns; false: those on these two do not hold. */
static bool conditions_left(struct arena *a, const struct fact *f,
                            const struct condition *x, struct condition **end)
{
	for (; x; x = x->next) {
		if (is_of_place(x)) {
			if (!holds(f, x))
				return false;
			continue;
		}
		*end = arena_alloc(a, sizeof **end);
		**end = *x;
		end = &(*end)->next;
	}
	*end = NULL;
	return true;
}

static const struct asked *list_for(struct construct_asker *x, const struct fact *f)
{
	struct asked *list = NULL, **end = &list;

	for (const struct asked *q = x->by_kind[f->kind]; q; q = q->next) {
		struct condition *left;

		if (!conditions_left(x->arena, f, q->conditions, &left))
			continue;
		*end = ask(x->arena, q->row, left);
		end = &(*end)->next;
	}
	return list;
}

/* Facts come by the thousand, and of few frameworks. */
static const struct asked *asked_of(struct construct_asker *x, const struct fact *f)
{
	size_t at = ((uintptr_t)f->framework >> 3) * 31 + ((uintptr_t)f->variety >> 3) +
	            f->kind * 97u;
	struct asked_of *slot;

	if (!x->by_kind)
		list_by_kind(x);
	if (!x->by_kind[f->kind])
		return NULL;
	for (;; at++) {
		slot = &x->slots[at % SLOTS];
		if (!slot->is_known)
			break;
		if (slot->framework == f->framework && slot->variety == f->variety &&
		    slot->kind == f->kind)
			return slot->list;
	}
	/* As they are: their conditions have these columns, too. */
	if (x->slots_taken == SLOTS_MOST)
		return x->by_kind[f->kind];
	x->slots_taken++;
	*slot = (struct asked_of){ f->framework, f->variety, list_for(x, f), f->kind,
		                   true };
	return slot->list;
}

static bool tells(const struct fact *f, const struct condition *x)
{
	for (; x; x = x->next)
		if (!holds(f, x))
			return false;
	return true;
}

static void derive(struct tellings *told, struct construct_asker *asker,
                   const struct facts *fs, size_t fact)
{
	const struct construct *last = NULL;

	for (const struct asked *x = asked_of(asker, &fs->v[fact]); x; x = x->next) {
		if (x->row == last || !tells(&fs->v[fact], x->conditions))
			continue;
		last = x->row;
		*(struct told *)arena_push(asker->arena, (void **)&told->v, &told->n,
		                           &told->room, sizeof *told->v) =
		    (struct told){ x->row, fact };
	}
}

void construct_derive(struct tellings *told, struct construct_asker *x,
                      const struct facts *fs, size_t from, size_t to, fact_test *wanted)
{
	for (size_t i = from; i < to; i++)
		if (!wanted || wanted(&fs->v[i]))
			derive(told, x, fs, i);
}

const struct construct *construct_complete(const struct constructs *c, struct fact *f)
{
	const struct construct *x = f->kind == FACT_construct ? construct_find(c, f->name)
	                                                      : NULL;

	if (x) {
		f->variety = x->mapping;
		f->detail = x->name;
		f->target = x->equivalent;
	}
	return x;
}

/* ---- what packages and files tell ----------------------------------------------------
 */

/* Most texts are told from a pattern by its ends, before its stars count. */
static bool matches(const struct sign *s, const char *text, size_t n)
{
	const char *p = s->pattern;

	return n >= s->tail && n >= s->head && (!s->head || *text == *p) &&
	       memcmp(text + n - s->tail, p + s->length - s->tail, s->tail) == 0 &&
	       memcmp(text, p, s->head) == 0 && glob_matches(p, text);
}

static bool is_one_of(const struct sign *s, size_t n, const char *text)
{
	size_t length = strlen(text);

	for (size_t i = 0; i < n; i++)
		if (matches(&s[i], text, length))
			return true;
	return false;
}

void construct_packages(struct facts *fs, struct arena *a, const struct constructs *c,
                        const struct manifests *m)
{
	const struct sign *s = c->by_package.v, *end = s + c->by_package.n;

	while (s < end) {
		const struct sign *row = s;

		while (s < end && s->row == row->row)
			s++;
		for (size_t k = 0; k < m->package_count; k++) {
			const struct package *p = &m->packages[k];

			if (is_one_of(row, (size_t)(s - row), p->name))
				add(fs, a, row->row, p->manifest, p->line)->owner =
				    p->name;
		}
	}
}

void construct_file(struct facts *fs, struct arena *a, const struct constructs *c,
                    const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t n = strlen(path), name_length = n - (size_t)(name - path);
	const struct construct *last = NULL;

	for (size_t i = 0; n && i < c->by_file.n; i++) {
		const struct sign *s = &c->by_file.v[i];

		/* What begins with a star is in the path when it is in the name. */
		if (s->row == last || (s->tail && s->last != path[n - 1]) ||
		    ((*s->pattern == '*' || !matches(s, name, name_length)) &&
		     !matches(s, path, n)))
			continue;
		last = s->row;
		add(fs, a, s->row, path, 1);
	}
}
