/* cmd_report.c - migcost report: write the workbook from a priced store. */
#include "cli/command.h"
#include "cli/session.h"

static bool report_run(struct options *o, struct err *e)
{
	struct session s = { 0 };
	bool ok = o->output || o->pdf || form_is_wanted(&o->forms) ||
	          err_set(e, ERR_USAGE,
	                  "report needs -o FILE.xlsx, --pdf FILE, or another form");

	ok = ok && session_can_write(o, e) &&
	     session_open(&s, o, o->db ? o->db : SESSION_DB, false, e) &&
	     session_check_book(&s, e) && session_write(&s, e) &&
	     session_tell(&s, true, e);
	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_book, 0, NULL, 1 },
	{ &options_forms, 0, "Other forms, beside the workbook or instead of it:", 2 },
	{ &options_store, 0, NULL, 3 },
	{ &options_models, 0, NULL, 3 },
	{ &options_json, 0, NULL, 3 },
	{ 0 },
};

const struct command command_report = {
	.name = "report",
	.summary = "Write the workbook from a priced store",
	.arguments = "-o FILE.xlsx",
	.text = "The store is migcost.db in the current directory, or as --db says.",
	.groups = groups,
	.run = report_run,
};
