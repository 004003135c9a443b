/* book_percentile.c - weeks of a percentile: what the calendar makes of its hours. */
#include "book/book_percentile.h"

#include "book/book_plan.h"
#include "sheet/book_text.h"

enum {
	AT_LABEL,
	AT_PRICE,
	AT_DOCUMENTED,
	AT_MONTHS,
	AT_EDGE,
	AT_NOMINAL,
	AT_NATURAL,
	AT_TEAM,
	AT_FLOOR,
	AT_WEEKS,
	AT_FIX,
	COLUMNS
};

/* One row while it is written: its cells by name. */
struct percentile_row {
	struct book *b;
	lxw_worksheet *w;
	int row, column;
	const char *hours, *cell[COLUMNS];
};

static void put(struct percentile_row *p, int at, enum book_style s, const char *formula)
{
	book_live(p->b, p->w, p->row, p->column + at, s, "%s", formula);
}

static const char *edge_formula(struct percentile_row *p)
{
	return arena_printf(p->b->a,
	                    "IF(%s<INDEX(knot_cost,1),1,MIN(%d,MATCH(%s,knot_cost,1)))",
	                    p->cell[AT_PRICE], p->b->m->knot_count - 1,
	                    p->cell[AT_PRICE]);
}

/* Between the edges of the bands on logarithms of both axes, outside by their slope. */
static const char *documented_formula(struct percentile_row *p)
{
	int n = p->b->m->knot_count;
	const char *x = p->cell[AT_PRICE], *k = p->cell[AT_EDGE];

	if (n < 2)
		return "0";
	return arena_printf(
	    p->b->a,
	    "IF(%s<=INDEX(knot_cost,1),"
	    "INDEX(knot_weeks,1)*(%s/INDEX(knot_cost,1))^knot_slope,"
	    "IF(%s>=INDEX(knot_cost,%d),"
	    "INDEX(knot_weeks,%d)*(%s/INDEX(knot_cost,%d))^knot_slope,"
	    "INDEX(knot_weeks,%s)*(INDEX(knot_weeks,%s+1)/INDEX(knot_weeks,%s))"
	    "^(LN(%s/INDEX(knot_cost,%s))/LN(INDEX(knot_cost,%s+1)/"
	    "INDEX(knot_cost,%s)))))",
	    x, x, x, n, n, x, n, k, k, k, x, k, k, k);
}

static void write_row(struct percentile_row *p)
{
	struct arena *a = p->b->a;
	const char *const *c = p->cell;

	for (int i = 0; i < COLUMNS; i++)
		p->cell[i] = book_at(p->b, p->row, p->column + i);
	put(p, AT_PRICE, STYLE_DOLLARS,
	    arena_printf(a, "%s*reference_rate*(1+reference_contingency)", p->hours));
	put(p, AT_MONTHS, STYLE_WEEKS, arena_printf(a, "%s/hours_per_month", p->hours));
	if (p->b->m->knot_count > 1)
		put(p, AT_EDGE, STYLE_COUNT, edge_formula(p));
	put(p, AT_DOCUMENTED, STYLE_WEEKS, documented_formula(p));
	put(p, AT_NOMINAL, STYLE_WEEKS,
	    arena_printf(a, "nominal_factor*%s^(1/3)*weeks_per_month", c[AT_MONTHS]));
	put(p, AT_NATURAL, STYLE_WEEKS,
	    arena_printf(a, "IF(%s>=nominal_from_months,MIN(%s,%s),%s)", c[AT_MONTHS],
	                 c[AT_DOCUMENTED], c[AT_NOMINAL], c[AT_DOCUMENTED]));
	put(p, AT_TEAM, STYLE_UNIT_HOURS,
	    arena_printf(a, "IF(%s>0,%s/(hours_per_week*utilisation*%s),0)",
	                 c[AT_NATURAL], p->hours, c[AT_NATURAL]));
	put(p, AT_FLOOR, STYLE_WEEKS,
	    arena_printf(a,
	                 "floor_documented*%s+MAX(0,MIN(1,(%s-floor_from_months)/"
	                 "MAX(0.001,nominal_from_months-floor_from_months)))*"
	                 "(MIN(%s,floor_nominal*%s)-floor_documented*%s)",
	                 c[AT_DOCUMENTED], c[AT_MONTHS], c[AT_DOCUMENTED], c[AT_NOMINAL],
	                 c[AT_DOCUMENTED]));
	put(p, AT_WEEKS, STYLE_WEEKS,
	    arena_printf(a,
	                 "IF(AND(team>0,%s>0),MAX(%s,%s*(%s/(1+head_loss*MAX(0,%s-1)))"
	                 "/(team/(1+head_loss*MAX(0,team-1)))),%s)",
	                 p->hours, c[AT_FLOOR], c[AT_NATURAL], c[AT_TEAM], c[AT_TEAM],
	                 c[AT_NATURAL]));
}

int book_percentiles(struct book *b, lxw_worksheet *w, const char *sheet, int row,
                     int column, int hours_row, int hours_column)
{
	static const char *const heads[COLUMNS] = { TEXT_PERCENTILE_HEADS };

	for (int i = 0; i < COLUMNS; i++)
		book_text(b, w, row, column + i, i ? STYLE_HEAD_RIGHT : STYLE_HEAD,
		          heads[i]);
	book_row_height(b, w, row, 44);
	for (int i = 0; i < PERCENTILES; i++) {
		struct percentile_row p = { .b = b,
			                    .w = w,
			                    .row = ++row,
			                    .column = column,
			                    .hours = book_at(b, hours_row + i,
			                                     hours_column) };
		const char *name = percentile_suffix[i];

		book_text(b, w, row, column, STYLE_TOP, percentile_title[i]);
		write_row(&p);
		put(&p, AT_FIX, STYLE_FACTOR,
		    arena_printf(b->a, "IF(weeks_expected>0,%s/(weeks_expected*%.17g),1)",
		                 p.cell[AT_WEEKS],
		                 b->m->weeks_ratio[i] > 0 ? b->m->weeks_ratio[i] : 1));
		book_name(b, arena_printf(b->a, "weeks_law_%s", name), sheet, row,
		          column + AT_WEEKS);
		book_name(b, arena_printf(b->a, "weeks_fix_%s", name), sheet, row,
		          column + AT_FIX);
	}
	return row + 1;
}

const char *book_percentile_fix(struct book *b, const char *share)
{
	return arena_printf(
	    b->a,
	    "IF(%s<=0.1,weeks_fix_p10,"
	    "IF(%s<=0.5,weeks_fix_p10+(weeks_fix_p50-weeks_fix_p10)*(%s-0.1)/0.4,"
	    "IF(%s<=0.8,weeks_fix_p50+(weeks_fix_p80-weeks_fix_p50)*(%s-0.5)/0.3,"
	    "IF(%s<=0.9,weeks_fix_p80+(weeks_fix_p90-weeks_fix_p80)*(%s-0.8)/0.1,"
	    "weeks_fix_p90))))",
	    share, share, share, share, share, share, share);
}

const char *book_percentile_spread(struct book *b, const char *share)
{
	if (!figures_constant(b->m, "pm_half_hours"))
		return "1";
	return arena_printf(b->a, "EXP(spread_shift+spread_turn*NORMSINV(%s))", share);
}
