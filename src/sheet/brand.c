/* brand.c - whose workbook it is: name, logo, two colours, terms, footer, from one file.
 */
#include "sheet/brand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/data.h"
#include "text/image.h"
#include "text/sections.h"

enum { WHITE = 0xFFFFFF, PREFIX_MAX = 12, TEXT_MAX = 400 };

/* ---- colours -------------------------------------------------------------------------
 */

static double luminance(unsigned colour)
{
	static const double weight[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double x = (colour >> (16 - 8 * i) & 0xFF) / 255.0;

		sum += weight[i] *
		       (x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double brand_contrast(unsigned colour, unsigned other)
{
	double a = luminance(colour) + 0.05, b = luminance(other) + 0.05;

	return a > b ? a / b : b / a;
}

/* So much of it on white. */
static unsigned tint(unsigned colour, double share)
{
	unsigned mixed = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		double part = (colour >> shift & 0xFF) * share + 255 * (1 - share);

		mixed |= (unsigned)(part + 0.5) << shift;
	}
	return mixed;
}

unsigned brand_colour(const struct brand *b, unsigned ours)
{
	bool is_accent = b->accent != BRAND_ACCENT;

	switch (ours) {
	case BRAND_COLOUR: return b->colour;
	case BRAND_TINT: return b->colour == BRAND_COLOUR ? ours : tint(b->colour, 0.09);
	case BRAND_ACCENT: return b->accent;
	case BRAND_ACCENT_LIGHT: return is_accent ? tint(b->accent, 0.62) : ours;
	case BRAND_ACCENT_PALE: return is_accent ? tint(b->accent, 0.34) : ours;
	default: return ours;
	}
}

static bool take_colour(unsigned *colour, const char *value, double contrast,
                        const char *what, struct err *e)
{
	char *end;
	unsigned long x = strtoul(*value == '#' ? value + 1 : value, &end, 16);

	if (*value != '#' || strlen(value) != 7 || *end)
		return err_set(e, ERR_DATA, "'%.20s' is no colour like #1F3A5F", value);
	if (brand_contrast((unsigned)x, WHITE) < contrast)
		return err_set(e, ERR_DATA,
		               "%s is too light %s: its contrast with white is %.1f, "
		               "not %.1f",
		               value, what, brand_contrast((unsigned)x, WHITE), contrast);
	*colour = (unsigned)x;
	return true;
}

/* ---- the file ------------------------------------------------------------------------
 */

/* A value while it is read. */
struct taking {
	struct brand *b;
	struct arena *a;
	const char *origin;
};

static bool take_text(const char **to, const char *value, struct err *e)
{
	*to = value;
	return strlen(value) <= TEXT_MAX ||
	       err_set(e, ERR_DATA, "more than %d characters", TEXT_MAX);
}

static bool take_prefix(struct brand *b, const char *value, struct err *e)
{
	b->prefix = value;
	return (*value && strlen(value) <= PREFIX_MAX) ||
	       err_set(e, ERR_DATA, "a prefix has 1 to %d characters", PREFIX_MAX);
}

/* Beside the file, unless its path begins at the root. */
static bool take_logo(struct taking *t, const char *value, struct err *e)
{
	const char *slash = strrchr(t->origin, '/');

	t->b->logo = *value == '/' || !slash
	               ? value
	               : arena_printf(t->a, "%.*s/%s", (int)(slash - t->origin),
	                              t->origin, value);
	return image_size(t->b->logo, &t->b->logo_width, &t->b->logo_height, e);
}

static bool take_pair(struct taking *t, const struct section_pair *p, struct err *e)
{
	struct brand *b = t->b;
	const struct {
		const char *key, **text;
	} texts[] = { { "name", &b->name },
		      { "address", &b->address },
		      { "footer", &b->footer } };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(p->key, texts[i].key) == 0)
			return take_text(texts[i].text, p->value, e);
	if (strcmp(p->key, "prefix") == 0)
		return take_prefix(b, p->value, e);
	if (strcmp(p->key, "logo") == 0)
		return take_logo(t, p->value, e);
	if (strcmp(p->key, "colour") == 0)
		return take_colour(&b->colour, p->value, 4.5, "for the white text on it",
		                   e);
	if (strcmp(p->key, "accent") == 0)
		return take_colour(&b->accent, p->value, 3, "for bars on white", e);
	return err_set(e, ERR_DATA,
	               "'%.40s' is none of: name, address, logo, colour, accent, prefix, "
	               "footer",
	               p->key);
}

static void take_terms(struct taking *t, const struct section *s)
{
	struct brand_term *v = arena_alloc(t->a, (s->n + 1) * sizeof *v);

	for (size_t i = 0; i < s->n; i++)
		v[i] = (struct brand_term){ s->v[i].key, s->v[i].value };
	t->b->term = v;
	t->b->term_count = s->n;
}

static bool take_section(struct taking *t, const struct section *s, struct err *e)
{
	if (strcmp(s->name, "terms") == 0) {
		take_terms(t, s);
		return true;
	}
	if (*s->name)
		return err_set(e, ERR_DATA, "%s:%u: '[%.40s]' is not [terms]", t->origin,
		               s->line, s->name);
	for (size_t i = 0; i < s->n; i++)
		if (!take_pair(t, &s->v[i], e))
			return err_within(e, "%s:%u", t->origin, s->v[i].line);
	return true;
}

static const char *default_path(struct arena *a)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	const char *path = config && *config
	                     ? arena_printf(a, "%s/migcost/brand.ini", config)
	                 : home && *home
	                     ? arena_printf(a, "%s/.config/migcost/brand.ini", home)
	                     : NULL;

	return path && access(path, F_OK) == 0 ? path : NULL;
}

bool brand_load(struct brand *b, struct arena *a, const char *path, struct err *e)
{
	struct brand loaded = { .name = "",
		                .address = "",
		                .logo = "",
		                .prefix = "Q",
		                .footer = "",
		                .colour = BRAND_COLOUR,
		                .accent = BRAND_ACCENT };
	struct taking t = { &loaded, a, path };
	struct data_file f;
	struct section *list;
	size_t n;

	if (!path)
		t.origin = path = default_path(a);
	if (path) {
		if (!data_read(a, path, &f, e) || !sections_read(a, &f, &list, &n, e))
			return false;
		for (size_t i = 0; i < n; i++)
			if (!take_section(&t, &list[i], e))
				return false;
	}
	*b = loaded;
	return true;
}
