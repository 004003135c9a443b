/* cell.h - the cells of the workbook until it is closed.
 *
 * Everything is written here first and only then to the file, so that a formula may
 * stand before what it refers to. Rows and columns count from 0. */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { GRID_ROWS = 1048576, GRID_COLUMNS = 16384 };

/* A rectangle of cells of one sheet, both ends within. */
struct area {
	int32_t row1, row2;
	int16_t col1, col2, sheet;
};

/*   FORMULA_ERRORS(ERROR): ERROR(name, as a cell shows it) */
#define FORMULA_ERRORS(ERROR)                                                            \
	ERROR(NULL, "#NULL!")                                                            \
	ERROR(DIV0, "#DIV/0!")                                                           \
	ERROR(VALUE, "#VALUE!")                                                          \
	ERROR(REF, "#REF!")                                                              \
	ERROR(NAME, "#NAME?")                                                            \
	ERROR(NUM, "#NUM!")                                                              \
	ERROR(NA, "#N/A")

enum formula_error {
#define ERROR(name, text) FORMULA_##name,
	FORMULA_ERRORS(ERROR)
#undef ERROR
	    FORMULA_ERRORS_END
};

enum operand_kind {
	OPERAND_BLANK,
	OPERAND_NUMBER,
	OPERAND_TEXT,
	OPERAND_TRUTH, /* number is 0 or 1 */
	OPERAND_ERROR,
	OPERAND_AREA /* only while a formula is worked out, never in a cell */
};

/* What a formula has for a value. */
struct operand {
	enum operand_kind kind;
	union {
		double number;
		const char *text;
		enum formula_error error;
		struct area area;
	};
};

enum formula_state { FORMULA_NEW, FORMULA_BUSY, FORMULA_DONE };

struct formula {
	const char *text;     /* without "=" */
	struct operand value; /* when it is done */
	enum formula_state state;
	bool is_frozen; /* refers to a sheet that is not in the file */
};

struct cell_link {
	const char *url, *text;
};

enum cell_kind {
	CELL_NONE,
	CELL_BLANK, /* has a style alone */
	CELL_NUMBER,
	CELL_TEXT,
	CELL_FORMULA,
	CELL_LINK
};

/* 16 bytes: there may be millions. */
struct cell {
	union {
		double number;
		const char *text;
		struct formula *formula;
		struct cell_link *link;
	};
	uint16_t style; /* of the writer */
	uint8_t kind;
	uint32_t shared; /* of the writer, too: the number of its text */
};

struct cell_row {
	struct cell *cell; /* by column */
	int count, room;
	double height; /* points; 0: as it comes */
};

struct cell_sheet {
	const char *name;
	bool is_written; /* in the file, not only here for what refers to it */
	void *to;        /* of the writer: where it goes */
	struct cell_row *row;
	size_t row_count, row_room;
};

struct cell_name {
	const char *name;
	struct area area;
	uint32_t hash;
	int32_t next; /* of the same bucket, or -1 */
};

enum { GRID_BUCKETS = 512 };

struct grid {
	struct arena *a;
	struct cell_sheet *sheet;
	size_t sheet_count, sheet_room;
	struct cell_name *name;
	size_t name_count, name_room;
	int32_t bucket[GRID_BUCKETS]; /* 1 + index of a name; 0: none */
};

/* The number of the new sheet. Names of sheets are told apart without regard to case. */
int grid_add_sheet(struct grid *g, const char *name, bool is_written, void *to);
/* -1: there is none. name is n bytes long. */
int grid_sheet(const struct grid *g, const char *name, size_t n);
int grid_sheet_to(const struct grid *g, const void *to);

/* The cell to fill, made when it is not there; NULL beyond the sheet's end. What it held
 * is left in it. */
struct cell *grid_put(struct grid *g, int sheet, int row, int col);
/* NULL: there is nothing. */
struct cell *grid_at(const struct grid *g, int sheet, int row, int col);
/* The height of the row in points. */
void grid_height(struct grid *g, int sheet, int row, double points);

/* A name that is there already is moved. */
void grid_define(struct grid *g, const char *name, struct area area);
/* n bytes; NULL when there is no such name. Without regard to case. */
const struct cell_name *grid_name(const struct grid *g, const char *name, size_t n);
/* "Effort!E7" */
const char *grid_where(const struct grid *g, struct arena *a, int sheet, int row,
                       int col);

const char *formula_error_text(enum formula_error e);

#endif
