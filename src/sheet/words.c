/* words.c - the visible texts of the workbook in another language: data, not code. */
#include "sheet/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "text/tsv.h"

enum {
	HOLES_MAX = 8,
	DEPTH_MAX = 4, /* lines, a sentence, its list, a part of it */
	LIST_MAX = 360,
	LINES_MAX = 2000,
	WEIGHT_OF_LISTS = 12
};

/* A text with holes, cut at them: literal[0] {} literal[1] {} ... literal[holes]. */
struct entry {
	const char *english, *translation;
	const char *literal[HOLES_MAX + 1];
	size_t length[HOLES_MAX + 1], weight; /* weight: of all literals */
	int holes;
	unsigned line;
	size_t order; /* of reading: the first one wins, and nl-own.tsv sorts before */
};

struct words {
	struct arena *a;
	const char *language;
	struct entry *whole; /* without holes, sorted by english */
	size_t whole_count, whole_room;
	struct entry *pattern; /* the one that says most comes first */
	size_t pattern_count, pattern_room;
	size_t read;
};

/* What stands in a hole of a text. */
struct fill {
	const char *start[HOLES_MAX];
	size_t n[HOLES_MAX];
};

/* ---- reading -------------------------------------------------------------------------
 */

static const char *unescaped(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s), *to = out;

	for (; *s; s++)
		if (s[0] == '\\' && s[1] == 'n') {
			*to++ = '\n';
			s++;
		} else {
			*to++ = *s;
		}
	*to = '\0';
	return out;
}

/* "{}", "{2}", "{w}", "{2n}": the length, which hole (from 0; -1: the next), and what it
 * is: 'w', 'n' or 0. */
static size_t hole(const char *p, int *which, char *kind)
{
	const char *s = p + 1;

	*which = -1;
	*kind = '\0';
	if (*p != '{')
		return 0;
	if (*s >= '1' && *s <= '0' + HOLES_MAX)
		*which = *s++ - '1';
	if (*s == 'w' || *s == 'n')
		*kind = *s++;
	return *s == '}' ? (size_t)(s - p) + 1 : 0;
}

static bool cut(struct entry *x, struct err *e)
{
	const char *p = x->english, *at;

	for (; (at = strstr(p, "{}")); p = at + 2) {
		if (x->holes == HOLES_MAX)
			return err_set(e, ERR_LIMIT, "more than %d {}", HOLES_MAX);
		x->literal[x->holes] = p;
		x->length[x->holes] = (size_t)(at - p);
		x->weight += x->length[x->holes++];
	}
	x->literal[x->holes] = p;
	x->length[x->holes] = strlen(p);
	x->weight += x->length[x->holes];
	if (x->holes && x->weight < 2)
		return err_set(e, ERR_DATA, "'%.60s' would stand for any text",
		               x->english);
	return true;
}

static bool check_holes(const struct entry *x, struct err *e)
{
	int next = 0, which;
	char kind;
	size_t n;

	for (const char *p = x->translation; *p; p += n ? n : 1) {
		n = hole(p, &which, &kind);
		if (n && (which < 0 ? next++ : which) >= x->holes)
			return err_set(e, ERR_DATA,
			               "the translation has a {} that the text has not: "
			               "'%.60s'",
			               x->translation);
	}
	return true;
}

static bool add_row(void *arg, char *const *cells, unsigned line, struct err *e)
{
	struct words *w = arg;
	struct entry x = { .english = unescaped(w->a, cells[0]),
		           .translation = unescaped(w->a, cells[1]),
		           .line = line,
		           .order = w->read++ };

	if (!*x.english || !*x.translation)
		return err_set(e, ERR_DATA, "a text and its translation are needed");
	if (strcmp(x.english, "@numbers") == 0 &&
	    strlen(x.translation) != strlen(WORDS_NUMBERS))
		return err_set(e, ERR_DATA, "numbers are written like 1.234,5");
	if (!cut(&x, e) || !check_holes(&x, e))
		return false;
	if (x.holes)
		*(struct entry *)arena_push(w->a, (void **)&w->pattern, &w->pattern_count,
		                            &w->pattern_room, sizeof x) = x;
	else
		*(struct entry *)arena_push(w->a, (void **)&w->whole, &w->whole_count,
		                            &w->whole_room, sizeof x) = x;
	return true;
}

static bool read_file(struct words *w, const struct data_file *f, struct err *e)
{
	static const char *const columns[] = { "english", "translation" };

	return tsv_each(w->a, f->text, f->size, f->origin, columns, 2, add_row, w, e);
}

static int by_english(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->english, y->english);

	return order ? order : x->order < y->order ? -1 : 1;
}

static int by_weight(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1)
	     : x->order < y->order    ? -1
	                              : 1;
}

static void sort(struct words *w)
{
	if (w->whole_count)
		qsort(w->whole, w->whole_count, sizeof *w->whole, by_english);
	if (w->pattern_count)
		qsort(w->pattern, w->pattern_count, sizeof *w->pattern, by_weight);
}

/* "reports/words/nl.tsv" and "reports/words/nl-own.tsv" are of "nl". */
static bool is_of(const struct data_file *f, const char *language)
{
	const char *name = strrchr(f->path, '/') + 1;
	size_t n = strlen(language);

	return strncmp(name, language, n) == 0 && (name[n] == '.' || name[n] == '-');
}

static bool no_such(struct arena *a, const struct data_file *files, size_t n,
                    const char *language, struct err *e)
{
	const char *list = "en";

	for (size_t i = 0; i < n; i++) {
		const char *name = strrchr(files[i].path, '/') + 1;

		if (!strchr(name, '-'))
			list = arena_printf(a, "%s, %.*s", list, (int)strcspn(name, "."),
			                    name);
	}
	return err_set(e, ERR_USAGE,
	               "there are no words for the language '%.40s', only for: %s",
	               language, list);
}

bool words_load(struct words **w, struct arena *a, const char *language, struct err *e)
{
	struct words *x;
	struct data_file *files;
	size_t n, found = 0;

	*w = NULL;
	if (!language || !*language || strcmp(language, "en") == 0)
		return true;
	if (!data_list(a, "reports/words/", ".tsv", &files, &n, e))
		return false;
	x = arena_zero(a, sizeof *x);
	x->a = a;
	x->language = arena_strdup(a, language);
	for (size_t i = 0; i < n; i++)
		if (is_of(&files[i], language) && ++found && !read_file(x, &files[i], e))
			return false;
	if (!found)
		return no_such(a, files, n, language, e);
	sort(x);
	*w = x;
	return true;
}

bool words_check(struct arena *a, const struct data_file *f, struct err *e)
{
	struct words w = { .a = a, .language = "" };

	if (!read_file(&w, f, e))
		return false;
	sort(&w);
	for (size_t i = 1; i < w.whole_count; i++)
		if (strcmp(w.whole[i - 1].english, w.whole[i].english) == 0)
			return err_set(e, ERR_DATA, "%s:%u: '%.60s' stands here twice",
			               f->origin, w.whole[i].line, w.whole[i].english);
	return true;
}

/* ---- looking up ----------------------------------------------------------------------
 */

static const struct entry *find_whole(const struct words *w, const char *text)
{
	size_t low = 0, high = w->whole_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(w->whole[middle].english, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < w->whole_count && strcmp(w->whole[low].english, text) == 0
	         ? &w->whole[low]
	         : NULL;
}

/* Each literal at its first place behind the one before, the last at the end. */
static bool matches(const struct entry *x, const char *text, size_t n, struct fill *f)
{
	const char *p = text, *last = text + n - x->length[x->holes];

	if (n < x->weight || strncmp(p, x->literal[0], x->length[0]) != 0 ||
	    memcmp(last, x->literal[x->holes], x->length[x->holes]) != 0)
		return false;
	p += x->length[0];
	for (int i = 1; i <= x->holes; i++) {
		const char *at = i == x->holes ? last
		               : last < p      ? NULL
		                          : memmem(p, (size_t)(last - p), x->literal[i],
		                                   x->length[i]);

		if (!at || at < p)
			return false;
		f->start[i - 1] = p;
		f->n[i - 1] = (size_t)(at - p);
		p = at + x->length[i];
	}
	return true;
}

static const char *look_up(struct words *w, const char *text, int depth);

/* "1,234.5" as "@numbers" writes it; what is no number stays as it is. */
static const char *number(struct words *w, char *text)
{
	const char *like = words_setting(w, "numbers", WORDS_NUMBERS);

	if (!text[strspn(text, "0123456789,.-")])
		for (char *p = text; *p; p++)
			*p = *p == ',' ? like[1] : *p == '.' ? like[5] : *p;
	return text;
}

static const char *filled(struct words *w, const struct entry *x, const struct fill *f,
                          int depth)
{
	const char *out = "", *from = x->translation;
	int next = 0, which;
	char kind;
	size_t n;

	for (const char *p = from;; p += n ? n : 1) {
		char *part;

		n = hole(p, &which, &kind);
		if (*p && !n)
			continue;
		out = arena_printf(w->a, "%s%.*s", out, (int)(p - from), from);
		if (!*p)
			return out;
		which = which < 0 ? next++ : which;
		part = arena_strndup(w->a, f->start[which], f->n[which]);
		out = arena_printf(w->a, "%s%s", out,
		                   kind == 'w'   ? look_up(w, part, depth + 1)
		                   : kind == 'n' ? number(w, part)
		                                 : part);
		from = p + n;
	}
}

static bool is_whole(const struct words *w, const struct fill *f, int i)
{
	return find_whole(w, arena_strndup(w->a, f->start[i], f->n[i])) != NULL;
}

/* "{} relations" says too little to be of "8 fields, 2 relations", unless what stands
 * there is known as it is; what begins with a hole is no end of several lines, nor of
 * "Delivered: 2 relations". */
static bool fits(const struct words *w, const struct entry *x, const struct fill *f)
{
	if (x->holes && !x->length[0] &&
	    (memchr(f->start[0], '\n', f->n[0]) || memmem(f->start[0], f->n[0], ": ", 2)))
		return false;
	for (int i = 0; i < x->holes && x->weight < WEIGHT_OF_LISTS; i++)
		if (memmem(f->start[i], f->n[i], ", ", 2) && !is_whole(w, f, i))
			return false;
	return true;
}

/* Part of a sentence, no name and no figure: "and what guards it". */
static bool is_said(const char *part)
{
	return *part >= 'a' && *part <= 'z' && strchr(part, ' ');
}

/* "a, b", or lines: each for itself, when one of them is known, or `all` are. A sentence
 * of which a part is not known is no list: it stays as it is, not half of it. */
static const char *parts_of(struct words *w, const char *text, const char *between,
                            bool all, int depth)
{
	const char *out = "", *end;
	bool is_known = all;

	if (!strstr(text, between))
		return text;
	for (const char *p = text; *p; p = end + strlen(between)) {
		const char *part, *word;

		end = strstr(p, between);
		part = end ? arena_strndup(w->a, p, (size_t)(end - p)) : p;
		word = look_up(w, part, depth + 1);
		if (word == part && *between == ',' && is_said(part))
			return text;
		is_known = all ? is_known && word != part : is_known || word != part;
		out = arena_printf(w->a, "%s%s%s", out, word, end ? between : "");
		if (!end)
			break;
	}
	return is_known ? out : text;
}

/* "{} jobs" of "rules, 3 jobs": a list whose parts are all known is no such thing. */
static const char *list_of(struct words *w, const struct entry *x, const struct fill *f,
                           const char *text, int depth)
{
	return !x->length[0] && memmem(f->start[0], f->n[0], ", ", 2)
	         ? parts_of(w, text, ", ", true, depth)
	         : text;
}

static const char *look_up(struct words *w, const char *text, int depth)
{
	const struct entry *x = find_whole(w, text);
	size_t n = strlen(text);
	struct fill f;

	if (x)
		return x->translation;
	for (size_t i = 0; i < w->pattern_count && depth < DEPTH_MAX; i++) {
		const char *list;

		x = &w->pattern[i];
		if (!matches(x, text, n, &f) || !fits(w, x, &f))
			continue;
		list = list_of(w, x, &f, text, depth);
		return list != text ? list : filled(w, x, &f, depth);
	}
	if (depth < DEPTH_MAX && n <= LINES_MAX && strchr(text, '\n'))
		return parts_of(w, text, "\n", false, depth);
	/* A list of many is somebody's, and each part would be looked for. */
	return depth < DEPTH_MAX && n <= LIST_MAX ? parts_of(w, text, ", ", false, depth)
	                                          : text;
}

const char *words_of(struct words *w, const char *english)
{
	return w && *english && *english != '@' ? look_up(w, english, 0) : english;
}

const char *words_setting(const struct words *w, const char *name, const char *def)
{
	const struct entry *x = w ? find_whole(w, arena_printf(w->a, "@%s", name)) : NULL;

	return x ? x->translation : def;
}

const char *words_language(const struct words *w)
{
	return w ? w->language : "en";
}

/* ---- formulas ------------------------------------------------------------------------
 */

/* A formula while it is translated. */
struct formula {
	struct words *w;
	const char *out;
	const char *(*sheet)(void *arg, const char *english);
	void *arg;
};

static bool is_glue(char c)
{
	return strchr(" ,:;.()%-/", c) != NULL;
}

/* "Contingency, " is the word with what joins it to the next. */
static const char *text_of(struct words *w, const char *text)
{
	const char *word = words_of(w, text), *end = text + strlen(text), *start = text;

	if (word != text)
		return word;
	while (start < end && is_glue(*start))
		start++;
	while (end > start && is_glue(end[-1]))
		end--;
	if (start == text && !*end)
		return text;
	word = arena_strndup(w->a, start, (size_t)(end - start));
	return arena_printf(w->a, "%.*s%s%s", (int)(start - text), text,
	                    words_of(w, word), end);
}

/* The end of 'it''s' or "it""s": behind the closing mark. */
static const char *quote_end(const char *p)
{
	char mark = *p++;

	for (; *p; p++)
		if (*p == mark) {
			if (p[1] != mark)
				return p + 1;
			p++;
		}
	return p;
}

/* What is between the marks, doubled ones made single, and back. */
static const char *bare(struct arena *a, const char *p, const char *end)
{
	char *out = arena_strndup(a, p + 1, (size_t)(end - p)), *to = out;
	const char mark = *p;

	for (p++; p < end - 1; p++) {
		*to++ = *p;
		p += *p == mark;
	}
	*to = '\0';
	return out;
}

static void put_quoted(struct formula *f, char mark, const char *text)
{
	char *out = arena_alloc(f->w->a, 2 * strlen(text) + 3), *to = out;

	*to++ = mark;
	for (; *text; text++) {
		if (*text == mark)
			*to++ = mark;
		*to++ = *text;
	}
	*to++ = mark;
	*to = '\0';
	f->out = arena_printf(f->w->a, "%s%s", f->out, out);
}

const char *words_formula(struct words *w, const char *formula,
                          const char *(*sheet)(void *arg, const char *english), void *arg)
{
	struct formula f = { w, "", sheet, arg };
	const char *end;

	if (!w)
		return formula;
	for (const char *p = formula; *p; p = end) {
		if (*p == '"' || *p == '\'') {
			end = quote_end(p);
			if (*p == '"')
				put_quoted(&f, '"', text_of(w, bare(w->a, p, end)));
			else
				put_quoted(&f, '\'', sheet(arg, bare(w->a, p, end)));
			continue;
		}
		end = p;
		if (isalpha((unsigned char)*p) || *p == '_')
			while (isalnum((unsigned char)*end) || *end == '_' || *end == '.')
				end++;
		if (end > p && *end == '!') {
			put_quoted(&f, '\'',
			           sheet(arg, arena_strndup(w->a, p, (size_t)(end - p))));
			continue;
		}
		if (end == p)
			end += strcspn(p + 1, "\"'ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
			                      "abcdefghijklmnopqrstuvwxyz") +
			       1;
		f.out = arena_printf(w->a, "%s%.*s", f.out, (int)(end - p), p);
	}
	return f.out;
}
