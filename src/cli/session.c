/* session.c - steps that several commands take: open the store, scan, estimate, tell. */
#include "cli/session.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "book/workbook.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "form/document.h"
#include "form/pdf.h"
#include "past/fingerprint.h"
#include "scan/scan.h"
#include "sheet/book_text.h"
#include "sheet/brand.h"
#include "sheet/notation.h"
#include "sheet/report.h"
#include "sheet/terms.h"
#include "text/data.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool session_open(struct session *s, struct options *o, const char *db, bool create,
                  struct err *e)
{
	*s = (struct session){ .o = o };
	return data_init(o->arena, o->models, e) &&
	       store_open_bare(&s->store, db, create, e);
}

static bool can_write(struct arena *a, const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	const char *dir = !slash        ? "."
	                : slash == path ? "/"
	                                : arena_strndup(a, path, (size_t)(slash - path));
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return err_set(e, ERR_IO, "cannot write '%s': it is a directory", path);
	return access(dir, W_OK | X_OK) == 0 ||
	       err_set(e, ERR_IO, "cannot write '%s': %s", path, strerror(errno));
}

bool session_can_write(const struct options *o, struct err *e)
{
	return (!o->output || can_write(o->arena, o->output, e)) &&
	       (!o->pdf || can_write(o->arena, o->pdf, e)) &&
	       form_can_write(&o->forms, e);
}

void session_close(struct session *s)
{
	store_close(&s->store);
}

bool session_fill(struct session *s, struct err *e)
{
	const struct options *o = s->o;
	struct progress progress;
	double start = now();
	bool ok;

	if (o->counts)
		return store_ready(&s->store, e) &&
		       estimate_from_counts(&s->store, o->counts, e);
	progress_start(&progress, "reading");
	ok = scan_run(&s->store,
	              &(struct scan_options){ .root = o->args[0],
	                                      .threads = o->threads,
	                                      .is_alone = o->alone,
	                                      .why = s->why,
	                                      .progress = progress_update,
	                                      .progress_arg = &progress },
	              e);
	progress_end(&progress);
	/* Whoever wants the same output each time wants no times in it. */
	if (!getenv("SOURCE_DATE_EPOCH"))
		s->scan_seconds = now() - start;
	return ok;
}

bool session_estimate(struct session *s, struct err *e)
{
	if (store_number(&s->store, 0, "SELECT count(*) FROM meta") == 0)
		return err_set(e, ERR_DATA,
		               "'%s' holds no scan: run 'migcost scan DIR' first",
		               s->store.path);
	return estimate_run(&s->store, &s->o->estimate, e) &&
	       fingerprint_write(&s->store, s->o->arena, e);
}

static struct workbook_options book_options(const struct options *o)
{
	return (struct workbook_options){ .client = o->client,
		                          .project = o->project,
		                          .report = o->report,
		                          .has_paths = o->paths,
		                          .brand = o->brand,
		                          .language = o->language };
}

bool session_check_book(struct session *s, struct err *e)
{
	struct options *o = s->o;
	struct workbook_options book;

	/* A PDF alone is for the client; a workbook is for who works with it. */
	if (!o->report && o->pdf && !o->output)
		o->report = "client";
	book = book_options(o);
	return (!o->pdf || pdf_is_possible(o->arena, e)) &&
	       workbook_check(&book, o->arena, e);
}

static bool write_pdf(struct session *s, const char *workbook, struct err *e)
{
	const struct options *o = s->o;
	struct notation n;

	return notation_load(&n, o->arena, o->language ? o->language : "",
	                     store_text(&s->store, o->arena, "",
	                                "SELECT value FROM input WHERE key = 'region'"),
	                     "", e) &&
	       pdf_write(workbook, o->pdf, n.tag, o->arena, e);
}

/* The PDF is of the workbook that is asked for, else of one that is not kept. */
static bool write_workbook(struct session *s, struct err *e)
{
	const struct options *o = s->o;
	struct workbook_options book = book_options(o);
	const char *path = o->output ? o->output
	                             : arena_printf(o->arena, "%s.%ld.xlsx", o->pdf,
	                                            (long)getpid());
	bool ok = workbook_write(&s->store, path, &book, e) &&
	          (!o->pdf || write_pdf(s, path, e));

	if (!o->output)
		unlink(path);
	return ok;
}

static bool write_forms(struct session *s, struct err *e)
{
	struct form_options forms = s->o->forms;

	forms.client = s->o->client;
	forms.project = s->o->project;
	forms.language = s->o->language;
	forms.report = s->o->report;
	forms.brand = s->o->brand;
	return !form_is_wanted(&forms) || form_write(&s->store, &forms, e);
}

bool session_write(struct session *s, struct err *e)
{
	bool has_book = s->o->output || s->o->pdf;

	if (store_number(&s->store, 0, "SELECT count(*) FROM result") == 0)
		return err_set(e, ERR_DATA,
		               "'%s' holds no estimate: run 'migcost estimate' first",
		               s->store.path);
	return (!has_book || write_workbook(s, e)) && write_forms(s, e);
}

static bool is_incomplete(struct session *s)
{
	return store_number(&s->store, 0,
	                    "SELECT count(*) FROM problem WHERE kind <> 'skipped'") > 0;
}

void session_set_exit(struct session *s)
{
	if (s->o->strict && is_incomplete(s))
		s->o->exit_code = EXIT_INCOMPLETE;
}

/* A file without the cells to edit goes to somebody else. */
static void tell_sent(const struct options *o, struct terminal *t)
{
	struct err ignored = { ERR_NONE, "" };
	struct report r;
	struct brand brand;
	struct terms terms;

	t->names_client = o->client != NULL;
	if ((!o->output && !o->pdf && !form_is_wanted(&o->forms)) ||
	    !report_find(&r, o->arena, o->report ? o->report : WORKBOOK_FOR, &ignored) ||
	    !brand_load(&brand, o->arena, o->brand, &ignored))
		return;
	t->is_sent = report_has(&r, SHEET_QUOTE, false) &&
	             !report_has(&r, SHEET_INPUTS, false);
	t->lacks_name = !*brand.name;
	t->lacks_advice = !report_has(&r, SHEET_DECISION, false);
	if (report_has(&r, SHEET_TERMS, false) &&
	    terms_load(&terms, o->arena, &brand, NULL, &ignored))
		t->to_fill_in = terms_to_fill_in(&terms, o->arena);
}

bool session_tell(struct session *s, bool is_priced, struct err *e)
{
	struct options *o = s->o;
	struct terminal t = {
		.out = stdout,
		.has_colour = terminal_has_colour(stdout),
		.seconds = s->scan_seconds,
		.project = o->project,
		.workbook = o->output,
		.pdf = o->pdf,
		.forms = &o->forms,
		.db = s->store.path,
	};

	session_set_exit(s);
	tell_sent(o, &t);
	if (o->json)
		return document_write(&s->store, o->project, stdout, e);
	return is_priced ? terminal_quote(&s->store, &t, e)
	                 : terminal_scan(&s->store, &t, e);
}
