/* cmd_estimate.c - migcost estimate: price what the store holds, or counts alone. */
#include "cli/command.h"
#include "cli/session.h"

static bool estimate_command(struct options *o, struct err *e)
{
	/* Counts must not take the place of a scan unless they are told to. */
	const char *db = o->db || o->counts ? o->db : SESSION_DB;
	struct session s = { 0 };
	bool ok = session_open(&s, o, db, o->counts != NULL, e) &&
	          (!o->counts || session_fill(&s, e)) && session_estimate(&s, e) &&
	          session_tell(&s, true, e);

	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_price, 0, NULL, 1 },
	{ &options_json, 0, NULL, 2 },
	{ &options_store, 0, NULL, 3 },
	{ &options_models, 0, NULL, 3 },
	{ 0 },
};

const struct command command_estimate = {
	.name = "estimate",
	.summary = "Price what the store holds, or counts alone",
	.arguments = "",
	.text = "The store is migcost.db in the current directory, or as --db says. With "
		"--counts and without --db nothing is kept.",
	.groups = groups,
	.run = estimate_command,
};
