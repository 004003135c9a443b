/* prisma.c - read Prisma schemas into facts. */
#include "read/prisma.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "read/prisma_block.h"
#include "read/prisma_dialect.h"

/* ---- blocks and fields ------------------------------------------------------------- */

struct reader {
	struct arena *a;
	const char *file, *text, *p, *end;
	uint32_t line;
	struct block *blocks;
	size_t count, room;
};

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static void skip_line(struct reader *r)
{
	const char *eol = memchr(r->p, '\n', (size_t)(r->end - r->p));

	r->p = eol ? eol : r->end;
}

static void skip_comment(struct reader *r)
{
	if (r->p[1] == '/') {
		skip_line(r);
		return;
	}
	for (r->p += 2; r->p < r->end; r->p++) {
		r->line += *r->p == '\n';
		if (*r->p == '*' && r->end - r->p > 1 && r->p[1] == '/') {
			r->p += 2;
			return;
		}
	}
}

static bool at_comment(const struct reader *r)
{
	return r->end - r->p > 1 && r->p[0] == '/' && (r->p[1] == '/' || r->p[1] == '*');
}

/* Blanks and comments; with lines: line ends, too. */
static void skip_space(struct reader *r, bool lines)
{
	while (r->p < r->end) {
		if (at_comment(r)) {
			skip_comment(r);
		} else if (*r->p == ' ' || *r->p == '\t' || *r->p == '\r' ||
		           (lines && *r->p == '\n')) {
			r->line += *r->p == '\n';
			r->p++;
		} else {
			return;
		}
	}
}

static size_t word(struct reader *r, const char **s)
{
	*s = r->p;
	while (r->p < r->end && is_word(*r->p))
		r->p++;
	return (size_t)(r->p - *s);
}

static void skip_string(struct reader *r)
{
	for (r->p++; r->p < r->end && *r->p != '"' && *r->p != '\n'; r->p++)
		if (*r->p == '\\' && r->end - r->p > 1 && r->p[1] != '\n')
			r->p++;
	if (r->p < r->end && *r->p == '"')
		r->p++;
}

/* Attributes may go over lines inside brackets. Ends at the line's end, or at the }
 * that closes the block. */
static void skip_attributes(struct reader *r)
{
	int depth = 0;

	while (r->p < r->end) {
		if (at_comment(r)) {
			skip_comment(r);
			continue;
		}
		switch (*r->p) {
		case '"': skip_string(r); continue;
		case '(':
		case '[':
		case '{': depth++; break;
		case ')':
		case ']': depth -= depth > 0; break;
		case '}':
			if (depth == 0)
				return;
			depth--;
			break;
		case '\n':
			if (depth == 0)
				return;
			r->line++;
			break;
		default: break;
		}
		r->p++;
	}
}

/* At a bracket: what stands in it, which may go over lines. */
static const char *bracketed(struct reader *r)
{
	const char *from = r->p + 1;
	int depth = 0;

	while (r->p < r->end) {
		char c = *r->p;

		if (at_comment(r)) {
			skip_comment(r);
			continue;
		}
		if (c == '"') {
			skip_string(r);
			continue;
		}
		depth += c == '(' || c == '[' || c == '{';
		depth -= c == ')' || c == ']' || c == '}';
		r->line += c == '\n';
		r->p++;
		if (depth == 0)
			return arena_strndup(r->a, from, (size_t)(r->p - 1 - from));
	}
	return "";
}

/* At @: @id, @db.VarChar(20), @@index([a, b]); up to what is none. */
static struct attribute *attributes(struct reader *r)
{
	struct attribute *first = NULL, **end = &first;

	for (; r->p < r->end && *r->p == '@'; skip_space(r, false)) {
		struct attribute *a = arena_alloc(r->a, sizeof *a);
		const char *from;

		while (r->p < r->end && *r->p == '@')
			r->p++;
		from = r->p;
		while (r->p < r->end && (is_word(*r->p) || *r->p == '.'))
			r->p++;
		*a = (struct attribute){ arena_strndup(r->a, from, (size_t)(r->p - from)),
			                 "", NULL };
		if (r->p < r->end && *r->p == '(')
			a->arguments = bracketed(r);
		*end = a;
		end = &a->next;
	}
	return first;
}

/* The first text in the arguments of @@map is the table. */
static void block_attributes(struct reader *r, struct block *b)
{
	struct attribute *first = attributes(r), **end = &b->attributes;

	for (const struct attribute *a = first; a; a = a->next) {
		const char *quote = strcmp(a->name, "map") ? NULL
		                                           : strchr(a->arguments, '"');

		if (quote)
			b->map = arena_strndup(r->a, quote + 1, strcspn(quote + 1, "\""));
	}
	while (*end)
		end = &(*end)->next;
	*end = first;
}

/* String?  Post[]  Unsupported("circle")? */
static void field_type(struct reader *r, struct field *f)
{
	const char *from = r->p;
	size_t n = word(r, &f->type);

	f->type = arena_strndup(r->a, f->type, n);
	if (r->p < r->end && *r->p == '(') {
		while (r->p < r->end && *r->p != ')' && *r->p != '\n')
			r->p++;
		r->p += r->p < r->end && *r->p == ')';
	}
	while (r->p < r->end && (*r->p == '?' || *r->p == '[' || *r->p == ']'))
		r->p++;
	f->detail = arena_strndup(r->a, from, (size_t)(r->p - from));
}

/* provider = "postgresql", previewFeatures = ["a", "b"] */
static void setting(struct reader *r, struct block *b)
{
	struct field f = { .type = "", .line = r->line };
	const char *s;
	size_t n = word(r, &s);

	f.name = arena_strndup(r->a, s, n);
	skip_space(r, false);
	r->p += r->p < r->end && *r->p == '=';
	skip_space(r, false);
	s = r->p;
	skip_attributes(r);
	f.detail = arena_strndup(r->a, s, (size_t)(r->p - s));
	*(struct field *)arena_push(r->a, (void **)&b->fields, &b->field_count,
	                            &b->field_room, sizeof f) = f;
}

static void field(struct reader *r, struct block *b)
{
	struct field f = { .name = "", .type = "", .detail = "", .line = r->line };
	const char *s;
	size_t n = word(r, &s);

	f.name = arena_strndup(r->a, s, n);
	skip_space(r, false);
	if (r->p < r->end && *r->p == ':') { /* Prisma 1 wrote name: Type */
		r->p++;
		skip_space(r, false);
	}
	if (b->kind != BLOCK_ENUM && r->p < r->end && is_word(*r->p))
		field_type(r, &f);
	skip_space(r, false);
	f.attributes = attributes(r);
	if (b->kind == BLOCK_ENUM || *f.type)
		*(struct field *)arena_push(r->a, (void **)&b->fields, &b->field_count,
		                            &b->field_room, sizeof f) = f;
	skip_attributes(r);
}

/* Does a block begin here, at the start of a line, though none has ended? */
static bool at_block(const struct reader *r)
{
	static const char *const words[] = { "model ", "view ",       "type ",
		                             "enum ",  "datasource ", "generator " };
	const char *eol = memchr(r->p, '\n', (size_t)(r->end - r->p));
	size_t n = (size_t)((eol ? eol : r->end) - r->p);

	if (r->p == r->text || r->p[-1] != '\n' || !memchr(r->p, '{', n))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) < n && memcmp(words[i], r->p, strlen(words[i])) == 0)
			return true;
	return false;
}

/* p stands behind the opening brace. A block that is not closed ends with the file, or
 * where the next one begins. */
static void body(struct reader *r, struct block *b)
{
	for (;;) {
		skip_space(r, true);
		if (r->p >= r->end || at_block(r))
			return;
		if (*r->p == '}') {
			r->p++;
			return;
		}
		if (*r->p == '@') {
			block_attributes(r, b);
			skip_attributes(r);
		} else if (is_word(*r->p) &&
		           (b->kind == BLOCK_DATASOURCE || b->kind == BLOCK_GENERATOR)) {
			setting(r, b);
		} else if (is_word(*r->p) && b->kind != BLOCK_OTHER) {
			field(r, b);
		} else {
			const char *before = r->p;

			skip_attributes(r);
			r->p += r->p == before;
		}
	}
}

static enum block_kind block_kind(const char *s, size_t n)
{
	static const struct {
		const char *word;
		uint8_t kind;
	} kinds[] = {
		{ "model", BLOCK_MODEL },
		{ "view", BLOCK_VIEW },
		{ "type", BLOCK_TYPE },
		{ "enum", BLOCK_ENUM },
		{ "datasource", BLOCK_DATASOURCE },
		{ "generator", BLOCK_GENERATOR },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strlen(kinds[i].word) == n && memcmp(kinds[i].word, s, n) == 0)
			return (enum block_kind)kinds[i].kind;
	return BLOCK_OTHER;
}

static void block(struct reader *r)
{
	struct block b = { .file = r->file, .line = r->line, .map = "" };
	const char *s;
	size_t n = word(r, &s);

	b.kind = (uint8_t)block_kind(s, n);
	skip_space(r, false);
	n = word(r, &s);
	b.name = arena_strndup(r->a, s, n);
	skip_space(r, true);
	if (r->p >= r->end || *r->p != '{') {
		skip_attributes(r);
		return;
	}
	r->p++;
	body(r, &b);
	if (b.kind != BLOCK_OTHER && *b.name)
		*(struct block *)arena_push(r->a, (void **)&r->blocks, &r->count,
		                            &r->room, sizeof b) = b;
}

static void read_file(struct reader *r, const struct prisma_file *f)
{
	r->file = f->path;
	r->p = r->text = f->text;
	r->end = f->text + f->size;
	r->line = 1;
	for (skip_space(r, true); r->p < r->end; skip_space(r, true)) {
		const char *before = r->p;

		if (is_word(*r->p))
			block(r);
		else
			skip_attributes(r);
		r->p += r->p == before;
	}
}

/* ---- what a type is ----------------------------------------------------- */

/* Names sorted, so that a type is found by halving. */
static int compare_names(const void *a, const void *b)
{
	const struct block *const *x = a, *const *y = b;
	int c = strcmp((*x)->name, (*y)->name);

	if (!c)
		c = strcmp((*x)->file, (*y)->file);
	return c ? c : ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* Bytes of path up to the last slash. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

/* How near a block is to a file: the same one, the same folder or one below or above it,
 * anywhere. */
static int nearness(const struct block *b, const char *file)
{
	size_t n = folder_length(b->file), k = folder_length(file), least = n < k ? n : k;

	if (strcmp(b->file, file) == 0)
		return 3;
	if (strncmp(b->file, file, least) == 0 && (b->file[least] == '/' || !least) &&
	    (file[least] == '/' || !least))
		return 2;
	return 1;
}

static const struct block *find_type(struct block **sorted, size_t n, const char *name,
                                     const char *file)
{
	enum { LOOK_AT = 64 }; /* schemas of one repository that may share a name */
	const struct block *best = NULL;
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (strcmp(sorted[mid]->name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (high = low; high < n && high < low + LOOK_AT; high++) {
		if (strcmp(sorted[high]->name, name) != 0)
			break;
		if (sorted[high]->kind >= BLOCK_DATASOURCE)
			continue;
		if (!best || nearness(sorted[high], file) > nearness(best, file))
			best = sorted[high];
	}
	return best;
}

static bool is_table(const struct block *b)
{
	return b && (b->kind == BLOCK_MODEL || b->kind == BLOCK_VIEW);
}

/* ---- facts -------------------------------------------------------------- */

struct output {
	struct facts *facts;
	struct arena *a;
};

static struct fact *fact_add(const struct output *o, enum fact_kind kind,
                             const char *file, uint32_t line, const char *name)
{
	struct facts *f = o->facts;
	struct fact *x = arena_push(o->a, (void **)&f->v, &f->n, &f->room, sizeof *x);

	*x = (struct fact){
		.kind = (uint8_t)kind, .file = file, .parent = -1, .line = line
	};
	x->framework = "prisma";
	x->name = name;
	x->status = "resolved";
	return x;
}

static void write_setting(const struct output *o, const struct block *b)
{
	struct fact *x = fact_add(o, FACT_datasource, b->file, b->line, b->name);

	x->variety = b->kind == BLOCK_GENERATOR ? "prisma.generator"
	                                        : "prisma.datasource";
	x->detail = prisma_setting(o->a, b, "provider");
	x->traits = prisma_block_traits(o->a, b);
}

static void write_block(const struct output *o, const struct block *b,
                        struct block **sorted, size_t n)
{
	static const char *const varieties[] = { "", "prisma.model", "prisma.view",
		                                 "prisma.type", "prisma.enum" };
	int64_t parent = (int64_t)o->facts->n;
	uint32_t fields = 0, relations = 0;
	struct fact *x = fact_add(o, FACT_model, b->file, b->line, b->name);

	x->variety = varieties[b->kind];
	x->traits = prisma_block_traits(o->a, b);
	x->table_name = *b->map ? b->map : is_table(b) ? b->name : "";
	for (size_t i = 0; i < b->field_count; i++) {
		const struct field *f = &b->fields[i];
		const struct block *type = b->kind == BLOCK_ENUM
		                             ? NULL
		                             : find_type(sorted, n, f->type, b->file);

		x = fact_add(o, is_table(type) ? FACT_relation : FACT_field, b->file,
		             f->line, f->name);
		x->parent = parent;
		x->variety = b->kind == BLOCK_ENUM ? "prisma.value" : "";
		x->owner = b->name;
		x->detail = f->detail;
		if (is_table(type)) {
			x->target = type->name;
			x->traits = prisma_relation_traits(o->a, b, f, type, &x->variety);
		} else if (b->kind != BLOCK_ENUM) {
			x->traits = prisma_field_traits(o->a, b, f, type);
		}
		fields += !is_table(type);
		relations += is_table(type);
	}
	x = &o->facts->v[parent];
	x->fields = x->fields_total = fields;
	x->relations = x->relations_total = relations;
}

static int compare_blocks(const void *a, const void *b)
{
	const struct block *x = a, *y = b;
	int c = strcmp(x->file, y->file);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

void prisma_load(struct facts *f, struct arena *a, const struct prisma_file *files,
                 size_t n)
{
	struct output o = { f, a };
	struct reader r = { .a = a };
	struct block **sorted;
	const bool *left_out;

	for (size_t i = 0; i < n; i++)
		read_file(&r, &files[i]);
	if (!r.count)
		return;
	qsort(r.blocks, r.count, sizeof *r.blocks, compare_blocks);
	left_out = prisma_dialects(a, r.blocks, r.count);
	sorted = arena_alloc(a, r.count * sizeof(struct block *));
	for (size_t i = 0; i < r.count; i++)
		sorted[i] = &r.blocks[i];
	qsort(sorted, r.count, sizeof(struct block *), compare_names);
	for (size_t i = 0; i < r.count; i++) {
		if (r.blocks[i].kind >= BLOCK_DATASOURCE)
			write_setting(&o, &r.blocks[i]);
		else if (!left_out[i])
			write_block(&o, &r.blocks[i], sorted, r.count);
	}
}
