/* options.h - the options of all commands, each in one argp row, and their values. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "form/form.h"
#include "price/estimate.h"

struct command;

struct options {
	struct arena *arena; /* lives as long as the run */
	const struct command *command;
	const char **args; /* positional */
	size_t arg_count;
	int exit_code;
	/* group store */
	const char *db;
	/* group models */
	const char *models;
	/* group price */
	struct estimate_options estimate;
	const char *counts;
	/* group book */
	const char *output, *client, *project, *language, *report, *brand, *pdf;
	bool paths;
	/* group forms */
	struct form_options forms; /* its paths; the rest is of group book */
	/* group scan */
	int threads;
	bool alone;
	bool whole; /* explain --all */
	bool strict;
	const char *explain; /* FILE:LINE */
	/* group calibrate */
	const char *apply; /* directory */
	bool evidence;
	/* group print, group json */
	const char *print;
	bool json;
	/* private: room of the growing arrays */
	size_t arg_room, set_room, scenario_room;
	const char **set, **scenario;
};

/* Groups of options that commands choose from, for struct command's groups. */
extern const struct argp options_store, options_models, options_price, options_book,
    options_forms, options_scan, options_explain, options_explain_all, options_calibrate,
    options_print, options_json;

/* Reads the words behind the command's name. On wrong use, tells what is wrong and
 * ends the process with EXIT_WRONG_USE; --help and --usage end it with EXIT_DONE. */
void options_read(struct options *o, int argc, char **argv);

#endif
