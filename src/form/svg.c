/* svg.c - a drawing inside a page: shapes and texts. */
#include "form/svg.h"

#include <string.h>

#include "text/markup.h"
#include "text/utf8.h"

static const struct {
	const char *class, *fill, *stroke;
} paints[] = {
#define PAINT(name, class, fill, stroke) { class, fill, stroke },
	SVG_PAINTS(PAINT)
#undef PAINT
};

static void paint(struct svg *s, enum svg_paint p)
{
	fprintf(s->out, " class=\"%s\" fill=\"%s\"", paints[p].class, paints[p].fill);
	if (strcmp(paints[p].stroke, "none") != 0)
		fprintf(s->out, " stroke=\"%s\"", paints[p].stroke);
}

void svg_open(struct svg *s, const char *id, double height, const char *title,
              const char *tells)
{
	s->height = height;
	fprintf(s->out,
	        "<svg viewBox=\"0 0 %d %.0f\" role=\"img\" aria-labelledby=\"%s-t %s-d\""
	        " font-family=\"sans-serif\" font-size=\"12\">\n<title id=\"%s-t\">",
	        SVG_WIDTH, height, id, id, id);
	markup_text(s->out, s->a, title);
	fprintf(s->out, "</title>\n<desc id=\"%s-d\">", id);
	markup_text(s->out, s->a, tells);
	fputs("</desc>\n", s->out);
}

void svg_close(struct svg *s)
{
	fputs("</svg>\n", s->out);
}

void svg_rect(struct svg *s, enum svg_paint p, double x, double y, double w, double h)
{
	/* What is there is seen, however little it is. */
	fprintf(s->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x,
	        y, w > 0.5 ? w : 0.5, h);
	paint(s, p);
	fputs("/>\n", s->out);
}

void svg_line(struct svg *s, enum svg_paint p, double x1, double y1, double x2, double y2)
{
	fprintf(s->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"", x1, y1,
	        x2, y2);
	paint(s, p);
	fputs("/>\n", s->out);
}

void svg_diamond(struct svg *s, enum svg_paint p, double x, double y, double half)
{
	fprintf(s->out, "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"", x,
	        y - half, x + half, y, x, y + half, x - half, y);
	paint(s, p);
	fputs("/>\n", s->out);
}

void svg_curve(struct svg *s, enum svg_paint p, const double *xy, int n)
{
	fputs("<polyline points=\"", s->out);
	for (int i = 0; i < n; i++)
		fprintf(s->out, "%s%.1f,%.1f", i ? " " : "", xy[2 * i], xy[2 * i + 1]);
	fputs("\"", s->out);
	paint(s, p);
	fputs("/>\n", s->out);
}

/* The beginning, and a sign that there is more. */
static const char *shortened(struct arena *a, const char *text, int characters)
{
	const char *p = text;

	if (characters <= 0 || utf8_columns(text) <= (size_t)characters)
		return text;
	for (int i = 1; i < characters && *p; i++)
		p += utf8_length(p);
	while (p > text && p[-1] == ' ')
		p--;
	return arena_printf(a, "%.*s\xE2\x80\xA6", (int)(p - text), text);
}

void svg_text(struct svg *s, enum svg_paint p, enum svg_anchor at, double x, double y,
              int characters, const char *text)
{
	static const char *const anchors[] = { "", " text-anchor=\"middle\"",
		                               " text-anchor=\"end\"" };

	fprintf(s->out, "<text x=\"%.1f\" y=\"%.1f\"%s", x, y, anchors[at]);
	paint(s, p);
	fputs(">", s->out);
	markup_text(s->out, s->a, shortened(s->a, markup_plain(s->a, text), characters));
	fputs("</text>\n", s->out);
}
