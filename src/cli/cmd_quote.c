/* cmd_quote.c - migcost quote: scan, estimate and report in one. */
#include "cli/command.h"
#include "cli/session.h"

static bool check_use(const struct options *o, struct err *e)
{
	if (!o->counts == !o->arg_count)
		return err_set(e, ERR_USAGE,
		               o->counts ? "quote takes DIR or --counts, not both"
		                         : "quote needs DIR or --counts");
	if (!o->output && !o->pdf && !o->json && !form_is_wanted(&o->forms))
		return err_set(e, ERR_USAGE,
		               "quote needs -o FILE.xlsx, --pdf FILE, --json or another "
		               "form");
	return session_can_write(o, e);
}

static bool quote_run(struct options *o, struct err *e)
{
	struct session s = { 0 };
	bool ok = check_use(o, e) && session_open(&s, o, o->db, true, e) &&
	          session_check_book(&s, e) && session_fill(&s, e) &&
	          session_estimate(&s, e) && session_write(&s, e) &&
	          session_tell(&s, true, e);

	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_book, 0, "The workbook:", 1 },
	{ &options_forms, 0, "Other forms, beside the workbook or instead of it:", 2 },
	{ &options_price, 0, "The estimate:", 3 },
	{ &options_scan, 0, "The scan:", 4 },
	{ &options_store, 0, "Files and form:", 5 },
	{ &options_models, 0, NULL, 5 },
	{ &options_json, 0, NULL, 5 },
	{ 0 },
};

const struct command command_quote = {
	.name = "quote",
	.summary = "Read a code base and write the workbook with its price",
	.arguments = "DIR -o FILE.xlsx\n--counts LIST -o FILE.xlsx",
	.text =
	    "Scan, estimate and report in one. Without --db the store is kept in memory.",
	.groups = groups,
	.most = 1,
	.run = quote_run,
};
