/* cmd_scan.c - migcost scan: read a code base into the store. */
#include <stdio.h>

#include "command.h"
#include "listing.h"
#include "session.h"

/* What is only printed is not kept, unless --db says where. */
static const char *store_path(const struct options *o)
{
	return o->db || o->print || o->json ? o->db : SESSION_DB;
}

static bool scan_command(struct options *o, struct err *e)
{
	struct session s = { 0 };
	bool ok = (!o->print || listing_exists(o->print, e)) &&
	          session_open(&s, o, store_path(o), true, e) && session_fill(&s, e);

	if (ok)
		session_set_exit(&s);
	if (ok && o->print)
		ok = listing_print(&s.store, o->print, stdout, e);
	else if (ok)
		ok = session_tell(&s, false, e);
	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_print, 0, NULL, 1 },  { &options_json, 0, NULL, 1 },
	{ &options_scan, 0, NULL, 2 },   { &options_store, 0, NULL, 3 },
	{ &options_models, 0, NULL, 3 }, { 0 },
};

const struct command command_scan = {
	.name = "scan",
	.summary = "Read a code base into the store",
	.arguments = "DIR",
	.text = "The store is migcost.db in the current directory, or as --db says. With "
		"--print or --json and without --db nothing is kept.",
	.groups = groups,
	.fewest = 1,
	.most = 1,
	.run = scan_command,
};
