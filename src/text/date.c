/* date.c - days of the civil calendar, as numbers. */
#include "text/date.h"

#include <assert.h>
#include <stdio.h>

/* Years begin in March here, so that a leap day is the last of its year; an era is 400
 * years. */
int64_t date_of(int year, int month, int day)
{
	int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool date_parse(const char *iso, int64_t *day)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, m, d, end = 0;
	bool leap;

	if (sscanf(iso, "%4d-%2d-%2d%n", &year, &m, &d, &end) != 3 || end != 10 ||
	    iso[end] || year < 1900 || m < 1 || m > 12)
		return false;
	leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (d < 1 || d > length[m - 1] + (m == 2 && leap))
		return false;
	*day = date_of(year, m, d);
	return true;
}

static void civil(int64_t day, int *year, int *month, int *of_month)
{
	int64_t z = day + 719468, era = z / 146097, of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	assert(z >= 0);
	*of_month = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m + (m < 10 ? 3 : -9));
	*year = (int)(y + era * 400 + (*month <= 2));
}

const char *date_iso(struct arena *a, int64_t day)
{
	int year, month, of_month;

	civil(day, &year, &month, &of_month);
	return arena_printf(a, "%04d-%02d-%02d", year, month, of_month);
}

int date_year(int64_t day)
{
	int year, month, of_month;

	civil(day, &year, &month, &of_month);
	return year;
}

/* 1970-01-01 was a Thursday. */
int64_t date_weekday(int64_t day)
{
	return ((day - 4) % 7 + 7) % 7;
}

int64_t date_next_monday(int64_t day)
{
	return day + 7 - date_weekday(day);
}
