/* calibrate.h - what own past projects say about the hours of the model.
 *
 * A file of projects (see sections.h), one a section:
 *
 *     [Shop back end]
 *     store     = shop.db            its scan; or instead of it
 *     counts    = endpoints=60,models=21,jobs=6
 *     set       = tests=none, team=3 inputs as they were, if not the default
 *     to        = node               or python
 *     estimated = 700                hours that were estimated then, or: model
 *     actual    = 812                hours that it took, all in: QA and management too
 *     weeks     = 14                 that it took
 *     hours_orm = 140                of them on one kind of work (phase), without QA and
 *                                    management: endpoints, orm, jobs, auth, logic ...
 *
 * Needed: actual, and one of store, counts and estimated hours. A store's path begins at
 * the folder of the file. Where there is a scan or counts, the project is priced anew by
 * the model in force without calibration, and its factor is the calibration with which
 * the model would have said the actual hours; else it is actual / estimated.
 *
 * Factors are drawn towards 1 by how little is known, see shrinkage.h: factor = exp(w x
 * mean ln factor). A kind of work has a factor on top of that of all work, by the same
 * equation. */
#ifndef CALIBRATE_H
#define CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/accuracy.h"
#include "price/effort.h"
#include "price/model.h"
#include "text/data.h"

struct calibrate_part {
	const struct model_rule *rule; /* [multiplier calibration_PHASE] */
	double hours;                  /* actual, engineering */
};

struct calibrate_project {
	const char *name;
	double estimated, actual, weeks; /* hours, weeks; 0: not known */
	struct calibrate_part *part;
	size_t part_count, part_room;
	/* by the model without calibration; lines NULL: estimated hours alone */
	struct effort effort;
	double model, model_weeks;
	double factor;    /* actual against it, as above */
	double predicted; /* hours, by the factors of the other projects */
};

const char *calibrate_phase_name(const struct model_rule *rule);

/* Of one kind of work, on top of that of all. */
struct calibrate_phase {
	const struct model_rule *rule;
	size_t n; /* projects that tell its hours */
	double own, factor;
};

struct calibrate_factors {
	size_t n;
	double own, weight, factor, sd; /* own: mean of the projects', not drawn to 1 */
	struct calibrate_phase *phase;
	size_t phase_count;
};

struct calibration {
	struct arena *a;
	const char *origin; /* of the file */
	struct model model;
	struct calibrate_project *v;
	size_t n, room;
	struct calibrate_factors learned;
	double t, s;      /* spreads, sd of ln */
	double common_sd; /* that replaces common_sd_ln */
	size_t apply_from, called_from;
	struct accuracy built_in, calibrated, then; /* then: the hours estimated then */
	size_t week_count;
	double week_ratio; /* geometric mean of actual / model */
};

/* Everything lives in a. */
bool calibrate_run(struct arena *a, struct calibration *c, const struct data_file *f,
                   struct err *e);
/* Is a factor of n projects used in quotes? */
bool calibrate_applies(const struct calibration *c, size_t n);
/* "--set calibration=1.18 --set ..." without the options' names: key=value each. */
size_t calibrate_settings(const struct calibration *c, const char ***settings);
/* Writes dir/cost/own.ini with the settings, for --models dir; *path is where. */
bool calibrate_apply(const struct calibration *c, const char *dir, const char **path,
                     struct err *e);

#endif
