/* cmd_compare.c - migcost compare: why one estimate differs from another. */
#include <stdio.h>

#include "cli/command.h"
#include "cli/compare_screen.h"
#include "text/data.h"

static bool compare_command(struct options *o, struct err *e)
{
	struct comparison c;

	if (!data_init(o->arena, NULL, e) ||
	    !compare_run(o->arena, &c, o->args[0], o->args[1], e))
		return false;
	if (o->json)
		compare_json(&c, stdout);
	else
		compare_tell(&c, stdout);
	return true;
}

static const struct argp_child groups[] = {
	{ &options_json, 0, NULL, 1 },
	{ 0 },
};

const struct command command_compare = {
	.name = "compare",
	.summary = "Why one estimate differs from another: scope, model, inputs",
	.arguments = "A.db B.db",
	.text =
	    "Both stores hold an estimate; neither is changed. The parts add up to the "
	    "difference.",
	.groups = groups,
	.fewest = 2,
	.most = 2,
	.run = compare_command,
};
