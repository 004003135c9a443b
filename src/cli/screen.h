/* screen.h - lines of at most 80 columns, a label before each part, for a person. */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "store/store.h"

enum { SCREEN_WIDTH = 80, SCREEN_MARGIN = 2, SCREEN_LABEL = 12 };

/* Styles: what a terminal with colours is told. */
#define SCREEN_BOLD "1"
#define SCREEN_DIM "2"
#define SCREEN_GREEN "32"
#define SCREEN_YELLOW "33"

struct terminal;

/* One screen being written. */
struct screen {
	const struct terminal *t; /* terminal.c's */
	FILE *out;
	bool has_colour;
	struct store *s;
	struct arena *a;
	const char *label;    /* stands in front of the next line; "" at first */
	const char *currency; /* "$", "EUR ": stands in front of amounts */
};

/* What it is about, and the program at the right. */
void screen_title(struct screen *w, const char *name);
/* Margin and label; what follows is the caller's, to the end of the line. */
void screen_begin(struct screen *w);
void screen_styled(struct screen *w, const char *style, const char *text);
/* One line under the current label, cut at the width; style may be NULL. */
void screen_line(struct screen *w, const char *style, const char *text);
/* As many lines as it takes, broken between words; those after the first begin so many
 * columns further in. */
void screen_hanging(struct screen *w, const char *style, int columns, const char *text);
void screen_wrapped(struct screen *w, const char *style, const char *text);
void screen_blank(struct screen *w);

/* "$", "EUR ": of the estimate in the store. */
const char *screen_currency(struct store *s, struct arena *a);
/* Three significant figures: of an estimate. */
const char *screen_money(struct screen *w, double amount);
/* To the unit: of what is offered. */
const char *screen_in_full(struct screen *w, double amount);
/* "3 endpoints" */
const char *screen_counted(struct arena *a, double n, const char *noun);

#endif
