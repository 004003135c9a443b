/* fingerprint.c - what an estimate was made from, as digests that show a difference. */
#include "past/fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "text/data.h"
#include "text/sha256.h"

/* Each part with the digest of all before it: order counts, and no text is kept. */
struct chain {
	unsigned char digest[SHA256_BYTES];
	size_t n; /* parts */
};

static void add(struct chain *c, struct arena *a, const char *text, size_t n)
{
	unsigned char *both = arena_alloc(a, SHA256_BYTES + n);

	memcpy(both, c->digest, SHA256_BYTES);
	memcpy(both + SHA256_BYTES, text, n);
	sha256(both, SHA256_BYTES + n, c->digest);
	c->n++;
}

static bool put(struct store *s, const char *key, const struct chain *c, struct err *e)
{
	char hex[2 * SHA256_BYTES + 1];

	for (int i = 0; i < SHA256_BYTES; i++)
		snprintf(hex + 2 * i, 3, "%02x", c->digest[i]);
	return store_exec(s, e, "INSERT OR REPLACE INTO result VALUES (%Q, %Q)", key,
	                  hex);
}

/* Each row of one text. */
static bool add_rows(struct chain *c, struct store *s, struct arena *a, const char *sql,
                     struct err *e)
{
	struct arena row = { 0 };
	sqlite3_stmt *q = store_select(s, a, e, "%s", sql);

	if (!q)
		return false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(q, 0);

		add(c, &row, text ? text : "", text ? strlen(text) : 0);
		arena_reset(&row);
	}
	arena_release(&row);
	return true;
}

static bool put_findings(struct store *s, struct arena *a, struct err *e)
{
	static const char sql[] =
	    "SELECT kind || '|' || framework || '|' || file || '|' || line || '|' || name"
	    " || '|' || method || '|' || path || '|' || owner || '|' || handler || '|'"
	    " || target || '|' || detail || '|' || status FROM finding ORDER BY id";
	struct chain c = { .n = 0 };

	return add_rows(&c, s, a, sql, e) && put(s, "findings_sha256", &c, e);
}

/* What was read, by path and content: a tree without commits is known by it. */
static bool put_files(struct store *s, struct arena *a, struct err *e)
{
	static const char sql[] =
	    "SELECT path || '|' || bytes || '|' || content FROM file ORDER BY path";
	struct chain c = { .n = 0 };

	return add_rows(&c, s, a, sql, e) && (c.n == 0 || put(s, "files_sha256", &c, e));
}

bool fingerprint_write(struct store *s, struct arena *a, struct err *e)
{
	struct chain c = { .n = 0 };
	struct data_view v = data_view();

	if (v.n == 0) {
		struct data_file *files;

		if (!data_list(a, "", "", &files, &v.n, e))
			return false;
		v.files = files;
	}
	for (size_t i = 0; i < v.n; i++) {
		add(&c, a, v.files[i].path, strlen(v.files[i].path));
		add(&c, a, v.files[i].text, v.files[i].size);
	}
	return put(s, "model_sha256", &c, e) && put_findings(s, a, e) &&
	       put_files(s, a, e);
}
