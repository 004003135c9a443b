/* packed.c - texts of many parts, made and compressed by all processors at once. */
#include "book/packed.h"

#include <stdatomic.h>
#include <unistd.h>
#define ZLIB_CONST /* or it takes what it reads for what it may write */
#include <zlib.h>

#include "base/thread.h"

enum { THREADS_MAX = 8, FIRST_ROOM = 64 * 1024 };

char *packed_room(struct packed_text *t, size_t n)
{
	if (t->room - t->n < n) {
		size_t wanted = t->n + n > FIRST_ROOM ? t->n + n : FIRST_ROOM;

		arena_reserve(t->a, (void **)&t->at, t->n, &t->room, wanted * 2, 1);
	}
	return t->at + t->n;
}

/* ---- one part ------------------------------------------------------------------- */

/* Raw deflate, as zip files have it. */
static bool begin(z_stream *z)
{
	*z = (z_stream){ 0 };
	return deflateInit2(z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
	                    Z_DEFAULT_STRATEGY) == Z_OK;
}

/* A part that is not the last ends on a whole byte, and the next may follow. out is made
 * in scratch, what is kept of it in a. */
static bool squeeze(z_stream *z, struct packed_part *p, struct arena *a,
                    struct packed_text *scratch, const struct packed_text *text)
{
	size_t bound = deflateBound(z, text->n) + 64;
	int rc;

	scratch->n = 0;
	z->next_in = (const unsigned char *)text->at;
	z->avail_in = (uInt)text->n;
	z->next_out = (unsigned char *)packed_room(scratch, bound);
	z->avail_out = (uInt)bound;
	rc = deflate(z, text->is_last ? Z_FINISH : Z_SYNC_FLUSH);
	if (rc != (text->is_last ? Z_STREAM_END : Z_OK) || z->avail_in > 0 ||
	    z->avail_out == 0)
		return false;
	bound -= z->avail_out;
	*p = (struct packed_part){
		.bytes = (unsigned char *)arena_strndup(a, scratch->at, bound),
		.size = bound,
		.length = text->n,
		.crc = (uint32_t)crc32_z(0, (const unsigned char *)text->at, text->n),
	};
	return deflateReset(z) == Z_OK;
}

/* ---- all of them ---------------------------------------------------------------- */

struct job {
	struct packed_part *part;
	size_t count;
	packed_make *make;
	void *arg;
	atomic_size_t next;
	atomic_bool has_failed;
};

/* What it packs lives as long as the caller's arena. */
struct packer {
	struct job *job;
	struct arena kept;
	struct thread thread;
};

static void pack(struct packer *w, z_stream *z)
{
	struct arena own = { 0 };
	struct packed_text text = { .a = &own }, scratch = { .a = &own };
	struct job *j = w->job;
	size_t i;

	while ((i = atomic_fetch_add(&j->next, 1)) < j->count) {
		text.n = 0;
		text.is_last = false;
		j->make(j->arg, i, &text);
		if (!squeeze(z, &j->part[i], &w->kept, &scratch, &text))
			atomic_store(&j->has_failed, true);
	}
	arena_release(&own);
}

static void *run(void *arg)
{
	struct packer *w = arg;
	z_stream z;

	if (!begin(&z)) {
		atomic_store(&w->job->has_failed, true);
		return NULL;
	}
	pack(w, &z);
	deflateEnd(&z);
	return NULL;
}

static void release(void *arg)
{
	arena_release(arg);
}

static size_t threads_for(size_t parts)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (size_t)n;

	return parts < most ? parts : most;
}

bool packed_run(struct packed_part *part, size_t count, struct arena *a,
                packed_make *make, void *arg, struct err *e)
{
	struct job j = { .part = part, .count = count, .make = make, .arg = arg };
	size_t n = threads_for(count);
	struct packer *w = arena_zero(a, (n + 1) * sizeof *w);

	for (size_t i = 0; i < n; i++) {
		w[i].job = &j;
		arena_defer(a, release, &w[i].kept);
		if (i > 0) /* the first is this thread */
			thread_begin(&w[i].thread, run, &w[i]);
	}
	if (n > 0)
		run(&w[0]);
	for (size_t i = 1; i < n; i++)
		thread_wait(&w[i].thread);
	return !atomic_load(&j.has_failed) ||
	       err_set(e, ERR_LIMIT, "no memory to compress with");
}
