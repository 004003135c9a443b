/* cmd_explain.c - migcost explain: where a figure comes from. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/explain.h"
#include "cli/session.h"
#include "cli/terminal.h"

static bool explain_run(struct options *o, struct err *e)
{
	struct session s = { 0 };
	struct explain x = { .out = stdout,
		             .has_colour = terminal_has_colour(stdout),
		             .is_whole = o->whole };
	bool ok = session_open(&s, o, o->db ? o->db : SESSION_DB, false, e);

	if (ok && store_number(&s.store, 0, "SELECT count(*) FROM result") == 0)
		ok = err_set(e, ERR_DATA,
		             "'%s' holds no estimate: run 'migcost estimate' first",
		             s.store.path);
	ok = ok && explain_write(&s.store, o->args[0], &x, e);
	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_explain_all, 0, NULL, 1 },
	{ &options_store, 0, NULL, 2 },
	{ 0 },
};

const struct command command_explain = {
	.name = "explain",
	.summary = "Where a figure of the estimate comes from",
	.arguments = "FIGURE|ITEM",
	.text = "FIGURE is a result (total, price, hours, weeks, p50, p80, class, offer, "
		"coverage, accuracy, decision, alternatives), a kind of work "
		"(endpoint_simple), a phase (orm), an input (tests), or one alternative "
		"(drizzle). ITEM is FILE:LINE, "
		"or the name or path of something found. The store is migcost.db in the "
		"current directory, or as --db says.",
	.groups = groups,
	.fewest = 1,
	.most = 1,
	.run = explain_run,
};
