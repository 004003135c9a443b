/* form_ical.c - phases and milestones as a calendar (RFC 5545).
 *
 * An event keeps its UID while project and phase keep their names, so that a later
 * estimate moves what an earlier one brought. */
#include <string.h>
#include <time.h>

#include "base/version.h"
#include "form/form_parts.h"
#include "form/form_text.h"
#include "text/date.h"
#include "text/markup.h"
#include "text/sha256.h"
#include "text/utf8.h"

enum { LINE_OCTETS = 75, UID_BYTES = 12 };

/* One content line: folded, so that no line is longer and no character is cut. */
static void put_line(struct form_job *j, const char *line)
{
	size_t at = 0;

	while (*line) {
		size_t n = utf8_length(line);

		if (at + n > LINE_OCTETS) {
			fputs("\r\n ", j->out);
			at = 1;
		}
		fwrite(line, 1, n, j->out);
		line += n;
		at += n;
	}
	fputs("\r\n", j->out);
}

static const char *escaped(struct arena *a, const char *text)
{
	const char *plain = markup_plain(a, text);
	char *copy = arena_alloc(a, 2 * strlen(plain) + 1), *to = copy;

	for (; *plain; plain++) {
		if (strchr("\\;,\n", *plain))
			*to++ = '\\';
		*to++ = *plain == '\n' ? 'n' : *plain == '\t' ? ' ' : *plain;
	}
	*to = '\0';
	return copy;
}

static void put_text(struct form_job *j, const char *property, const char *text)
{
	struct arena *a = j->d->a;

	put_line(j, arena_printf(a, "%s:%s", property, escaped(a, text)));
}

/* "20270131" */
static const char *compact(struct arena *a, int64_t day)
{
	const char *iso = date_iso(a, day);

	return arena_printf(a, "%.4s%.2s%.2s", iso, iso + 5, iso + 8);
}

static const char *stamp(struct form_job *j)
{
	time_t at = (time_t)j->d->created;
	struct tm t;
	char text[32];

	if (!gmtime_r(&at, &t) || !strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &t))
		return "19700101T000000Z";
	return arena_strdup(j->d->a, text);
}

static const char *uid(struct form_job *j, const char *kind, const char *name)
{
	struct arena *a = j->d->a;
	const char *what = arena_printf(a, "%s\n%s\n%s", j->d->project, kind, name);
	unsigned char digest[SHA256_BYTES];
	char hex[2 * UID_BYTES + 1];

	sha256(what, strlen(what), digest);
	for (int i = 0; i < UID_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
	return arena_printf(a, "%s@migcost", hex);
}

/* Whole days, both of them in it; nobody is busy all of them. */
static void put_event(struct form_job *j, const char *kind, const char *name,
                      int64_t from, int64_t to, const char *summary,
                      const char *description)
{
	struct arena *a = j->d->a;

	put_line(j, "BEGIN:VEVENT");
	put_line(j, arena_printf(a, "UID:%s", uid(j, kind, name)));
	put_line(j, arena_printf(a, "DTSTAMP:%s", stamp(j)));
	put_line(j, arena_printf(a, "DTSTART;VALUE=DATE:%s", compact(a, from)));
	put_line(j, arena_printf(a, "DTEND;VALUE=DATE:%s", compact(a, to + 1)));
	put_text(j, "SUMMARY", summary);
	if (*description)
		put_text(j, "DESCRIPTION", description);
	put_text(j, "CATEGORIES", kind);
	put_line(j, "TRANSP:TRANSPARENT");
	put_line(j, "END:VEVENT");
}

static void put_phases(struct form_job *j)
{
	struct dossier *d = j->d;

	for (size_t i = 0; i < d->phases; i++) {
		const struct dossier_phase *p = &d->phase[i];
		const char *text = form_wordf(j, FORM_TEXT_PHASE_HOURS,
		                              dossier_grouped(d, p->hours, 1));

		if (*p->needs)
			text = arena_printf(d->a, "%s\n%s", text,
			                    form_wordf(j, FORM_TEXT_AFTER,
			                               form_needs(j, p)));
		put_event(j, "Phase", p->name, p->start, p->finish,
		          form_wordf(j, FORM_TEXT_PHASE_EVENT, form_word(j, p->label),
		                     d->project),
		          text);
	}
}

static void put_milestones(struct form_job *j)
{
	struct dossier *d = j->d;

	for (size_t i = 0; i < d->milestones; i++) {
		const struct dossier_milestone *m = &d->milestone[i];

		put_event(j, "Milestone", m->name, m->due, m->due,
		          form_wordf(j, FORM_TEXT_PHASE_EVENT, form_word(j, m->label),
		                     d->project),
		          arena_printf(d->a, "%s\n%s", form_word(j, m->deliverable),
		                       form_wordf(j, FORM_TEXT_ACCEPTED_IF,
		                                  form_word(j, m->acceptance))));
	}
}

static void put_finishes(struct form_job *j)
{
	struct dossier *d = j->d;
	int64_t late = dossier_finish(d, dossier_number(d, "weeks_p80", d->weeks));
	int64_t offered = dossier_finish(d, d->weeks_offered);

	put_event(j, "Milestone", "finish", d->finish, d->finish,
	          form_wordf(j, FORM_TEXT_FINISH_EXPECTED, d->project), "");
	put_event(j, "Milestone", "finish_offered", offered, offered,
	          form_wordf(j, FORM_TEXT_FINISH_OFFERED, d->project), "");
	put_event(j, "Milestone", "finish_p80", late, late,
	          form_wordf(j, FORM_TEXT_FINISH_P80, d->project), "");
}

bool form_ical(struct form_job *j, struct err *e)
{
	struct dossier *d = j->d;

	(void)e;
	put_line(j, "BEGIN:VCALENDAR");
	put_line(j, "VERSION:2.0");
	put_line(j, "PRODID:-//migcost//migcost " MIGCOST_VERSION "//EN");
	put_line(j, "CALSCALE:GREGORIAN");
	put_line(j, "METHOD:PUBLISH");
	put_text(j, "X-WR-CALNAME", form_wordf(j, FORM_TEXT_CALENDAR, d->project));
	/* A calendar has to hold something. */
	if (d->is_nothing || !d->phases)
		put_event(j, "Milestone", "nothing", d->first_day, d->first_day,
		          form_wordf(j, FORM_TEXT_NOTHING_EVENT, d->project), "");
	else {
		put_phases(j);
		put_milestones(j);
		put_finishes(j);
	}
	put_line(j, "END:VCALENDAR");
	return true;
}
