/* brand.h - whose workbook it is: name, logo, two colours, terms, footer, from one file.
 *
 *     name    = Noordwal Consulting B.V.
 *     address = Keizersgracht 1, Amsterdam
 *     logo    = logo.png        ; PNG or JPEG, beside the file
 *     colour  = #1F3A5F         ; titles and heads; white text must be readable on it
 *     accent  = #2A7F9E         ; bars of charts; must be seen on white
 *     prefix  = NC              ; of quote numbers
 *     footer  = Noordwal, KvK 12345678
 *     [terms]
 *     Payment and tax = 30 days after the invoice
 *     Governing law and venue = Dutch law; the courts of Amsterdam
 *
 * All is optional. The terms, heading = text, stand in the place of ours of the same
 * heading on the sheet of terms, or behind them. */
#ifndef BRAND_H
#define BRAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct brand_term {
	const char *heading, *text;
};

struct brand {
	const char *name, *address, *logo, *prefix, *footer; /* "" or as the file says */
	unsigned colour, accent;                             /* 0xRRGGBB */
	int logo_width, logo_height;                         /* pixels; 0: no logo */
	const struct brand_term *term;
	size_t term_count;
};

/* path NULL: $XDG_CONFIG_HOME/migcost/brand.ini or ~/.config/migcost/brand.ini when it is
 * there, else nobody's. */
bool brand_load(struct brand *b, struct arena *a, const char *path, struct err *e);
/* The colour that stands for one of ours: navy, its tint, the accent and its tints. */
unsigned brand_colour(const struct brand *b, unsigned ours);
/* As the accessibility guidelines for the web reckon it: 1 to 21. */
double brand_contrast(unsigned colour, unsigned other);

enum {
	BRAND_COLOUR = 0x1F3A5F,
	BRAND_TINT = 0xEAF0F6,
	BRAND_ACCENT = 0x2A7F9E,
	BRAND_ACCENT_LIGHT = 0x6DB3C9,
	BRAND_ACCENT_PALE = 0xB5DAE5,
};

#endif
