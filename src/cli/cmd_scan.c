/* cmd_scan.c - migcost scan: read a code base into the store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/session.h"
#include "form/listing.h"
#include "scan/why.h"

/* What is only printed is not kept, unless --db says where. */
static const char *store_path(const struct options *o)
{
	return o->db || o->print || o->json || o->explain ? o->db : SESSION_DB;
}

/* A file that took no part in linking: what became of it. */
static const char *why_not_read(struct session *s, const char *file)
{
	struct arena *a = s->o->arena;
	const char *text = store_text(&s->store, a, NULL,
	                              "SELECT kind FROM file WHERE path = %Q", file);

	if (text)
		return arena_printf(a,
		                    "%s is of kind %s: its lines are counted, nothing in "
		                    "it is a fact\n",
		                    file, text);
	text = store_text(&s->store, a, NULL,
	                  "SELECT kind || ': ' || reason FROM problem WHERE path = %Q "
	                  "OR %Q LIKE path || '/%%' LIMIT 1",
	                  file, file);
	return arena_printf(a, "%s: %s\n", file,
	                    text ? text
	                         : "no such file below the folder, or .gitignore "
	                           "excludes it");
}

/* FILE may be written from here or from the scanned folder. */
static void ask(struct session *s, struct why *w)
{
	const struct options *o = s->o;
	const char *colon = strrchr(o->explain, ':'), *root = o->args[0];
	const char *file = arena_strndup(o->arena, o->explain,
	                                 (size_t)(colon - o->explain));
	size_t n = strlen(root);

	while (n > 1 && root[n - 1] == '/')
		n--;
	if (strncmp(file, root, n) == 0 && file[n] == '/')
		file += n + 1;
	*w = (struct why){ .arena = o->arena,
		           .root = root,
		           .file = file,
		           .line = (uint32_t)strtoul(colon + 1, NULL, 10) };
	s->why = w;
}

static bool scan_command(struct options *o, struct err *e)
{
	struct session s = { 0 };
	struct why w;
	bool ok = (!o->print || listing_exists(o->print, e)) &&
	          session_open(&s, o, store_path(o), true, e);

	if (ok && o->explain)
		ask(&s, &w);
	ok = ok && session_fill(&s, e);

	if (ok)
		session_set_exit(&s);
	if (ok && o->explain)
		fputs(w.text ? w.text : why_not_read(&s, w.file), stdout);
	else if (ok && o->print)
		ok = listing_print(&s.store, o->print, stdout, e);
	else if (ok)
		ok = session_tell(&s, false, e);
	session_close(&s);
	return ok;
}

static const struct argp_child groups[] = {
	{ &options_print, 0, NULL, 1 },
	{ &options_explain, 0, NULL, 1 },
	{ &options_json, 0, NULL, 1 },
	{ &options_scan, 0, NULL, 2 },
	{ &options_store, 0, NULL, 3 },
	{ &options_models, 0, NULL, 3 },
	{ 0 },
};

const struct command command_scan = {
	.name = "scan",
	.summary = "Read a code base into the store",
	.arguments = "DIR",
	.text = "The store is migcost.db in the current directory, or as --db says. With "
		"--print, --json or --explain and without --db nothing is kept.",
	.groups = groups,
	.fewest = 1,
	.most = 1,
	.run = scan_command,
};
