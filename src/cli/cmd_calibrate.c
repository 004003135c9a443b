/* cmd_calibrate.c - migcost calibrate: what past projects say about the model. */
#include <stdio.h>

#include "cli/calibrate_screen.h"
#include "cli/command.h"
#include "cli/evidence_screen.h"
#include "text/data.h"

static bool by_projects(struct options *o, struct err *e)
{
	struct calibration c;
	struct data_file f;
	const char *applied = NULL;

	if (!data_read(o->arena, o->args[0], &f, e) ||
	    !calibrate_run(o->arena, &c, &f, e))
		return false;
	if (o->apply && !calibrate_apply(&c, o->apply, &applied, e))
		return false;
	if (o->json)
		calibrate_json(&c, applied, stdout);
	else
		calibrate_tell(&c, applied, stdout);
	return true;
}

static bool by_evidence(struct options *o, struct err *e)
{
	struct evidence x;

	if (!evidence_run(o->arena, &x, e))
		return false;
	if (o->json)
		evidence_json(&x, stdout);
	else
		evidence_tell(&x, stdout);
	return true;
}

static bool calibrate_command(struct options *o, struct err *e)
{
	if ((o->arg_count == 0) != o->evidence)
		return err_set(e, ERR_USAGE,
		               "calibrate needs a FILE of past projects, or --evidence");
	return data_init(o->arena, o->models, e) &&
	       (o->evidence ? by_evidence(o, e) : by_projects(o, e));
}

static const struct argp_child groups[] = {
	{ &options_calibrate, 0, NULL, 1 },
	{ &options_models, 0, NULL, 2 },
	{ &options_json, 0, NULL, 2 },
	{ 0 },
};

const struct command command_calibrate = {
	.name = "calibrate",
	.summary = "Hold the model against past projects",
	.arguments = "FILE|--evidence",
	.text =
	    "FILE names past projects, one a section: [name], store = or counts =, "
	    "estimated =, actual = hours, weeks =, hours_orm = ... The manual page has "
	    "an example.",
	.groups = groups,
	.fewest = 0,
	.most = 1,
	.run = calibrate_command,
};
