/* package.c - fills parts of a zip file with what was compressed beside it. */
#include "book/package.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#define ZLIB_CONST /* or it takes what it reads for what it may write */
#include <zlib.h>

enum {
	LOCAL = 0x04034B50,
	CENTRAL = 0x02014B50,
	END = 0x06054B50,
	LOCAL_SIZE = 30,
	CENTRAL_SIZE = 46,
	END_SIZE = 22,
	SIZES_FOLLOW = 8, /* a flag: they stand behind the contents, too */
};

/* A part of the file: where its contents lie, and what the list at the end says of it. */
struct entry {
	const unsigned char *head; /* in the list; its name follows */
	const char *name;
	size_t name_size;
	uint32_t method, crc, size, length, at;
	const unsigned char *contents;
	const struct package_filling *filling;
	const struct packed_part *around; /* before and behind the filling */
};

/* A part to fill, as text, and what is left out of it. */
struct frame {
	struct entry *entry;
	const char *text, *from, *to;
};

struct package {
	struct arena a;
	const unsigned char *bytes;
	size_t size;
	struct entry *entry;
	size_t count;
	struct frame *frame;
	uint64_t written;
};

/* ---- reading -------------------------------------------------------------------- */

static uint32_t two_at(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t four_at(const unsigned char *p)
{
	return two_at(p) | two_at(p + 2) << 16;
}

static bool wrong(struct err *e)
{
	return err_set(e, ERR_DATA, "the library wrote no zip file that is understood");
}

static bool load(struct package *p, const char *path, struct err *e)
{
	FILE *f = fopen(path, "rb");
	unsigned char *bytes;
	long size = -1;
	bool ok = false;

	if (f && fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	if (size >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		bytes = arena_alloc(&p->a, (size_t)size + 1);
		p->bytes = bytes;
		p->size = fread(bytes, 1, (size_t)size, f);
		ok = p->size == (size_t)size;
	}
	if (!ok)
		err_set(e, ERR_IO, "%s", strerror(errno));
	if (f)
		fclose(f);
	return ok;
}

static bool is_within(const struct package *p, uint64_t at, uint64_t size)
{
	return at + size <= p->size;
}

/* The contents stand behind a head of their own. */
static bool find_contents(const struct package *p, struct entry *x)
{
	const unsigned char *local;
	uint64_t at;

	if (!is_within(p, x->at, LOCAL_SIZE))
		return false;
	local = p->bytes + x->at;
	if (four_at(local) != LOCAL)
		return false;
	at = (uint64_t)x->at + LOCAL_SIZE + two_at(local + 26) + two_at(local + 28);
	if (!is_within(p, at, x->size))
		return false;
	x->contents = p->bytes + at;
	return true;
}

static bool read_entry(const struct package *p, size_t at, struct entry *x, size_t *size)
{
	const unsigned char *head;

	if (!is_within(p, at, CENTRAL_SIZE))
		return false;
	head = p->bytes + at;
	if (four_at(head) != CENTRAL)
		return false;
	*x = (struct entry){ .head = head,
		             .name = (const char *)head + CENTRAL_SIZE,
		             .name_size = two_at(head + 28),
		             .method = two_at(head + 10),
		             .crc = four_at(head + 16),
		             .size = four_at(head + 20),
		             .length = four_at(head + 24),
		             .at = four_at(head + 42) };
	*size = CENTRAL_SIZE + x->name_size + two_at(head + 30) + two_at(head + 32);
	return is_within(p, at, *size) && find_contents(p, x);
}

/* The list of all parts stands at the end of the file. */
static bool list_entries(struct package *p, struct err *e)
{
	const unsigned char *end;
	size_t at, size;

	if (p->size < END_SIZE)
		return wrong(e);
	end = p->bytes + p->size - END_SIZE;
	if (four_at(end) != END)
		return wrong(e);
	p->count = two_at(end + 10);
	at = four_at(end + 16);
	p->entry = arena_zero(&p->a, (p->count + 1) * sizeof *p->entry);
	for (size_t i = 0; i < p->count; i++, at += size)
		if (!read_entry(p, at, &p->entry[i], &size))
			return wrong(e);
	return true;
}

/* ---- filling -------------------------------------------------------------------- */

static char *inflated(struct package *p, const struct entry *x)
{
	char *text = arena_alloc(&p->a, (size_t)x->length + 1);
	z_stream z = { .next_in = x->contents,
		       .avail_in = x->size,
		       .next_out = (unsigned char *)text,
		       .avail_out = x->length };
	int rc;

	if (x->method != Z_DEFLATED || inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return NULL;
	rc = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	if (rc != Z_STREAM_END || z.avail_out > 0)
		return NULL;
	text[x->length] = '\0';
	return text;
}

/* "<sheetData>...</sheetData>" or, when there is nothing in it, "<sheetData/>". */
static bool find_element(struct package *p, struct frame *m, const char *name)
{
	const char *first = arena_printf(&p->a, "<%s>", name);
	const char *last = arena_printf(&p->a, "</%s>", name);
	const char *none = arena_printf(&p->a, "<%s/>", name);

	m->from = strstr(m->text, first);
	m->to = m->from ? strstr(m->from, last) : NULL;
	if (m->to) {
		m->to += strlen(last);
		return true;
	}
	m->from = strstr(m->text, none);
	m->to = m->from ? m->from + strlen(none) : NULL;
	return m->to;
}

/* What stands before the filling of a frame, then what stands behind it. */
static void make_around(void *arg, size_t i, struct packed_text *t)
{
	const struct package *p = arg;
	const struct frame *m = &p->frame[i / 2];
	const char *name = m->entry->filling->element;
	size_t room = strlen(m->text) + strlen(name) + sizeof "</>";
	int n;

	t->is_last = i % 2;
	if (t->is_last)
		n = snprintf(packed_room(t, room), room, "</%s>%s", name, m->to);
	else
		n = snprintf(packed_room(t, room), room, "%.*s<%s>",
		             (int)(m->from - m->text), m->text, name);
	packed_add(t, (size_t)n);
}

static void add_part(struct entry *x, uint64_t *size, uint64_t *length,
                     const struct packed_part *part)
{
	x->crc = (uint32_t)crc32_combine(x->crc, part->crc, (z_off_t)part->length);
	*size += part->size;
	*length += part->length;
}

/* Sizes are numbers of 32 bits. */
static bool add_up(struct entry *x, struct err *e)
{
	uint64_t size = 0, length = 0;

	x->crc = 0;
	add_part(x, &size, &length, &x->around[0]);
	for (size_t i = 0; i < x->filling->count; i++)
		add_part(x, &size, &length, &x->filling->packed[i]);
	add_part(x, &size, &length, &x->around[1]);
	x->size = (uint32_t)size;
	x->length = (uint32_t)length;
	return (size < UINT32_MAX && length < UINT32_MAX) ||
	       err_set(e, ERR_LIMIT, "a sheet is too large for a file");
}

static struct entry *entry_of(const struct package *p, const char *part)
{
	size_t size = strlen(part);

	for (size_t i = 0; i < p->count; i++)
		if (p->entry[i].name_size == size &&
		    memcmp(p->entry[i].name, part, size) == 0)
			return &p->entry[i];
	return NULL;
}

static bool find_frame(struct package *p, struct frame *m,
                       const struct package_filling *v)
{
	m->entry = entry_of(p, v->part);
	if (!m->entry)
		return false;
	m->entry->filling = v;
	m->text = inflated(p, m->entry);
	return m->text && find_element(p, m, v->element);
}

static bool fill_all(struct package *p, const struct package_filling *v, size_t n,
                     struct err *e)
{
	struct packed_part *around = arena_zero(&p->a, (2 * n + 1) * sizeof *around);

	p->frame = arena_zero(&p->a, (n + 1) * sizeof *p->frame);
	for (size_t i = 0; i < n; i++)
		if (!find_frame(p, &p->frame[i], &v[i]))
			return wrong(e);
	if (!packed_run(around, 2 * n, &p->a, make_around, p, e))
		return false;
	for (size_t i = 0; i < n; i++) {
		p->frame[i].entry->around = &around[2 * i];
		if (!add_up(p->frame[i].entry, e))
			return false;
	}
	return true;
}

/* ---- writing -------------------------------------------------------------------- */

static void two_to(unsigned char *p, uint32_t x)
{
	p[0] = (unsigned char)x;
	p[1] = (unsigned char)(x >> 8);
}

static void four_to(unsigned char *p, uint32_t x)
{
	two_to(p, x);
	two_to(p + 2, x >> 16);
}

static void put(struct package *p, FILE *f, const void *bytes, size_t n)
{
	fwrite(bytes, 1, n, f);
	p->written += n;
}

static void put_part(struct package *p, FILE *f, const struct packed_part *part)
{
	put(p, f, part->bytes, part->size);
}

/* What both heads of a part say alike: flags, method, time; its sum and sizes; its name.
 */
static void set_head(unsigned char *to, const struct entry *x)
{
	memcpy(to, x->head + 6, 10);
	two_to(to + 2, two_at(to + 2) & ~(uint32_t)SIZES_FOLLOW);
	four_to(to + 10, x->crc);
	four_to(to + 14, x->size);
	four_to(to + 18, x->length);
	two_to(to + 22, (uint32_t)x->name_size);
}

static void put_contents(struct package *p, FILE *f, struct entry *x)
{
	unsigned char head[LOCAL_SIZE] = { 0 };

	x->at = (uint32_t)p->written;
	four_to(head, LOCAL);
	set_head(head + 4, x);
	put(p, f, head, sizeof head);
	put(p, f, x->name, x->name_size);
	if (!x->filling) {
		put(p, f, x->contents, x->size);
		return;
	}
	put_part(p, f, &x->around[0]);
	for (size_t i = 0; i < x->filling->count; i++)
		put_part(p, f, &x->filling->packed[i]);
	put_part(p, f, &x->around[1]);
}

static void put_entry(struct package *p, FILE *f, const struct entry *x)
{
	unsigned char head[CENTRAL_SIZE];

	memcpy(head, x->head, sizeof head);
	set_head(head + 6, x);
	two_to(head + 30, 0);
	two_to(head + 32, 0);
	four_to(head + 42, x->at);
	put(p, f, head, sizeof head);
	put(p, f, x->name, x->name_size);
}

static void put_end(struct package *p, FILE *f, uint64_t list)
{
	unsigned char end[END_SIZE] = { 0 };

	four_to(end, END);
	two_to(end + 8, (uint32_t)p->count);
	two_to(end + 10, (uint32_t)p->count);
	four_to(end + 12, (uint32_t)(p->written - list));
	four_to(end + 16, (uint32_t)list);
	put(p, f, end, sizeof end);
}

static bool save(struct package *p, const char *path, struct err *e)
{
	FILE *f = fopen(path, "wb");
	uint64_t list;
	bool ok;

	if (!f)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	for (size_t i = 0; i < p->count; i++)
		put_contents(p, f, &p->entry[i]);
	list = p->written;
	for (size_t i = 0; i < p->count; i++)
		put_entry(p, f, &p->entry[i]);
	put_end(p, f, list);
	ok = !ferror(f);
	ok = fclose(f) == 0 && ok;
	if (!ok)
		return err_set(e, ERR_IO, "%s", strerror(errno));
	return p->written < UINT32_MAX || err_set(e, ERR_LIMIT, "the file is too large");
}

bool package_fill(const char *path, const struct package_filling *v, size_t n,
                  struct err *e)
{
	struct package p = { .size = 0 };
	bool ok = load(&p, path, e) && list_entries(&p, e) && fill_all(&p, v, n, e) &&
	          save(&p, path, e);

	arena_release(&p.a);
	return ok;
}
