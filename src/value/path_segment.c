/* path_segment.c - how the parts of a file's name are written in a path. */
#include "value/path_segment.h"

#include <string.h>

enum { DEPTH_MAX = 8, WAYS_MAX = 8, LONGEST = 512 };

/* What one part becomes. */
struct written {
	char text[LONGEST];
	size_t n;
	bool is_last;
	bool optional, refused;
};

static void put(struct written *w, const char *s, size_t n)
{
	if (w->n + n >= sizeof w->text)
		return;
	memcpy(w->text + w->n, s, n);
	w->n += n;
	w->text[w->n] = '\0';
}

/* The brackets of a pattern may not stand in what its star holds. */
static bool may_hold(struct name pattern, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("[]()", s[i]) && memchr(pattern.s, s[i], pattern.len))
			return false;
	return true;
}

/* Does s begin with the pattern? Behind it: *end; what the star holds: hole, NULL when
 * the pattern has none. whole: nothing may follow. */
static bool matches(struct name pattern, const char *s, size_t n, bool whole,
                    struct name *hole, size_t *end)
{
	const char *star = memchr(pattern.s, '*', pattern.len);
	size_t head = star ? (size_t)(star - pattern.s) : pattern.len;
	const char *tail = star ? star + 1 : "";
	size_t tail_n = star ? pattern.len - head - 1 : 0;

	*hole = (struct name){ 0 };
	if (n < head || memcmp(s, pattern.s, head) != 0)
		return false;
	if (!star) {
		*end = head;
		return !whole || n == head;
	}
	for (size_t at = head + 1; at + tail_n <= n; at++) {
		if (whole)
			at = n - tail_n > at ? n - tail_n : at;
		if (memcmp(s + at, tail, tail_n) != 0 ||
		    !may_hold(pattern, s + head, at - head)) {
			if (whole)
				return false;
			continue;
		}
		*hole = (struct name){ s + head, (uint32_t)(at - head), 0 };
		*end = at + tail_n;
		return true;
	}
	return false;
}

static void rewrite(const struct detector *d, const char *s, size_t n, int depth,
                    struct written *w);

/* RESULT of a rule with what the star of its pattern holds. */
static void put_result(const struct detector *d, struct name result, struct name hole,
                       int depth, bool plain, struct written *w)
{
	size_t n = result.len;

	if (n == 1 && *result.s == '!')
		w->refused = true;
	if (n == 1 && strchr("!-", *result.s))
		return;
	if (n > 1 && result.s[n - 1] == '?') {
		w->optional = true;
		n--;
	}
	for (size_t i = 0; i < n; i++) {
		if (result.s[i] != '*')
			put(w, result.s + i, 1);
		else if (plain || (i && result.s[i - 1] == '{'))
			put(w, hole.s, hole.len);
		else
			rewrite(d, hole.s, hole.len, depth + 1, w);
	}
}

static const struct rule *next_segment(const struct rule *r)
{
	while (r && (r->word != WORD_segment || r->word_count < 2))
		r = r->next;
	return r;
}

static bool has_option(const struct rule *r, const char *option)
{
	return r->word_count > 2 && name_is(r->words[2], option);
}

/* The rules that look inside a part: at s, what do they make of its beginning? */
static size_t put_within(const struct detector *d, const char *s, size_t n,
                         struct written *w)
{
	const struct rule *r = next_segment(d->rules);
	struct name hole;
	size_t end;

	for (; r; r = next_segment(r->next)) {
		if (!has_option(r, "within") ||
		    !matches(r->words[0], s, n, false, &hole, &end))
			continue;
		put_result(d, r->words[1], hole, 0, true, w);
		return end;
	}
	put(w, s, 1);
	return 1;
}

static void rewrite(const struct detector *d, const char *s, size_t n, int depth,
                    struct written *w)
{
	const struct rule *r = next_segment(d->rules);
	struct name hole;
	size_t end;

	for (; r && depth < DEPTH_MAX; r = next_segment(r->next)) {
		if (!matches(r->words[0], s, n, true, &hole, &end) ||
		    (has_option(r, "last") && !w->is_last))
			continue;
		put_result(d, r->words[1], hole, depth, has_option(r, "within"), w);
		return;
	}
	for (size_t i = 0; i < n;)
		i += put_within(d, s + i, n - i, w);
}

/* Each path so far with one more part; and without it, when it may miss. */
static void add_part(struct texts *out, struct arena *a, const struct written *w)
{
	size_t n = out->n;

	for (size_t i = 0; i < n; i++) {
		const char *before = out->v[i].s;

		if (!w->n)
			continue;
		if (w->optional && out->n < WAYS_MAX)
			out->v[out->n++].s = before;
		out->v[i].s = arena_printf(a, "%s/%s", before, w->text);
	}
}

/* Where the part that begins at s ends: at a dot, when dots are asked for. */
static size_t part_end(const char *s, size_t n, bool dots)
{
	int depth = 0;

	for (size_t i = 0; dots && i < n; i++) {
		depth += s[i] == '[' ? 1 : s[i] == ']' ? -1 : 0;
		if (s[i] == '.' && depth <= 0)
			return i;
	}
	return n;
}

bool path_segments(struct texts *out, struct arena *a, const struct detector *d,
                   const struct name *parts, size_t n, bool dots)
{
	out->n = 1;
	out->v[0].s = "";
	for (size_t i = 0; i < n; i++) {
		for (size_t at = 0; at <= parts[i].len;) {
			size_t end = part_end(parts[i].s + at, parts[i].len - at, dots);
			struct written w = { .n = 0 };

			w.is_last = i + 1 == n && at + end == parts[i].len;

			rewrite(d, parts[i].s + at, end, 0, &w);
			if (w.refused)
				return false;
			add_part(out, a, &w);
			at += end + 1;
		}
	}
	for (size_t i = 0; i < out->n; i++) {
		out->v[i].complete = true;
		if (!*out->v[i].s)
			out->v[i].s = "/";
	}
	return true;
}
