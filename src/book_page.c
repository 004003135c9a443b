/* book_page.c - sheets on paper: size, header with client and quote number, footer, area.
 */
#include "book_page.h"

#include <math.h>
#include <string.h>

#include "book_inputs.h"
#include "book_text.h"
#include "utf8.h"

/* Spreadsheet programs take 255 characters of a header in all. */
enum { PART_MAX = 60, LOGO_POINTS = 26 };

/* A text of a header: & is doubled there, and it is cut to the room. */
static const char *part(struct book *b, const char *text)
{
	const char *clean = book_clean(b->a, text);
	char *out = arena_alloc(b->a, 2 * PART_MAX + 8), *to = out;
	int count = 0;

	for (size_t n; *clean && count < PART_MAX; clean += n, count++) {
		n = utf8_length(clean);
		if (*clean == '&')
			*to++ = '&';
		memcpy(to, *clean == '\n' ? " " : clean, n);
		to += n;
		if (to - out > 2 * PART_MAX)
			break;
	}
	*to = '\0';
	return out;
}

/* However many pixels the logo has, it stands as high as the line. */
static void set_logo(struct book *b, lxw_worksheet *w, const char *text)
{
	lxw_header_footer_options o = { .image_left = arena_strdup(b->a, b->brand.logo),
		                        .margin = 0.25 };
	double dpi = b->brand.logo_height * 72.0 / LOGO_POINTS;

	if (worksheet_set_header_opt(w, text, &o) != LXW_NO_ERROR ||
	    !w->header_left_object_props)
		return;
	w->header_left_object_props->x_dpi = dpi;
	w->header_left_object_props->y_dpi = dpi;
}

/* The name beside the logo: LibreOffice shows no pictures in headers. */
static void set_header(struct book *b, lxw_worksheet *w)
{
	bool has_logo = b->brand.logo_height > 0;
	const char *text = arena_printf(b->a,
	                                "&L%s&\"Arial,Regular\"&8%s&R&8%s  \xC2\xB7  %s",
	                                has_logo ? "&G  " : "",
	                                part(b, book_prepared_by(b)), part(b, b->client),
	                                part(b, book_quote_number(b)));

	if (has_logo)
		set_logo(b, w, text);
	else
		worksheet_set_header(w, text);
}

void book_page(struct book *b, lxw_worksheet *w)
{
	const char *footer = *b->brand.footer ? b->brand.footer
	                                      : book_word(b, TEXT_FOOTER);

	worksheet_set_paper(w, 9); /* A4 */
	worksheet_set_landscape(w);
	worksheet_fit_to_pages(w, 1, 0);
	worksheet_set_margins(w, 0.5, 0.5, 0.85, 0.6);
	set_header(b, w);
	worksheet_set_footer(w, arena_printf(b->a,
	                                     "&L&\"Arial,Regular\"&8%s&C&8&A&R&8&P / &N",
	                                     part(b, footer)));
}

void book_page_areas(struct book *b)
{
	lxw_worksheet *w;

	STAILQ_FOREACH(w, b->file->worksheets, list_pointers)
	if (!w->print_area.in_use && w->dim_rowmax >= w->dim_rowmin && w->dim_rowmax != 0)
		worksheet_print_area(w, 0, 0, w->dim_rowmax, w->dim_colmax);
}
