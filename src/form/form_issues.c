/* form_issues.c - the work as issues for trackers: CSV for Jira, GitHub and GitLab.
 *
 * An epic a phase; below it a story for each endpoint, model and job, one for each other
 * kind of work, and one for what the phase holds of QA, management and events: together
 * the hours of the estimate. What comes from the code stands where no tracker takes it
 * for markup, a mention or a command. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "form/form_parts.h"
#include "form/form_text.h"
#include "text/csv.h"
#include "text/date.h"
#include "text/markup.h"
#include "text/utf8.h"

enum { TITLE_MOST = 200, CELL_MOST = 2000 };

struct issue {
	const char *title;
	const char *group; /* "endpoints", "models", "jobs", "work" or "overhead" */
	const char *class, *why, *place, *handler, *source;
	double hours;
	const struct dossier_phase *phase;
};

struct issues {
	struct form_job *j;
	struct issue *v;
	size_t n, room;
};

/* A line of effort, while its parts are dealt out to phases. */
struct deal {
	const char *unit, *label, *counts_as, *source;
	double quantity, hours;
	bool is_unit;
};

static const char *text_at(struct issues *x, sqlite3_stmt *q, int column)
{
	const char *t = (const char *)sqlite3_column_text(q, column);

	return arena_strdup(x->j->d->a, t ? t : "");
}

static void add(struct issues *x, struct issue i)
{
	*(struct issue *)arena_push(x->j->d->a, (void **)&x->v, &x->n, &x->room,
	                            sizeof i) = i;
}

/* ---- which phase ---------------------------------------------------------------- */

static double part_of(struct issues *x, const struct dossier_phase *p, const char *unit)
{
	return store_number(x->j->d->store, 0,
	                    "SELECT part FROM phase_take WHERE phase = %Q AND unit = %Q",
	                    p->name, unit);
}

static const char *story_title(struct issues *x, const char *group, const char *name)
{
	return strcmp(group, "models") == 0 ? form_wordf(x->j, FORM_TEXT_PORT_MODEL, name)
	     : strcmp(group, "jobs") == 0
	         ? form_wordf(x->j, FORM_TEXT_PORT_JOB, name)
	         : form_wordf(x->j, FORM_TEXT_PORT_ENDPOINT, name);
}

/* Where a kind of work is shared by phases, each takes its hours of the items in turn.
 * Those without queries and state come first, as the phase does that asks for them. */
static bool deal_items(struct issues *x, const struct deal *l, struct err *e)
{
	static const char sql[] =
	    "SELECT trim(coalesce(f.method, '') || ' ' || CASE WHEN coalesce(f.path, '') "
	    "<> ''"
	    " THEN f.path WHEN coalesce(t.construct, f.name, '') <> ''"
	    " THEN coalesce(t.construct, f.name) ELSE"
	    " coalesce(nullif(f.target, ''), f.handler, i.unit) END),"
	    " i.quantity, i.reason, CASE WHEN f.handler_line > 0 AND f.handler_file <> ''"
	    " THEN f.handler_file || ':' || f.handler_line WHEN p.line > 0"
	    " THEN p.file || ':' || p.line ELSE coalesce(p.file, '') END,"
	    " coalesce(f.handler, '') FROM item i LEFT JOIN told t ON t.id = i.fact"
	    " LEFT JOIN fact f ON f.id = i.fact"
	    " LEFT JOIN fact p ON p.id = coalesce(t.fact, i.fact)"
	    " WHERE i.unit = %Q ORDER BY CASE WHEN t.id IS NOT NULL THEN 0 ELSE"
	    " f.id IN stateful END, i.id";
	struct dossier *d = x->j->d;
	struct arena a = { 0 };
	sqlite3_stmt *q = store_select(d->store, &a, e, sql, l->unit);
	size_t at = 0;
	double upto = 0, dealt = 0;

	while (at < d->phases && (upto = part_of(x, &d->phase[at], l->unit)) <= 0)
		at++;
	while (q && at < d->phases && sqlite3_step(q) == SQLITE_ROW) {
		double share = sqlite3_column_double(q, 1) / l->quantity;

		/* Half of it is in: it belongs here. */
		while (dealt + share / 2 > upto + 1e-9 && at + 1 < d->phases) {
			size_t next = at + 1;
			double part = 0;

			while (next < d->phases &&
			       (part = part_of(x, &d->phase[next], l->unit)) <= 0)
				next++;
			if (next == d->phases)
				break;
			at = next;
			upto += part;
		}
		dealt += share;
		add(x, (struct issue){
			   .title = story_title(x, l->counts_as, text_at(x, q, 0)),
			   .group = l->counts_as,
			   .class = l->label,
			   .why = text_at(x, q, 2),
			   .place = text_at(x, q, 3),
			   .handler = text_at(x, q, 4),
			   .source = l->source,
			   .hours = share * l->hours,
			   .phase = &d->phase[at] });
	}
	arena_release(&a);
	return q != NULL;
}

static void deal_whole(struct issues *x, const struct deal *l)
{
	struct dossier *d = x->j->d;

	for (size_t i = 0; i < d->phases; i++) {
		double part = part_of(x, &d->phase[i], l->unit);
		const char *label = form_word(x->j, l->label);

		if (part <= 0)
			continue;
		add(x, (struct issue){
			   .title = l->is_unit ? form_wordf(x->j, FORM_TEXT_COUNTED_STORY,
		                                            label, l->quantity * part)
		                               : label,
			   .group = "work",
			   .class = l->label,
			   .why = "",
			   .place = "",
			   .handler = "",
			   .source = l->source,
			   .hours = l->hours * part,
			   .phase = &d->phase[i] });
	}
}

static bool load_work(struct issues *x, struct err *e)
{
	struct dossier *d = x->j->d;
	struct arena a = { 0 };
	sqlite3_stmt *q = store_select(
	    d->store, &a, e,
	    "SELECT unit, label, counts_as, source, quantity, hours, grp = 'unit',"
	    " (SELECT count(fact) FROM item WHERE item.unit = effort.unit) FROM effort"
	    " WHERE grp NOT IN ('overhead', 'risk') AND hours > 0 AND quantity > 0"
	    " ORDER BY grp = 'unit', (SELECT max(t.rank) FROM phase_take t"
	    " WHERE t.unit = effort.unit), rank");
	bool ok = q != NULL;

	while (ok && sqlite3_step(q) == SQLITE_ROW) {
		struct deal l = { .unit = text_at(x, q, 0),
			          .label = text_at(x, q, 1),
			          .counts_as = text_at(x, q, 2),
			          .source = text_at(x, q, 3),
			          .quantity = sqlite3_column_double(q, 4),
			          .hours = sqlite3_column_double(q, 5),
			          .is_unit = sqlite3_column_int(q, 6) != 0 };

		if (*l.counts_as && sqlite3_column_double(q, 7) > 0)
			ok = deal_items(x, &l, e);
		else
			deal_whole(x, &l);
	}
	arena_release(&a);
	return ok;
}

/* So that all stories together are the hours of the estimate. */
static void add_rest(struct issues *x)
{
	struct dossier *d = x->j->d;
	double work = 0;

	for (size_t i = 0; i < x->n; i++)
		work += x->v[i].hours;
	for (size_t i = 0; i < d->phases; i++)
		if (d->hours > work)
			add(x,
			    (struct issue){
				.title = form_wordf(x->j, FORM_TEXT_REST_STORY,
			                            form_word(x->j, d->phase[i].label)),
				.group = "overhead",
				.class = "",
				.why = "",
				.place = "",
				.handler = "",
				.source = "",
				.hours = d->phase[i].hours * (1 - work / d->hours),
				.phase = &d->phase[i] });
}

static bool load(struct issues *x, struct form_job *j, struct err *e)
{
	*x = (struct issues){ .j = j };
	if (!load_work(x, e))
		return false;
	add_rest(x);
	return true;
}

/* ---- texts ---------------------------------------------------------------------- */

/* One line, not longer than `most` characters. */
static const char *one_line(struct arena *a, const char *text, size_t most)
{
	char *line = arena_strdup(a, markup_plain(a, text)), *p;
	size_t n = 0;

	for (p = line; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	for (p = line; *p && n < most; n++)
		p += utf8_length(p);
	*p = '\0';
	return line;
}

/* What stands around text of the code so that it is only that, in two markups. */
enum markup { MARKDOWN, JIRA };

/* Markdown: code, in which nothing means anything but the sign that ends it. Jira: each
 * sign that means something there has a backslash before it. */
static const char *quoted(struct arena *a, enum markup m, const char *text)
{
	const char *line = one_line(a, text, CELL_MOST);
	char *copy = arena_alloc(a, 2 * strlen(line) + 3), *to = copy;

	if (m == MARKDOWN)
		*to++ = '`';
	for (; *line; line++) {
		if (m == JIRA && strchr("\\{}[]!|*_^~+-?#@", *line))
			*to++ = '\\';
		*to++ = m == MARKDOWN && *line == '`' ? '\'' : *line;
	}
	if (m == MARKDOWN)
		*to++ = '`';
	*to = '\0';
	return copy;
}

static const char *line_of(struct issues *x, enum markup m, const char *lines,
                           const char *head, const char *text)
{
	struct arena *a = x->j->d->a;

	if (!*text)
		return lines;
	return arena_printf(a, "%s* %s%s\n", lines, form_word(x->j, head),
	                    quoted(a, m, text));
}

static const char *body_of(struct issues *x, enum markup m, const struct issue *i)
{
	struct dossier *d = x->j->d;
	struct arena *a = d->a;
	const char *b = "";

	b = line_of(x, m, b, FORM_TEXT_ISSUE_CLASS, form_word(x->j, i->class));
	b = line_of(x, m, b, FORM_TEXT_ISSUE_WHY, i->why);
	if (x->j->report.has_paths)
		b = line_of(x, m, b, FORM_TEXT_ISSUE_PLACE, i->place);
	b = line_of(x, m, b, FORM_TEXT_ISSUE_HANDLER, i->handler);
	b = line_of(x, m, b, FORM_TEXT_ISSUE_SOURCE, i->source);
	b = arena_printf(a, "%s\n%s\n%s\n", b,
	                 form_wordf(x->j, FORM_TEXT_ISSUE_ESTIMATE,
	                            dossier_grouped(d, i->hours, 1)),
	                 form_wordf(x->j, FORM_TEXT_ISSUE_PLANNED,
	                            date_iso(a, i->phase->start),
	                            date_iso(a, i->phase->finish)));
	if (*i->place)
		b = arena_printf(a, "%s\n%s\n", b, form_word(x->j, FORM_TEXT_ISSUE_DONE));
	return *b == '\n' ? b + 1 : b;
}

static const char *epic_body(struct issues *x, const struct dossier_phase *p)
{
	struct dossier *d = x->j->d;
	const char *b = form_wordf(x->j, FORM_TEXT_PHASE_HOURS,
	                           dossier_grouped(d, p->hours, 1));

	b = arena_printf(d->a, "%s\n%s", b,
	                 form_wordf(x->j, FORM_TEXT_ISSUE_PLANNED,
	                            date_iso(d->a, p->start), date_iso(d->a, p->finish)));
	return *p->needs
	         ? arena_printf(d->a, "%s\n%s", b,
	                        form_wordf(x->j, FORM_TEXT_AFTER, form_needs(x->j, p)))
	         : b;
}

/* A label has no blanks anywhere. */
static const char *label_of(struct arena *a, const char *text)
{
	char *label = arena_strdup(a, text);

	for (char *p = label; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '-';
	return label;
}

static void head(struct csv *c, const char *const *titles)
{
	for (; *titles; titles++)
		csv_text(c, *titles);
	csv_end(c);
}

/* epic: the number of the phase, from 1. */
typedef void story_fn(struct issues *x, struct csv *c, const struct issue *i, int id,
                      int epic);

/* Phase by phase. */
static void put_stories(struct issues *x, struct csv *c, story_fn *story)
{
	struct dossier *d = x->j->d;
	int id = (int)d->phases;

	for (size_t p = 0; p < d->phases; p++)
		for (size_t i = 0; i < x->n; i++)
			if (x->v[i].phase == &d->phase[p])
				story(x, c, &x->v[i], ++id, (int)p + 1);
}

/* ---- Jira ----------------------------------------------------------------------- */

/* Epics stand before their stories, which name them by ID (Cloud) and by name (Data
 * Center); estimates are seconds. */
static void jira_row(struct issues *x, struct csv *c, int id, const char *type,
                     int parent, const char *epic, const char *title, const char *body,
                     double hours, const struct dossier_phase *p, const char *label)
{
	struct arena *a = x->j->d->a;
	bool is_epic = parent == 0;

	csv_number(c, id, 0);
	csv_text(c, type);
	csv_text(c, is_epic ? "" : arena_printf(a, "%d", parent));
	csv_text(c, is_epic ? epic : "");
	csv_text(c, is_epic ? "" : epic);
	csv_text(c, one_line(a, title, TITLE_MOST));
	csv_text(c, body);
	csv_text(c, is_epic ? "" : arena_printf(a, "%.0f", round(hours * 3600)));
	csv_text(c, date_iso(a, p->start));
	csv_text(c, date_iso(a, p->finish));
	csv_text(c, "migration");
	csv_text(c, label);
	csv_end(c);
}

static const char *epic_name(struct issues *x, const struct dossier_phase *p)
{
	return one_line(x->j->d->a, form_word(x->j, p->label), TITLE_MOST);
}

static void jira_story(struct issues *x, struct csv *c, const struct issue *i, int id,
                       int epic)
{
	jira_row(x, c, id, "Story", epic, epic_name(x, i->phase), i->title,
	         body_of(x, JIRA, i), i->hours, i->phase, i->group);
}

bool form_jira(struct form_job *j, struct err *e)
{
	static const char *const titles[] = {
		"Issue ID",   "Issue Type", "Parent",      "Epic Name",
		"Epic Link",  "Summary",    "Description", "Original Estimate",
		"Start Date", "Due Date",   "Labels",      "Labels",
		NULL
	};
	struct issues x;
	struct csv c = { j->out, j->d->a, 0 };

	if (!load(&x, j, e))
		return false;
	head(&c, titles);
	for (size_t i = 0; i < j->d->phases; i++) {
		const struct dossier_phase *p = &j->d->phase[i];

		jira_row(&x, &c, (int)i + 1, "Epic", 0, epic_name(&x, p),
		         epic_name(&x, p), epic_body(&x, p), p->hours, p,
		         label_of(j->d->a, p->name));
	}
	put_stories(&x, &c, jira_story);
	return true;
}

/* ---- GitHub --------------------------------------------------------------------- */

static void github_story(struct issues *x, struct csv *c, const struct issue *i, int id,
                         int epic)
{
	struct arena *a = x->j->d->a;

	(void)id;
	(void)epic;
	csv_text(c, one_line(a, i->title, TITLE_MOST));
	csv_text(c, body_of(x, MARKDOWN, i));
	csv_text(c, arena_printf(a, "migration,phase-%s,%s", label_of(a, i->phase->name),
	                         i->group));
	csv_text(c, "open");
	csv_end(c);
}

bool form_github(struct form_job *j, struct err *e)
{
	static const char *const titles[] = { "title", "body", "labels", "state", NULL };
	struct issues x;
	struct csv c = { j->out, j->d->a, 0 };

	if (!load(&x, j, e))
		return false;
	head(&c, titles);
	put_stories(&x, &c, github_story);
	return true;
}

/* ---- GitLab --------------------------------------------------------------------- */

/* Labels and estimates are quick actions at the end of the description. */
static void gitlab_story(struct issues *x, struct csv *c, const struct issue *i, int id,
                         int epic)
{
	struct arena *a = x->j->d->a;
	int minutes = (int)fmax(1, round(i->hours * 60));

	(void)id;
	(void)epic;
	csv_text(c, one_line(a, i->title, TITLE_MOST));
	csv_text(c, arena_printf(a,
	                         "%s\n/label ~\"migration\" ~\"phase-%s\" ~\"%s\"\n"
	                         "/estimate %dh %dm\n",
	                         body_of(x, MARKDOWN, i), label_of(a, i->phase->name),
	                         i->group, minutes / 60, minutes % 60));
	csv_text(c, date_iso(a, i->phase->finish));
	csv_end(c);
}

bool form_gitlab(struct form_job *j, struct err *e)
{
	static const char *const titles[] = { "title", "description", "due_date", NULL };
	struct issues x;
	struct csv c = { j->out, j->d->a, 0 };

	if (!load(&x, j, e))
		return false;
	head(&c, titles);
	put_stories(&x, &c, gitlab_story);
	return true;
}
