/* date.h - days of the civil calendar, as numbers: days since 1970-01-01. */
#ifndef DATE_H
#define DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* False when iso is no date of the years 1900 .. 9999. */
bool date_parse(const char *iso, int64_t *day);
/* "2026-01-05" */
const char *date_iso(struct arena *a, int64_t day);
/* The month may be 1 .. 12; a day beyond its end is one of the next month. */
int64_t date_of(int year, int month, int day);
int date_year(int64_t day);
/* Monday 0 .. Sunday 6 */
int64_t date_weekday(int64_t day);
/* The first Monday after this day. */
int64_t date_next_monday(int64_t day);

#endif
