/* form_msproject.c - the plan as XML of Microsoft Project (MSPDI).
 *
 * Elements stand in the order of its schema, which readers insist on. Phases are summary
 * tasks that wait for each other; below each, its work over its whole time, done by the
 * roles. The dates are those of the plan, and scheduling anew gives them again: what a
 * phase waits for ends when it begins. */
#include <math.h>
#include <string.h>

#include "base/version.h"
#include "form/form_parts.h"
#include "form/form_text.h"
#include "text/date.h"
#include "text/markup.h"

enum { CALENDAR = 1, MORNING = 240, OPENS = 8 * 60, BREAK = 60, FIXED_DURATION = 1 };

struct task {
	const char *name, *notes;
	int level;
	bool is_summary, is_milestone;
	struct moment begin, end;
	int64_t minutes;
	double hours;
	const struct dossier_phase *phase; /* of a phase, and of its work */
	const char *milestone;             /* milestone.name */
	int64_t due;                       /* of a milestone: as it is offered */
	char number[32];                   /* "2.3" */
};

struct role {
	const char *name, *label;
	double rate;
};

struct plan {
	struct form_job *j;
	struct dossier *d;
	struct task *task;
	size_t tasks, tasks_room;
	struct role *role;
	size_t roles, roles_room;
};

/* ---- elements ------------------------------------------------------------------- */

static void put_text(struct plan *p, const char *name, const char *text)
{
	fprintf(p->j->out, "<%s>", name);
	markup_text(p->j->out, p->d->a, text);
	fprintf(p->j->out, "</%s>\n", name);
}

static void put_int(struct plan *p, const char *name, int64_t n)
{
	fprintf(p->j->out, "<%s>%lld</%s>\n", name, (long long)n, name);
}

static void put_number(struct plan *p, const char *name, double x)
{
	fprintf(p->j->out, "<%s>%.4f</%s>\n", name, x, name);
}

/* Money stands in hundredths there. */
static void put_cost(struct plan *p, const char *name, double cost)
{
	fprintf(p->j->out, "<%s>%.0f</%s>\n", name, round(cost * 100), name);
}

static void put_open(struct plan *p, const char *name)
{
	fprintf(p->j->out, "<%s>\n", name);
}

static void put_close(struct plan *p, const char *name)
{
	fprintf(p->j->out, "</%s>\n", name);
}

/* Minutes of the clock: work stops at noon when the day is long. */
static int clock_of(const struct plan *p, int minute, bool is_end)
{
	bool has_break = p->d->minutes_per_day > MORNING + 120;

	if (has_break && (minute > MORNING || (minute == MORNING && !is_end)))
		minute += BREAK;
	return OPENS + minute;
}

static void put_moment(struct plan *p, const char *name, struct moment m, bool is_end)
{
	int clock = clock_of(p, m.minute, is_end);

	fprintf(p->j->out, "<%s>%sT%02d:%02d:00</%s>\n", name, date_iso(p->d->a, m.day),
	        clock / 60, clock % 60, name);
}

static void put_seconds(struct plan *p, const char *name, double seconds)
{
	int64_t s = (int64_t)round(seconds);

	fprintf(p->j->out, "<%s>PT%lldH%lldM%lldS</%s>\n", name, (long long)(s / 3600),
	        (long long)(s / 60 % 60), (long long)(s % 60), name);
}

/* ---- calendar ------------------------------------------------------------------- */

static void put_working_times(struct plan *p)
{
	int day = p->d->minutes_per_day;
	bool has_break = day > MORNING + 120;
	int ends[][2] = { { OPENS, clock_of(p, has_break ? MORNING : day, true) },
		          { clock_of(p, MORNING, false), clock_of(p, day, true) } };

	put_open(p, "WorkingTimes");
	for (int i = 0; i < 1 + has_break; i++)
		fprintf(p->j->out,
		        "<WorkingTime><FromTime>%02d:%02d:00</FromTime>"
		        "<ToTime>%02d:%02d:00</ToTime></WorkingTime>\n",
		        ends[i][0] / 60, ends[i][0] % 60, ends[i][1] / 60,
		        ends[i][1] % 60);
	put_close(p, "WorkingTimes");
}

static void put_period(struct plan *p, int64_t day)
{
	const char *iso = date_iso(p->d->a, day);

	fprintf(p->j->out,
	        "<TimePeriod><FromDate>%sT00:00:00</FromDate>"
	        "<ToDate>%sT23:59:00</ToDate></TimePeriod>\n",
	        iso, iso);
}

/* Both ways to say that a day is free: older readers know the first alone. */
static void put_holidays(struct plan *p, bool as_exceptions)
{
	const struct calendar *c = &p->d->holidays;

	for (size_t i = 0; i < c->n; i++) {
		put_open(p, as_exceptions ? "Exception" : "WeekDay");
		put_int(p, as_exceptions ? "EnteredByOccurrences" : "DayType", 0);
		if (!as_exceptions)
			put_int(p, "DayWorking", 0);
		put_period(p, c->v[i].day);
		if (as_exceptions) {
			put_int(p, "Occurrences", 1);
			put_text(p, "Name", c->v[i].name);
			put_int(p, "Type", 1);
			put_int(p, "DayWorking", 0);
		}
		put_close(p, as_exceptions ? "Exception" : "WeekDay");
	}
}

static void put_calendar(struct plan *p)
{
	put_open(p, "Calendars");
	put_open(p, "Calendar");
	put_int(p, "UID", CALENDAR);
	put_text(p, "Name", form_word(p->j, FORM_TEXT_STANDARD_CALENDAR));
	put_int(p, "IsBaseCalendar", 1);
	put_int(p, "BaseCalendarUID", -1);
	put_open(p, "WeekDays");
	/* From Sunday, 1, on. */
	for (int day = 1; day <= 7; day++) {
		bool is_working = day > 1 && day < 7;

		put_open(p, "WeekDay");
		put_int(p, "DayType", day);
		put_int(p, "DayWorking", is_working);
		if (is_working)
			put_working_times(p);
		put_close(p, "WeekDay");
	}
	put_holidays(p, false);
	put_close(p, "WeekDays");
	if (p->d->holidays.n) {
		put_open(p, "Exceptions");
		put_holidays(p, true);
		put_close(p, "Exceptions");
	}
	put_close(p, "Calendar");
	put_close(p, "Calendars");
}

/* ---- tasks ---------------------------------------------------------------------- */

static struct task *add_task(struct plan *p, struct task t)
{
	struct task *new = arena_push(p->d->a, (void **)&p->task, &p->tasks,
	                              &p->tasks_room, sizeof *new);

	*new = t;
	return new;
}

static const char *text_at(struct plan *p, sqlite3_stmt *q, int column)
{
	const char *t = (const char *)sqlite3_column_text(q, column);

	return arena_strdup(p->d->a, t ? t : "");
}

/* The work of a phase: its part of each line of effort, with as much of QA, management
 * and events as makes up the hours of the phase. */
static bool add_work(struct plan *p, const struct dossier_phase *phase, int number,
                     struct err *e)
{
	static const char from[] = "FROM phase_take t JOIN effort e USING (unit)"
				   " WHERE e.grp NOT IN ('overhead', 'risk')"
				   " AND e.hours > 0 AND t.part > 0 AND t.phase = %Q";
	struct dossier *d = p->d;
	struct arena a = { 0 };
	char *sql = sqlite3_mprintf(from, phase->name);
	double sum = store_number(d->store, 0, "SELECT total(e.hours * t.part) %s", sql);
	sqlite3_stmt *q = store_select(d->store, &a, e,
	                               "SELECT e.label, e.hours * t.part, e.quantity,"
	                               " e.grp = 'unit' AND t.part = 1, e.source %s"
	                               " ORDER BY t.rank, e.grp = 'unit', e.rank",
	                               sql);
	int child = 0;

	sqlite3_free(sql);
	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const char *label = form_word(p->j, text_at(p, q, 0));
		struct task t = {
			.name = sqlite3_column_int(q, 3)
			          ? form_wordf(p->j, FORM_TEXT_COUNTED_TASK, label,
			                       sqlite3_column_double(q, 2))
			          : label,
			.notes = text_at(p, q, 4),
			.level = 2,
			.begin = phase->begin,
			.end = phase->end,
			.minutes = phase->minutes,
			.hours = sqlite3_column_double(q, 1) * phase->hours / sum,
			.phase = phase
		};

		snprintf(t.number, sizeof t.number, "%d.%d", number, ++child);
		add_task(p, t);
	}
	arena_release(&a);
	return q != NULL;
}

/* So much of the phase's work lies before the milestone. */
static int64_t minutes_before(const struct dossier_phase *phase, double until)
{
	return (int64_t)round((double)phase->minutes * until);
}

/* When the last phase that it waits for is so far, or at the start: as the links have it.
 * What is promised is its deadline. */
static struct moment milestone_begin(struct plan *p, const struct dossier_milestone *m)
{
	struct moment begin = { p->d->first_day, 0 };
	struct arena a = { 0 };
	struct err ignored;
	sqlite3_stmt *q = store_select(p->d->store, &a, &ignored,
	                               "SELECT phase, until FROM milestone_need"
	                               " WHERE milestone = %Q",
	                               m->name);

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const struct dossier_phase *phase = dossier_phase(p->d, text_at(p, q, 0));
		double until = sqlite3_column_double(q, 1);
		struct moment end;

		if (!phase)
			continue;
		end = until < 1
		        ? dossier_after(p->d, phase->begin, minutes_before(phase, until))
		        : phase->end;
		if (end.day > begin.day ||
		    (end.day == begin.day && end.minute > begin.minute))
			begin = end;
	}
	arena_release(&a);
	return begin;
}

static void add_milestones(struct plan *p, int number)
{
	for (size_t i = 0; i < p->d->milestones; i++) {
		const struct dossier_milestone *m = &p->d->milestone[i];
		struct task t = { .name = form_word(p->j, m->label),
			          .notes = form_word(p->j, m->deliverable),
			          .level = 1,
			          .is_milestone = true,
			          .begin = milestone_begin(p, m),
			          .due = m->due,
			          .milestone = m->name };

		t.end = t.begin;
		snprintf(t.number, sizeof t.number, "%d", number + (int)i);
		add_task(p, t);
	}
}

static bool add_tasks(struct plan *p, struct err *e)
{
	struct dossier *d = p->d;
	struct task all = { .name = form_wordf(p->j, FORM_TEXT_CALENDAR, d->project),
		            .notes = "",
		            .is_summary = true,
		            .begin = { d->first_day, 0 },
		            .end = { d->first_day, 0 },
		            .hours = d->hours,
		            .number = "0" };

	for (size_t i = 0; i < d->phases; i++) {
		const struct dossier_phase *phase = &d->phase[i];

		if (phase->end.day > all.end.day ||
		    (phase->end.day == all.end.day && phase->end.minute > all.end.minute))
			all.end = phase->end;
	}
	all.minutes = dossier_minutes(d, all.begin, all.end);
	add_task(p, all);
	for (size_t i = 0; i < d->phases; i++) {
		const struct dossier_phase *phase = &d->phase[i];
		struct task t = { .name = form_word(p->j, phase->label),
			          .notes = "",
			          .level = 1,
			          .is_summary = true,
			          .begin = phase->begin,
			          .end = phase->end,
			          .minutes = phase->minutes,
			          .hours = phase->hours,
			          .phase = phase };

		snprintf(t.number, sizeof t.number, "%d", (int)i + 1);
		add_task(p, t);
		if (!add_work(p, phase, (int)i + 1, e))
			return false;
	}
	add_milestones(p, (int)d->phases + 1);
	return true;
}

/* From its end to the beginning; lag, in minutes of work: from its beginning. */
static void put_link(struct plan *p, size_t to, bool is_part, int64_t lag)
{
	enum { FINISH_TO_START = 1, START_TO_START = 3, TENTHS = 10 };

	put_open(p, "PredecessorLink");
	put_int(p, "PredecessorUID", (int64_t)to);
	put_int(p, "Type", is_part ? START_TO_START : FINISH_TO_START);
	put_int(p, "CrossProject", 0);
	put_int(p, "LinkLag", is_part ? TENTHS * lag : 0);
	put_int(p, "LagFormat", 7);
	put_close(p, "PredecessorLink");
}

/* What a phase or a milestone waits for: the summary tasks of phases. */
static bool put_links(struct plan *p, const struct task *t, struct err *e)
{
	struct arena a = { 0 };
	sqlite3_stmt *q = t->is_milestone
	                    ? store_select(p->d->store, &a, e,
	                                   "SELECT phase, until FROM"
	                                   " milestone_need WHERE milestone = %Q",
	                                   t->milestone)
	                    : store_select(p->d->store, &a, e, dossier_before,
	                                   t->phase->name, t->phase->name);

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(q, 0);
		double until = sqlite3_column_double(q, 1);

		for (size_t i = 0; i < p->tasks; i++)
			if (p->task[i].is_summary && p->task[i].phase &&
			    strcmp(p->task[i].phase->name, name) == 0)
				put_link(p, i, until < 1,
				         minutes_before(p->task[i].phase, until));
	}
	arena_release(&a);
	return q != NULL;
}

static bool put_task(struct plan *p, size_t i, struct err *e)
{
	const struct task *t = &p->task[i];
	bool is_linked = (t->level == 1 && t->is_summary) || t->is_milestone;
	double cost = t->hours * p->d->rate;

	put_open(p, "Task");
	put_int(p, "UID", (int64_t)i);
	put_int(p, "ID", (int64_t)i);
	put_text(p, "Name", t->name);
	put_int(p, "Type", FIXED_DURATION);
	put_int(p, "IsNull", 0);
	put_text(p, "WBS", t->number);
	put_text(p, "OutlineNumber", t->number);
	put_int(p, "OutlineLevel", t->level);
	put_int(p, "Priority", 500);
	put_moment(p, "Start", t->begin, t->is_milestone && t->begin.minute > 0);
	put_moment(p, "Finish", t->end, !t->is_milestone || t->begin.minute > 0);
	put_seconds(p, "Duration", (double)t->minutes * 60);
	put_int(p, "DurationFormat", 7);
	put_seconds(p, "Work", t->hours * 3600);
	put_int(p, "EffortDriven", 0);
	put_int(p, "Estimated", 0);
	put_int(p, "Milestone", t->is_milestone);
	put_int(p, "Summary", t->is_summary);
	put_int(p, "PercentComplete", 0);
	put_cost(p, "Cost", cost);
	put_seconds(p, "RemainingDuration", (double)t->minutes * 60);
	put_cost(p, "RemainingCost", cost);
	put_seconds(p, "RemainingWork", t->hours * 3600);
	put_int(p, "ConstraintType", 0);
	put_int(p, "CalendarUID", -1);
	if (t->is_milestone)
		put_moment(p, "Deadline",
		           (struct moment){ t->due, p->d->minutes_per_day }, true);
	if (*t->notes)
		put_text(p, "Notes", t->notes);
	if (is_linked && !put_links(p, t, e))
		return false;
	put_close(p, "Task");
	return true;
}

/* ---- people --------------------------------------------------------------------- */

static bool load_roles(struct plan *p, struct err *e)
{
	sqlite3_stmt *q =
	    store_select(p->d->store, p->d->a, e,
	                 "SELECT name, label, rate FROM role ORDER BY rank");

	while (q && sqlite3_step(q) == SQLITE_ROW)
		*(struct role *)arena_push(p->d->a, (void **)&p->role, &p->roles,
		                           &p->roles_room, sizeof *p->role) =
		    (struct role){ text_at(p, q, 0), text_at(p, q, 1),
			           sqlite3_column_double(q, 2) };
	return q != NULL;
}

/* As many of a role as the busiest moment asks for. */
static double most_of(struct plan *p, const struct role *r)
{
	double most = store_number(p->d->store, 1,
	                           "SELECT max(people) FROM staffing WHERE role = %Q",
	                           r->name);

	return fmax(1, ceil(most - 1e-9));
}

static void put_resources(struct plan *p)
{
	put_open(p, "Resources");
	for (size_t i = 0; i < p->roles; i++) {
		const struct role *r = &p->role[i];

		put_open(p, "Resource");
		put_int(p, "UID", (int64_t)i + 1);
		put_int(p, "ID", (int64_t)i + 1);
		put_text(p, "Name", form_word(p->j, r->label));
		put_int(p, "Type", 1);
		put_int(p, "IsNull", 0);
		put_number(p, "MaxUnits", most_of(p, r));
		put_number(p, "StandardRate", r->rate);
		put_int(p, "StandardRateFormat", 2);
		put_int(p, "IsGeneric", 1);
		put_close(p, "Resource");
	}
	put_close(p, "Resources");
}

static void put_assignment(struct plan *p, size_t task, size_t role, double hours,
                           int uid)
{
	const struct task *t = &p->task[task];

	put_open(p, "Assignment");
	put_int(p, "UID", uid);
	put_int(p, "TaskUID", (int64_t)task);
	put_int(p, "ResourceUID", (int64_t)role + 1);
	put_cost(p, "Cost", hours * p->role[role].rate);
	put_moment(p, "Finish", t->end, true);
	put_seconds(p, "RemainingWork", hours * 3600);
	put_moment(p, "Start", t->begin, false);
	put_number(p, "Units", hours * 60 / (double)t->minutes);
	put_seconds(p, "Work", hours * 3600);
	put_close(p, "Assignment");
}

/* Each work of a phase is done by its roles in the proportions of the phase. */
static void put_assignments(struct plan *p)
{
	int uid = 0;

	put_open(p, "Assignments");
	for (size_t i = 0; i < p->tasks; i++) {
		const struct task *t = &p->task[i];

		for (size_t r = 0; t->level == 2 && t->minutes > 0 && r < p->roles; r++) {
			double of_phase = store_number(
			    p->d->store, 0,
			    "SELECT hours FROM phase_role WHERE phase = %Q AND role = %Q",
			    t->phase->name, p->role[r].name);
			double hours = t->hours * of_phase / t->phase->hours;

			if (hours * 3600 >= 1)
				put_assignment(p, i, r, hours, ++uid);
		}
	}
	put_close(p, "Assignments");
}

/* ---- the whole ------------------------------------------------------------------ */

static void put_properties(struct plan *p)
{
	struct dossier *d = p->d;

	put_int(p, "SaveVersion", 14);
	put_text(p, "Name", p->task[0].name);
	put_text(p, "Title", p->task[0].name);
	put_text(p, "Company", d->client);
	put_text(p, "Author", "migcost " MIGCOST_VERSION);
	put_int(p, "ScheduleFromStart", 1);
	put_moment(p, "StartDate", p->task[0].begin, false);
	put_moment(p, "FinishDate", p->task[0].end, true);
	put_int(p, "CurrencyDigits", 2);
	put_text(p, "CurrencySymbol", dossier_text(d, "currency_symbol", d->currency));
	put_text(p, "CurrencyCode", d->currency);
	put_int(p, "CalendarUID", CALENDAR);
	fprintf(p->j->out, "<DefaultStartTime>%02d:%02d:00</DefaultStartTime>\n",
	        OPENS / 60, OPENS % 60);
	fprintf(p->j->out, "<DefaultFinishTime>%02d:%02d:00</DefaultFinishTime>\n",
	        clock_of(p, d->minutes_per_day, true) / 60,
	        clock_of(p, d->minutes_per_day, true) % 60);
	put_int(p, "MinutesPerDay", d->minutes_per_day);
	put_int(p, "MinutesPerWeek", d->minutes_per_day * 5);
	put_int(p, "DaysPerMonth", 20);
	put_int(p, "DefaultTaskType", FIXED_DURATION);
	put_int(p, "DurationFormat", 7);
	put_int(p, "WorkFormat", 2);
	put_int(p, "NewTasksEffortDriven", 0);
	put_int(p, "NewTasksAreManual", 0);
}

bool form_msproject(struct form_job *j, struct err *e)
{
	struct plan p = { .j = j, .d = j->d };

	if (!load_roles(&p, e) || !add_tasks(&p, e))
		return false;
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	      "<Project xmlns=\"http://schemas.microsoft.com/project\">\n",
	      j->out);
	put_properties(&p);
	put_calendar(&p);
	put_open(&p, "Tasks");
	for (size_t i = 0; i < p.tasks; i++)
		if (!put_task(&p, i, e))
			return false;
	put_close(&p, "Tasks");
	put_resources(&p);
	put_assignments(&p);
	put_close(&p, "Project");
	return true;
}
