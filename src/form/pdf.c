/* pdf.c - a workbook as PDF, by LibreOffice where it is installed. */
#include "form/pdf.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { LOOK_EVERY_MS = 20, FOLDERS_OPEN = 8 };

/* ---- which program -------------------------------------------------------------------
 */

static const char *in_path(struct arena *a, const char *name)
{
	const char *path = getenv("PATH");

	for (const char *p = path ? path : ""; *p;) {
		size_t n = strcspn(p, ":");
		const char *file = arena_printf(a, "%.*s/%s", (int)n, p, name);

		/* Never one of the folder that happens to be the current one. */
		if (n && *p == '/' && access(file, X_OK) == 0)
			return file;
		p += n + (p[n] == ':');
	}
	return NULL;
}

static const char *program(struct arena *a)
{
	static const char mac[] = "/Applications/LibreOffice.app/Contents/MacOS/soffice";
	const char *found = in_path(a, "soffice");

	if (!found)
		found = in_path(a, "libreoffice");
	return found ? found : access(mac, X_OK) == 0 ? mac : NULL;
}

bool pdf_is_possible(struct arena *a, struct err *e)
{
	return program(a) ||
	       err_set(e, ERR_IO,
	               "no LibreOffice (soffice) is there to make a PDF: write the "
	               "workbook with -o, open it in a spreadsheet program and print or "
	               "export it; its pages are set up");
}

/* ---- a folder for the time being -----------------------------------------------------
 */

static int take_away(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

/* As a URL: what is no plain character is written as its bytes. */
static const char *url_of(struct arena *a, const char *path)
{
	char *out = arena_alloc(a, 3 * strlen(path) + 1), *to = out;

	for (const unsigned char *p = (const unsigned char *)path; *p; p++)
		if (isalnum(*p) || strchr("/._-", *p))
			*to++ = (char)*p;
		else
			to += snprintf(to, 4, "%%%02X", *p);
	*to = '\0';
	return arena_printf(a, "file://%s", out);
}

/* A profile that knows one thing: how numbers are written. */
static bool write_profile(struct arena *a, const char *folder, const char *locale)
{
	const char *user = arena_printf(a, "%s/profile/user", folder);
	FILE *f;

	if (!*locale)
		return true;
	if (mkdir(arena_printf(a, "%s/profile", folder), 0700) != 0 ||
	    mkdir(user, 0700) != 0 ||
	    !(f = fopen(arena_printf(a, "%s/registrymodifications.xcu", user), "w")))
		return false;
	fprintf(f,
	        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	        "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">"
	        "<item oor:path=\"/org.openoffice.Setup/L10N\">"
	        "<prop oor:name=\"ooSetupSystemLocale\" oor:op=\"fuse\">"
	        "<value>%s</value></prop></item></oor:items>\n",
	        locale);
	return fclose(f) == 0;
}

/* ---- running it ----------------------------------------------------------------------
 */

static bool spawn(pid_t *child, char *const *words, struct err *e)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int rc;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	/* A group of its own, so that what it starts can be ended with it. */
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP);
	posix_spawnattr_setpgroup(&how, 0);
	rc = posix_spawn(child, words[0], &files, &how, words, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return rc == 0 ||
	       err_set(e, ERR_IO, "cannot run '%s': %s", words[0], strerror(rc));
}

static bool wait_for(pid_t child, struct err *e)
{
	const struct timespec pause = { 0, LOOK_EVERY_MS * 1000000L };
	int status = 0;

	for (long ms = 0; ms < PDF_SECONDS_MAX * 1000L; ms += LOOK_EVERY_MS) {
		pid_t done = waitpid(child, &status, WNOHANG);

		if (done == child)
			return (WIFEXITED(status) && WEXITSTATUS(status) == 0) ||
			       err_set(e, ERR_IO, "LibreOffice could not do it");
		if (done < 0 && errno != EINTR)
			return err_set(e, ERR_IO, "%s", strerror(errno));
		nanosleep(&pause, NULL);
	}
	kill(-child, SIGKILL);
	waitpid(child, &status, 0);
	return err_set(e, ERR_IO, "LibreOffice was not done after %d seconds",
	               PDF_SECONDS_MAX);
}

static bool convert(struct arena *a, const char *folder, const char *workbook,
                    const char *locale, struct err *e)
{
	char *words[] = {
		arena_strdup(a, program(a)),
		arena_printf(a, "-env:UserInstallation=%s",
		             url_of(a, arena_printf(a, "%s/profile", folder))),
		"--headless",
		"--norestore",
		"--nolockcheck",
		"--convert-to",
		"pdf",
		"--outdir",
		arena_strdup(a, folder),
		arena_strdup(a, workbook),
		NULL,
	};
	pid_t child;

	if (!write_profile(a, folder, locale))
		return err_set(e, ERR_IO, "%s", strerror(errno));
	return spawn(&child, words, e) && wait_for(child, e);
}

/* The path from the root; NULL when there is none. */
static char *whole_path(struct arena *a, const char *path)
{
	return realpath(path, arena_alloc(a, PATH_MAX));
}

/* Beside the PDF, so that it can be renamed; by its whole path, so that no name begins
 * with a '-'. */
static char *new_folder(struct arena *a, const char *pdf)
{
	const char *slash = strrchr(pdf, '/');
	const char *folder = slash == pdf ? "/"
	                   : slash        ? arena_strndup(a, pdf, (size_t)(slash - pdf))
	                                  : ".";

	folder = whole_path(a, folder);
	return folder ? mkdtemp(arena_printf(a, "%s/.migcost-XXXXXX", folder)) : NULL;
}

bool pdf_write(const char *workbook, const char *pdf, const char *locale, struct arena *a,
               struct err *e)
{
	const char *book = whole_path(a, workbook), *copy;
	char *folder;
	bool ok;

	if (!pdf_is_possible(a, e))
		return false;
	folder = book ? new_folder(a, pdf) : NULL;
	if (!folder)
		return err_set(e, ERR_IO, "cannot write '%s': %s", pdf, strerror(errno));
	copy = arena_printf(a, "%s/book.xlsx", folder);
	ok = symlink(book, copy) == 0 || err_set(e, ERR_IO, "%s", strerror(errno));
	ok = ok && convert(a, folder, copy, locale, e);
	if (ok && rename(arena_printf(a, "%s/book.pdf", folder), pdf) != 0)
		ok = err_set(e, ERR_IO, "%s",
		             errno == ENOENT ? "LibreOffice wrote none"
		                             : strerror(errno));
	nftw(folder, take_away, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
	return ok || err_within(e, "cannot write '%s'", pdf);
}
