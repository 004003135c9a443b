/* prisma_trait.c - what the attributes of a Prisma schema mean, in the words of fact.h.
 */
#include <stdlib.h>
#include <string.h>

#include "read/prisma_block.h"

enum { WORDS_MAX = 24, VALUE_MAX = 60, FIELDS_MAX = 1000 };

struct words {
	struct arena *a;
	const char *v[WORDS_MAX];
	size_t n;
};

/* ---- words ------------------------------------------------------------------------- */

static void add(struct words *w, const char *word)
{
	for (size_t i = 0; i < w->n; i++)
		if (!strcmp(w->v[i], word))
			return;
	if (w->n < WORDS_MAX)
		w->v[w->n++] = word;
}

/* word=value: the value in one word, quotes left out. */
static void add_value(struct words *w, const char *word, const char *s, size_t n)
{
	char buf[VALUE_MAX + 1];
	size_t k = 0;

	for (size_t i = 0; i < n && k < VALUE_MAX; i++)
		if (!strchr(" \t\r\n\"[]", s[i]))
			buf[k++] = s[i];
	buf[k] = '\0';
	add(w, k ? arena_printf(w->a, "%s=%s", word, buf) : word);
}

static int by_word(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *print(struct words *w)
{
	const char *s = NULL;

	qsort(w->v, w->n, sizeof *w->v, by_word);
	for (size_t i = 0; i < w->n; i++)
		s = s ? arena_printf(w->a, "%s %s", s, w->v[i]) : w->v[i];
	return s;
}

/* ---- attributes -------------------------------------------------------------------- */

static const struct attribute *find(const struct attribute *a, const char *name)
{
	while (a && strcmp(a->name, name) != 0)
		a = a->next;
	return a;
}

/* The argument `key: value`, up to the comma or the end; *n bytes. NULL: none. */
static const char *argument(const char *arguments, const char *key, size_t *n)
{
	size_t len = strlen(key);
	int depth = 0;

	for (const char *p = arguments; *p; p++) {
		const char *value;

		depth += *p == '(' || *p == '[';
		depth -= *p == ')' || *p == ']';
		if (depth || (p > arguments && !strchr(" ,\n\t\r", p[-1])) ||
		    strncmp(p, key, len) || p[len] != ':')
			continue;
		value = p + len + 1;
		value += strspn(value, " \t");
		for (*n = 0; value[*n]; ++*n) {
			char c = value[*n];

			depth += c == '(' || c == '[';
			depth -= c == ')' || c == ']';
			if ((c == ',' && !depth) || depth < 0)
				break;
		}
		return value;
	}
	return NULL;
}

static void add_argument(struct words *w, const char *word, const char *arguments,
                         const char *key)
{
	size_t n;
	const char *s = argument(arguments, key, &n);

	if (s)
		add_value(w, word, s, n);
}

/* Is the field in the first list of names: [a, b(sort: Desc)]? *alone: it is all. */
static bool lists(const char *arguments, const char *name, bool *alone, bool *first)
{
	const char *p = strchr(arguments, '[');
	size_t len = strlen(name), count = 0;
	bool found = false;

	*alone = *first = false;
	if (!p)
		return false;
	for (p++; *p && *p != ']';) {
		size_t n;

		p += strspn(p, " \t\r\n,");
		n = strcspn(p, " \t\r\n,](");
		if (!n)
			break;
		if (n == len && !strncmp(p, name, n)) {
			found = true;
			*first = count == 0;
		}
		count++;
		p += n;
		if (*p == '(')
			p += strcspn(p, ")") + (strchr(p, ')') != NULL);
	}
	*alone = count == 1;
	return found;
}

/* ---- fields ------------------------------------------------------------------------ */

static bool starts(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

static void default_words(struct words *w, const char *s)
{
	static const char *const client[] = { "uuid(", "cuid(", "ulid(", "nanoid(",
		                              "auto(" };

	if (starts(s, "autoincrement(")) {
		add(w, "auto");
		return;
	}
	if (starts(s, "sequence("))
		add(w, "sequence");
	for (size_t i = 0; i < sizeof client / sizeof *client; i++) {
		if (!starts(s, client[i]))
			continue;
		add(w, "client-default");
		add_value(w, "default", s, strcspn(s, "("));
		return;
	}
	add(w, "server-default");
	add_value(w, "default", s, starts(s, "now(") ? 3 : strlen(s));
}

static void native_words(struct words *w, const struct attribute *a)
{
	const char *type = a->name + 3;

	add_value(w, "native", type, strlen(type));
	if (strstr(type, "Char") && *a->arguments)
		add_value(w, "length", a->arguments, strlen(a->arguments));
	if (starts(type, "Decimal") && *a->arguments)
		add_value(w, "precision", a->arguments, strlen(a->arguments));
	if (strstr(type, "tz"))
		add(w, "timezone");
}

static void own_words(struct words *w, const struct attribute *a)
{
	for (; a; a = a->next) {
		if (!strcmp(a->name, "id"))
			add(w, "pk");
		else if (!strcmp(a->name, "unique"))
			add(w, "unique");
		else if (!strcmp(a->name, "default"))
			default_words(w, a->arguments);
		else if (!strcmp(a->name, "updatedAt"))
			add(w, "updated");
		else if (!strcmp(a->name, "ignore"))
			add(w, "ignored");
		else if (!strcmp(a->name, "map"))
			add_value(w, "column", a->arguments, strlen(a->arguments));
		else if (starts(a->name, "db."))
			native_words(w, a);
	}
}

/* What the block's own attributes say of the field. */
static void block_words(struct words *w, const struct block *b, const struct field *f)
{
	bool alone, first;

	for (const struct attribute *a = b->attributes; a; a = a->next) {
		if (!lists(a->arguments, f->name, &alone, &first))
			continue;
		if (!strcmp(a->name, "id"))
			add(w, "pk");
		else if (!strcmp(a->name, "unique") && alone)
			add(w, "unique");
		else if (!strcmp(a->name, "index") && first)
			add(w, "index");
	}
}

/* Is it the foreign key of a relation? */
static void key_words(struct words *w, const struct block *b, const struct field *f)
{
	for (size_t i = 0; i < b->field_count && i < FIELDS_MAX; i++) {
		const struct field *r = &b->fields[i];
		const struct attribute *a = find(r->attributes, "relation");
		bool alone, first;
		size_t n;
		const char *fields = a ? argument(a->arguments, "fields", &n) : NULL;

		if (fields &&
		    lists(arena_strndup(w->a, fields, n), f->name, &alone, &first))
			add_value(w, "fk", r->type, strlen(r->type));
	}
}

const char *prisma_field_traits(struct arena *a, const struct block *b,
                                const struct field *f, const struct block *type)
{
	struct words w = { .a = a };

	if (strchr(f->detail, '?'))
		add(&w, "null");
	if (strchr(f->detail, '['))
		add(&w, "array");
	if (!strcmp(f->type, "Json"))
		add(&w, "json");
	if (!strcmp(f->type, "Unsupported"))
		add(&w, "unsupported");
	if (type && type->kind == BLOCK_ENUM)
		add(&w, "enum");
	own_words(&w, f->attributes);
	block_words(&w, b, f);
	key_words(&w, b, f);
	return print(&w);
}

/* ---- relations --------------------------------------------------------------------- */

/* The name of a relation: @relation("x"), @relation(name: "x"). */
static const char *relation_name(struct arena *a, const struct field *f)
{
	const struct attribute *r = find(f->attributes, "relation");
	const char *s = r ? r->arguments + strspn(r->arguments, " \t\r\n") : "";
	size_t n;

	if (*s != '"')
		s = r ? argument(r->arguments, "name", &n) : NULL;
	return s && *s == '"' ? arena_strndup(a, s + 1, strcspn(s + 1, "\"")) : "";
}

/* The field at the other end. */
static const struct field *other_end(struct arena *a, const struct block *b,
                                     const struct field *f, const struct block *target)
{
	const char *name = relation_name(a, f);

	for (size_t i = 0; i < target->field_count && i < FIELDS_MAX; i++) {
		const struct field *x = &target->fields[i];

		if (x != f && !strcmp(x->type, b->name) &&
		    !strcmp(relation_name(a, x), name))
			return x;
	}
	return NULL;
}

const char *prisma_relation_traits(struct arena *a, const struct block *b,
                                   const struct field *f, const struct block *target,
                                   const char **variety)
{
	const struct attribute *r = find(f->attributes, "relation");
	const struct field *other = other_end(a, b, f, target);
	bool many = strchr(f->detail, '['), others = other && strchr(other->detail, '[');
	struct words w = { .a = a };

	*variety = many   ? others ? "many-to-many" : "one-to-many"
	         : others ? "many-to-one"
	         : other  ? "one-to-one"
	                  : "many-to-one";
	if (strchr(f->detail, '?'))
		add(&w, "null");
	if (many && others)
		add(&w, "implicit");
	if (target == b)
		add(&w, "self");
	if (other)
		add_value(&w, "back", other->name, strlen(other->name));
	if (*relation_name(a, f))
		add_value(&w, "named", relation_name(a, f), strlen(relation_name(a, f)));
	if (find(f->attributes, "ignore"))
		add(&w, "ignored");
	if (r) {
		add_argument(&w, "fk", r->arguments, "fields");
		add_argument(&w, "on-delete", r->arguments, "onDelete");
		add_argument(&w, "on-update", r->arguments, "onUpdate");
	}
	return print(&w);
}

/* ---- blocks ------------------------------------------------------------------------ */

static const struct field *setting_of(const struct block *b, const char *name)
{
	for (size_t i = 0; i < b->field_count && i < FIELDS_MAX; i++)
		if (!strcmp(b->fields[i].name, name))
			return &b->fields[i];
	return NULL;
}

const char *prisma_setting(struct arena *a, const struct block *b, const char *name)
{
	const struct field *f = setting_of(b, name);
	const char *s = f ? f->detail : "";

	return *s == '"' ? arena_strndup(a, s + 1, strcspn(s + 1, "\"")) : s;
}

static void setting_words(struct words *w, const struct block *b)
{
	const struct field *mode = setting_of(b, "relationMode");
	const char *provider = prisma_setting(w->a, b, "provider");

	if (mode)
		add_value(w, "relation-mode", mode->detail, strlen(mode->detail));
	if (setting_of(b, "previewFeatures"))
		add(w, "previews");
	if (setting_of(b, "output"))
		add(w, "output");
	if (b->kind == BLOCK_GENERATOR && !starts(provider, "prisma-client"))
		add(w, "other");
}

const char *prisma_block_traits(struct arena *a, const struct block *b)
{
	struct words w = { .a = a };

	if (b->kind >= BLOCK_DATASOURCE)
		setting_words(&w, b);

	for (const struct attribute *x = b->attributes; x; x = x->next) {
		size_t n;

		if (!strcmp(x->name, "id"))
			add(&w, "composite-pk");
		else if (!strcmp(x->name, "unique"))
			add(&w, "constraints");
		else if (!strcmp(x->name, "fulltext"))
			add(&w, "fulltext");
		else if (!strcmp(x->name, "ignore"))
			add(&w, "ignored");
		else if (!strcmp(x->name, "schema"))
			add_value(&w, "schema", x->arguments, strlen(x->arguments));
		else if (!strcmp(x->name, "discriminator"))
			add_value(&w, "discriminator", x->arguments,
			          strlen(x->arguments));
		if (strcmp(x->name, "index") != 0)
			continue;
		add(&w, "indexes");
		if (argument(x->arguments, "type", &n) || strstr(x->arguments, "ops:"))
			add(&w, "typed-index");
		if (argument(x->arguments, "where", &n))
			add(&w, "partial-index");
	}
	return print(&w);
}
