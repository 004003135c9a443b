/* formula_parts.h - what the files of formula.c share. */
#ifndef FORMULA_PARTS_H
#define FORMULA_PARTS_H

#include "formula/formula.h"

enum node_kind {
	NODE_VALUE,   /* a number, text, truth, error or area, as it stands */
	NODE_MISSING, /* an argument that was left out */
	NODE_NEGATE,
	NODE_PERCENT,
	NODE_ADD,
	NODE_SUBTRACT,
	NODE_MULTIPLY,
	NODE_DIVIDE,
	NODE_POWER,
	NODE_JOIN,
	NODE_EQUAL,
	NODE_UNEQUAL,
	NODE_LESS,
	NODE_LESS_EQUAL,
	NODE_MORE,
	NODE_MORE_EQUAL,
	NODE_RANGE, /* A1:INDEX(...) */
	NODE_CALL
};

/* Nodes stand in one array and are referred to by number: it grows while it is read. */
struct node {
	enum node_kind kind;
	int32_t first, next; /* child, sibling; 0: none */
	int32_t count;       /* of children */
	const struct function *function;
	struct operand value;
};

/* Which element of the arrays is asked for (SUMPRODUCT); NULL: no arrays. */
struct element {
	int row, col;
};

struct call {
	struct formula_run *f;
	const struct function *function;
	int32_t arg; /* the first one's node */
	int count;
	const struct element *at;
};

struct function {
	const char *name;
	int least, most; /* arguments; most -1: any number */
	struct operand (*run)(struct call *c);
	bool is_whole; /* takes areas as they are, also where elements are asked for */
};

struct range_index;

struct formula_run {
	struct grid *g;
	struct arena *scratch; /* until the cell is done */
	struct err *e;
	struct node *node;
	size_t node_count, node_room;
	int sheet, row, col; /* of the formula that is worked out */
	int depth;           /* of calls, over all formulas under way */
	bool is_frozen;      /* the formula read refers to a sheet that is not written */
	bool is_failed;      /* e is set */
	bool is_put_off;     /* too deep: `waits` is to be worked out first */
	struct area waits;
	bool is_checked_only;       /* names and sheets are whatever they are */
	struct range_index **range; /* by hash of the area */
	size_t range_room, range_count;
	/* What calls named before, by a hash of the name: most formulas call the same. */
	const struct function *known[64];
};

/* ---- formula_parse.c ---- */

/* The number of the root; 0 after a failure, which is told in e without a place. */
int32_t formula_parse(struct formula_run *f, const char *text, struct err *e);

/* ---- formula.c ---- */

struct operand operand_number(double x); /* not finite: #NUM! */
struct operand operand_truth(bool is_true);
struct operand operand_text(const char *text);
struct operand operand_error(enum formula_error e);

/* The cell's value; works it out when it is a formula. Never an area. */
struct operand formula_cell(struct formula_run *f, int sheet, int row, int col);
/* The value of a node; with an element, that one of each area in it. */
struct operand formula_node(struct formula_run *f, int32_t node,
                            const struct element *at);
/* False: told in f->e, as a failure of the cell under way. */
bool formula_fail(struct formula_run *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
bool formula_is_stopped(const struct formula_run *f);

/* Arguments of a call, from 0. The value as it is, which may be an area. */
struct operand call_any(struct call *c, int i);
/* One value, of an area of one cell its value. */
struct operand call_value(struct call *c, int i);
bool call_has(const struct call *c, int i);
/* Taken as what is asked for. False: *wrong is the error that the call gives. */
bool call_number(struct call *c, int i, double *x, struct operand *wrong);
bool call_text(struct call *c, int i, const char **text, struct operand *wrong);
bool call_truth(struct call *c, int i, bool *is_true, struct operand *wrong);
bool call_area(struct call *c, int i, struct area *area, struct operand *wrong);

bool operand_to_number(struct operand v, double *x, struct operand *wrong);
bool operand_to_text(struct formula_run *f, struct operand v, const char **text,
                     struct operand *wrong);
/* "12", "1.5e3", "12%", "2026-01-05"; not "" */
bool text_to_number(const char *text, double *x);
/* < 0, 0, > 0: numbers before texts before truths; texts without regard to case. */
int operand_compare(struct operand a, struct operand b);
/* Equal to the last digits that spreadsheets tell apart. */
bool numbers_equal(double a, double b);

/* ---- formula_range.c ---- */

/* Cells of an area that hold something, row by row. */
struct walk_area {
	struct formula_run *f;
	struct area area;
	int row, col;
};

void area_walk(struct formula_run *f, struct area area, struct walk_area *w);
bool area_next(struct walk_area *w, struct operand *v);
static inline int area_rows(struct area a)
{
	return a.row2 - a.row1 + 1;
}
static inline int area_cols(struct area a)
{
	return a.col2 - a.col1 + 1;
}
/* The n-th cell, row by row. */
struct operand area_value(struct formula_run *f, struct area a, int row, int col);

/* ---- tables of functions, each ended by a name of NULL ---- */

extern const struct function math_functions[], text_functions[], date_functions[],
    range_functions[], criterion_functions[], sum_functions[];
/* n bytes; NULL: there is none. */
const struct function *function_named(const char *name, size_t n);

#endif
