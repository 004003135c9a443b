/* fuzz_formula.c - formulas: any text is worked out or refused, never more. */
#include <stdint.h>
#include <string.h>

#include "formula/formula.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct grid *g, int row, int col, enum cell_kind kind)
{
	struct cell *c = grid_put(g, 0, row, col);

	c->kind = (uint8_t)kind;
	if (kind == CELL_NUMBER)
		c->number = 3 * row - 1.5 * col;
	else
		c->text = row % 2 ? "red" : "2026-01-05";
}

/* Each line is a formula of its own, in column C, which may refer to the others. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	struct err e = { ERR_NONE, "" };
	struct grid g = { .a = &a };
	char *text = arena_strndup(&a, (const char *)data, size), *end;

	grid_add_sheet(&g, "S", true, NULL);
	grid_add_sheet(&g, "Left out", false, NULL);
	grid_define(&g, "name", (struct area){ 0, 7, 1, 1, 0 });
	for (int row = 0; row < 8; row++) {
		put(&g, row, 0, CELL_TEXT);
		put(&g, row, 1, CELL_NUMBER);
	}
	for (int row = 0; row < 20 && *text; row++, text = end) {
		struct cell *c = grid_put(&g, 0, row, 2);

		end = text + strcspn(text, "\n");
		if (*end)
			*end++ = '\0';
		if (!formula_check(&a, text, &e))
			continue;
		c->kind = CELL_FORMULA;
		c->formula = formula_new(&g, text);
	}
	formula_run(&g, &e);
	arena_release(&a);
	return 0;
}
