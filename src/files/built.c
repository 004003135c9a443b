/* built.c - calls of a schema builder, read from the tokens of a file. */
#include "files/built.h"

#include <string.h>

#include "files/built_step.h"
#include "files/migration.h"
#include "syntax/lang.h"
#include "syntax/lex.h"

struct builder {
	struct arena *a;
	const struct detector *detector;
	const char *text;
	const struct token *v;
	uint32_t n;
	struct built *built;
	struct built_step *step; /* the table that columns are of */
};

static bool is_op(const struct token *t, char op)
{
	return t->kind == TOK_OP && t->len == 1 && t->op == op;
}

static bool is_open(const struct token *t, char op)
{
	return t->kind == TOK_OPEN && t->op == op;
}

/* The rule `built WORD ..` that has this token's name. */
static const struct rule *rule_of(const struct builder *b, const struct token *t,
                                  const char *word)
{
	for (const struct rule *r = b->detector->rules; r; r = r->next) {
		if (r->word != WORD_built || !name_is(r->words[0], word))
			continue;
		for (size_t i = 1; i < r->word_count; i++)
			if (r->words[i].hash == t->aux && r->words[i].len == t->len &&
			    !memcmp(r->words[i].s, b->text + t->pos, t->len))
				return r;
	}
	return NULL;
}

/* .name( */
static bool is_member_call(const struct builder *b, uint32_t i)
{
	return b->v[i].kind == TOK_NAME && i > 0 && is_op(&b->v[i - 1], '.') &&
	       is_open(&b->v[i + 1], '(') && b->v[b->v[i + 1].aux].kind == TOK_CLOSE;
}

/* schema.name(, or behind another call of the chain */
static bool is_on_builder(const struct builder *b, uint32_t i)
{
	return i > 1 && (b->v[i - 2].kind == TOK_CLOSE || rule_of(b, &b->v[i - 2], "on"));
}

static char *text_at(const struct builder *b, uint32_t pos, uint32_t len)
{
	return arena_strndup(b->a, b->text + pos, len);
}

/* What the argument at i says: a text, or the last name of Tables.USERS. *end is behind
 * it. NULL: neither. */
static const char *argument_text(const struct builder *b, uint32_t i, uint32_t *end)
{
	const struct token *t = &b->v[i];

	*end = i + 1;
	if (t->kind == TOK_STRING && t->len >= 2)
		return text_at(b, t->pos + 1, t->len - 2);
	if (t->kind == TOK_TEMPLATE && t[1].kind == TOK_CHUNK &&
	    t[2].kind == TOK_TEMPLATE_END) {
		*end = i + 3;
		return text_at(b, t[1].pos, t[1].len);
	}
	if (t->kind != TOK_NAME)
		return NULL;
	while (is_op(&b->v[*end], '.') && b->v[*end + 1].kind == TOK_NAME)
		*end += 2;
	if (!is_op(&b->v[*end], ',') && b->v[*end].kind != TOK_CLOSE)
		return NULL;
	return text_at(b, b->v[*end - 1].pos, b->v[*end - 1].len);
}

static struct built_step *add_step(struct builder *b, enum table_step what,
                                   const char *table, uint32_t line)
{
	struct built_step *s = arena_zero(b->a, sizeof *s);

	s->what = what;
	s->table = table;
	s->line = line;
	s->last = &s->columns;
	*b->built->last = s;
	b->built->last = &s->next;
	return s;
}

static struct built_column *add_column(struct builder *b, enum column_step what,
                                       const char *name, uint32_t line)
{
	struct built_column *c = arena_zero(b->a, sizeof *c);

	c->what = what;
	c->name = name;
	c->line = line;
	*b->step->last = c;
	b->step->last = &c->next;
	return c;
}

/* Every text of the brackets at open, as a column. */
static void each_name(struct builder *b, uint32_t open, enum column_step what,
                      unsigned traits)
{
	for (uint32_t i = open + 1; i < b->v[open].aux; i++)
		if (b->v[i].kind == TOK_STRING && b->v[i].len > 2)
			add_column(b, what, text_at(b, b->v[i].pos + 1, b->v[i].len - 2),
			           b->v[i].line)
			    ->traits = (uint8_t)traits;
}

/* "users.id" -> "users"; NULL: no table is named. */
static const char *table_of(struct arena *a, const char *column)
{
	const char *dot = column ? strrchr(column, '.') : NULL;

	return dot ? arena_strndup(a, column, (size_t)(dot - column)) : NULL;
}

/* What the call with its name at i adds to a column. */
static void refine(struct builder *b, struct built_column *c, uint32_t i)
{
	static const struct {
		const char *word;
		unsigned traits;
	} words[] = { { "auto", BUILT_AUTO },     { "default", BUILT_DEFAULT },
		      { "index", BUILT_INDEX },   { "null", BUILT_NULL },
		      { "pk", BUILT_PK },         { "unique", BUILT_UNIQUE },
		      { "-null", BUILT_NOT_NULL } };
	const struct token *t = &b->v[i];
	const char *said;
	uint32_t end;

	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		if (rule_of(b, t, words[k].word))
			c->traits |= (uint8_t)words[k].traits;
	if (is_op(&b->v[i - 1], '.') && !is_open(&b->v[i + 1], '('))
		return;
	said = argument_text(b, i + 2, &end);
	if (said && rule_of(b, t, "reference") && table_of(b->a, said))
		c->target = table_of(b->a, said);
	if (said && rule_of(b, t, "to"))
		c->target = said;
	if (said && rule_of(b, t, "on-delete"))
		c->on_delete = said;
}

static bool begins_column(const struct builder *b, const struct token *t)
{
	return rule_of(b, t, "column") || rule_of(b, t, "both") ||
	       rule_of(b, t, "remove") || rule_of(b, t, "renamed") ||
	       rule_of(b, t, "foreign") ||
	       (rule_of(b, t, "keys") && !rule_of(b, t, "pk"));
}

/* The calls behind a column, and inside its own brackets. Returns the last token. */
static uint32_t refine_all(struct builder *b, struct built_column *c, uint32_t open)
{
	uint32_t close = b->v[open].aux;

	for (uint32_t i = open + 1; i < close; i++)
		if (is_member_call(b, i))
			refine(b, c, i);
	while (is_op(&b->v[close + 1], '.') && is_member_call(b, close + 2) &&
	       !begins_column(b, &b->v[close + 2])) {
		refine(b, c, close + 2);
		close = b->v[close + 3].aux;
	}
	return close;
}

/* string("name", ..), addColumn("name", "text", ..), increments(). */
static uint32_t read_column(struct builder *b, uint32_t i)
{
	uint32_t open = i + 1, end;
	const char *name = argument_text(b, open + 1, &end), *type = NULL;
	struct built_column *c;

	if (!name && b->v[open].aux != open + 1)
		return b->v[open].aux; /* a column whose name is not written */
	c = add_column(b, COLUMN_ADDED, name ? name : "id", b->v[i].line);
	if (name && is_op(&b->v[end], ',') && b->v[end + 1].kind == TOK_STRING)
		type = argument_text(b, end + 1, &end);
	c->type = type ? type : text_at(b, b->v[i].pos, b->v[i].len);
	refine(b, c, i); /* increments */
	return refine_all(b, c, open);
}

/* A call that is of the table's columns. Returns the last token that was read. */
static uint32_t read_call(struct builder *b, uint32_t i)
{
	const struct token *t = &b->v[i];
	uint32_t open = i + 1, end;
	const struct rule *r;
	const char *name;

	if (rule_of(b, t, "column"))
		return read_column(b, i);
	if ((r = rule_of(b, t, "both"))) {
		for (size_t k = 2; k < r->word_count; k++)
			add_column(b, COLUMN_ADDED, r->words[k].s, t->line)->type =
			    "timestamp";
	} else if (rule_of(b, t, "remove")) {
		each_name(b, open, COLUMN_REMOVED, 0);
	} else if (rule_of(b, t, "keys")) {
		each_name(b, open, COLUMN_KNOWN, BUILT_PK);
	} else if (rule_of(b, t, "renamed")) {
		name = argument_text(b, open + 1, &end);
		if (name && is_op(&b->v[end], ','))
			add_column(b, COLUMN_RENAMED, name, t->line)->to =
			    argument_text(b, end + 1, &end);
	} else if (rule_of(b, t, "foreign")) {
		if (is_open(&b->v[open + 1], '['))
			name = argument_text(b, open + 2, &end);
		else
			name = argument_text(b, open + 1, &end);
		if (name)
			return refine_all(b, add_column(b, COLUMN_KNOWN, name, t->line),
			                  open);
	}
	return b->v[open].aux;
}

/* The columns: in a function behind the name, or in the chain behind the call. */
static void read_columns(struct builder *b, uint32_t from, uint32_t close)
{
	for (uint32_t i = from; i < close; i++)
		if (is_member_call(b, i) &&
		    (begins_column(b, &b->v[i]) || rule_of(b, &b->v[i], "keys")))
			i = read_call(b, i);
	while (is_op(&b->v[close + 1], '.') && is_member_call(b, close + 2) &&
	       !rule_of(b, &b->v[close + 2], "create") &&
	       !rule_of(b, &b->v[close + 2], "alter"))
		close = read_call(b, close + 2);
}

/* A call with its name at i that is of tables. Returns the last token that was read. */
static uint32_t read_table(struct builder *b, uint32_t i)
{
	const struct token *t = &b->v[i];
	uint32_t open = i + 1, end;
	const char *table;
	bool is_created = rule_of(b, t, "create");

	if (!is_on_builder(b, i))
		return i;
	if (!is_created && !rule_of(b, t, "alter") && !rule_of(b, t, "drop") &&
	    !rule_of(b, t, "rename"))
		return i;
	table = argument_text(b, open + 1, &end);
	if (!table)
		return i;
	if (is_created || rule_of(b, t, "alter")) {
		b->step = add_step(b, is_created ? TABLE_CREATED : TABLE_ALTERED, table,
		                   t->line);
		read_columns(b, end, b->v[open].aux);
		return b->v[open].aux;
	}
	b->step = add_step(b, rule_of(b, t, "drop") ? TABLE_DROPPED : TABLE_RENAMED,
	                   table, t->line);
	if (b->step->what == TABLE_RENAMED)
		b->step->to = is_op(&b->v[end], ',') ? argument_text(b, end + 1, &end)
		                                     : NULL;
	return i;
}

/* exports.down = .., down(..) {..}: the end of that function; i: it is none. */
static uint32_t undone(const struct builder *b, uint32_t i)
{
	uint32_t k = i + 1;

	if (is_open(&b->v[k], '(')) {
		if (i > 0 && is_op(&b->v[i - 1], '.'))
			return i;
		k = b->v[k].aux + 1;
	} else if (!is_op(&b->v[k], '=') && !is_op(&b->v[k], ':')) {
		return i;
	}
	for (; k < b->n && b->v[k].kind != TOK_END && !is_op(&b->v[k], ';'); k++) {
		if (is_open(&b->v[k], '{') && b->v[k].flags & TOK_BLOCK)
			return b->v[k].aux;
		if (b->v[k].kind == TOK_OPEN && b->v[k].aux > k)
			k = b->v[k].aux;
	}
	return k;
}

static void read_steps(struct builder *b)
{
	for (uint32_t i = 0; i < b->n && b->v[i].kind != TOK_END; i++) {
		if (b->v[i].kind != TOK_NAME)
			continue;
		if (rule_of(b, &b->v[i], "undo"))
			i = undone(b, i);
		else if (is_member_call(b, i))
			i = read_table(b, i);
	}
}

/* Does the file call what makes a table? */
static bool makes_tables(const struct unit *u, const struct detectors *d)
{
	for (size_t i = 0; i < d->built.n; i++) {
		const struct rule *r = d->built.v[i];

		if (!name_is(r->words[0], "create"))
			continue;
		for (size_t k = 1; k < u->word_count; k++)
			for (size_t j = 1; j < r->word_count; j++)
				if (name_eq(u->words[k], r->words[j]))
					return true;
	}
	return false;
}

/* The detector that a file's text is of, if that reads tables. */
static const struct detector *builds(struct unit *u, const struct detectors *d,
                                     const char *text, size_t size)
{
	const struct rule *r = u->migration;

	if (!r && u->kind == UNIT_SOURCE && makes_tables(u, d))
		r = migration_rule(d, u->language == LANG_PYTHON, text, size);
	for (size_t i = 0; r && i < d->built.n; i++)
		if (d->built.v[i]->detector == r->detector)
			return r->detector;
	return NULL;
}

void built_read(struct unit *u, const struct detectors *d, struct tokens *t,
                const char *text, size_t size)
{
	struct builder b = { .a = u->arena, .text = text };

	if (u->language == LANG_PYTHON || size > UINT32_MAX ||
	    !(b.detector = builds(u, d, text, size)))
		return;
	lex_script(t, text, (uint32_t)size, u->language);
	b.v = t->v;
	b.n = t->n;
	b.built = arena_zero(u->arena, sizeof *b.built);
	b.built->detector = b.detector;
	b.built->last = &b.built->steps;
	read_steps(&b);
	if (b.built->steps)
		u->built = b.built;
}
