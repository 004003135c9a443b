/* calendar.h - public holidays, and dates by working days.
 *
 * models/calendar/NAME.tsv lists the holidays of a region as rules or dates (the files
 * say how). A user's file of the same name takes the built-in one's place. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct holiday {
	int64_t day; /* as date.h counts */
	const char *name, *source;
};

/* By day, each day once. */
struct calendar {
	struct holiday *v;
	size_t n, room;
};

/* The holidays of the years from .. to. "none" has none. */
bool calendar_load(struct arena *a, const char *name, int from, int to,
                   struct calendar *c, struct err *e);
bool calendar_is_working(const struct calendar *c, int64_t day);
/* The day itself, or the first working day after. */
int64_t calendar_first_day(const struct calendar *c, int64_t day);
enum { WEEK_DAYS = 5 }; /* working days of a week of work */

/* The last of the working days of so many weeks, from the first working day from start
 * on: 3 weeks from a Monday end on a Friday, 3.1 on the Monday after. A week is five
 * working days, wherever holidays and weekends fall. Never before that first day. */
int64_t calendar_finish(const struct calendar *c, int64_t start, double weeks);
/* The working day on which work begins that comes so many weeks behind the first one. */
int64_t calendar_begin(const struct calendar *c, int64_t start, double weeks);

#endif
