/* cell.c - the cells of the workbook until it is closed */
#include "text/cell.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- sheets ------------------------------------------------------------------------ */

int grid_add_sheet(struct grid *g, const char *name, bool is_written, void *to)
{
	struct cell_sheet *s = arena_push(g->a, (void **)&g->sheet, &g->sheet_count,
	                                  &g->sheet_room, sizeof *s);

	assert(g->sheet_count < INT16_MAX);
	*s = (struct cell_sheet){ .name = arena_strdup(g->a, name),
		                  .is_written = is_written,
		                  .to = to };
	return (int)g->sheet_count - 1;
}

int grid_sheet(const struct grid *g, const char *name, size_t n)
{
	for (size_t i = 0; i < g->sheet_count; i++)
		if (strncasecmp(g->sheet[i].name, name, n) == 0 && !g->sheet[i].name[n])
			return (int)i;
	return -1;
}

int grid_sheet_to(const struct grid *g, const void *to)
{
	for (size_t i = g->sheet_count; i > 0; i--)
		if (g->sheet[i - 1].to == to)
			return (int)i - 1;
	return -1;
}

/* ---- cells ------------------------------------------------------------------------- */

static struct cell_row *row_of(struct grid *g, int sheet, int row)
{
	struct cell_sheet *s = &g->sheet[sheet];

	while (s->row_count <= (size_t)row)
		*(struct cell_row *)arena_push(g->a, (void **)&s->row, &s->row_count,
		                               &s->row_room,
		                               sizeof *s->row) = (struct cell_row){ 0 };
	return &s->row[row];
}

/* As wide as the row above, which of a table is just right. */
static int room_for(const struct cell_sheet *s, int row, int col)
{
	int above = row > 0 ? s->row[row - 1].count : 0, twice = s->row[row].room * 2;
	int room = above > twice ? above : twice;

	return room > col ? room : col + 1;
}

struct cell *grid_put(struct grid *g, int sheet, int row, int col)
{
	struct cell_row *r;

	if (row < 0 || row >= GRID_ROWS || col < 0 || col >= GRID_COLUMNS)
		return NULL;
	r = row_of(g, sheet, row);
	if (col >= r->room) {
		int room = room_for(&g->sheet[sheet], row, col);
		struct cell *wider = arena_zero(g->a, (size_t)room * sizeof *wider);

		if (r->count > 0)
			memcpy(wider, r->cell, (size_t)r->count * sizeof *wider);
		r->cell = wider;
		r->room = room;
	}
	if (col >= r->count)
		r->count = col + 1;
	return &r->cell[col];
}

struct cell *grid_at(const struct grid *g, int sheet, int row, int col)
{
	const struct cell_sheet *s = &g->sheet[sheet];

	if (row < 0 || col < 0 || (size_t)row >= s->row_count ||
	    col >= s->row[row].count || s->row[row].cell[col].kind == CELL_NONE)
		return NULL;
	return &s->row[row].cell[col];
}

void grid_height(struct grid *g, int sheet, int row, double points)
{
	row_of(g, sheet, row)->height = points;
}

/* ---- names ------------------------------------------------------------------------- */

static uint32_t hash_of(const char *name, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)name[i];

		h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
	}
	return h;
}

static struct cell_name *find_name(const struct grid *g, const char *name, size_t n,
                                   uint32_t hash)
{
	for (int32_t i = g->bucket[hash % GRID_BUCKETS] - 1; i >= 0; i = g->name[i].next)
		if (g->name[i].hash == hash &&
		    strncasecmp(g->name[i].name, name, n) == 0 && !g->name[i].name[n])
			return &g->name[i];
	return NULL;
}

void grid_define(struct grid *g, const char *name, struct area area)
{
	uint32_t hash = hash_of(name, strlen(name));
	struct cell_name *have = find_name(g, name, strlen(name), hash);
	int32_t *bucket = &g->bucket[hash % GRID_BUCKETS];

	if (!have) {
		have = arena_push(g->a, (void **)&g->name, &g->name_count, &g->name_room,
		                  sizeof *have);
		*have = (struct cell_name){ .name = arena_strdup(g->a, name),
			                    .hash = hash,
			                    .next = *bucket - 1 };
		*bucket = (int32_t)g->name_count;
	}
	have->area = area;
}

const struct cell_name *grid_name(const struct grid *g, const char *name, size_t n)
{
	return find_name(g, name, n, hash_of(name, n));
}

/* ---- told -------------------------------------------------------------------------- */

const char *grid_where(const struct grid *g, struct arena *a, int sheet, int row, int col)
{
	char letters[8];
	size_t n = sizeof letters - 1;

	letters[n] = '\0';
	for (int c = col + 1; c > 0 && n > 0; c = (c - 1) / 26)
		letters[--n] = (char)('A' + (c - 1) % 26);
	return arena_printf(a, "%s!%s%d", g->sheet[sheet].name, letters + n, row + 1);
}

const char *formula_error_text(enum formula_error e)
{
	static const char *const texts[] = {
#define ERROR(name, text) text,
		FORMULA_ERRORS(ERROR)
#undef ERROR
	};

	return texts[e];
}
