/* dossier.h - an estimate as the forms tell it: its figures, phases and milestones, with
 * their dates, read once from the store. The same definitions as the workbook's. */
#ifndef DOSSIER_H
#define DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "price/calendar.h"
#include "sheet/notation.h"
#include "store/store.h"

/* A moment of work: minutes from the beginning of that working day on. */
struct moment {
	int64_t day;
	int minute;
};

struct dossier_phase {
	const char *name, *label, *needs; /* needs: labels, one a line */
	double hours, start_week, end_week;
	int64_t start, finish;    /* days, as the sheet Plan says them */
	struct moment begin, end; /* within them */
	int64_t minutes;          /* of work between */
};

struct dossier_milestone {
	const char *name, *label, *deliverable, *acceptance;
	double share; /* of the price that is offered */
	int64_t due;  /* as it is offered */
	double amount;
};

struct dossier {
	struct store *store;
	struct arena *a;
	const char *project, *client, *currency, *symbol;
	const char *quote_number;
	struct notation notation;        /* of dates and money for people */
	char grouping, point;            /* of their numbers: "1,234.5" */
	int64_t quote_date, valid_until; /* days; the day of the scan */
	int64_t created;                 /* seconds: SOURCE_DATE_EPOCH, or the scan's */
	bool is_nothing;                 /* nothing to migrate */
	double hours, price, contingency, total, weeks, team, rate;
	double offered,
	    weeks_offered; /* price, before tax, and time of the risk appetite */
	int64_t first_day, finish;
	int minutes_per_day; /* of one person */
	struct calendar holidays;
	struct dossier_phase *phase;
	size_t phases;
	struct dossier_milestone *milestone;
	size_t milestones;
};

struct dossier_options {
	const char *client, *project; /* NULL: as on the workbook */
	const char *prefix;           /* of the quote's number */
	const char *language;         /* decides dates and money; NULL: the region does */
	const char *numbers;          /* "1,234.5" as people there write it */
};

/* Texts live in a. */
bool dossier_load(struct dossier *d, struct store *s, struct arena *a,
                  const struct dossier_options *o, struct err *e);
/* A SELECT of what a phase (twice) comes after: what it waits for, and what the team did
 * just before; and 1, for all of that. */
extern const char dossier_before[];
/* A row of the table result; def when there is none. */
double dossier_number(struct dossier *d, const char *key, double def);
const char *dossier_text(struct dossier *d, const char *key, const char *def);
/* The last working day of so many weeks. */
int64_t dossier_finish(const struct dossier *d, double weeks);
/* Minutes of work between two moments. */
int64_t dossier_minutes(const struct dossier *d, struct moment from, struct moment to);
/* The moment so many minutes of work later. */
struct moment dossier_after(const struct dossier *d, struct moment from, int64_t minutes);
const struct dossier_phase *dossier_phase(const struct dossier *d, const char *name);
/* "12,300.5" */
const char *dossier_grouped(const struct dossier *d, double x, int decimals);
/* "31-01-2027", as the reader writes it; date_iso() is for programs. */
const char *dossier_date(const struct dossier *d, int64_t day);
/* "$12,300", "-CHF 12,300", "12.300 €", with so many decimals. */
const char *dossier_amount(const struct dossier *d, double amount, int decimals);
/* The same in whole units. */
const char *dossier_money(const struct dossier *d, double amount);
/* The stacks, "FastAPI + SQLAlchemy", "NestJS + Prisma"; "" when there is none. */
const char *dossier_from(struct dossier *d);
const char *dossier_to(struct dossier *d);

#endif
