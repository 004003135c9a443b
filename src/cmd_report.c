/* cmd_report.c - migcost report: write the workbook from a priced store. */
#include "command.h"
#include "session.h"

static bool report_run(struct options *o, struct err *e)
{
	struct session s = { 0 };
	bool ok = o->output || err_set(e, ERR_USAGE, "report needs -o FILE.xlsx");

	ok = ok && session_can_write(o, e) &&
	     session_open(&s, o, o->db ? o->db : SESSION_DB, false, e) &&
	     session_check_book(&s, e) && session_write_workbook(&s, e) &&
	     session_tell(&s, true, e);
	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_book, 0, NULL, 1 },
	{ &options_store, 0, NULL, 2 },
	{ &options_models, 0, NULL, 2 },
	{ &options_json, 0, NULL, 2 },
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
