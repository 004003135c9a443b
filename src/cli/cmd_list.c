/* cmd_list.c - migcost list: what is in force: detectors, bands, sheets ...
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "book/workbook.h"
#include "cli/command.h"
#include "detect/detector.h"
#include "link/construct.h"
#include "price/model.h"
#include "sheet/report.h"
#include "sheet/sheet.h"
#include "text/data.h"

static bool list_detectors(struct arena *a, struct err *e)
{
	struct detectors *all = arena_zero(a, sizeof *all);

	if (!detectors_load(all, a, e))
		return false;
	for (const struct detector *d = all->first; d; d = d->next)
		printf("%s\t%s\t%s\t%s\n", d->name, d->is_python ? "python" : "script",
		       d->origin, d->source ? d->source : "");
	return true;
}

static const char *range(struct arena *a, const struct model_range *r, const char *unit)
{
	return isinf(r->high) ? arena_printf(a, "%s%.0f+", unit, r->low)
	                      : arena_printf(a, "%s%.0f-%.0f", unit, r->low, r->high);
}

static bool list_bands(struct arena *a, struct err *e)
{
	struct model m = { 0 };

	if (!model_load_cost(a, &m, e))
		return false;
	for (const struct model_rule *r = NULL; (r = model_next(&m, MODEL_band, r));)
		printf("%s\t%s%s\t%s weeks\t%s\t%s\n", r->label,
		       range(a, &r->cost_usd, "$"), r->is_open ? "+" : "",
		       range(a, &r->weeks, ""), r->criteria, r->source);
	return true;
}

/* "client manager audit": the reports with that sheet, in their order. */
static const char *held_by(struct arena *a, const struct report *r, size_t n,
                           const char *sheet, bool is_own)
{
	const char *names = "";

	for (size_t i = 0; i < n; i++)
		if (report_has(&r[i], sheet, is_own))
			names = arena_printf(a, "%s%s%s", names, *names ? " " : "",
			                     r[i].name);
	return names;
}

/* Those with a layout of their own, then the tables. */
static bool list_sheets(struct arena *a, struct err *e)
{
	struct sheet *list;
	struct report *r;
	size_t n, reports;

	if (!sheet_list(a, &list, &n, e) || !report_list(&r, &reports, a, e))
		return false;
	for (size_t i = 0; workbook_page(i); i++)
		printf("%s\tbuilt in\t%s\t\n", workbook_page(i),
		       held_by(a, r, reports, workbook_page(i), false));
	for (size_t i = 0; i < n; i++)
		printf("%s\t%s\t%s\t%s\n", list[i].title, list[i].origin,
		       held_by(a, r, reports, list[i].title, list[i].is_own),
		       list[i].intro ? list[i].intro : "");
	return true;
}

static bool list_reports(struct arena *a, struct err *e)
{
	struct report *r;
	size_t n;

	if (!report_list(&r, &n, a, e))
		return false;
	for (size_t i = 0; i < n; i++)
		printf("%s\t%s\t%s\n", r[i].name, r[i].origin, r[i].about);
	return true;
}

/* Which rows the scan sees, and how; the others say why not. */
static bool list_constructs(struct arena *a, struct err *e)
{
	struct detectors *all = arena_zero(a, sizeof *all);
	struct constructs c;

	if (!detectors_load(all, a, e) || !construct_load(&c, a, e) ||
	    !construct_check(&c, a, all, e))
		return false;
	for (size_t i = 0; i < c.n; i++) {
		const struct construct *x = &c.v[i];
		const struct rule *r = NULL;

		printf("%s\t%s\t%s\t%s\t%s", x->id, x->from, x->name,
		       construct_by(x, CONSTRUCT_no) ? "no" : "yes",
		       construct_by(x, CONSTRUCT_no) ? x->seen + strlen("no: ")
		                                     : x->seen);
		while ((r = construct_rule(all, x->id, r)))
			printf(" %s:%u", r->detector->name, r->line);
		printf("\n");
	}
	return true;
}

/* To list another thing, add a line. */
static const struct {
	const char *name;
	bool (*list)(struct arena *a, struct err *e);
} things[] = {
	{ "detectors", list_detectors },   { "bands", list_bands },
	{ "constructs", list_constructs }, { "sheets", list_sheets },
	{ "reports", list_reports },
};

static bool list_run(struct options *o, struct err *e)
{
	for (size_t i = 0; i < sizeof things / sizeof *things; i++)
		if (strcmp(things[i].name, o->args[0]) == 0)
			return data_init(o->arena, o->models, e) &&
			       things[i].list(o->arena, e);
	return err_set(e, ERR_USAGE,
	               "list needs detectors, constructs, bands, "
	               "sheets or reports, not '%s'",
	               o->args[0]);
}

static const struct argp_child groups[] = {
	{ &options_models, 0, NULL, 1 },
	{ 0 },
};

const struct command command_list = {
	.name = "list",
	.summary = "Print the detectors, constructs, bands, sheets or reports in force",
	.arguments = "detectors|constructs|bands|sheets|reports",
	.text = "One a line, columns by tabs.",
	.groups = groups,
	.fewest = 1,
	.most = 1,
	.run = list_run,
};
