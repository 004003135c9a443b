/* svg.h - a drawing inside a page: shapes and texts, sized by its own units.
 *
 * Colours are the page's (classes), with attributes for a reader that leaves the page's
 * style out. Texts are escaped. */
#ifndef SVG_H
#define SVG_H

#include <stdio.h>

#include "base/arena.h"

/*   SVG_PAINTS(PAINT): PAINT(name, class, fill, stroke) */
#define SVG_PAINTS(PAINT)                                                                \
	PAINT(BAR, "b1", "#2a7f9e", "none")                                              \
	PAINT(BAR_LIGHT, "b2", "#6db3c9", "none")                                        \
	PAINT(BAR_PALE, "b3", "#c3e1ea", "#2a7f9e")                                      \
	PAINT(BAND, "bd", "#dfe4ea", "#6b7785")                                          \
	PAINT(GRID, "gr", "none", "#dde3ea")                                             \
	PAINT(AXIS, "ax", "none", "#6b7785")                                             \
	PAINT(CURVE, "cv", "none", "#2a7f9e")                                            \
	PAINT(MARK, "mk", "#1f3a5f", "#ffffff")                                          \
	PAINT(TEXT, "tx", "#22303c", "none")                                             \
	PAINT(NOTE, "nt", "#55626f", "none")

enum svg_paint {
#define PAINT(name, class, fill, stroke) SVG_##name,
	SVG_PAINTS(PAINT)
#undef PAINT
	    SVG_PAINTS_END
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg {
	FILE *out;
	struct arena *a;
	double height;
};

/* As wide as the page has room for. id: of this page alone, plain ASCII. title and what
 * it tells are for those who do not see it. */
void svg_open(struct svg *s, const char *id, double height, const char *title,
              const char *tells);
void svg_close(struct svg *s);

void svg_rect(struct svg *s, enum svg_paint p, double x, double y, double w, double h);
void svg_line(struct svg *s, enum svg_paint p, double x1, double y1, double x2,
              double y2);
/* A square on its corner. */
void svg_diamond(struct svg *s, enum svg_paint p, double x, double y, double half);
/* Through n points, x and y in turn. */
void svg_curve(struct svg *s, enum svg_paint p, const double *xy, int n);
/* y: of the line that the letters stand on. Cut to so many characters; 0: whole. */
void svg_text(struct svg *s, enum svg_paint p, enum svg_anchor at, double x, double y,
              int characters, const char *text);

enum { SVG_WIDTH = 760 };

#endif
